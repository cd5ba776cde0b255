"""Rounds in groups: calling one, its questions and results. Nobody's miss is pinned to their name."""

from bot.app.facts import (
    GroupHas,
    PlaceClosed,
    RoundCalled,
    RoundOver,
    RoundPut,
    SeatAsked,
    SeatMarked,
)
from bot.domain.marking.verdict import Mark
from bot.domain.question import Choice
from bot.domain.round import Pace, Play, Why
from bot.domain.standings import Line
from bot.words.asking import LETTERS, answer_of, listed
from bot.words.markup import folded, lines, paragraphs, plain, sentence, soft, strong
from bot.words.spoken import Poll, Tap
from bot.words.tongue import Html, Tongue

Rows = tuple[tuple[Tap, ...], ...]

INLINE = 4
"""Up to so many players the table is one line."""
EXPLANATION = 200
LINE_FEEDS = 2
"""Telegram's limits for the explanation of a quiz (Bot API, sendPoll)."""


def round_tap(label: str, round: int, action: str) -> Tap:
    """A button about a round."""
    return Tap(label=label, data=f"1:r{round}:{action}")


def called(t: Tongue, fact: RoundCalled) -> Html:
    """How many questions from where, how they are played, and who is in."""
    what = t.count(
        "{n} question from {course}.", "{n} questions from {course}.", fact.count, course=_course(fact)
    )
    names = t("In: {names}.", names=", ".join(fact.names)) if fact.names else Html("")
    parts = (what, _how(t, fact), names)
    return Html(" ".join(part for part in parts if part))


def called_choices(t: Tongue, fact: RoundCalled) -> Rows:
    """Join, start, change; or what can be changed, each tap one step further."""
    if fact.begun:
        return ()
    if not fact.changing:
        return (
            (
                round_tap(t.label("Join"), fact.round, "join"),
                round_tap(t.label("Start"), fact.round, "begin"),
                round_tap(t.label("Change"), fact.round, "change"),
            ),
        )
    plays = {
        Play.REVEAL: t.label("Play: all at once"),
        Play.RACE: t.label("Play: race"),
        Play.TOGETHER: t.label("Play: together"),
    }
    paces = {
        Pace.QUICK: t.label("Time: short"),
        Pace.NORMAL: t.label("Time: usual"),
        Pace.SLOW: t.label("Time: long"),
    }
    deep = t.label("Explaining: yes") if fact.setup.deep else t.label("Explaining: no")
    return (
        (round_tap(plays[fact.setup.play], fact.round, "play"),),
        (
            round_tap(t.label("Questions: {n}", n=fact.setup.count), fact.round, "count"),
            round_tap(paces[fact.setup.pace], fact.round, "pace"),
        ),
        (
            round_tap(t.label("Another course"), fact.round, "deck"),
            round_tap(deep, fact.round, "deep"),
        ),
        (round_tap(t.label("Done"), fact.round, "back"),),
    )


def _course(fact: RoundCalled) -> Html:
    return soft(f"{fact.deck}, {fact.topic}" if fact.topic else fact.deck)


def _how(t: Tongue, fact: RoundCalled) -> Html:
    match fact.setup.play:
        case Play.RACE:
            return t("The first right answer takes the point.")
        case Play.TOGETHER:
            return t("You answer together.")
        case Play.REVEAL:
            return Html("")


def put(t: Tongue, fact: RoundPut) -> Html:
    """The question, how to answer, the time, and who has answered."""
    head = t(
        "{place} of {of}: {question}", place=fact.place + 1, of=fact.of, question=strong(fact.question.ask)
    )
    names = t("In: {names}", names=", ".join(fact.answered)) if fact.answered else Html("")
    return lines(
        head, listed(t, fact.question), Html(" ".join((_ways(t, fact), _time(t, fact.seconds)))), names
    )


def put_choices(t: Tongue, fact: RoundPut) -> Rows:
    """The options, where there is no poll."""
    if not isinstance(fact.question, Choice) or fact.poll:
        return ()
    options = [option.text for option in fact.question.options]
    short = all(len(option) <= 24 for option in options)
    labels = [option[:1].upper() + option[1:] for option in options] if short else list(LETTERS)
    taps = [
        round_tap(labels[number], fact.round, f"o{fact.place}.{number}") for number in range(len(options))
    ]
    return (tuple(taps),) if sum(len(one.label) for one in taps) <= 48 else tuple((one,) for one in taps)


def put_poll(t: Tongue, fact: RoundPut) -> Poll | None:
    """The question as a native quiz, where it goes out as one."""
    question = fact.question
    if not fact.poll or not isinstance(question, Choice):
        return None
    return Poll(
        question=t.label(
            "{place} of {of}: {question}", place=fact.place + 1, of=fact.of, question=question.ask
        ),
        options=tuple(option.text for option in question.options),
        right=question.right,
        explanation=question.why if explains(question.why) else "",
        seconds=fact.seconds,
    )


def explains(why: str) -> bool:
    """Whether a reason fits under a poll."""
    return len(why) <= EXPLANATION and why.count("\n") <= LINE_FEEDS


def placeholder(t: Tongue, fact: RoundPut) -> str | None:
    """What the empty field says where a reply is asked for: in the open, where replies alone are heard."""
    typed = fact.question.kind != "choice"
    return t.label("Your answer") if typed and not fact.private and not fact.open else None


