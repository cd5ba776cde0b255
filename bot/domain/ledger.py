"""The ledger of days: what each day was, and how the days nobody came are settled.

Rows are added, never changed. Settling looks only at what lies behind the newest row: a day that has a
row, or lies before one, is never judged again. Settle before anything in `Terms` changes.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from msgspec import Struct

from bot.domain.day import DAY, day_span, learner_day, no_earlier

GRACE = timedelta(hours=24)
"""A gap of 24 real hours or less never breaks a streak, whatever the calendars of two zones say."""
GUESS_GRACE = 1
"""Missed days in a row that are forgiven while the zone is a guess: the day may not have been over there."""
SHORT_DAY = timedelta(hours=22)
"""A day shorter than that is nobody's fault: clocks jump by two hours at most, calendars by a whole day."""
OUTAGE = timedelta(minutes=10)
"""A bot that was down so long may have been down just when somebody came."""
FIRST_FREEZES = 1
MOST_FREEZES = 2
DAYS_A_FREEZE = 7
"""Answered days, in all, that earn one more freeze."""


class DayReason(StrEnum):
    """Why a day does not break the streak. Only the first and NOTHING_DUE make it longer."""

    ANSWERED = "answered"
    FREEZE = "freeze"
    EXCUSED = "excused"
    """The bot was down."""
    PAUSE = "pause"
    REST = "rest"
    """A weekday they chose to rest on."""
    NOTHING_DUE = "nothing_due"
    """They came, nothing was due, and they chose to be told so; counts like an answered one."""
    ABSENT = "absent"
    """Their calendar had no such day, or hardly: it was skipped there, or they flew over it."""
    GUESS = "guess"
    """Their zone was a guess."""

    @property
    def counts(self) -> bool:
        """True if such a day makes the streak longer; the others hold it."""
        return self in (DayReason.ANSWERED, DayReason.NOTHING_DUE)


class Day(Struct, frozen=True, kw_only=True):
    """A row of the streak ledger. A ledger is sorted by date; a date may have several rows."""

    local_date: date
    reason: DayReason
    at: datetime
    last_at: datetime
    """The latest review of that local date; `at` if there is none."""


class Outage(Struct, frozen=True, kw_only=True):
    """A time in which the bot was down, known from its own heartbeat."""

    start: datetime
    end: datetime


class Pause(Struct, frozen=True, kw_only=True):
    """Days on which nothing is expected, the first one up to and without `until`."""

    first: date
    until: date


class Terms(Struct, frozen=True, kw_only=True):
    """What decides whether a day without an answer is held against somebody."""

    now: datetime
    zone: str
    """IANA zone; theirs, or the guess."""
    zone_known: bool = True
    rest_days: int = 0
    """Weekdays as bits: Monday 1, Tuesday 2 … Sunday 64."""
    rest_from: date | None = None
    """The day they chose them; earlier days are not mended by the choice. None: they held all along."""
    pause: Pause | None = None
    outages: Sequence[Outage] = ()


class Totals(Struct, frozen=True, kw_only=True):
    """What a part of a ledger comes to, from its first day on, so that the part need not be read again."""

    length: int = 0
    """Counting days of the streak that its last day belongs to."""
    longest: int = 0
    """Counting days of the longest streak in it."""
    since: date | None = None
    """The first counting day of that last streak."""
    last_on: date | None = None
    """Its last day."""
    answered_at: datetime | None = None
    """The latest review of the last counting day of that streak."""
    days: int = 0
    """Counting days in all."""
    freezes: int = FIRST_FREEZES
    """Freezes earned less those spent; below nought where more were spent than had been earned."""


NOTHING = Totals()


def freezes(ledger: Sequence[Day], before: Totals = NOTHING) -> int:
    """How many freezes are in hand, by replaying the ledger; `before` stands for the days ahead of it.

    A freeze whose day has another row besides (an answer that arrived late, an outage) was not needed.
    """
    return max(0, balance(ledger, before)[1])


def balance(ledger: Sequence[Day], before: Totals) -> tuple[int, int]:
    """Counting days in all, and freezes earned less those spent, after these rows."""
    counted, left = before.days, before.freezes
    for _, rows in groupby(ledger, key=lambda row: row.local_date):
        reasons = {row.reason for row in rows}
        if any(reason.counts for reason in reasons):
            counted += 1
            if counted % DAYS_A_FREEZE == 0:
                left = min(MOST_FREEZES, left + 1)
        elif reasons == {DayReason.FREEZE}:
            left -= 1
    return counted, left


