"""How a round goes on: `advance(round, event)`. The rules are in `bot.domain.rounds.round`."""

from dataclasses import replace
from datetime import datetime

from bot.domain.marking.verdict import Mark, Reason
from bot.domain.rounds.events import (
    Added,
    Answered,
    Begun,
    Changed,
    Closed,
    Ended,
    Event,
    Fixed,
    Joined,
    Left,
    NotYet,
    Opened,
    Refused,
    Seated,
    Shown,
    Skipped,
    Step,
    Stopped,
    Taken,
    TakenBack,
    Ticked,
    Won,
)
from bot.domain.rounds.points import parts_of, parts_there, share, worth, worth_in_time
from bot.domain.rounds.round import BREATH, QUIET, SETTLE, SLACK, Guess, Phase, Play, Posed, Round, Seat, Why


def advance(round: Round, event: Event) -> Step:
    """The round after the event, and what happened. Once it is over, a ruling alone changes it.

    Raises ValueError for an event that concerns all players if `round` holds one player's part only.
    """
    if round.others.seats and not isinstance(event, Answered | TakenBack | Joined | Shown | Changed):
        raise ValueError(f"{type(event).__name__} is decided over the whole round: read all of it")
    if isinstance(event, Fixed):
        return _fix(round, event)
    if round.phase is Phase.OVER:
        return round, (Refused(why=Why.NOT_OPEN),)
    match event:
        case Begun() | Shown() | Ticked() | Skipped() | Stopped():
            return _goes_on(round, event)
        case Joined():
            return _seated(round, event.person, event.name, host=event.host)
        case Left():
            return _leave(round, event)
        case Changed():
            return _change(round, event)
        case Answered():
            return _answer(round, event)
        case TakenBack():
            return _take_back(round, event), ()


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
            return _end(round, Why.STOPPED)


def _seated(round: Round, person: int, name: str, *, host: bool = False) -> Step:
    seat = round.seat(person)
    if seat and not seat.left:
        return round, ()
    if seat:  # whoever comes back finds their seat where it was
        back = replace(seat, left=False, name=name)
        seats = tuple(back if one is seat else one for one in round.seats)
    else:
        seats = (*round.seats, Seat(person=person, name=name, host=host))
    return replace(round, seats=seats), (Seated(person=person),)


def _leave(round: Round, event: Left) -> Step:
    seat = round.seat(event.person)
    if seat is None or seat.left:
        return round, ()
    seats = tuple(replace(one, left=True, host=False) if one is seat else one for one in round.seats)
    heir = next((one for one in seats if not one.left), None) if seat.host else None
    round = replace(round, seats=tuple(replace(one, host=True) if one is heir else one for one in seats))
    if not any(not one.left for one in round.seats):
        return _end(round, Why.EMPTY)
    return _settle(round, event.now), ()


def _change(round: Round, event: Changed) -> Step:
    if round.phase is not Phase.LOBBY:
        return round, (Refused(why=Why.NOT_OPEN),)
    return replace(round, setup=event.setup), ()


def _begin(round: Round, event: Begun) -> Step:
    if round.phase is not Phase.LOBBY or not event.posed:
        return round, (Refused(why=Why.NOT_OPEN),)
    return _open(replace(round, posed=event.posed), 0, event.now)


def _open(round: Round, place: int, now: datetime) -> Step:
    posed = round.posed[place]
    closes = now + posed.time + SLACK
    round = _with(round, place, replace(posed, opened_at=now, closes_at=closes))
    round = replace(round, phase=Phase.ASKING, place=place, deadline=closes, have=())
    return round, (Opened(place=place),)


def _shown(round: Round, event: Shown) -> Round:
    posed = round.now
    if posed is None or event.place != round.place or posed.shown or round.deadline is None:
        return round
    closes = min(round.deadline, event.now + posed.time)
    round = _with(round, event.place, replace(posed, opened_at=event.now, closes_at=closes, shown=True))
    return replace(round, deadline=closes)


def _answer(round: Round, event: Answered) -> Step:
    if not 0 <= event.place <= round.place:
        return round, (Refused(why=Why.NOT_OPEN),)
    posed = round.posed[event.place]
    if posed.closes_at is None or event.at > posed.closes_at:
        return round, (Refused(why=Why.TOO_LATE),)
    nothing = event.verdict.mark is Mark.UNREADABLE and event.verdict.reason is not Reason.DONT_KNOW
    if nothing:
        return round, (Refused(why=Why.NOTHING),)
    round, seated = _seated(round, event.person, event.name)
    match round.setup.play:
        case Play.REVEAL:
            round, happened = _reveal(round, event, posed)
        case Play.RACE:
            round, happened = _race(round, event, posed)
        case Play.TOGETHER:
            round, happened = _together(round, event, posed)
    return round, (*seated, *happened)


def _reveal(round: Round, event: Answered, posed: Posed) -> Step:
    earlier = round.guess(event.person, event.place)
    if earlier and (earlier.fixed or earlier.at > event.at):
        return round, ()
    points = worth_in_time(
        posed.question,
        event.verdict.credit,
        right=event.verdict.passed,
        used=posed.used(event.at),
    )
    round = _keep(round, _guess(event, points))
    taken = Taken(person=event.person, place=event.place, first=earlier is None)
    return _settle(round, event.now), (taken,)