def _ways(t: Tongue, fact: RoundPut) -> Html:
    if fact.question.kind == "choice":
        return t("Tap your answer.")
    if fact.private:
        if fact.open:
            return t("Answer in your chat with me, or here.")
        return t("Answer in your chat with me, or reply to this.")
    if fact.play is Play.TOGETHER:
        return t("Answer together, right here.") if fact.open else t("Answer together: reply to this.")
    if fact.open:
        return t("The first right answer here takes it.")
    return t("Reply to this; the first right answer takes it.")


def _time(t: Tongue, seconds: int) -> Html:
    return t.count("{n} second.", "{n} seconds.", seconds)


def seat_asked(t: Tongue, fact: SeatAsked) -> Html:
    """The question in private, after how the last one went."""
    last = seat_marked(t, fact.last) if fact.last else Html("")
    place = t("{place} of {of}", place=fact.place + 1, of=fact.of)
    where = t("{place} in {group}:", place=place, group=soft(fact.group)) if fact.group else Html(f"{place}:")
    head = Html(f"{strong(fact.question.ask)}")
    tail = Html(" ".join((where.rstrip(":") + ".", _time(t, fact.seconds))))
    return paragraphs(last, lines(head, listed(t, fact.question), tail))


def seat_marked(t: Tongue, fact: SeatMarked) -> Html:
    """How a typed answer to a round did."""
    answer = strong(sentence(fact.question.answer))
    match fact.mark:
        case Mark.RIGHT:
            return t("Right: {answer}", answer=answer)
        case Mark.ALMOST:
            return t("Right, with a slip: {answer}", answer=answer)
        case Mark.PARTIAL:
            return t("Partly: all of it is {answer}", answer=answer)
        case Mark.WRONG:
            return t("Not quite: {answer}", answer=answer)
        case Mark.UNREADABLE:
            return t("The answer: {answer}", answer=answer)


def has(t: Tongue, fact: GroupHas) -> Html:
    """together: what is there, and what is asked for."""
    so_far = t("So far: {items}.", items=soft(", ".join(fact.items)))
    if fact.ask_for:
        return Html(f"{so_far} {plain(fact.ask_for)}")
    if not fact.left:
        return so_far
    more = t.count("One more?", "{n} more?", fact.left)
    return Html(f"{so_far} {more}")


def closed(t: Tongue, fact: PlaceClosed) -> Html:
    """The answer, who was right, the commonest mistake, and why."""
    answer = strong(answer_of(fact.question)) if fact.shown else Html("")
    miss = t("Commonest miss: {miss}.", miss=soft(_short(fact.miss))) if fact.miss else Html("")
    head = Html(" ".join(part for part in (answer, _who(t, fact), miss) if part))
    why = fact.question.why
    return lines(head, folded(why) if fact.shown or not explains(why) else Html(""))


def _who(t: Tongue, fact: PlaceClosed) -> Html:
    if not fact.answered:
        return t("Nobody answered.")
    if not fact.right:
        return t("Nobody had it this time.")
    if fact.play is Play.RACE:
        return t("{name} was first.", name=fact.right[0])
    if fact.play is Play.TOGETHER:
        return t("Found by {names}.", names=", ".join(fact.right))
    return t("Right: {names}.", names=", ".join(fact.right))


def over(t: Tongue, fact: RoundOver) -> Html:
    """The table, and the hardest question."""
    why = {
        Why.QUIET: t("Three questions without an answer, so I stop here."),
        Why.STOPPED: t("Stopped here."),
        Why.EMPTY: t("Everybody has left."),
    }.get(fact.why, Html(""))
    hardest = t("Hardest: {title}.", title=soft(fact.hardest)) if fact.hardest else Html("")
    return lines(why, _table(t, fact), hardest)


def _table(t: Tongue, fact: RoundOver) -> Html:
    if not any(line.points for line in fact.lines):
        return t("No points this time.")
    scored = [line for line in fact.lines if line.points]
    told = [t("{name} {points}", name=_name(t, line), points=points(line.points)) for line in scored]
    others = ", ".join(line.name for line in fact.lines if not line.points and not line.left)
    rest = t("Also in: {names}.", names=others) if others else Html("")
    if len(told) <= INLINE:
        return Html(" ".join(part for part in (f"{', '.join(told)}.", rest) if part))
    ranked = (Html(f"{line.rank}. {text}") for line, text in zip(scored, told, strict=True))
    return lines(*ranked, rest)


def _name(t: Tongue, line: Line) -> Html:
    return t("someone who left") if line.left else plain(line.name)


def over_choices(t: Tongue, fact: RoundOver) -> Rows:
    """Once more, or a ruling."""
    again = round_tap(t.label("Again"), fact.round, "again")
    fix = round_tap(t.label("Fix a mark"), fact.round, "fix")
    return ((again, fix),) if fact.fixable else ((again,),)


def points(quarters: int) -> str:
    """Quarters of a point as people write them: 4½."""
    whole, part = divmod(quarters, 4)
    fraction = ("", "¼", "½", "¾")[part]
    return f"{whole or ''}{fraction}" or "0"


def _short(text: str | None) -> str:
    words = (text or "").split()
    return " ".join(words[:5]) + (" …" if len(words) > 5 else "")
