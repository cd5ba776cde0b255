"""/daily: the offer, what is typed after it, and the choices for each part; rest as well."""

from datetime import time

from bot.app.calendar.plan import in_days, pause, resume, today_of
from bot.app.calendar.zone import check_place, named
from bot.app.context import LearnerContext
from bot.app.daily.subscribe import (
    end,
    is_quiet,
    set_course,
    set_nudge,
    set_rhythm,
    set_topic,
    source_of,
    told,
)
from bot.app.ports.daily import SubscriptionState
from bot.app.replies import Reply
from bot.app.replies.daily import (
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
from bot.domain.said.dates import month_first, read_day
from bot.domain.said.rhythm import read_rhythm

Replies = tuple[Reply, ...]

OFFERED_AFTER = 3
"""Questions met before the daily one is offered unasked, once."""
GOOD_HOUR = time(8, 0)
"""Offered to those who come by night."""
HANDFUL = 3
"""Topics and courses offered at once."""
LONGEST_PAUSE = 365
"""Days."""


def daily(context: LearnerContext, rest: str) -> Replies:
    """/daily: offer it, tell how it stands, or change what is typed after it."""
    plan = context.repo.subscription(context.learner.id)
    words = rest.casefold().split()
    if not words:
        return (
            (offered(context),)
            if plan is None or plan.state is SubscriptionState.OFF
            else (told(context, plan),)
        )
    match words:
        case ["off" | "stop" | "end"]:
            return end(context)
        case ["nudge", *when]:
            return set_nudge(context, " ".join(when))
        case ["topic", *name] if name:
            return set_topic(context, " ".join(name))
        case ["course" | "deck", *name] if name:
            return set_course(context, " ".join(name))
    said = read_rhythm(rest)
    return answered(context, rest) or (NotUnderstood(how="hour", read=said, unread=said.unread),)


def answered(context: LearnerContext, text: str) -> Replies:
    """What is typed after /daily, or after "At which time?" and "On which days?": nothing if not all of it is
    understood. A place behind an hour ("8:30 Tokyo") is asked about."""
    said = read_rhythm(text)
    if not said.says_something:
        return ()
    if not said.unread:
        return set_rhythm(context, said)
    found = named(context, said.unread[0]) if said.at is not None and len(said.unread) == 1 else ()
    return set_rhythm(context, said, place=check_place(context, found)) if found else ()


def offer_due(context: LearnerContext, *, early: bool = False) -> Replies:
    """The offer after the third question met; after the first (`early`) for whoever a channel's question
    brought. Made once."""
    enough = 1 if early else OFFERED_AFTER
    if context.learner.offered or context.repo.known(context.learner.id).count < enough:
        return ()
    context.change(offered=True)
    return () if context.repo.subscription(context.learner.id) else (offered(context, unasked=True),)


def offered(context: LearnerContext, *, unasked: bool = False) -> DailyOffered:
    """One a day at about this time? Those who come in their quiet hours are offered a good hour instead."""
    now = context.wall().time().replace(second=0, microsecond=0)
    quiet = is_quiet(context, now)
    return DailyOffered(at=GOOD_HOUR if quiet else now, now=not quiet, unasked=unasked)


def declined(context: LearnerContext) -> Replies:
    """Not now."""
    context.change(offered=True)
    return (DailyDeclined(),)


def pause_for(context: LearnerContext, rest: str) -> Replies:
    """/pause 2w, until friday, 24 December; a week where nothing is said; `off` ends it."""
    if rest.casefold() in ("off", "stop", "end"):
        return resumed(context)
    today = today_of(context)
    day = read_day(rest, today, month_first=month_first(context.learner.language))
    until = day.on if rest else in_days(context, 7)
    if until is None or day.unread or not 0 < (until - today).days <= LONGEST_PAUSE:
        return (NotUnderstood(how="pause", read=until, unread=day.unread),)
    pause(context, until)
    return (PauseTold(until=until),)


def resumed(context: LearnerContext, _: str = "") -> Replies:
    """/resume: the pause is over."""
    was = context.learner.paused_from is not None
    resume(context)
    return (Resumed(was_paused=was),)


def sources_asked(context: LearnerContext, start: int = 0) -> Replies:
    """Everything, topic by topic, then the other courses, a handful at a time, and the first once more."""
    deck, _ = source_of(context, context.repo.subscription(context.learner.id))
    there = [Source(action=f"dcourse-{deck.id}", title=None)]
    there += [Source(action=f"dtopic-{topic.id}", title=topic.title) for topic in deck.topics]
    there += [
        Source(action=f"dcourse-{other.id}", title=other.title, course=True)
        for other in context.deck_library.current.decks
        if other.id != deck.id
    ]
    start = start if start < len(there) else 0
    shown = tuple(there[start : start + HANDFUL])
    further = start + HANDFUL if start + HANDFUL < len(there) else 0 if start else None
    return (SourcesAsked(deck=deck.title, sources=shown, further=further),)


ASK: dict[str, Reply] = {
    "more": DailyMore(),
    "hours": HoursAsked(),
    "hours2": HoursAsked(further=True),
    "days": DaysAsked(),
    "count": CountAsked(),
}
"""The choices for each part of the subscription."""
