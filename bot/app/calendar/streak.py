"""The days that count: settling what lies behind, counting today, and the news of the streak."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.app.calendar.zones import place_of
from bot.app.context import LearnerContext
from bot.app.ports.calendar import DayReason, LedgerDay
from bot.app.replies.daily import Place, StreakNews, WhyLine, WhyTold
from bot.domain.day import DAY
from bot.domain.ledger import Pause, Terms, freezes, settle
from bot.domain.streak import Ledger, Streak, counted, milestone_reached, streak, why

LOOKED_BACK = timedelta(days=60)
"""Outages older than that settle nothing any more."""
SHOWN = timedelta(days=400)
"""So far back a look at the ledger goes."""

LINES, FEW = 12, 4
"""Lines of `/streak why`; up to so few of the newest streak those of the one before follow."""


def terms(context: LearnerContext) -> Terms:
    """What decides whether a day without an answer is held against this learner."""
    learner = context.learner
    pause = None
    if learner.paused_from is not None:
        today = context.today()
        until = learner.paused_until or today + timedelta(days=1)
        pause = Pause(first=learner.paused_from, until=until)
    return Terms(
        now=context.at,
        zone=context.zone(),
        zone_known=learner.zone is not None,
        rest_days=learner.rest_days,
        rest_from=learner.rest_from,
        pause=pause,
        outages=context.repo.outages(context.at - LOOKED_BACK),
    )


def settled(context: LearnerContext) -> Ledger:
    """The ledger as it would stand if the learner came now; nothing is kept."""
    ledger = context.ledger()
    return ledger.plus(*_rows_due(context, ledger))


def settle_now(context: LearnerContext) -> tuple[LedgerDay, ...]:
    """Keep the rows for the days behind; gives the new ones. Before anything in `terms` changes."""
    rows = _rows_due(context, context.ledger())
    for row in rows:
        context.repo.earn_day(context.learner.id, row.local_date, row.reason, context.at)
    _forget_pause(context)
    return rows


def _rows_due(context: LearnerContext, ledger: Ledger) -> tuple[LedgerDay, ...]:
    """The rows for the days behind. Where none lies behind, nothing of what decides them is asked for."""
    today = context.today()
    if ledger.last_on is None or ledger.last_on >= today - DAY:
        return ()
    return settle(ledger.rows, today, terms(context), ledger.before)


def _forget_pause(context: LearnerContext) -> None:
    """A pause that is over is in the ledger now, and nowhere else."""
    until = context.learner.paused_until
    if until is not None and until <= context.today():
        context.change(paused_from=None, paused_until=None)


def earn(context: LearnerContext, reason: DayReason) -> StreakNews | None:
    """Make today count; the news, if it did not count before."""
    held = settle_now(context)
    before, today = context.ledger(), context.today()
    if not context.repo.earn_day(context.learner.id, today, reason, context.at):
        return None
    ledger = context.ledger()
    now = streak(counted(ledger.rows), today, context.at, ledger.before)
    milestone = milestone_reached(now.length, context.learner.milestone)
    if milestone:
        context.change(milestone=milestone)
    return StreakNews(
        length=now.length,
        freezes=freezes(ledger.rows, ledger.before),
        held_by=tuple((row.local_date, row.reason) for row in held) if now.length > 1 else (),
        first=before.last_on is None,
        milestone=milestone,
    )


def excuse_today(context: LearnerContext) -> None:
    """Nobody knows whether today's prompt arrived, so today is not held against them."""
    settle_now(context)
    if context.ledger().last_on is not None:
        context.repo.earn_day(context.learner.id, context.today(), DayReason.EXCUSED, context.at)


def streak_now(context: LearnerContext) -> tuple[Streak, Ledger, date]:
    """The streak as it stands now, the settled ledger, and the learner's day."""
    ledger, today = settled(context), context.today()
    return streak(counted(ledger.rows), today, context.at, ledger.before), ledger, today


def latest_days(context: LearnerContext, ledger: Ledger, today: date) -> Sequence[LedgerDay]:
    """The rows of the settled ledger of about a year: no more is ever shown."""
    if ledger.starts_on is None:
        return ()
    rows = context.repo.days(context.learner.id, today - SHOWN)
    older = [row for row in rows if row.local_date < ledger.starts_on]
    return (*older, *ledger.rows)


def latest_reasons(
    context: LearnerContext, ledger: Ledger, today: date
) -> tuple[tuple[date, DayReason], ...]:
    """The dates of about a year, each once, and what held them."""
    if ledger.starts_on is None:
        return ()
    older = context.repo.reasons(context.learner.id, today - SHOWN, ledger.starts_on)
    return (*older, *((day.local_date, day.reason) for day in counted(ledger.rows)))


def why_told(context: LearnerContext) -> WhyTold:
    """The streak in words: which days held it, and by what."""
    now, ledger, today = streak_now(context)
    days = latest_days(context, ledger, today)
    told = why(days, today, context.at)
    lines = _stretches(told)
    earlier: tuple[WhyLine, ...] = ()
    if told and now.length and len(lines) <= FEW:
        first = told[0][0]
        before = why([day for day in days if day.local_date < first], first - DAY, context.at)
        earlier = _stretches(before)[:FEW]
    return WhyTold(
        lines=lines[:LINES],
        earlier=earlier,
        length=now.length,
        freezes=freezes(ledger.rows, ledger.before),
        place=place(context),
        zone_known=context.learner.zone is not None,
    )


def _stretches(days: Sequence[tuple[date, DayReason | None]]) -> tuple[WhyLine, ...]:
    """Days of the same reason in a row as one line, newest first."""
    lines: list[WhyLine] = []
    for day, reason in reversed(days):
        if lines and lines[-1].reason is reason and (lines[-1].first - day).days == 1:
            lines[-1] = WhyLine(reason=reason, first=day, last=lines[-1].last)
        else:
            lines.append(WhyLine(reason=reason, first=day, last=day))
    return tuple(lines)


def place(context: LearnerContext) -> Place:
    """The learner's zone as a place, with what its clocks show."""
    zone = context.zone()
    return Place(zone=zone, name=place_of(zone, context.learner.language), wall=context.wall().time())
