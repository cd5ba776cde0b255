"""Answers to a round that the marker couldn't tell: the players say whether they count.

The answers are read out once their question is closed. The host (or an administrator) decides at once, but
not on their own answer; so do all the others together, once each has said something and more said one thing
than the other. Whoever plays alone decides by themselves. What is not decided when the next question is over
goes by the greater part of those who said anything; where there is none it counts neither for nor against
anybody.
"""

from msgspec.structs import replace

from bot.domain.question import Question
from bot.domain.rounds.events import Heard, Refused, Ruled, Settled, Step
from bot.domain.rounds.points import parts_of, share, worth, worth_in_time
from bot.domain.rounds.round import BREATH, Guess, Phase, Play, Round, Vote, Why


def rule(round: Round, event: Ruled) -> Step:
    """Somebody says whether an answer counts. Decided over the whole round."""
    guess = round.guess(event.about, event.place)
    if guess is None or not guess.doubtful or not round.rules_on(event.place):
        return round, (Refused(why=Why.NOT_OPEN),)
    others = {seat.person for seat in round.seats if not seat.left and seat.person != event.about}
    if event.decides and (event.person != event.about or not others):
        return _on_again(_decided(round, guess, counts=event.counts), event), _settled(guess, event.counts)
    if event.person not in others:
        return round, (Refused(why=Why.OTHERS),)
    round = _voted(round, event)
    said = [vote for vote in round.votes if _is_about(vote, guess)]
    counts = _greater_part(said)
    if counts is not None and others <= {vote.voter for vote in said}:
        return _on_again(_decided(round, guess, counts=counts), event), _settled(guess, counts)
    return round, (Heard(person=event.person, place=event.place),)


def lapse(round: Round, first: int, last: int) -> Step:
    """The time to say whether answers count is over, for those places: what was said decides."""
    happened: list[Settled] = []
    open_ones = [guess for guess in round.guesses if guess.doubtful and first <= guess.place <= last]
    for guess in sorted(open_ones, key=lambda guess: (guess.place, guess.at, guess.person)):
        counts = _greater_part([vote for vote in round.votes if _is_about(vote, guess)])
        asked = round.posed[guess.place].closed
        happened.append(Settled(person=guess.person, place=guess.place, counts=counts, asked=asked))
        round = _forgotten(round, guess) if counts is None else _decided(round, guess, counts=counts)
    return round, tuple(happened)


def _decided(round: Round, guess: Guess, *, counts: bool) -> Round:
    if counts:
        after = replace(guess, fixed=True, credit=1.0, points=guess.points + _earned(round, guess))
    else:
        after = replace(guess, refused=True, credit=0.0)
    kept = tuple(after if one is guess else one for one in round.guesses)
    return _forgotten(replace(round, guesses=kept), guess)


def _earned(round: Round, guess: Guess) -> int:
    """What it would have earned had it been known to be right; together, one part of the answer."""
    posed = round.posed[guess.place]
    question: Question = posed.question
    match round.setup.play:
        case Play.RACE:
            return worth(question)
        case Play.TOGETHER:
            return min(share(question, 1, parts_of(question)), worth(question) - guess.points)
        case Play.REVEAL:
            return worth_in_time(question, 1.0, right=True, used=posed.used(guess.at))


def _on_again(round: Round, event: Ruled) -> Round:
    """After the last question the round waits for what is in doubt, and no longer than that."""
    last = round.phase is Phase.BREATH and round.place + 1 == len(round.posed)
    if not last or round.deadline is None or any(guess.doubtful for guess in round.at_place(round.place)):
        return round
    return replace(round, deadline=min(round.deadline, event.now + BREATH))


def _voted(round: Round, event: Ruled) -> Round:
    vote = Vote(place=event.place, about=event.about, voter=event.person, counts=event.counts)
    key = (vote.place, vote.about, vote.voter)
    rest = tuple(one for one in round.votes if (one.place, one.about, one.voter) != key)
    return replace(round, votes=(*rest, vote))


def _forgotten(round: Round, guess: Guess) -> Round:
    return replace(round, votes=tuple(vote for vote in round.votes if not _is_about(vote, guess)))


def _is_about(vote: Vote, guess: Guess) -> bool:
    return (vote.place, vote.about) == (guess.place, guess.person)


def _greater_part(said: list[Vote]) -> bool | None:
    yes = sum(vote.counts for vote in said)
    no = len(said) - yes
    return None if yes == no else yes > no


def _settled(guess: Guess, counts: bool) -> tuple[Settled]:
    return (Settled(person=guess.person, place=guess.place, counts=counts),)