def _race(round: Round, event: Answered, posed: Posed) -> Step:
    if event.place in round.tally.won:
        return round, (Refused(why=Why.TOO_LATE),)
    if posed.question.kind == "choice" and round.guess(event.person, event.place):
        return round, (Refused(why=Why.ONCE),)
    won = event.verdict.passed
    round = _keep(round, _guess(event, worth(posed.question) if won else 0))
    if not won:
        partly = event.verdict.mark is Mark.PARTIAL
        return round, (NotYet(person=event.person, place=event.place, partly=partly),)
    happened = (Won(person=event.person, place=event.place),)
    if event.place != round.place or round.phase is not Phase.ASKING:
        return round, happened
    round, closed = _close(round, event.now, given_until=event.at)
    return round, (*happened, *closed)


def _together(round: Round, event: Answered, posed: Posed) -> Step:
    current = event.place == round.place and round.phase is Phase.ASKING
    if not current:
        return round, (Refused(why=Why.TOO_LATE),)
    new = tuple(name for name in event.verdict.matched if name not in round.have)
    whole, before = parts_of(posed.question), parts_there(posed.question, round.have)
    added = (whole if event.verdict.passed else parts_there(posed.question, (*round.have, *new))) - before
    earlier = round.guess(event.person, event.place)
    points = (earlier.points if earlier else 0) + share(posed.question, added, whole)
    guess = _guess(event, points)
    if earlier and earlier.points and not added:
        guess = earlier
    round = replace(_keep(round, guess), have=(*round.have, *new))
    if not added:
        partly = event.verdict.mark is Mark.PARTIAL
        return round, (NotYet(person=event.person, place=event.place, partly=partly),)
    happened = (Added(person=event.person, place=event.place),)
    if not event.verdict.passed:
        return round, happened
    round, closed = _close(round, event.now, given_until=event.at)
    return round, (*happened, *closed)


def _take_back(round: Round, event: TakenBack) -> Round:
    if event.place != round.place or round.phase is not Phase.ASKING:
        return round
    kept = tuple(g for g in round.guesses if (g.person, g.place) != (event.person, event.place))
    return replace(round, guesses=kept)


def _tick(round: Round, now: datetime) -> Step:
    if round.deadline is None or now < round.deadline:
        return round, ()
    match round.phase:
        case Phase.LOBBY:
            return _end(round, Why.NOT_BEGUN)
        case Phase.ASKING:
            return _close(round, now, given_until=round.deadline)
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
    return _close(round, now, given_until=min(round.deadline, now))


def _close(round: Round, now: datetime, given_until: datetime) -> Step:
    """Close the open question; `given_until` is the moment up to which answers count."""
    posed = round.posed[round.place]
    round = _with(round, round.place, replace(posed, closed=True, closes_at=given_until))
    quiet = 0 if round.tally.answered else round.quiet + 1
    round = replace(round, phase=Phase.BREATH, deadline=now + BREATH, quiet=quiet)
    return round, (Closed(place=round.place),)


def _end(round: Round, why: Why) -> Step:
    if round.now:
        closed = replace(round.posed[round.place], closed=True)
        round = _with(round, round.place, closed)
    return replace(round, phase=Phase.OVER, deadline=None), (Ended(why=why),)


def _fix(round: Round, event: Fixed) -> Step:
    guess = round.guess(event.person, event.place)
    if guess is None or guess.right or round.phase is not Phase.OVER:
        return round, (Refused(why=Why.NOT_OPEN),)
    question = round.posed[event.place].question
    points = worth_in_time(question, 1.0, right=True, used=1.0)
    return _keep(round, replace(guess, fixed=True, credit=1.0, points=max(points, guess.points))), ()


def _settle(round: Round, now: datetime) -> Round:
    """Once every seat has answered, a question that hides answers closes soon."""
    posed = round.now
    if posed is None or round.setup.play is not Play.REVEAL or round.deadline is None:
        return round
    if round.tally.waiting:
        return round
    closes = min(round.deadline, now + SETTLE)
    return replace(_with(round, round.place, replace(posed, closes_at=closes)), deadline=closes)


def _keep(round: Round, guess: Guess) -> Round:
    key = (guess.person, guess.place)
    rest = tuple(one for one in round.guesses if (one.person, one.place) != key)
    quiet = 0 if guess.place == round.place else round.quiet
    return replace(round, guesses=(*rest, guess), quiet=quiet)


def _guess(event: Answered, points: int) -> Guess:
    return Guess(
        person=event.person,
        place=event.place,
        at=event.at,
        said=event.said,
        mark=event.verdict.mark,
        credit=event.verdict.credit,
        points=points,
        message=event.message,
    )


def _with(round: Round, place: int, posed: Posed) -> Round:
    return replace(round, posed=(*round.posed[:place], posed, *round.posed[place + 1 :]))
