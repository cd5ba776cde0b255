"""Somebody's own questions."""

from bot.app import replies as f
from bot.domain.own import OWN
from bot.words.markup import lines, paragraphs, sentence, soft, strong, tap
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]
_EXAMPLE = "capital of France = Paris"
_LEFT_OUT = 3
"""Lines that are no question and are quoted."""


def own_told(t: Translator, reply: f.OwnTold) -> Html:
    """How it is done; how many there are, and how they are marked."""
    left_out = _left_out(t, reply)
    full = t("There is room for no more: remove some under More.") if reply.full else Html("")
    if not reply.count:
        how = t("Paste lines like {line}, several at once. Nobody but you sees them.", line=soft(_EXAMPLE))
        return lines(how, left_out, full)
    count = t.count(
        "{n} question in {title}.", "{n} questions in {title}.", reply.count, title=soft(reply.title)
    )
    return lines(Html(f"{count} {_marked(t, reply)}"), left_out, full)


def _marked(t: Translator, reply: f.OwnTold) -> Html:
    by_word = reply.count - reply.as_number - reply.by_idea
    told = [
        t.count("{n} would be marked by its idea", "{n} would be marked by their idea", reply.by_idea)
        if reply.by_idea
        else "",
        t.count("{n} by its word", "{n} by their word", by_word) if by_word else "",
        t.count("{n} as a number", "{n} as numbers", reply.as_number) if reply.as_number else "",
    ]
    return Html(f"{', '.join(part for part in told if part)}.")


def _left_out(t: Translator, reply: f.OwnTold) -> Html:
    if not reply.left_out:
        return Html("")
    quoted = Html(", ".join(soft(line) for line in reply.left_out[:_LEFT_OUT]))
    return t.count(
        "{n} line has no “question = answer” and is left out: {lines}",
        "{n} lines have no “question = answer” and are left out: {lines}",
        len(reply.left_out),
        lines=quoted,
    )


def told_choices(t: Translator, reply: f.OwnTold) -> Rows:
    """Try them, have them asked, look at them."""
    if not reply.count:
        return ()
    return (
        (
            tap(t.label("Try them"), 0, f"tryit-{reply.upload}"),
            tap(t.label("Ask me daily"), 0, f"dcourse-{OWN}"),
            tap(t.label("More"), 0, "mine-list-0"),
        ),
    )


def own_listed(t: Translator, reply: f.OwnListed) -> Html:
    """Each in a line."""
    each = (
        Html(f"{number}. {strong(ask)} {soft(answer)}")
        for number, (_, ask, answer) in enumerate(reply.lines, reply.start + 1)
    )
    how = t("Paste the line of one with another answer to change it. One is taken out by its button, or with "
            "/mine remove {n}.", n=reply.start + 1)  # fmt: skip
    return paragraphs(lines(*each), how)


def listed_choices(t: Translator, reply: f.OwnListed) -> Rows:
    """One of them; ask them now; the next few."""
    ways = [tap(t.label("Ask me these"), 0, "mine-learn")]
    if reply.further is not None:
        ways.append(tap(t.label("More"), 0, f"mine-list-{reply.further}"))
    numbers = tuple(
        tap(str(number), 0, f"mine-see-{place}")
        for number, (place, _, _) in enumerate(reply.lines, reply.start + 1)
    )
    half = (len(numbers) + 1) // 2
    return tuple(row for row in (numbers[:half], numbers[half:], tuple(ways)) if row)


def own_question(t: Translator, reply: f.OwnQuestionTold) -> Html:
    """The question and what is right."""
    also = (
        t("Also right: {texts}", texts=Html(", ".join(soft(text) for text in reply.accept)))
        if reply.accept
        else Html("")
    )
    how = t("It is your own. To change it: /mine, and its line with another answer.")
    answer = t("The answer: {answer}", answer=sentence(reply.answer))
    return lines(strong(reply.ask), answer, also, how if reply.change else "")


def question_choices(t: Translator, reply: f.OwnQuestionTold) -> Rows:
    """Take it out."""
    out = tap(t.label("Take it out"), 0, f"mine-out-{reply.place}")
    return ((out, tap(t.label("Back"), 0, "mine-list-0")),)


def own_gone(t: Translator, reply: f.OwnQuestionGone) -> Html:
    """It is gone."""
    head = t("I won't ask {title} again, and keep nothing of it here.", title=soft(reply.ask))
    left = t.count("{n} question is left.", "{n} questions are left.", reply.left)
    return Html(f"{head} {left}") if reply.left else head
