"""The streak, derived from the ledger. The ledger is the truth; no count is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

GRACE = timedelta(hours=24)
"""A gap of 24 real hours or less never breaks a streak, whatever the calendars of two zones say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedDay:
    """A day that counts, with the instants of its first and its last answer."""

    local_date: date
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak:
    """How long, how long at best, and whether today is in it yet."""

    length: int
    longest: int
    today: bool


def streak(days: Sequence[CountedDay], today: date, now: datetime) -> Streak:
    """The streak as it stands on the learner's day `today` at the instant `now`.

    `days` is sorted by date, each date once. An unfinished today does not break it.
    """
    longest = length = 0
    before: CountedDay | None = None
    for day in days:
        length = length + 1 if before and _adjoins(before, day.local_date, day.first_at) else 1
        longest = max(longest, length)
        before = day
    if before is None or not (before.local_date >= today or _adjoins(before, today, now)):
        length = 0
    return Streak(length=length, longest=longest, today=before is not None and before.local_date >= today)


def _adjoins(before: CountedDay, day: date, at: datetime) -> bool:
    return day - before.local_date <= timedelta(days=1) or at - before.last_at <= GRACE
