"""How a round goes on: `advance(round, event)`. The rules are in `bot.domain.rounds.round`."""

from datetime import datetime

from msgspec.structs import replace

from bot.domain.rounds.answering import answer, keep, take_back
from bot.domain.rounds.closing import close, close_soon, with_posed
from bot.domain.rounds.doubt import lapse, rule
from bot.domain.rounds.events import (
    Answered,
    Begun,
    Changed,
    Ended,
    Event,
    Fixed,
    Joined,
    Left,
    Opened,
    Refused,
    Ruled,
    Shown,
    Skipped,
    Step,
    Stopped,
    TakenBack,
    Ticked,
)
from bot.domain.rounds.points import worth_in_time
from bot.domain.rounds.round import (
    QUIET,
    SLACK,
    Phase,
    Round,
    Why,
)
from bot.domain.rounds.seating import dealt, seated


def advance(round: Round, event: Event) -> Step:
    """The round after the event, and what happened. Once it is over, a ruling alone changes it.

    Raises ValueError for an event that concerns all players if `round` holds one player's part only.
    """
    if round.others.seats and not isinstance(event, Answered | TakenBack | Joined | Shown):
        raise ValueError(f"{type(event).__name__} is decided over the whole round: read all of it")
    if isinstance(event, Fixed):
        return _fix(round, event)
    if round.phase is Phase.OVER:
        return round, (Refused(why=Why.NOT_OPEN),)
    match event:
        case Begun() | Shown() | Ticked() | Skipped() | Stopped():
            return _goes_on(round, event)
        case Joined():
            return seated(round, event.person, event.name, host=event.host, team=event.team)
        case Left():
            return _leave(round, event)
        case Changed():
            return _change(round, event)
        case Answered() | TakenBack() | Ruled():
            return _said(round, event)


def _said(round: Round, event: Answered | TakenBack | Ruled) -> Step:
    match event:
        case Answered():
            return answer(round, event)
        case TakenBack():
            return take_back(round, event), ()
        case Ruled():
            return rule(round, event)


def _goes_on(round: Round, event: Begun | Shown | Ticked | Skipped | Stopped) -> Step:
    match event:
        case Begun():
            return _begin(round, event)
        case Shown():
            return _shown(round, event), ()
        case Ticked():
            return _tick(round, event.now)
        case Skipped():
            return _skip(round, event.now)
        case Stopped():
            return _end(_cut(round, event.now), Why.STOPPED)


def _leave(round: Round, event: Left) -> Step:
    seat = round.seat(event.person)
    if seat is None or seat.left:
        return round, ()
    seats = tuple(replace(one, left=True, host=False) if one is seat else one for one in round.seats)
    heir = next((one for one in seats if not one.left), None) if seat.host else None
    round = replace(round, seats=tuple(replace(one, host=True) if one is heir else one for one in seats))
    if not any(not one.left for one in round.seats):
        return _end(round, Why.EMPTY)
    return close_soon(round, event.now), ()


def _change(round: Round, event: Changed) -> Step:
    if round.phase is not Phase.LOBBY:
        return round, (Refused(why=Why.NOT_OPEN),)
    return replace(round, setup=event.setup), ()


def _begin(round: Round, event: Begun) -> Step:
    if round.phase is not Phase.LOBBY or not event.posed:
        return round, (Refused(why=Why.NOT_OPEN),)
    return _open(replace(dealt(round), posed=event.posed), 0, event.now)


def _open(round: Round, place: int, now: datetime) -> Step:
    round, settled = lapse(round, place - 2, place - 2)
    posed = round.posed[place]
    closes = now + posed.time + SLACK
    round = with_posed(round, place, replace(posed, opened_at=now, closes_at=closes))
    round = replace(round, phase=Phase.ASKING, place=place, deadline=closes, have=())
    return round, (*settled, Opened(place=place))


def _shown(round: Round, event: Shown) -> Round:
    posed = round.now
    if posed is None or event.place != round.place or posed.shown or round.deadline is None:
        return round
    closes = min(round.deadline, event.now + posed.time)
    round = with_posed(round, event.place, replace(posed, opened_at=event.now, closes_at=closes, shown=True))
    return replace(round, deadline=closes)


def _tick(round: Round, now: datetime) -> Step:
    if round.deadline is None or now < round.deadline:
        return round, ()
    match round.phase:
        case Phase.LOBBY:
            return _end(round, Why.NOT_BEGUN)
        case Phase.ASKING:
            return close(round, now, given_until=round.deadline)
        case Phase.BREATH if round.quiet >= QUIET:
            # Not at the close: answers that were given in time may reach us a moment later.
            return _end(round, Why.QUIET)
        case Phase.BREATH if round.place + 1 < len(round.posed):
            return _open(round, round.place + 1, now)
        case _:
            return _end(round, Why.DONE)


def _skip(round: Round, now: datetime) -> Step:
    if round.now is None or round.deadline is None:
        return round, (Refused(why=Why.NOT_OPEN),)
    return close(round, now, given_until=min(round.deadline, now))


def _cut(round: Round, now: datetime) -> Round:
    """The question that is open closes at this moment, before its time."""
    if round.now is None or round.deadline is None:
        return round
    return with_posed(round, round.place, replace(round.now, closes_at=min(round.deadline, now)))


def _end(round: Round, why: Why) -> Step:
    round, settled = lapse(round, round.place - 1, round.place)
    if round.now:
        closed = replace(round.posed[round.place], closed=True)
        round = with_posed(round, round.place, closed)
    over = replace(round, phase=Phase.OVER, deadline=None, votes=())
    return over, (*settled, Ended(why=why))


def _fix(round: Round, event: Fixed) -> Step:
    guess = round.guess(event.person, event.place)
    if guess is None or guess.right or round.phase is not Phase.OVER:
        return round, (Refused(why=Why.NOT_OPEN),)
    question = round.posed[event.place].question
    points = worth_in_time(question, 1.0, right=True, used=1.0)
    fixed = replace(guess, fixed=True, refused=False, credit=1.0, points=max(points, guess.points))
    return keep(round, fixed), ()
