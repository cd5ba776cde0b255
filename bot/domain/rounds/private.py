"""Which question of a round is meant by what a player writes in private, where a close came between.

Whoever has begun to write when a question closes sends their words to the next one. They are for the one
before if they fit it better, or if they came within seconds and are nothing to the one that is open.
"""

from datetime import datetime, timedelta

from bot.domain.marking.verdict import Mark, Verdict
from bot.domain.question import OFFERED
from bot.domain.rounds.round import BREATH, Posed, Round

WRITTEN_BEFORE = BREATH + timedelta(seconds=5)
"""What comes so soon after a close may have been begun before it."""

_NEARNESS = {Mark.WRONG: 0, Mark.DOUBTFUL: 1, Mark.PARTIAL: 2}


def typed_place(round: Round, at: datetime) -> int | None:
    """The place of the typed question that a text of that moment is for, before it is read: the one that was
    open, else the newest. While something is chosen in the group, the typed one right before."""
    then = round.open_at(at)
    place = round.place if then is None else then
    if place >= 0 and _is_typed(round.posed[place]):
        return place
    return place - 1 if place > 0 and _is_typed(round.posed[place - 1]) else None


def place_before(round: Round, place: int) -> int | None:
    """The place before an open one, if a typed question stands there: what is typed may be late for it."""
    before = place - 1
    if before < 0 or round.posed[place].closed:
        return None
    return before if _is_typed(round.posed[before]) and round.posed[before].closed else None


def is_late(round: Round, person: int, at: datetime, *, now: Verdict, before: Verdict, place: int) -> bool:
    """Whether a text is for the question before `place`, which is closed, and not for that at `place`. `now`
    and `before` are what it is worth to each."""
    if now.passed or Mark.UNREADABLE in (now.mark, before.mark):
        return False
    if before.passed:
        return True
    if now.mark is Mark.PARTIAL or now.because:
        return False
    nearer = _NEARNESS[before.mark] - _NEARNESS[now.mark]
    soon = _has_just_closed(round.posed[place - 1], at)
    first = round.guess(person, place - 1) is None
    return before.mark is Mark.PARTIAL or (soon and first and nearer >= 0)


def _is_typed(posed: Posed) -> bool:
    return posed.opened_at is not None and posed.question.kind not in OFFERED


def _has_just_closed(posed: Posed, at: datetime) -> bool:
    return posed.closed and posed.closes_at is not None and at - posed.closes_at <= WRITTEN_BEFORE
