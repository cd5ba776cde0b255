"""Closing a question of a round: at its time, when it is won, soon after the last answer."""

from datetime import datetime

from msgspec.structs import replace

from bot.domain.rounds.events import Closed, Step
from bot.domain.rounds.round import BREATH, RULING, SETTLE, Phase, Play, Posed, Round


def close(round: Round, now: datetime, given_until: datetime) -> Step:
    """Close the open question; `given_until` is the moment up to which answers count."""
    posed = round.posed[round.place]
    round = with_posed(round, round.place, replace(posed, closed=True, closes_at=given_until))
    quiet = 0 if round.tally.answered else round.quiet + 1
    to_rule = round.place + 1 == len(round.posed) and round.tally.doubtful
    round = replace(round, phase=Phase.BREATH, deadline=now + (RULING if to_rule else BREATH), quiet=quiet)
    return round, (Closed(place=round.place),)


def close_soon(round: Round, now: datetime) -> Round:
    """Once every seat has answered, a question that hides answers closes soon."""
    posed = round.now
    if posed is None or round.setup.play is not Play.REVEAL or round.deadline is None:
        return round
    if round.tally.waiting:
        return round
    closes = min(round.deadline, now + SETTLE)
    return replace(with_posed(round, round.place, replace(posed, closes_at=closes)), deadline=closes)


def with_posed(round: Round, place: int, posed: Posed) -> Round:
    """The round with that question so."""
    return replace(round, posed=(*round.posed[:place], posed, *round.posed[place + 1 :]))
