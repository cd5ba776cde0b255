"""A seat in a round: taken, found again by who comes back, in the team they choose or are dealt into."""

from msgspec.structs import replace

from bot.domain.rounds.events import Seated, Step
from bot.domain.rounds.round import Phase, Round, Seat


def seated(round: Round, person: int, name: str, *, host: bool = False, team: int | None = None) -> Step:
    """They are in. In the lobby they may go over to another team; whoever comes later is put into the one
    that has the fewest players."""
    seat = round.seat(person)
    in_lobby = round.phase is Phase.LOBBY
    if seat and not seat.left:
        moves = in_lobby and team is not None and team < round.setup.sides and team != round.team_of(seat)
        return _with(round, replace(seat, team=team)) if moves else (round, ())
    if seat:  # whoever comes back finds their seat where it was
        if not in_lobby:  # who left the lobby in no team is dealt into one like a newcomer
            team = round.smallest_team() if round.team_of(seat) is None else None
        back = replace(seat, left=False, name=name)
        return _with(round, back if team is None else replace(back, team=team))
    if not in_lobby:
        team = round.smallest_team()
    new = Seat(person=person, name=name, host=host, team=team)
    return replace(round, seats=(*round.seats, new)), (Seated(person=person),)


def dealt(round: Round) -> Round:
    """The round with everybody in a team: whoever has chosen none goes where the fewest are."""
    for seat in round.seats:
        if not seat.left and round.team_of(seat) is None and (team := round.smallest_team()) is not None:
            round = _with(round, replace(seat, team=team))[0]
    return round


def _with(round: Round, changed: Seat) -> Step:
    seats = tuple(changed if one.person == changed.person else one for one in round.seats)
    return replace(round, seats=seats), (Seated(person=changed.person),)
