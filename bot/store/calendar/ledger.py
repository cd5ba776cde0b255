"""The ledger of days: rows that are added to and never changed, and the totals of its older part."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Row, Text, bindparam, func, select, type_coerce, update

from bot.app.events import PersonId
from bot.app.ports.calendar import DayReason, LedgerDay
from bot.domain.ledger import Totals
from bot.domain.streak import Ledger
from bot.store.account.learners import WHO, Rows
from bot.store.columns import date_of
from bot.store.tables import days, learners, reviews
from bot.store.upsert import insert_new

_SINCE: BindParameter[date] = bindparam("since")
TOTALS = (
    learners.c.streak_length,
    learners.c.streak_longest,
    learners.c.streak_since,
    learners.c.streak_last_on,
    learners.c.streak_answered_at,
    learners.c.days_counted,
    learners.c.freezes,
    learners.c.ledger_from,
    learners.c.ledger_answered_at,
)
OPEN_DAYS = (days.c.learner_id == learners.c.id) & (days.c.local_date >= learners.c.ledger_from)
"""The rows that are not in the totals: of the newest day that counts, and of the days after it."""
OPEN_DAY = (days.c.local_date, days.c.reason, days.c.at.label("day_at"))
_LEDGER = (
    select(*TOTALS, *OPEN_DAY)
    .select_from(learners.outerjoin(days, OPEN_DAYS))
    .where(learners.c.id == WHO)
    .order_by(days.c.local_date, days.c.at)
)
_LAST_AT = (
    select(func.max(reviews.c.at))
    .where(reviews.c.learner_id == days.c.learner_id, reviews.c.local_date == days.c.local_date)
    .scalar_subquery()
)
_DAYS = (
    select(days, _LAST_AT.label("last_at"))
    .where(days.c.learner_id == WHO)
    .order_by(days.c.local_date, days.c.at)
)
_DAYS_SINCE = _DAYS.where(days.c.local_date >= _SINCE)
_REASONS = (
    select(type_coerce(days.c.local_date, Text), days.c.reason)
    .where(days.c.learner_id == WHO, days.c.local_date >= _SINCE, days.c.local_date < bindparam("end"))
    .order_by(days.c.local_date, days.c.at)
)
_LATEST_REVIEW = select(func.max(reviews.c.at)).where(
    reviews.c.learner_id == WHO, reviews.c.local_date == bindparam("on")
)
_SAVE = update(learners).where(learners.c.id == WHO)


_REASON = {reason.value: reason for reason in DayReason}


class LedgerRows(Rows):
    """`bot.app.ports.calendar.LedgerRepository`, without outages."""

    __slots__ = ()

    def ledger(self, learner: PersonId) -> Ledger:
        """What is open of it, and the totals of what lies before; empty for somebody unknown."""
        return ledger_of(self.connection.execute(_LEDGER, {"who": learner}).all())

    def days(self, learner: PersonId, since: date | None) -> Sequence[LedgerDay]:
        """Its rows from that date on (None: all), by date."""
        if since is None:
            rows = self.connection.execute(_DAYS, {"who": learner})
        else:
            rows = self.connection.execute(_DAYS_SINCE, {"who": learner, "since": since})
        return [
            LedgerDay(
                local_date=row.local_date,
                reason=DayReason(row.reason),
                at=row.at,
                last_at=max(row.at, row.last_at or row.at) if DayReason(row.reason).counts else row.at,
            )
            for row in rows
        ]

    def reasons(self, learner: PersonId, first: date, end: date) -> Sequence[tuple[date, DayReason]]:
        """What its days from `first` on and before `end` were, each date once, in order."""
        span = {"who": learner, "since": first, "end": end}
        found: dict[Any, DayReason] = {}
        for stored, name in self.connection.execute(_REASONS, span).all():
            reason = _REASON[name]
            if stored not in found or (reason.counts and not found[stored].counts):
                found[stored] = reason
        return [(date_of(stored), reason) for stored, reason in found.items()]

    def earn_day(self, learner: PersonId, local_date: date, reason: DayReason, at: datetime) -> bool:
        """Add a row to the ledger; False if that date has that reason already."""
        row = {"learner_id": learner, "local_date": local_date, "reason": reason.value, "at": at}
        before = self.ledger(learner)
        if not insert_new(self.connection, days, row):
            return False
        if before.starts_on is not None and local_date < before.starts_on:
            after = Ledger.of(self.days(learner, None))
        else:
            after = before.plus(self.day_of(learner, local_date, reason, at))
        self.save_ledger(learner, after)
        return True

    def save_ledger(self, learner: PersonId, ledger: Ledger) -> None:
        """Keep the totals; the days themselves stay as they are."""
        self.connection.execute(_SAVE, {"who": learner} | values_of(ledger))

    def day_of(self, learner: PersonId, on: date, reason: DayReason, at: datetime) -> LedgerDay:
        """A row of the ledger, with the latest review of its date if it counts."""
        if not reason.counts:
            return LedgerDay(local_date=on, reason=reason, at=at, last_at=at)
        latest = self.connection.execute(_LATEST_REVIEW, {"who": learner, "on": on}).scalar()
        return LedgerDay(local_date=on, reason=reason, at=at, last_at=max(at, latest or at))


def ledger_of(rows: Sequence[Any]) -> Ledger:
    """The ledger from rows of TOTALS and OPEN_DAY: one for each open day, or one without a day."""
    if not rows:
        return Ledger()
    first = rows[0]
    before = Totals(
        length=first.streak_length,
        longest=first.streak_longest,
        since=first.streak_since,
        last_on=first.streak_last_on,
        answered_at=first.streak_answered_at,
        days=first.days_counted,
        freezes=first.freezes,
    )
    opened = [row for row in rows if row.local_date is not None]
    return Ledger(before=before, rows=tuple(_open_day(row, first.ledger_answered_at) for row in opened))


def _open_day(row: Row[Any], answered_at: datetime | None) -> LedgerDay:
    """A day that counts in the open part is the newest one that does: `answered_at` is about it."""
    reason = DayReason(row.reason)
    last_at = max(row.day_at, answered_at or row.day_at) if reason.counts else row.day_at
    return LedgerDay(local_date=row.local_date, reason=reason, at=row.day_at, last_at=last_at)


def values_of(ledger: Ledger) -> dict[str, Any]:
    """The columns of `learners` that keep a ledger in short."""
    before = ledger.before
    return {
        "streak_length": before.length,
        "streak_longest": before.longest,
        "streak_since": before.since,
        "streak_last_on": before.last_on,
        "streak_answered_at": before.answered_at,
        "days_counted": before.days,
        "freezes": before.freezes,
        "ledger_from": ledger.starts_on,
        "ledger_answered_at": max((row.last_at for row in ledger.rows if row.reason.counts), default=None),
    }