def settle(ledger: Sequence[Day], today: date, terms: Terms, before: Totals = NOTHING) -> tuple[Day, ...]:
    """The rows to add for the days between the newest row and `today`, the learner's day of `terms.now`.

    Days that are nobody's fault get their reason. What is left needs a freeze each; if there are too few
    to bridge the gap up to today none is spent, and nothing is added from the first such day on: there
    the streak ends. Nothing is added where no streak runs, and no freeze is spent within 24 hours of the
    last answer, which hold the streak by themselves.
    Settling again adds nothing. `before` stands for the days ahead of `ledger`, which then begins with the
    newest counting day. Keep the rows when the learner comes; to look ahead (is a streak at
    stake?) use them without keeping them, so that no freeze is spent before it is known to hold.
    """
    since = _held(ledger)
    if not since:
        return ()
    first = ledger[-1].local_date + DAY
    reasons: list[DayReason] = []
    sure, spare = 0, None
    for day in _dates(first, today):
        reason = _nobodys_fault(day, terms)
        if reason is None:
            spare = _spare(ledger, since, terms, before) if spare is None else spare
            if not spare:
                reasons = reasons[:sure]
                break
            reason = spare.pop(0)
        elif spare is None:
            sure += 1
        reasons.append(reason)
    return tuple(_row(first + DAY * n, reason, terms) for n, reason in enumerate(reasons))


def cross(ledger: Sequence[Day], zone: str, terms: Terms, before: Totals = NOTHING) -> tuple[Day, ...]:
    """The rows to add when a learner's zone changes from `terms.zone` to `zone`, at `terms.now`.

    What is open is settled by the old zone. Days that the change cuts short or skips are not held
    against a running streak, nor is the running day if the bot was down in it.
    """
    old = no_earlier(learner_day(terms.now, terms.zone), ledger[-1].local_date if ledger else None)
    rows = settle(ledger, old, terms, before)
    whole = (*ledger, *rows)
    if not _held(whole) or whole[-1].local_date < old - DAY:
        return rows
    new = learner_day(terms.now, zone)
    skipped = tuple(_row(d, DayReason.ABSENT, terms) for d in _dates(whole[-1].local_date + DAY, new))
    down = whole[-1].local_date < old and new <= old and _was_down(old, terms)
    return (*rows, *skipped, *((_row(old, DayReason.EXCUSED, terms),) if down else ()))


def _held(ledger: Sequence[Day]) -> Sequence[Day]:
    """The newest counting row and those after it, if each follows on the one before; else nothing."""
    for at in range(len(ledger) - 1, -1, -1):
        if ledger[at].reason.counts:
            return ledger[at:]
        if at == 0 or ledger[at].local_date - ledger[at - 1].local_date > DAY:
            return ()
    return ()


def _spare(ledger: Sequence[Day], since: Sequence[Day], terms: Terms, before: Totals) -> list[DayReason]:
    """What missed days may be covered with, in this order."""
    if terms.now - since[0].last_at <= GRACE:
        return []
    guesses = 0 if terms.zone_known else GUESS_GRACE - sum(row.reason is DayReason.GUESS for row in since)
    return [DayReason.GUESS] * max(0, guesses) + [DayReason.FREEZE] * freezes(ledger, before)


def _nobodys_fault(day: date, terms: Terms) -> DayReason | None:
    start, end = day_span(day, terms.zone)
    if end - start < SHORT_DAY:
        return DayReason.ABSENT
    if terms.rest_days >> day.weekday() & 1 and (terms.rest_from is None or day >= terms.rest_from):
        return DayReason.REST
    if terms.pause and terms.pause.first <= day < terms.pause.until:
        return DayReason.PAUSE
    return DayReason.EXCUSED if _was_down(day, terms) else None


def _was_down(day: date, terms: Terms) -> bool:
    start, end = day_span(day, terms.zone)
    return any(o.end - o.start >= OUTAGE and o.start < end and o.end > start for o in terms.outages)


def _dates(first: date, until: date) -> Iterator[date]:
    return (first + DAY * n for n in range((until - first).days))


def _row(day: date, reason: DayReason, terms: Terms) -> Day:
    return Day(local_date=day, reason=reason, at=terms.now, last_at=terms.now)
