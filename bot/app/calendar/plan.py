"""A subscription's plan, and when its next prompt is due."""

from datetime import date, timedelta

from msgspec.structs import replace

from bot.app.calendar.streak import settle_now, terms
from bot.app.context import LearnerContext
from bot.app.ports.daily import Subscription, SubscriptionState
from bot.domain.ledger import cross
from bot.domain.schedule import Plan, next_prompt, next_summary

IGNORED = 7
"""Prompts in a row that nothing followed; from then on it is one a week."""
WEEKS = 4
"""Weekly prompts in a row that nothing followed; then comes the last message."""


def plan_of(context: LearnerContext, plan: Subscription) -> Plan:
    """The subscription as the rules of time need it."""
    learner = context.learner
    return Plan(
        at=plan.at,
        zone=context.zone(),
        weekdays=plan.weekdays,
        weekly=plan.state is SubscriptionState.WEEKLY,
        paused_until=learner.paused_until,
        quiet_from=learner.quiet_from,
        quiet_to=learner.quiet_to,
        nudge=plan.nudge,
    )


def scheduled(context: LearnerContext, plan: Subscription) -> Subscription:
    """The subscription with its next instants; without any if nothing may come now."""
    learner = context.learner
    away = not learner.here or (learner.paused_from is not None and learner.paused_until is None)
    if plan.state is SubscriptionState.OFF or away:
        return replace(plan, next_at=None, nudge_at=None, summary_at=None)
    due = next_prompt(plan_of(context, plan), plan.last_date, context.at)
    summary = next_summary(context.at, context.zone()) if learner.weekly else None
    return replace(plan, next_at=due[0] if due else None, summary_at=summary)


def next_sitting(context: LearnerContext, plan: Subscription | None) -> date:
    """The learner's day after this one on which they sit down again, as far as that is known."""
    today = today_of(context)
    due = plan and next_prompt(plan_of(context, replace(plan, state=SubscriptionState.ON)), today, context.at)
    return due[1] if due else today + timedelta(days=1)


def reschedule(context: LearnerContext) -> None:
    """Reckon the next prompt anew, for something it depends on has changed. Never two for one local day:
    the last prompted date goes with the subscription."""
    if plan := context.repo.subscription(context.learner.id):
        context.repo.save_subscription(scheduled(context, plan))


def prompt_followed(context: LearnerContext) -> None:
    """They did something with a question: prompts count as followed, and come daily again."""
    plan = context.repo.subscription(context.learner.id)
    if plan is None or not plan.ignored:
        return
    plan = replace(
        plan, ignored=0, state=SubscriptionState.ON if plan.state is SubscriptionState.WEEKLY else plan.state
    )
    context.repo.save_subscription(scheduled(context, plan))


def pause(context: LearnerContext, until: date | None) -> LearnerContext:
    """Nothing comes before that day (None: until they come back), and the streak waits."""
    settle_now(context)
    today = context.today()
    context = context.change(paused_from=context.learner.paused_from or today, paused_until=until)
    reschedule(context)
    return context


def resume(context: LearnerContext) -> LearnerContext:
    """The pause ends today; its days are kept in the ledger."""
    if context.learner.paused_from is None:
        return context
    today = context.today()
    until = min(context.learner.paused_until or today, today)
    context = context.change(paused_until=max(until, context.learner.paused_from))
    settle_now(context)
    context = context.change(paused_from=None, paused_until=None)
    reschedule(context)
    return context


def move(context: LearnerContext, zone: str) -> LearnerContext:
    """Their clock is that of another zone from now on. Days that the change cuts short are not held
    against them."""
    ledger = context.ledger()
    for row in cross(ledger.rows, zone, terms(context), ledger.before):
        context.repo.earn_day(context.learner.id, row.local_date, row.reason, context.at)
    context = context.change(zone=zone)
    reschedule(context)
    return context


def today_of(context: LearnerContext) -> date:
    """The learner's day."""
    return context.today()


def in_days(context: LearnerContext, days: int) -> date:
    """The learner's day so many days ahead."""
    return today_of(context) + timedelta(days=days)
