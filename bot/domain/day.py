"""A learner's calendar day."""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

TURN = time(4)
ROLLOVER = timedelta(hours=4)
"""A day ends at 04:00 by the wall clock: whoever answers at one in the morning is still in yesterday."""

DAY = timedelta(days=1)


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


def wall_instant(day: date, at: time, zone: str, fold: int = 0) -> datetime:
    """The instant (UTC) at which the wall clock of that calendar date shows that time.

    A time that comes twice is its first coming. A time that never comes (the clock jumps over it) is as
    many minutes after the jump as it would have been into it; with `fold=1`, as many before it.
    """
    return datetime.combine(day, at, ZoneInfo(zone)).replace(fold=fold).astimezone(UTC)


def day_start(day: date, zone: str) -> datetime:
    """The first instant (UTC) of a learner's day: 04:00, or the clock's jump if it leaps over that."""
    late, early = wall_instant(day, TURN, zone), wall_instant(day, TURN, zone, fold=1)
    if early >= late:
        return late
    seconds = range(int((late - early).total_seconds()))
    jump = bisect_left(seconds, day, key=lambda second: learner_day(early + timedelta(seconds=second), zone))
    return early + timedelta(seconds=jump)


def day_span(day: date, zone: str) -> tuple[datetime, datetime]:
    """The first instant of a learner's day and the first after it; equal if there is no such day."""
    return day_start(day, zone), day_start(day + DAY, zone)
