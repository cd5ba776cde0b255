"""A subscription's plan, and when its next prompt is due."""

from dataclasses import replace
from datetime import date, timedelta

from bot.app.counting import settle_now, terms
from bot.app.desk import Desk
from bot.app.records import Daily, Subscription
from bot.domain.ledger import cross
from bot.domain.schedule import Plan, next_prompt, next_summary
from bot.domain.streak import counted

IGNORED = 7
"""Prompts in a row that nothing followed; from then on it is one a week."""
WEEKS = 4
"""Weekly prompts in a row that nothing followed; then comes the last message."""


def plan_of(desk: Desk, plan: Subscription) -> Plan:
    """The subscription as the rules of time need it."""
    learner = desk.learner
    return Plan(
        at=plan.at,
        zone=desk.zone(),
        weekdays=plan.weekdays,
        weekly=plan.state is Daily.WEEKLY,
        paused_until=learner.paused_until,
        quiet_from=learner.quiet_from,
        quiet_to=learner.quiet_to,
        nudge=plan.nudge,
    )


def scheduled(desk: Desk, plan: Subscription) -> Subscription:
    """The subscription with its next instants; without any if nothing may come now."""
    learner = desk.learner
    away = not learner.here or (learner.paused_from is not None and learner.paused_until is None)
    if plan.state is Daily.OFF or away:
        return replace(plan, next_at=None, nudge_at=None, summary_at=None)
    due = next_prompt(plan_of(desk, plan), plan.last_date, desk.at)
    summary = next_summary(desk.at, desk.zone()) if learner.weekly else None
    return replace(plan, next_at=due[0] if due else None, summary_at=summary)


def next_sitting(desk: Desk, plan: Subscription | None) -> date:
    """The learner's day after this one on which they sit down again, as far as that is known."""
    today = today_of(desk)
    due = plan and next_prompt(plan_of(desk, replace(plan, state=Daily.ON)), today, desk.at)
    return due[1] if due else today + timedelta(days=1)


def reschedule(desk: Desk) -> None:
    """Reckon the next prompt anew, for something it depends on has changed. Never two for one local day:
    the last prompted date goes with the subscription."""
    if plan := desk.pages.subscription(desk.learner.id):
        desk.pages.keep_subscription(scheduled(desk, plan))


def heeded(desk: Desk) -> None:
    """They did something with a question: prompts count as followed, and come daily again."""
    plan = desk.pages.subscription(desk.learner.id)
    if plan is None or not plan.ignored:
        return
    plan = replace(plan, ignored=0, state=Daily.ON if plan.state is Daily.WEEKLY else plan.state)
    desk.pages.keep_subscription(scheduled(desk, plan))


def pause(desk: Desk, until: date | None) -> Desk:
    """Nothing comes before that day (None: until they come back), and the streak waits."""
    settle_now(desk)
    today = desk.today(desk.counted_days())
    desk = desk.change(paused_from=desk.learner.paused_from or today, paused_until=until)
    reschedule(desk)
    return desk


def resume(desk: Desk) -> Desk:
    """The pause ends today; its days are kept in the ledger."""
    if desk.learner.paused_from is None:
        return desk
    today = desk.today(desk.counted_days())
    until = min(desk.learner.paused_until or today, today)
    desk = desk.change(paused_until=max(until, desk.learner.paused_from))
    settle_now(desk)
    desk = desk.change(paused_from=None, paused_until=None)
    reschedule(desk)
    return desk


def move(desk: Desk, zone: str) -> Desk:
    """Their clock is that of another zone from now on. Days that the change cuts short are not held
    against them."""
    ledger = tuple(desk.pages.days(desk.learner.id))
    for row in cross(ledger, zone, terms(desk)):
        desk.pages.earn_day(desk.learner.id, row.local_date, row.reason, desk.at)
    desk = desk.change(zone=zone)
    reschedule(desk)
    return desk


def today_of(desk: Desk) -> date:
    """The learner's day."""
    return desk.today(counted(desk.pages.days(desk.learner.id)))


def in_days(desk: Desk, days: int) -> date:
    """The learner's day so many days ahead."""
    return today_of(desk) + timedelta(days=days)
