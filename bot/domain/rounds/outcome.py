"""What a round came to beside its table: runs, what was found, what each player may look at again."""

from collections.abc import Mapping, Sequence, Set

from msgspec import Struct

from bot.domain.rounds.round import QUIET, Play, Round, Why

RUN = 2
"""From so many right answers one after the other on, they are a run."""


class Run(Struct, frozen=True, kw_only=True):
    """The most questions in a row that somebody had right."""

    people: tuple[int, ...]
    """Everybody who had as many, in the order of their seats."""
    length: int


def ended_because(round: Round) -> Why:
    """Why a round that is over came to its end, as far as can be told from it."""
    if round.posed and round.posed[-1].closed:
        return Why.DONE
    if not any(not seat.left for seat in round.seats):
        return Why.EMPTY
    answered = {guess.place for guess in round.guesses}
    last = closed_places(round)[-QUIET:]
    return Why.QUIET if len(last) == QUIET and answered.isdisjoint(last) else Why.STOPPED


def closed_places(round: Round) -> Sequence[int]:
    """The places of the questions that are closed."""
    return [place for place, posed in enumerate(round.posed) if posed.closed and place <= round.place]


def longest_run(round: Round, hidden: Set[int] = frozenset()) -> Run | None:
    """The longest run of those who are still there and not hidden; None if nobody had two in a row."""
    right = _right(round)
    here = [seat.person for seat in round.seats if not seat.left and seat.person not in hidden]
    places = closed_places(round)
    runs = {person: _run([place in right.get(person, ()) for place in places]) for person in here}
    length = max(runs.values(), default=0)
    if length < RUN:
        return None
    return Run(people=tuple(person for person in here if runs[person] == length), length=length)


def completed(round: Round) -> int:
    """How many of the closed questions somebody had right; together, the answers that became whole."""
    right = {guess.place for guess in round.guesses if guess.right}
    return sum(1 for place in closed_places(round) if place in right)


def missed(round: Round, person: int) -> Sequence[int]:
    """The places worth another look for that player: all at once, those they did not have right; in a race
    and together, where one right answer is enough, those that nobody had. None for who answered nothing."""
    if not any(guess.person == person for guess in round.guesses):
        return []
    theirs = _right(round).get(person, set())
    anybodys = {guess.place for guess in round.guesses if guess.right}
    had = theirs if round.setup.play is Play.REVEAL else anybodys
    return [place for place in closed_places(round) if place not in had]


def _right(round: Round) -> Mapping[int, Set[int]]:
    right: dict[int, set[int]] = {}
    for guess in round.guesses:
        if guess.right:
            right.setdefault(guess.person, set()).add(guess.place)
    return right


def _run(hits: Sequence[bool]) -> int:
    longest = current = 0
    for hit in hits:
        current = current + 1 if hit else 0
        longest = max(longest, current)
    return longest
