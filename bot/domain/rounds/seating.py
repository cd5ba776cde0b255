"""A seat in a round: taken, or found again by who comes back."""

from dataclasses import replace

from bot.domain.rounds.events import Seated, Step
from bot.domain.rounds.round import Round, Seat


def seated(round: Round, person: int, name: str, *, host: bool = False) -> Step:
    """They are in."""
    seat = round.seat(person)
    if seat and not seat.left:
        return round, ()
    if seat:  # whoever comes back finds their seat where it was
        back = replace(seat, left=False, name=name)
        seats = tuple(back if one is seat else one for one in round.seats)
    else:
        seats = (*round.seats, Seat(person=person, name=name, host=host))
    return replace(round, seats=seats), (Seated(person=person),)
