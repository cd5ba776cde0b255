"""The streak, derived from the ledger. The ledger is the truth; no count is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from bot.domain.day import DAY
from bot.domain.ledger import GRACE, Day, DayReason

MILESTONES = (7, 30, 100, 365, 500, 1000)
"""Lengths worth a kind word, once each; after the last every 500."""
FURTHER = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedDay:
    """A day of the ledger, with the instants of its first and its last answer."""

    local_date: date
    first_at: datetime
    last_at: datetime
    reason: DayReason = DayReason.ANSWERED


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak:
    """How long, how long at best, whether today is in it yet, and its first answered day."""

    length: int
    longest: int
    today: bool
    since: date | None = None


def counted(ledger: Sequence[Day]) -> list[CountedDay]:
    """The ledger, a date once. An answer outweighs whatever else a day has."""
    return [_one(list(rows)) for _, rows in groupby(ledger, key=lambda row: row.local_date)]


def streak(days: Sequence[CountedDay], today: date, now: datetime) -> Streak:
    """The streak as it stands on the learner's day `today` at the instant `now`.

    `days` is sorted by date, each date once (`counted`). Answered days count, the others hold the streak.
    An unfinished today does not break it. Settle the ledger first: a missed day without a row ends it.
    """
    longest = length = 0
    run: list[CountedDay] = []
    for day in days:
        if not _adjoins(run, day.local_date, day.first_at if day.reason.counts else None):
            run, length = [], 0
        run.append(day)
        length += day.reason.counts
        longest = max(longest, length)
    if not (run and (run[-1].local_date >= today or _adjoins(run, today, now))):
        run, length = [], 0
    return Streak(
        length=length,
        longest=longest,
        today=bool(days) and days[-1].reason.counts and days[-1].local_date >= today,
        since=next((day.local_date for day in run if day.reason.counts), None),
    )


def why(ledger: Sequence[Day], today: date, now: datetime) -> tuple[tuple[date, DayReason | None], ...]:
    """Every date of the latest streak with its reason, oldest first, from its first answered day on.

    A date that two zones made between two answers less than 24 hours apart is ABSENT. If the streak is
    over, the last entry is the day that ended it, with None. Nothing if nobody ever answered.
    """
    run: list[CountedDay] = []
    for day in counted(ledger):
        if _adjoins(run, day.local_date, day.first_at if day.reason.counts else None):
            run.append(day)
        elif day.reason.counts:
            run = [day]
    if not run:
        return ()
    reasons: dict[date, DayReason | None] = {day.local_date: day.reason for day in run}
    first, last = run[0].local_date, run[-1].local_date
    told = [first + DAY * n for n in range((last - first).days + 1)]
    over = last < today and not _adjoins(run, today, now)
    return (
        *((day, reasons.get(day, DayReason.ABSENT)) for day in told),
        *(((last + DAY, None),) if over else ()),
    )


def milestone_reached(length: int, told: int) -> int | None:
    """The greatest milestone this length has reached, if it is beyond the one they were told of."""
    further = length // FURTHER * FURTHER
    reached = max((m for m in (*MILESTONES, further) if 0 < m <= length), default=0)
    return reached if reached > told else None


def _one(rows: Sequence[Day]) -> CountedDay:
    best = [row for row in rows if row.reason.counts] or rows
    return CountedDay(
        local_date=best[0].local_date,
        first_at=min(row.at for row in best),
        last_at=max(row.last_at for row in best),
        reason=best[0].reason,
    )


def _adjoins(run: Sequence[CountedDay], day: date, at: datetime | None) -> bool:
    """True if a day follows on the run: by date, or by the hours between two answers (None: no answer)."""
    if not run:
        return False
    if day - run[-1].local_date <= DAY:
        return True
    answered = next((d.last_at for d in reversed(run) if d.reason.counts), None)
    return at is not None and answered is not None and at - answered <= GRACE
