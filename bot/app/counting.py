"""The days that count: settling what lies behind, counting today, and the news of the streak."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.app.desk import Desk
from bot.app.facts.daily import Place, StreakNews, WhyLine, WhyTold
from bot.app.records import DayReason, LedgerDay
from bot.app.zones import place_of
from bot.domain.ledger import Pause, Terms, freezes, settle
from bot.domain.streak import Streak, counted, milestone_reached, streak, why

LOOKED_BACK = timedelta(days=60)
"""Outages older than that settle nothing any more."""


def terms(desk: Desk) -> Terms:
    """What decides whether a day without an answer is held against this learner."""
    learner = desk.learner
    pause = None
    if learner.paused_from is not None:
        today = desk.today(desk.counted_days())
        until = learner.paused_until or today + timedelta(days=1)
        pause = Pause(first=learner.paused_from, until=until)
    return Terms(
        now=desk.at,
        zone=desk.zone(),
        zone_known=learner.zone is not None,
        rest_days=learner.rest_days,
        rest_from=learner.rest_from,
        pause=pause,
        outages=desk.pages.outages(desk.at - LOOKED_BACK),
    )


def settled(desk: Desk) -> tuple[LedgerDay, ...]:
    """The ledger as it would stand if the learner came now; nothing is kept."""
    ledger = tuple(desk.pages.days(desk.learner.id))
    return (*ledger, *settle(ledger, desk.today(counted(ledger)), terms(desk)))


def settle_now(desk: Desk) -> tuple[LedgerDay, ...]:
    """Keep the rows for the days behind; gives the new ones. Before anything in `terms` changes."""
    ledger = tuple(desk.pages.days(desk.learner.id))
    rows = settle(ledger, desk.today(counted(ledger)), terms(desk))
    for row in rows:
        desk.pages.earn_day(desk.learner.id, row.local_date, row.reason, desk.at)
    _forget_pause(desk)
    return rows


def _forget_pause(desk: Desk) -> None:
    """A pause that is over is in the ledger now, and nowhere else."""
    until = desk.learner.paused_until
    if until is not None and until <= desk.today(desk.counted_days()):
        desk.change(paused_from=None, paused_until=None)


def earn(desk: Desk, reason: DayReason) -> StreakNews | None:
    """Make today count; the news, if it did not count before."""
    held = settle_now(desk)
    before = desk.pages.days(desk.learner.id)
    today = desk.today(counted(before))
    if not desk.pages.earn_day(desk.learner.id, today, reason, desk.at):
        return None
    ledger = desk.pages.days(desk.learner.id)
    now = streak(counted(ledger), today, desk.at)
    milestone = milestone_reached(now.length, desk.learner.milestone)
    if milestone:
        desk.change(milestone=milestone)
    return StreakNews(
        length=now.length,
        freezes=freezes(ledger),
        held_by=tuple((row.local_date, row.reason) for row in held) if now.length > 1 else (),
        first=not before,
        milestone=milestone,
    )


def excuse_today(desk: Desk) -> None:
    """Nobody knows whether today's prompt arrived, so today is not held against them."""
    settle_now(desk)
    today = desk.today(counted(desk.pages.days(desk.learner.id)))
    if desk.pages.days(desk.learner.id):
        desk.pages.earn_day(desk.learner.id, today, DayReason.EXCUSED, desk.at)


def standing(desk: Desk) -> tuple[Streak, Sequence[LedgerDay], date]:
    """The streak as it stands now, the settled ledger, and the learner's day."""
    ledger = settled(desk)
    days = counted(ledger)
    today = desk.today(counted(desk.pages.days(desk.learner.id)))
    return streak(days, today, desk.at), ledger, today


def why_told(desk: Desk) -> WhyTold:
    """The streak in words: which days held it, and by what."""
    now, ledger, today = standing(desk)
    lines: list[WhyLine] = []
    for day, reason in reversed(why(ledger, today, desk.at)):
        if lines and lines[-1].reason is reason and (lines[-1].first - day).days == 1:
            lines[-1] = WhyLine(reason=reason, first=day, last=lines[-1].last)
        else:
            lines.append(WhyLine(reason=reason, first=day, last=day))
    return WhyTold(
        lines=tuple(lines[:12]),
        length=now.length,
        freezes=freezes(ledger),
        place=place(desk),
        zone_known=desk.learner.zone is not None,
    )


def place(desk: Desk) -> Place:
    """The learner's zone as a place, with what its clocks show."""
    zone = desk.zone()
    return Place(zone=zone, name=place_of(zone, desk.learner.language), wall=desk.wall().time())
