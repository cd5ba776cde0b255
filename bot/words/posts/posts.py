"""Questions of the day in channels and groups, how they did, and the weekly look back. Nobody is named for a
miss, and no share is told of fewer than five."""

from babel.dates import format_date

from bot.app import replies as f
from bot.domain.question import Choice, Question, Select
from bot.words.learning.questions import listed
from bot.words.learning.reasons import why_folded
from bot.words.markup import folding, lines, name, paragraphs, plain, sentence, soft, strong
from bot.words.options import LETTERS
from bot.words.rounds.rounds import explains, right_of
from bot.words.spoken import Button, Poll
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]


def put(t: Translator, reply: f.PostPut) -> Html:
    """The question itself; the lock screen shows it first where no news stands above it."""
    question = strong(reply.question.ask, reply.question.marked)
    head = t("Today: {question}", question=question) if reply.news else question
    return lines(head, _options(t, reply.question), _ways(t, reply))


def put_choices(t: Translator, reply: f.PostPut) -> Rows:
    """In a channel: the way into the private chat, to exactly this question."""
    if reply.group or reply.poll:
        return ()
    return ((Button(label=t.label("Answer in private"), data="", link=f"d_{reply.post}"),),)


def put_poll(t: Translator, reply: f.PostPut) -> Poll | None:
    """As a native quiz: in a channel nobody sees who chose what."""
    question = reply.question
    if not reply.poll or not isinstance(question, Choice | Select):
        return None
    return Poll(
        question=question.ask,
        options=tuple(option.text for option in question.options),
        explanation=question.why if explains(question.why) else "",
        anonymous=not reply.group,
        **right_of(question),
    )


def told(t: Translator, reply: f.PostTold) -> Html:
    """The result in a line, the why folded."""
    line = _in_group(t, reply) if reply.group else _in_channel(t, reply)
    line = Html(" ".join(part for part in (line, _in_doubt(t, reply)) if part))
    return lines(line, why_folded(t, reply.question))


def gaps_found(t: Translator, reply: f.GapsFound) -> Html:
    """What a group forgets; the answers open at a tap."""
    asked = [
        t("{n}. {question}", n=number, question=plain(question.ask, question.marked))
        for number, question in enumerate(reply.questions, 1)
    ]
    answers = lines(
        *(
            Html(f"{number}. {plain(sentence(question.answer), question.marked)}")
            for number, question in enumerate(reply.questions, 1)
        )
    )
    return paragraphs(lines(t("What this group forgot this week:"), *asked), folding(answers))


def _in_channel(t: Translator, reply: f.PostTold) -> Html:
    marked, day, tally = reply.question.marked, _day(t, reply), reply.tally
    answer = reply.question.answer.strip().rstrip(".")
    if not tally.told:
        return t("{day}: {answer}", day=day, answer=strong(sentence(answer), marked))
    if not tally.right:
        line = t("{day}: {answer}, and nobody had it", day=day, answer=soft(answer, marked))
    elif isinstance(reply.question, Choice):
        line = t("{day}: {n} % said {answer}, right", day=day, n=tally.percent, answer=soft(answer, marked))
    else:
        line = t("{day}: {n} % had it: {answer}", day=day, n=tally.percent, answer=soft(answer, marked))
    if not tally.miss:
        return t("{line}.", line=line)
    return t("{line}; commonest miss {miss}.", line=line, miss=soft(tally.miss))


def _in_group(t: Translator, reply: f.PostTold) -> Html:
    head = t(
        "{day}: {answer}",
        day=_day(t, reply),
        answer=strong(sentence(reply.question.answer), reply.question.marked),
    )
    return Html(" ".join(part for part in (head, _who(t, reply)) if part))


def _in_doubt(t: Translator, reply: f.PostTold) -> Html:
    """Answers that are counted apart; in a channel where enough was said for a number to point at nobody."""
    if not reply.tally.doubtful or not (reply.group or reply.tally.told):
        return Html("")
    return t.count("{n} answer I couldn't tell.", "{n} answers I couldn't tell.", reply.tally.doubtful)


def _who(t: Translator, reply: f.PostTold) -> Html:
    if not reply.tally.answered:
        return Html("") if reply.tally.doubtful else t("Nobody answered.")
    if not reply.tally.right:
        return t("Nobody had it this time.")
    names = Html(", ".join(name(one) for one in reply.right))
    return t("Right: {names}.", names=names) if names else t("Somebody had it.")


def _day(t: Translator, reply: f.PostTold) -> Html:
    if reply.days <= 0:
        return t("Today")
    if reply.days == 1:
        return t("Yesterday")
    if reply.days < 7:
        return t("On {day}", day=format_date(reply.on, "EEEE", locale=t.locale))
    return t("Last time")


def _options(t: Translator, question: Question) -> Html:
    """Options of a choice that cannot be a poll: nothing below it shows them."""
    if not isinstance(question, Choice):
        return listed(t, question)
    pairs = zip(LETTERS, question.options, strict=False)
    return lines(*(Html(f"{outgoing}  {plain(option.text, question.marked)}") for outgoing, option in pairs))


def _ways(t: Translator, reply: f.PostPut) -> Html:
    if reply.group:
        return Html("") if reply.poll else t("Answer by replying to this.")
    return t("Answer in private, or in a comment.") if reply.discussed and not reply.poll else Html("")
