"""An answer to a question of a round, by the way it is played."""

from msgspec.structs import replace

from bot.domain.marking.verdict import Mark, Reason
from bot.domain.question import OFFERED
from bot.domain.rounds.closing import close, close_soon
from bot.domain.rounds.events import (
    Added,
    Answered,
    Doubted,
    NotYet,
    Refused,
    Step,
    Taken,
    TakenBack,
    Unsure,
    Won,
)
from bot.domain.rounds.points import parts_of, parts_there, share, worth, worth_in_time
from bot.domain.rounds.round import Guess, Phase, Play, Posed, Round, Why
from bot.domain.rounds.seating import seated


def answer(round: Round, event: Answered) -> Step:
    """Somebody answered a question that is open, or was when they did."""
    if not 0 <= event.place <= round.place:
        return round, (Refused(why=Why.NOT_OPEN),)
    posed = round.posed[event.place]
    if posed.closes_at is None or event.at > posed.closes_at:
        return round, (Refused(why=Why.TOO_LATE),)
    nothing = event.verdict.mark is Mark.UNREADABLE and event.verdict.reason is not Reason.DONT_KNOW
    if nothing:
        return round, (Refused(why=Why.NOTHING),)
    round, sat = seated(round, event.person, event.name)
    match round.setup.play:
        case Play.REVEAL:
            round, happened = _reveal(round, event, posed)
        case Play.RACE:
            round, happened = _race(round, event, posed)
        case Play.TOGETHER:
            round, happened = _together(round, event, posed)
    return round, (*sat, *happened, *_doubted(round, event))


def _doubted(round: Round, event: Answered) -> tuple[Doubted, ...]:
    """It has to be asked whether it counts, and its question is closed already."""
    guess = round.guess(event.person, event.place)
    late = round.posed[event.place].closed and round.rules_on(event.place)
    kept = guess is not None and guess.doubtful and guess.at == event.at
    return (Doubted(person=event.person, place=event.place),) if late and kept else ()


def _reveal(round: Round, event: Answered, posed: Posed) -> Step:
    earlier = round.guess(event.person, event.place)
    if earlier and (earlier.fixed or earlier.at > event.at):
        return round, ()
    points = 0
    if event.verdict.mark is not Mark.DOUBTFUL:
        points = worth_in_time(
            posed.question,
            event.verdict.credit,
            right=event.verdict.passed,
            used=posed.used(event.at),
        )
    round = keep(round, _guess(event, points))
    taken = Taken(person=event.person, place=event.place, first=earlier is None)
    return close_soon(round, event.now), (taken,)


def _race(round: Round, event: Answered, posed: Posed) -> Step:
    if event.place in round.tally.won:
        return round, (Refused(why=Why.TOO_LATE),)
    if posed.question.kind in OFFERED and round.guess(event.person, event.place):
        return round, (Refused(why=Why.ONCE),)
    won, doubtful = event.verdict.passed, event.verdict.mark is Mark.DOUBTFUL
    earlier = round.guess(event.person, event.place)
    if earlier and earlier.doubtful and not won and not doubtful:
        return round, (NotYet(person=event.person, place=event.place, partly=_partly(event)),)
    round = keep(round, _guess(event, worth(posed.question) if won else 0))
    if doubtful:
        return round, (Unsure(person=event.person, place=event.place),)
    if not won:
        return round, (NotYet(person=event.person, place=event.place, partly=_partly(event)),)
    happened = (Won(person=event.person, place=event.place),)
    if event.place != round.place or round.phase is not Phase.ASKING:
        return round, happened
    round, closed = close(round, event.now, given_until=event.at)
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
    guess, doubtful = _guess(event, points), event.verdict.mark is Mark.DOUBTFUL
    if earlier and (earlier.points or earlier.doubtful) and not added and not doubtful:
        guess = earlier
    round = replace(keep(round, guess), have=(*round.have, *new))
    if doubtful and not added:
        return round, (Unsure(person=event.person, place=event.place),)
    if not added:
        return round, (NotYet(person=event.person, place=event.place, partly=_partly(event)),)
    happened = (Added(person=event.person, place=event.place),)
    if not event.verdict.passed:
        return round, happened
    round, closed = close(round, event.now, given_until=event.at)
    return round, (*happened, *closed)


def _partly(event: Answered) -> bool:
    return event.verdict.mark is Mark.PARTIAL


def take_back(round: Round, event: TakenBack) -> Round:
    """A vote is retracted while its question is open."""
    if event.place != round.place or round.phase is not Phase.ASKING:
        return round
    kept = tuple(g for g in round.guesses if (g.person, g.place) != (event.person, event.place))
    return replace(round, guesses=kept)


def keep(round: Round, guess: Guess) -> Round:
    """The round with that answer in the place of the earlier one, about which nothing is said any more."""
    key = (guess.person, guess.place)
    rest = tuple(one for one in round.guesses if (one.person, one.place) != key)
    votes = tuple(vote for vote in round.votes if (vote.about, vote.place) != key)
    quiet = 0 if guess.place == round.place else round.quiet
    return replace(round, guesses=(*rest, guess), votes=votes, quiet=quiet)


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
