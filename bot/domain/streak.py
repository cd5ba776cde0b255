"""The streak, derived from the ledger. The ledger is the truth; totals of its older part are kept beside it
so that nobody has to read years of it, and can be made again from it at any time."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.day import DAY
from bot.domain.ledger import GRACE, NOTHING, Day, DayReason, Totals, balance

MILESTONES = (7, 30, 100, 365, 500, 1000)
"""Lengths worth a kind word, once each; after the last every 500."""
FURTHER = 500


class CountedDay(Struct, frozen=True, kw_only=True):
    """A day of the ledger, with the instants of its first and its last answer."""

    local_date: date
    first_at: datetime
    last_at: datetime
    reason: DayReason = DayReason.ANSWERED


class Streak(Struct, frozen=True, kw_only=True):
    """How long, how long at best, whether today is in it yet, and its first answered day."""

    length: int
    longest: int
    today: bool
    since: date | None = None


def counted(ledger: Sequence[Day]) -> list[CountedDay]:
    """The ledger, a date once. An answer outweighs whatever else a day has."""
    return [_one(list(rows)) for _, rows in groupby(ledger, key=lambda row: row.local_date)]


class Ledger(Struct, frozen=True, kw_only=True):
    """A learner's ledger as a turn needs it: `rows` from the newest counting day on, and the totals of all
    that lies before. Its size does not grow with the years."""

    before: Totals = NOTHING
    rows: tuple[Day, ...] = ()
    """By date, then by instant."""

    @staticmethod
    def of(rows: Iterable[Day]) -> "Ledger":
        """A whole ledger, in short."""
        return Ledger().plus(*rows)

    @property
    def last_on(self) -> date | None:
        """The newest date in it."""
        return self.rows[-1].local_date if self.rows else self.before.last_on

    @property
    def starts_on(self) -> date | None:
        """The date of its first row: what lies before is in the totals."""
        return self.rows[0].local_date if self.rows else None

    def plus(self, *more: Day) -> "Ledger":
        """With more rows, none of them before the first row it has. Raises ValueError for such a one."""
        if not more:
            return self
        rows = sorted((*self.rows, *more), key=lambda row: (row.local_date, row.at))
        if self.starts_on is not None and rows[0].local_date < self.starts_on:
            raise ValueError(f"{rows[0].local_date} lies before the open part of the ledger")
        newest = max((row.local_date for row in rows if row.reason.counts), default=rows[0].local_date)
        older = [row for row in rows if row.local_date < newest]
        return Ledger(
            before=totals(self.before, older) if older else self.before, rows=tuple(rows[len(older) :])
        )

    def reviewed(self, on: date, at: datetime) -> "Ledger":
        """After a review on that date: the latest one decides how long a streak holds by the hours."""
        rows = (
            replace(row, last_at=max(row.last_at, at)) if row.local_date == on and row.reason.counts else row
            for row in self.rows
        )
        return replace(self, rows=tuple(rows))


def totals(before: Totals, rows: Sequence[Day]) -> Totals:
    """What a ledger comes to up to the last of these rows; `before` stands for what lies ahead of them."""
    run = before
    for day in counted(rows):
        run = _joined(run, day)
    days, freezes = balance(rows, before)
    return replace(run, days=days, freezes=freezes)


def streak(days: Sequence[CountedDay], today: date, now: datetime, before: Totals = NOTHING) -> Streak:
    """The streak as it stands on the learner's day `today` at the instant `now`.

    `days` is sorted by date, each date once (`counted`); `before` stands for the days ahead of them. Answered
    days count, the others hold the streak. An unfinished today does not break it. Settle the ledger first: a
    missed day without a row ends it.
    """
    run = before
    for day in days:
        run = _joined(run, day)
    runs = run.last_on is not None and (run.last_on >= today or _adjoins(run, today, now))
    return Streak(
        length=run.length if runs else 0,
        longest=run.longest,
        today=bool(days) and days[-1].reason.counts and days[-1].local_date >= today,
        since=run.since if runs else None,
    )


def why(ledger: Sequence[Day], today: date, now: datetime) -> tuple[tuple[date, DayReason | None], ...]:
    """Every date of the latest streak with its reason, oldest first, from its first answered day on.

    A date that two zones made between two answers less than 24 hours apart is ABSENT. If the streak is
    over, the last entry is the day that ended it, with None. Nothing if nobody ever answered.
    """
    run: list[CountedDay] = []
    so_far = NOTHING
    for day in counted(ledger):
        if _adjoins(so_far, day.local_date, day.first_at if day.reason.counts else None):
            run.append(day)
        elif day.reason.counts:
            run, so_far = [day], NOTHING
        so_far = _joined(so_far, day) if run and run[-1] is day else so_far
    if not run:
        return ()
    reasons: dict[date, DayReason | None] = {day.local_date: day.reason for day in run}
    first, last = run[0].local_date, run[-1].local_date
    told = [first + DAY * n for n in range((last - first).days + 1)]
    over = last < today and not _adjoins(so_far, today, now)
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


def _joined(run: Totals, day: CountedDay) -> Totals:
    """The streak after one more day; a day that does not follow on begins a new one."""
    counts = day.reason.counts
    if not _adjoins(run, day.local_date, day.first_at if counts else None):
        run = replace(run, length=0, since=None, answered_at=None)
    return replace(
        run,
        length=run.length + counts,
        longest=max(run.longest, run.length + counts),
        since=run.since or (day.local_date if counts else None),
        last_on=day.local_date,
        answered_at=day.last_at if counts else run.answered_at,
    )


def _adjoins(run: Totals, day: date, at: datetime | None) -> bool:
    """True if a day follows on the run: by date, or by the hours between two answers (None: no answer)."""
    if run.last_on is None:
        return False
    if day - run.last_on <= DAY:
        return True
    return at is not None and run.answered_at is not None and at - run.answered_at <= GRACE
