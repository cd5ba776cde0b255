"""The subscription: what it is made of, each part changed by itself, and how it stands."""

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from bot.app.counting import place, settle_now
from bot.app.desk import Desk
from bot.app.facts import Fact
from bot.app.facts.daily import DailyEnded, DailyTold, InQuietHours, NotUnderstood
from bot.app.looking import find_deck, find_topic
from bot.app.planning import plan_of, scheduled, today_of
from bot.app.records import Daily, Subscription
from bot.app.zones import read_time
from bot.app.zoning import check_guess
from bot.domain.deck import Deck, Topic
from bot.domain.schedule import in_quiet, next_prompt, prompt_at

Facts = tuple[Fact, ...]

MOST = 10
"""Questions in a daily set."""
CROWDED = 1500
"""Prompts in a minute from which a quieter one is offered: what leaves in that minute at 25 a second."""


def set_hour(desk: Desk, at: time) -> Facts:
    """At that time by their clock, from the next day on that had none yet."""
    learner = desk.learner
    if desk.learner.zone and is_quiet(desk, at):
        return (InQuietHours(at=at, quiet_from=learner.quiet_from, quiet_to=learner.quiet_to),)
    plan = _plan(desk)
    facts = _keep(desk, replace(plan, at=at, state=Daily.ON, ignored=0))
    return facts if learner.zone else (*facts, check_guess(desk))


def set_days(desk: Desk, weekdays: int) -> Facts:
    """On those weekdays; the others are days of rest, which no streak minds. Days behind are settled by
    what held then: no day of rest is lost by the change, and none is won."""
    rests = 127 - weekdays & 127
    if rests != desk.learner.rest_days:
        settle_now(desk)
        desk = desk.change(rest_days=rests, rest_from=today_of(desk))
    return _keep(desk, replace(_plan(desk), weekdays=weekdays))


def set_count(desk: Desk, count: int) -> Facts:
    """So many questions in a row."""
    if not 1 <= count <= MOST:
        return (NotUnderstood(how="count"),)
    return _keep(desk, replace(_plan(desk), count=count))


def set_topic(desk: Desk, name: str) -> Facts:
    """From that topic, of the subscription's course first; `all` for the whole course."""
    deck, _ = source_of(desk, desk.pages.subscription(desk.learner.id))
    if name.casefold() in ("all", "everything"):
        return _keep(desk, replace(_plan(desk), topic=None))
    found = find_topic(desk, name, first=deck)
    if found is None:
        return (NotUnderstood(how="topic"),)
    return _keep(desk, replace(_plan(desk), deck=found[0].id, topic=found[1].id))


def set_course(desk: Desk, name: str) -> Facts:
    """From everything in that course."""
    deck = find_deck(desk, name)
    if deck is None:
        return (NotUnderstood(how="course"),)
    return _keep(desk, replace(_plan(desk), deck=deck.id, topic=None))


def source_of(desk: Desk, plan: Subscription | None) -> tuple[Deck, Topic | None]:
    """What the daily question is taken from: the whole deck where there is no topic."""
    deck = (desk.shelf.library.deck(plan.deck) if plan and plan.deck else None) or desk.deck()
    return deck, next((t for t in deck.topics if plan and t.id == plan.topic), None)


def is_quiet(desk: Desk, at: time) -> bool:
    """Whether that time of day lies in their quiet hours."""
    instant = prompt_at(today_of(desk), at, desk.zone())
    learner = desk.learner
    return instant is not None and in_quiet(instant, learner.quiet_from, learner.quiet_to, desk.zone())


def set_nudge(desk: Desk, when: str) -> Facts:
    """The hour of the evening nudge, or none."""
    at = None if when in ("off", "no", "never") else read_time(when)
    if at is None and when not in ("off", "no", "never"):
        return (NotUnderstood(how="hour"),)
    return _keep(desk, replace(_plan(desk), nudge=at))


def end(desk: Desk) -> Facts:
    """No daily question any more."""
    if plan := desk.pages.subscription(desk.learner.id):
        desk.pages.keep_subscription(scheduled(desk, replace(plan, state=Daily.OFF)))
    return (DailyEnded(),)


def told(desk: Desk, plan: Subscription, *, changed: bool = False) -> DailyTold:
    """How it stands, and whether its minute is crowded."""
    due = next_prompt_of(desk, plan)
    crowd, quieter = _crowd(desk, plan)
    deck, topic = source_of(desk, plan)
    return DailyTold(
        plan=plan,
        place=place(desk) if desk.learner.zone else None,
        title=topic.title if topic else deck.title,
        next_on=due,
        today=today_of(desk),
        paused_until=desk.learner.paused_until,
        crowd=crowd,
        quieter=quieter,
        changed=changed,
    )


def next_prompt_of(desk: Desk, plan: Subscription) -> date | None:
    """The local date of the next prompt."""
    due = next_prompt(plan_of(desk, plan), plan.last_date, desk.at)
    return due[1] if due else None


def _plan(desk: Desk) -> Subscription:
    """Theirs, or a new one at about this time. Who has learned today is not asked again today."""
    if plan := desk.pages.subscription(desk.learner.id):
        return replace(plan, state=Daily.ON if plan.state is Daily.OFF else plan.state)
    days, today = desk.counted_days(), today_of(desk)
    learned = bool(days) and days[-1].local_date >= today
    at = desk.wall().time().replace(second=0, microsecond=0)
    return Subscription(
        learner=desk.learner.id,
        chat=desk.chat,
        state=Daily.ON,
        at=at,
        last_date=today if learned else None,
    )


def _keep(desk: Desk, plan: Subscription) -> Facts:
    desk = desk.change(offered=True)
    plan = scheduled(desk, plan)
    desk.pages.keep_subscription(plan)
    return (told(desk, plan, changed=True),)


def _crowd(desk: Desk, plan: Subscription) -> tuple[int, time | None]:
    """How many others are due in the same minute, and a quieter minute within a quarter of an hour if they
    are too many."""
    if plan.next_at is None:
        return 0, None
    minute = plan.next_at.replace(second=0, microsecond=0)
    near = [minute + timedelta(minutes=n) for n in (0, -5, 5, -10, 10, -15, 15)]
    numbers = desk.pages.crowd(near)
    others = numbers[0] - 1
    best = min(range(len(near)), key=lambda n: numbers[n])
    if others < CROWDED or not best:
        return others, None
    return others, near[best].astimezone(ZoneInfo(desk.zone())).time()
