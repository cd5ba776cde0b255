"""The subscription: what it is made of, each part changed by itself, and how it stands."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from bot.app.calendar.plan import plan_of, scheduled, today_of
from bot.app.calendar.streak import place, settle_now
from bot.app.calendar.zone import check_guess
from bot.app.calendar.zones import read_time
from bot.app.context import LearnerContext
from bot.app.learning.topics import find_deck, find_topic
from bot.app.ports.daily import Subscription, SubscriptionState
from bot.app.replies import Reply
from bot.app.replies.daily import DailyEnded, DailyTold, InQuietHours, NotUnderstood
from bot.domain.deck import Deck, Topic
from bot.domain.said.rhythm import Rhythm
from bot.domain.schedule import in_quiet, next_prompt, prompt_at

Replies = tuple[Reply, ...]

MOST = 10
"""Questions in a daily set."""
CROWDED = 1500
"""Prompts in a minute from which a quieter one is offered: what leaves in that minute at 25 a second."""


def set_hour(context: LearnerContext, at: time) -> Replies:
    """At that time by their clock, from the next day on that had none yet."""
    return set_rhythm(context, Rhythm(at=at))


def set_days(context: LearnerContext, weekdays: int) -> Replies:
    """On those weekdays; the others are days of rest, which no streak minds."""
    return set_rhythm(context, Rhythm(days=weekdays))


def set_count(context: LearnerContext, count: int) -> Replies:
    """So many questions in a row."""
    return set_rhythm(context, Rhythm(count=count))


def set_rhythm(context: LearnerContext, said: Rhythm, *, place: Replies | None = None) -> Replies:
    """All of it, or nothing if one part cannot be. With an hour comes the question what time it is at their
    place, as long as that is not known, or the one about the `place` that was named with it."""
    learner = context.learner
    if said.count is not None and not 1 <= said.count <= MOST:
        return (NotUnderstood(how="count"),)
    if said.at is not None and learner.zone and is_quiet(context, said.at):
        return (InQuietHours(at=said.at, quiet_from=learner.quiet_from, quiet_to=learner.quiet_to),)
    if said.days:
        context = _rest_on_others(context, said.days)
    plan = _plan(context)
    plan = replace(plan, weekdays=said.days or plan.weekdays, count=said.count or plan.count)
    if said.at is not None:
        plan = replace(plan, at=said.at, state=SubscriptionState.ON, ignored=0)
    replies = _keep(context, plan)
    if place is not None:
        return (*replies, *place)
    return replies if said.at is None or learner.zone else (*replies, check_guess(context))


def _rest_on_others(context: LearnerContext, weekdays: int) -> LearnerContext:
    """Days behind are settled by what held then: no day of rest is lost by the change, and none is won."""
    rests = 127 - weekdays & 127
    if rests == context.learner.rest_days:
        return context
    settle_now(context)
    return context.change(rest_days=rests, rest_from=today_of(context))


def set_topic(context: LearnerContext, name: str) -> Replies:
    """From that topic, of the subscription's course first; `all` for the whole course."""
    deck, _ = source_of(context, context.repo.subscription(context.learner.id))
    if name.casefold() in ("all", "everything"):
        return _keep(context, replace(_plan(context), topic=None))
    found = find_topic(context, name, first=deck)
    if found is None:
        return (NotUnderstood(how="topic"),)
    return _keep(context, replace(_plan(context), deck=found[0].id, topic=found[1].id))


def set_course(context: LearnerContext, name: str) -> Replies:
    """From everything in that course."""
    deck = find_deck(context, name)
    if deck is None:
        return (NotUnderstood(how="course"),)
    return _keep(context, replace(_plan(context), deck=deck.id, topic=None))


def source_of(context: LearnerContext, plan: Subscription | None) -> tuple[Deck, Topic | None]:
    """What the daily question is taken from: the whole deck where there is no topic."""
    deck = (context.deck_library.current.deck(plan.deck) if plan and plan.deck else None) or context.deck()
    return deck, next((t for t in deck.topics if plan and t.id == plan.topic), None)


def is_quiet(context: LearnerContext, at: time) -> bool:
    """Whether that time of day lies in their quiet hours."""
    instant = prompt_at(today_of(context), at, context.zone())
    learner = context.learner
    return instant is not None and in_quiet(instant, learner.quiet_from, learner.quiet_to, context.zone())


def set_nudge(context: LearnerContext, when: str) -> Replies:
    """The hour of the evening nudge, or none."""
    at = None if when in ("off", "no", "never") else read_time(when)
    if at is None and when not in ("off", "no", "never"):
        return (NotUnderstood(how="hour"),)
    return _keep(context, replace(_plan(context), nudge=at))


def end(context: LearnerContext) -> Replies:
    """No daily question any more."""
    if plan := context.repo.subscription(context.learner.id):
        context.repo.save_subscription(scheduled(context, replace(plan, state=SubscriptionState.OFF)))
    return (DailyEnded(),)


def told(context: LearnerContext, plan: Subscription, *, changed: bool = False) -> DailyTold:
    """How it stands, and whether its minute is crowded."""
    due = next_prompt_of(context, plan)
    crowd, quieter = _crowd(context, plan)
    deck, topic = source_of(context, plan)
    return DailyTold(
        plan=plan,
        place=place(context) if context.learner.zone else None,
        title=topic.title if topic else deck.title,
        next_on=due,
        today=today_of(context),
        paused_until=context.learner.paused_until,
        crowd=crowd,
        quieter=quieter,
        changed=changed,
    )


def next_prompt_of(context: LearnerContext, plan: Subscription) -> date | None:
    """The local date of the next prompt."""
    due = next_prompt(plan_of(context, plan), plan.last_date, context.at)
    return due[1] if due else None


def _plan(context: LearnerContext) -> Subscription:
    """Theirs, or a new one at about this time. Who has learned today is not asked again today."""
    if plan := context.repo.subscription(context.learner.id):
        return replace(
            plan, state=SubscriptionState.ON if plan.state is SubscriptionState.OFF else plan.state
        )
    last_on, today = context.ledger().last_on, today_of(context)
    learned = last_on is not None and last_on >= today
    at = context.wall().time().replace(second=0, microsecond=0)
    return Subscription(
        learner=context.learner.id,
        chat=context.chat,
        state=SubscriptionState.ON,
        at=at,
        last_date=today if learned else None,
    )


def _keep(context: LearnerContext, plan: Subscription) -> Replies:
    context = context.change(offered=True)
    plan = scheduled(context, plan)
    context.repo.save_subscription(plan)
    return (told(context, plan, changed=True),)


def _crowd(context: LearnerContext, plan: Subscription) -> tuple[int, time | None]:
    """How many others are due in the same minute, and a quieter minute within a quarter of an hour if they
    are too many."""
    if plan.next_at is None:
        return 0, None
    minute = plan.next_at.replace(second=0, microsecond=0)
    near = [minute + timedelta(minutes=n) for n in (0, -5, 5, -10, 10, -15, 15)]
    numbers = context.repo.crowd(near)
    others = numbers[0] - 1
    best = min(range(len(near)), key=lambda n: numbers[n])
    if others < CROWDED or not best:
        return others, None
    return others, near[best].astimezone(ZoneInfo(context.zone())).time()
