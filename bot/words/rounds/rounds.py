"""Rounds in groups: calling one, its questions and results. Nobody's miss is pinned to their name."""

from collections.abc import Sequence
from typing import TypedDict

from bot.app.replies import GroupHas, PlaceClosed, RoundPut, SeatAsked, SeatMarked
from bot.domain.marking.verdict import Mark
from bot.domain.question import Choice, Select
from bot.domain.rounds.round import Play
from bot.words.learning.questions import listed
from bot.words.learning.reasons import source_of, why_folded
from bot.words.markup import folding, lines, name, paragraphs, plain, sentence, soft, strong
from bot.words.options import answer_of, labels_of, side_by_side
from bot.words.rounds.lobby import round_tap
from bot.words.spoken import Button, Poll
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]

NAMED = 12
"""Up to so many players are named in a line."""
EXPLANATION = 200
LINE_FEEDS = 2
"""Telegram's limits for the explanation of a quiz (Bot API, sendPoll)."""


def put(t: Translator, reply: RoundPut) -> Html:
    """The question, how to answer, the time, and who has answered."""
    head = t(
        "{place} of {of}: {question}",
        place=reply.place + 1,
        of=reply.of,
        question=strong(reply.question.ask, reply.question.marked),
    )
    names = (
        t("In: {names}", names=some(t, [name(one) for one in reply.answered])) if reply.answered else Html("")
    )
    if reply.answers > len(reply.answered):
        names = t.count("In: {n} player", "In: {n} players", reply.answers)
    ways = Html("") if reply.closed else Html(" ".join((_ways(t, reply), _time(t, reply.seconds))))
    return lines(head, listed(t, reply.question), ways, names)


def put_choices(t: Translator, reply: RoundPut) -> Rows:
    """The options, where there is no poll."""
    if not isinstance(reply.question, Choice) or reply.poll or reply.closed:
        return ()
    labels = enumerate(labels_of(reply.question))
    return side_by_side(
        tuple(round_tap(label, reply.round, f"o{reply.place}.{number}") for number, label in labels)
    )


def put_poll(t: Translator, reply: RoundPut) -> Poll | None:
    """The question as a native quiz, where it goes out as one."""
    question = reply.question
    if not reply.poll or not isinstance(question, Choice | Select):
        return None
    return Poll(
        question=t.label(
            "{place} of {of}: {question}", place=reply.place + 1, of=reply.of, question=question.ask
        ),
        options=tuple(option.text for option in question.options),
        explanation=question.why if explains(question.why) else "",
        seconds=reply.seconds,
        **right_of(question),
    )


class Right(TypedDict):
    """What of a poll's options is right."""

    right: int
    more_right: tuple[int, ...]
    several: bool


def right_of(question: Choice | Select) -> Right:
    """Which options of a poll are right, and whether several can be chosen."""
    if isinstance(question, Choice):
        return Right(right=question.right, more_right=(), several=False)
    return Right(right=question.right[0], more_right=question.right[1:], several=True)


def explains(why: str) -> bool:
    """Whether a reason fits under a poll."""
    return len(why) <= EXPLANATION and why.count("\n") <= LINE_FEEDS


def placeholder(t: Translator, reply: RoundPut) -> str | None:
    """What the empty field says where a reply is asked for: in the open, where replies alone are heard."""
    typed = reply.question.kind != "choice" and not reply.poll
    return t.label("Your answer") if typed and not reply.private and not reply.open else None


def _ways(t: Translator, reply: RoundPut) -> Html:
    if reply.question.kind == "choice" or reply.poll:
        return t("Tap your answer.")
    if reply.private:
        if reply.open:
            return t("Answer in your chat with me, or here.")
        return t("Answer in your chat with me, or reply to this.")
    if reply.play is Play.TOGETHER:
        return t("Answer together, right here.") if reply.open else t("Answer together: reply to this.")
    if reply.play is Play.REVEAL:
        return t("Answer right here.") if reply.open else t("Answer by replying to this.")
    if reply.open:
        return t("The first right answer here takes it.")
    return t("Reply to this; the first right answer takes it.")


def _time(t: Translator, seconds: int) -> Html:
    return t.count("{n} second.", "{n} seconds.", seconds)


def seat_asked(t: Translator, reply: SeatAsked) -> Html:
    """The question in private, after how the last one went."""
    last = seat_marked(t, reply.last) if reply.last else Html("")
    place = t("{place} of {of}", place=reply.place + 1, of=reply.of)
    where = (
        t("{place} in {group}:", place=place, group=soft(reply.group)) if reply.group else Html(f"{place}:")
    )
    head = Html(f"{strong(reply.question.ask, reply.question.marked)}")
    tail = Html(" ".join((where.rstrip(":") + ".", _time(t, reply.seconds))))
    return paragraphs(last, lines(head, listed(t, reply.question), tail))


def seat_marked(t: Translator, reply: SeatMarked) -> Html:
    """How a typed answer to a round did."""
    answer = strong(sentence(reply.question.answer), reply.question.marked)
    match reply.mark:
        case Mark.RIGHT:
            return t("Right: {answer}", answer=answer)
        case Mark.ALMOST:
            return t("Right, with a slip: {answer}", answer=answer)
        case Mark.PARTIAL:
            return t("You have: a part of it. All of it: {answer}", answer=answer)
        case Mark.DOUBTFUL if reply.late:
            return t("I can't tell. My answer: {answer}", answer=answer)
        case Mark.DOUBTFUL:
            return t("I can't tell. My answer: {answer} The others say whether yours counts.", answer=answer)
        case Mark.WRONG:
            return t("Not quite: {answer}", answer=answer)
        case Mark.UNREADABLE:
            return t("The answer: {answer}", answer=answer)


def has(t: Translator, reply: GroupHas) -> Html:
    """together: what is there, and what is asked for."""
    so_far = t("So far: {items}.", items=soft(", ".join(reply.items)))
    if reply.ask_for:
        return Html(f"{so_far} {plain(reply.ask_for)}")
    if not reply.left:
        return so_far
    more = t.count("One more?", "{n} more?", reply.left)
    return Html(f"{so_far} {more}")


def closed(t: Translator, reply: PlaceClosed) -> Html:
    """The answer, who was right, the commonest mistake, and why."""
    answer = strong(answer_of(reply.question), reply.question.marked) if reply.shown else Html("")
    miss = t("Commonest miss: {miss}.", miss=soft(_short(reply.miss))) if reply.miss else Html("")
    head = Html(" ".join(part for part in (answer, _who(t, reply), miss) if part))
    if reply.shown or not explains(reply.question.why):
        return lines(head, why_folded(t, reply.question))
    return lines(head, folding(source_of(t, reply.question)))


def _who(t: Translator, reply: PlaceClosed) -> Html:
    if not reply.answered:
        return t("Nobody answered.")
    if not reply.right:
        return Html("") if reply.doubtful else t("Nobody had it this time.")
    if reply.play is Play.RACE:
        return t("{name} was first.", name=name(reply.right[0]))
    if reply.play is Play.TOGETHER:
        return t("Found by {names}.", names=some(t, [name(one) for one in reply.right]))
    return t("Right: {names}.", names=some(t, [name(one) for one in reply.right]))


def some(t: Translator, names: Sequence[Html]) -> Html:
    """The first of the names, and how many more there are."""
    if len(names) <= NAMED:
        return Html(", ".join(names))
    more = len(names) - NAMED
    return t("{names} and {n} more", names=Html(", ".join(names[:NAMED])), n=more)


def _short(text: str | None) -> str:
    words = (text or "").split()
    return " ".join(words[:5]) + (" …" if len(words) > 5 else "")
