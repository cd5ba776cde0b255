"""A learner's calendar day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

ROLLOVER = timedelta(hours=4)
"""A day ends at 04:00 by the wall clock: whoever answers at one in the morning is still in yesterday."""


def learner_day(at: datetime, zone: str) -> date:
    """The learner's day of an instant (aware) in an IANA zone.

    Reads the wall clock and takes four hours off it, so the night of a clock change is neither a day
    more nor a day less. Raises ZoneInfoNotFoundError for an unknown zone.
    """
    wall = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return (wall - ROLLOVER).date()


def no_earlier(day: date, last: date | None) -> date:
    """The day, or the last one counted if that is later: a learner's date never runs backwards."""
    return day if last is None else max(day, last)
