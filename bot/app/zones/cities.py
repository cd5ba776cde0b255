"""From a typed city to zones, slips allowed."""

from datetime import datetime

from bot.app.zones.names import zone_or_none
from bot.app.zones.ranks import Candidate, candidate


def find_city(text: str, language: str | None, *, now: datetime) -> tuple[Candidate, ...]:
    """The zones of a typed city, best first; empty if there is no such city."""
    zone = zone_or_none(text)
    return (candidate(now, zone, language),) if zone else ()
