"""What a round came to: the table, the hardest question, and the mistake most often made."""

from collections import Counter
from collections.abc import Set

from msgspec import Struct

from bot.domain.marking.verdict import Mark
from bot.domain.question import OFFERED
from bot.domain.rounds.points import QUARTERS, quick_part
from bot.domain.rounds.round import Guess, Play, Round

FEW = 5
"""From so many seats on, the commonest mistake is told; below, it would point at somebody."""
TWICE = 2
"""A mistake is common if so many made it."""


class Line(Struct, frozen=True, kw_only=True):
    """A player in the table."""

    rank: int
    """Whoever has the same points shares a rank."""
    person: int
    name: str
    points: int
    """In quarters, all of them."""
    left: bool
    quick: int = 0
    """What of the points was for being quick, in quarters."""
    team: int | None = None
    """Their team, where there are teams."""


class TeamLine(Struct, frozen=True, kw_only=True):
    """A team in the table."""

    rank: int
    """Whichever has the same points shares a rank."""
    team: int
    tenths: int
    """Points a player, in tenths of a point."""


def table(round: Round, hidden: Set[int] = frozenset()) -> tuple[Line, ...]:
    """Every seat but the hidden ones, the most points first; of equals, whoever took a seat earlier."""
    points, quick = Counter[int](), Counter[int]()
    for guess in round.guesses:
        if guess.person not in hidden:
            points[guess.person] += guess.points
            quick[guess.person] += quick_part(round.posed[guess.place].question, guess.points)
    shown = [seat for seat in round.seats if seat.person not in hidden]
    ordered = sorted(shown, key=lambda seat: -points[seat.person])
    ranks = {seat.person: 1 + sum(1 for n in points.values() if n > points[seat.person]) for seat in ordered}
    names = round.names()
    return tuple(
        Line(
            rank=ranks[seat.person],
            person=seat.person,
            name=names[seat.person],
            points=points[seat.person],
            left=seat.left,
            quick=quick[seat.person],
            team=round.team_of(seat),
        )
        for seat in ordered
    )


def team_table(round: Round) -> tuple[TeamLine, ...]:
    """The teams, the most points a player first.

    A team has the average of its players, so that a smaller one can win; whoever answered nothing at all is
    not counted, so that a phone put away costs the others nothing. Averages that are told alike (to a tenth
    of a point) are alike. A team in which nobody answered has no points; one in which nobody is does not
    play, and one team alone plays against nobody: there are none then.
    """
    sums, players = Counter[int](), Counter[int]()
    playing = sorted({team for seat in round.seats if (team := round.team_of(seat)) is not None})
    if len(playing) < 2:
        return ()
    for seat in round.seats:
        guesses = [guess for guess in round.guesses if guess.person == seat.person]
        team = round.team_of(seat)
        if guesses and team is not None:
            players[team] += 1
            sums[team] += sum(guess.points for guess in guesses)
    tenths = {team: _tenths(sums[team], players[team]) for team in playing}
    ordered = sorted(tenths, key=lambda team: -tenths[team])
    return tuple(
        TeamLine(
            rank=1 + sum(1 for other in tenths.values() if other > tenths[team]),
            team=team,
            tenths=tenths[team],
        )
        for team in ordered
    )


def _tenths(quarters: int, players: int) -> int:
    """Quarters of a point, shared among so many: tenths of a point, halves rounded up."""
    return (quarters * 10 * 2 + players * QUARTERS) // (2 * players * QUARTERS) if players else 0


def hardest(round: Round) -> int | None:
    """Of the questions that somebody tried and that were not cut short, the place at which the seats knew
    least; None if nothing was missed there. Where one right answer closes a question, it is missed if there
    was none."""
    closed = [place for place, posed in enumerate(round.posed) if posed.closed and place <= round.place]
    asked = [place for place in closed if round.at_place(place) and not _was_cut_short(round, place)]
    if not asked:
        return None
    known = {place: sum(guess.credit for guess in round.at_place(place)) for place in asked}
    least = min(asked, key=lambda place: known[place])
    whole = len(round.seats) if round.setup.play is Play.REVEAL else 1
    return least if known[least] < whole else None


def _was_cut_short(round: Round, place: int) -> bool:
    """It was skipped, or the round was stopped, while some had still time to answer."""
    posed, guesses = round.posed[place], round.at_place(place)
    in_time = posed.closes_at is None or posed.used(posed.closes_at) >= 1.0
    if round.setup.play is not Play.REVEAL:
        return not in_time and not any(guess.right for guess in guesses)
    answered = {guess.person for guess in guesses}
    return not in_time and any(not seat.left and seat.person not in answered for seat in round.seats)


def credited(round: Round, place: int) -> tuple[str, ...]:
    """The names of those who were right, in the order of their answers; together, of all who added to it."""
    all_names = round.names()
    names = {seat.person: all_names[seat.person] for seat in round.seats if not seat.left}
    together = round.setup.play is Play.TOGETHER
    good = (guess for guess in round.at_place(place) if guess.right or (together and guess.points))
    return tuple(names[guess.person] for guess in good if guess.person in names)


def commonest_miss(round: Round, place: int) -> str | None:
    """What most of those who were not right said, if at least two said it and there are seats enough."""
    if len(round.seats) < FEW:
        return None
    missed = (guess for guess in round.at_place(place) if not guess.right and guess.mark is not Mark.DOUBTFUL)
    said = [(guess.said or "").strip() for guess in missed]
    counted = Counter(text.casefold() for text in said if text)
    most = counted.most_common(1)
    if not most or most[0][1] < TWICE:
        return None
    return next(text for text in said if text.casefold() == most[0][0])


def near_misses(round: Round) -> tuple[Guess, ...]:
    """Typed answers that were not right and that the host may rule on, the nearest first."""
    missed = [
        guess
        for guess in round.guesses
        if not guess.right
        and guess.said
        and guess.mark is not Mark.UNREADABLE
        and round.posed[guess.place].question.kind not in OFFERED
    ]
    return tuple(sorted(missed, key=lambda guess: (-guess.credit, guess.place, guess.at)))
