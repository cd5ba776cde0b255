"""Questions of the day in channels and groups, how they did, and the weekly look back. Nobody is named for a
miss, and no share is told of fewer than five."""

from babel.dates import format_date

from bot.app import facts as f
from bot.domain.question import Choice, Question
from bot.words.asking import LETTERS, listed
from bot.words.markup import folded, lines, paragraphs, plain, sentence, soft, strong
from bot.words.rounds import explains
from bot.words.spoken import Poll, Tap
from bot.words.tongue import Html, Tongue

Rows = tuple[tuple[Tap, ...], ...]


def put(t: Tongue, fact: f.PostPut) -> Html:
    """The question itself; the lock screen shows it first where no news stands above it."""
    question = strong(fact.question.ask)
    head = t("Today: {question}", question=question) if fact.news else question
    return lines(head, _options(t, fact.question), _ways(t, fact))


def put_choices(t: Tongue, fact: f.PostPut) -> Rows:
    """In a channel: the way into the private chat, to exactly this question."""
    if fact.group or fact.poll:
        return ()
    return ((Tap(label=t.label("Answer in private"), data="", link=f"d_{fact.post}"),),)


def put_poll(t: Tongue, fact: f.PostPut) -> Poll | None:
    """As a native quiz: in a channel nobody sees who chose what."""
    question = fact.question
    if not fact.poll or not isinstance(question, Choice):
        return None
    return Poll(
        question=question.ask,
        options=tuple(option.text for option in question.options),
        right=question.right,
        explanation=question.why if explains(question.why) else "",
        anonymous=not fact.group,
    )


def told(t: Tongue, fact: f.PostTold) -> Html:
    """The result in a line, the why folded."""
    line = _in_group(t, fact) if fact.group else _in_channel(t, fact)
    return lines(line, folded(fact.question.why))


def gaps_found(t: Tongue, fact: f.GapsFound) -> Html:
    """What a group forgets; the answers open at a tap."""
    asked = [
        t("{n}. {question}", n=number, question=question.ask)
        for number, question in enumerate(fact.questions, 1)
    ]
    answers = "\n".join(
        f"{number}. {sentence(question.answer)}" for number, question in enumerate(fact.questions, 1)
    )
    return paragraphs(lines(t("What this group forgot this week:"), *asked), folded(answers))


def _in_channel(t: Tongue, fact: f.PostTold) -> Html:
    day, tally, answer = _day(t, fact), fact.tally, fact.question.answer.strip().rstrip(".")
    if not tally.told:
        return t("{day}: {answer}", day=day, answer=strong(sentence(answer)))
    if not tally.right:
        line = t("{day}: {answer}, and nobody had it", day=day, answer=soft(answer))
    elif isinstance(fact.question, Choice):
        line = t("{day}: {n} % said {answer}, right", day=day, n=tally.percent, answer=soft(answer))
    else:
        line = t("{day}: {n} % had it: {answer}", day=day, n=tally.percent, answer=soft(answer))
    if not tally.miss:
        return t("{line}.", line=line)
    return t("{line}; commonest miss {miss}.", line=line, miss=soft(tally.miss))


def _in_group(t: Tongue, fact: f.PostTold) -> Html:
    head = t("{day}: {answer}", day=_day(t, fact), answer=strong(sentence(fact.question.answer)))
    return Html(f"{head} {_who(t, fact)}")


def _who(t: Tongue, fact: f.PostTold) -> Html:
    if not fact.tally.answered:
        return t("Nobody answered.")
    if not fact.tally.right:
        return t("Nobody had it this time.")
    names = ", ".join(fact.right)
    return t("Right: {names}.", names=names) if names else t("Somebody had it.")


def _day(t: Tongue, fact: f.PostTold) -> Html:
    if fact.days <= 0:
        return t("Today")
    if fact.days == 1:
        return t("Yesterday")
    if fact.days < 7:
        return t("On {day}", day=format_date(fact.on, "EEEE", locale=t.locale))
    return t("Last time")


def _options(t: Tongue, question: Question) -> Html:
    """Options of a choice that cannot be a poll: nothing below it shows them."""
    if not isinstance(question, Choice):
        return listed(t, question)
    pairs = zip(LETTERS, question.options, strict=False)
    return lines(*(Html(f"{letter}  {plain(option.text)}") for letter, option in pairs))


def _ways(t: Tongue, fact: f.PostPut) -> Html:
    if fact.group:
        return Html("") if fact.poll else t("Answer by replying to this.")
    return t("Answer in private, or in a comment.") if fact.discussed and not fact.poll else Html("")
