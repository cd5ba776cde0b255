"""The daily question: subscribing in one tap, and changing anything about it afterwards."""

from dataclasses import replace
from datetime import date, time, timedelta
from functools import reduce
from operator import or_

from bot.app.counting import place
from bot.app.desk import Desk
from bot.app.facts import Fact
from bot.app.facts.daily import (
    CountAsked,
    DailyDeclined,
    DailyEnded,
    DailyOffered,
    DailyTold,
    DaysAsked,
    HoursAsked,
    InQuietHours,
    NotUnderstood,
    PauseTold,
    Resumed,
)
from bot.app.looking import find_topic
from bot.app.planning import in_days, pause, plan_of, resume, scheduled, today_of
from bot.app.records import Daily, Subscription
from bot.app.zones import read_time
from bot.app.zoning import check_guess
from bot.domain.schedule import in_quiet, next_prompt, prompt_at

Facts = tuple[Fact, ...]

OFFERED_AFTER = 3
"""Questions met before the daily one is offered unasked, once."""
MOST = 10
"""Questions in a daily set."""
CROWDED = 1500
"""Prompts in a minute from which a quieter one is offered: what leaves in that minute at 25 a second."""
LONGEST_PAUSE = 365
"""Days."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_SETS = {"every day": 127, "everyday": 127, "daily": 127, "weekdays": 31, "weekend": 96, "weekends": 96}


def daily(desk: Desk, rest: str) -> Facts:
    """/daily: offer it, tell how it stands, or change what is typed after it."""
    plan = desk.pages.subscription(desk.learner.id)
    words = rest.casefold().split()
    if not words:
        return (offered(desk),) if plan is None or plan.state is Daily.OFF else (told(desk, plan),)
    match words:
        case ["off" | "stop" | "end"]:
            return end(desk)
        case ["nudge", *when]:
            return set_nudge(desk, " ".join(when))
        case ["topic", *name] if name:
            return set_topic(desk, " ".join(name))
        case [number, "question" | "questions"] if number.isdecimal():
            return set_count(desk, int(number[:4]))
    if days := read_days(rest):
        return set_days(desk, days)
    at = read_time(rest)
    return set_hour(desk, at) if at else (NotUnderstood(how="hour"),)


def offer_due(desk: Desk, *, early: bool = False) -> Facts:
    """The offer after the third question met; after the first (`early`) for whoever a channel's question
    brought. Made once."""
    enough = 1 if early else OFFERED_AFTER
    if desk.learner.offered or len(desk.pages.met(desk.learner.id)) < enough:
        return ()
    desk.change(offered=True)
    return () if desk.pages.subscription(desk.learner.id) else (offered(desk, unasked=True),)


def offered(desk: Desk, *, unasked: bool = False) -> DailyOffered:
    """One a day at about this time? By day at least, while the zone is a guess."""
    return DailyOffered(at=desk.wall().time().replace(second=0, microsecond=0), unasked=unasked)


def declined(desk: Desk) -> Facts:
    """Not now."""
    desk.change(offered=True)
    return (DailyDeclined(),)


def set_hour(desk: Desk, at: time) -> Facts:
    """At that time by their clock, from the next day on that had none yet."""
    learner = desk.learner
    if desk.learner.zone and _quiet_at(desk, at):
        return (InQuietHours(at=at, quiet_from=learner.quiet_from, quiet_to=learner.quiet_to),)
    plan = _plan(desk)
    facts = _keep(desk, replace(plan, at=at, state=Daily.ON, ignored=0))
    return facts if learner.zone else (*facts, check_guess(desk))


def set_days(desk: Desk, weekdays: int) -> Facts:
    """On those weekdays; the others are days of rest, which no streak minds."""
    desk = desk.change(rest_days=127 - weekdays & 127)
    return _keep(desk, replace(_plan(desk), weekdays=weekdays))


def set_count(desk: Desk, count: int) -> Facts:
    """So many questions in a row."""
    if not 1 <= count <= MOST:
        return (NotUnderstood(how="count"),)
    return _keep(desk, replace(_plan(desk), count=count))


def set_topic(desk: Desk, name: str) -> Facts:
    """From that topic; `all` for the whole deck."""
    if name.casefold() in ("all", "everything"):
        return _keep(desk, replace(_plan(desk), deck=None, topic=None))
    found = find_topic(desk, name)
    if found is None:
        return (NotUnderstood(how="topic"),)
    return _keep(desk, replace(_plan(desk), deck=found[0].id, topic=found[1].id))


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


def pause_for(desk: Desk, rest: str) -> Facts:
    """/pause 2w, 10d, 2026-12-24, or a week where nothing is said."""
    until = _until(desk, rest)
    if until is None:
        return (NotUnderstood(how="pause"),)
    pause(desk, until)
    return (PauseTold(until=until),)


def resumed(desk: Desk, _: str = "") -> Facts:
    """/resume: the pause is over."""
    was = desk.learner.paused_from is not None
    resume(desk)
    return (Resumed(was_paused=was),)


ASK: dict[str, Fact] = {"hours": HoursAsked(), "days": DaysAsked(), "count": CountAsked()}
"""The choices for each part of the subscription."""


def read_days(text: str) -> int:
    """The weekdays a text names, as bits; 0 if it names none, or something else besides."""
    said = text.casefold().replace(",", " ").replace("and", " ")
    if " ".join(said.split()) in DAY_SETS:
        return DAY_SETS[" ".join(said.split())]
    found = [_days_in(word) for word in said.replace("–", "-").replace(" to ", "-").split()]
    return 0 if not all(found) else reduce(or_, found, 0)


def _days_in(word: str) -> int:
    """The days a word such as `wed`, `wednesday` or `mon-fri` names, as bits."""
    ends = [WEEKDAYS.index(end[:3]) for end in word.split("-") if end.isalpha() and end[:3] in WEEKDAYS]
    if len(ends) != word.count("-") + 1 or len(ends) > 2:
        return 0
    first, last = ends[0], ends[-1]
    return sum(1 << day % 7 for day in range(first, last + 1 + 7 * (last < first)))


def told(desk: Desk, plan: Subscription, *, changed: bool = False) -> DailyTold:
    """How it stands, and whether its minute is crowded."""
    due = next_prompt_of(desk, plan)
    crowd, quieter = _crowd(desk, plan)
    deck = (desk.shelf.library.deck(plan.deck) if plan.deck else None) or desk.deck()
    topic = next((t for t in deck.topics if t.id == plan.topic), None)
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


def _quiet_at(desk: Desk, at: time) -> bool:
    instant = prompt_at(today_of(desk), at, desk.zone())
    learner = desk.learner
    return instant is not None and in_quiet(instant, learner.quiet_from, learner.quiet_to, desk.zone())


def _crowd(desk: Desk, plan: Subscription) -> tuple[int, time | None]:
    """How many are due in the same minute, and a quieter minute within a quarter of an hour if too many."""
    if plan.next_at is None:
        return 0, None
    minute = plan.next_at.replace(second=0, microsecond=0)
    near = [minute + timedelta(minutes=n) for n in (0, -5, 5, -10, 10, -15, 15)]
    numbers = desk.pages.crowd(near)
    if numbers[0] < CROWDED:
        return numbers[0], None
    best = min(range(len(near)), key=lambda n: numbers[n])
    wall = desk.wall() + (near[best] - desk.at)
    return numbers[0], wall.time().replace(second=0, microsecond=0) if best else None


def _until(desk: Desk, rest: str) -> date | None:
    said = rest.casefold().replace(" ", "")
    number, unit = said.rstrip("abcdefghijklmnopqrstuvwxyz"), said.lstrip("0123456789")
    if not said:
        return in_days(desk, 7)
    if number.isdecimal() and len(number) < 4 and unit[:1] in ("d", "w", "m"):
        days = int(number) * {"d": 1, "w": 7, "m": 30}[unit[0]]
        return in_days(desk, days) if 0 < days <= LONGEST_PAUSE else None
    try:
        until = date.fromisoformat(said)
    except ValueError:
        return None
    return until if 0 < (until - today_of(desk)).days <= LONGEST_PAUSE else None
