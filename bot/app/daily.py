"""/daily: the offer, what is typed after it, and the choices for each part; rest as well."""

from datetime import date, time
from functools import reduce
from operator import or_

from bot.app.desk import Desk
from bot.app.facts import Fact
from bot.app.facts.daily import (
    CountAsked,
    DailyDeclined,
    DailyMore,
    DailyOffered,
    DaysAsked,
    HoursAsked,
    NotUnderstood,
    PauseTold,
    Resumed,
    Source,
    SourcesAsked,
)
from bot.app.planning import in_days, pause, resume, today_of
from bot.app.records import Daily
from bot.app.subscribing import (
    end,
    is_quiet,
    set_count,
    set_course,
    set_days,
    set_hour,
    set_nudge,
    set_topic,
    source_of,
    told,
)
from bot.app.zones import read_time

Facts = tuple[Fact, ...]

OFFERED_AFTER = 3
"""Questions met before the daily one is offered unasked, once."""
GOOD_HOUR = time(8, 0)
"""Offered to those who come by night."""
HANDFUL = 3
"""Topics and courses offered at once."""
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
        case ["course" | "deck", *name] if name:
            return set_course(desk, " ".join(name))
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
    """One a day at about this time? Those who come in their quiet hours are offered a good hour instead."""
    now = desk.wall().time().replace(second=0, microsecond=0)
    quiet = is_quiet(desk, now)
    return DailyOffered(at=GOOD_HOUR if quiet else now, now=not quiet, unasked=unasked)


def declined(desk: Desk) -> Facts:
    """Not now."""
    desk.change(offered=True)
    return (DailyDeclined(),)


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


def sources_asked(desk: Desk, start: int = 0) -> Facts:
    """Everything, topic by topic, then the other courses, a handful at a time."""
    deck, _ = source_of(desk, desk.pages.subscription(desk.learner.id))
    there = [Source(action=f"dcourse-{deck.id}", title=None)]
    there += [Source(action=f"dtopic-{topic.id}", title=topic.title) for topic in deck.topics]
    there += [
        Source(action=f"dcourse-{other.id}", title=other.title, course=True)
        for other in desk.shelf.library.decks
        if other.id != deck.id
    ]
    start = start if start < len(there) else 0
    shown = tuple(there[start : start + HANDFUL])
    further = start + HANDFUL if start + HANDFUL < len(there) else None
    return (SourcesAsked(deck=deck.title, sources=shown, further=further),)


ASK: dict[str, Fact] = {
    "more": DailyMore(),
    "hours": HoursAsked(),
    "hours2": HoursAsked(further=True),
    "days": DaysAsked(),
    "count": CountAsked(),
}
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
