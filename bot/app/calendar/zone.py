"""Finding out what time it is at somebody's place, without ever asking for an offset."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.app.calendar.plan import move, scheduled
from bot.app.calendar.streak import place
from bot.app.calendar.zones import Candidate, find_city, likely_times, zone_or_none, zones_said
from bot.app.context import LearnerContext
from bot.app.ports.daily import SubscriptionState
from bot.app.replies import Reply
from bot.app.replies.daily import GuessChecked, Place, PlacesFound, PlaceUnknown, ZoneAsked, ZoneSet

Replies = tuple[Reply, ...]
SHOWN = 4
"""Places offered at once."""
NOW = timedelta(minutes=15)
"""An hour so shortly past was chosen as "at this time"."""


def zone(context: LearnerContext, rest: str) -> Replies:
    """/zone: ask, or look up a city, a zone or a time of day that was typed."""
    if not rest:
        return (ask_zone(context),)
    return typed(context, rest) or (PlaceUnknown(name=rest[:40]),)


def ask_zone(context: LearnerContext) -> ZoneAsked:
    """What time is it at their place now? With a few likely answers."""
    language, default = context.learner.language, context.policy.default_zone
    return ZoneAsked(places=_places(likely_times(context.at, default=default, language=language)))


def check_guess(context: LearnerContext) -> GuessChecked | ZoneAsked:
    """Is it that time at their place? Where the guess is no place (UTC), what time is it there?"""
    return GuessChecked(place=place(context)) if "/" in context.zone() else ask_zone(context)


def typed(context: LearnerContext, text: str) -> Replies:
    """The places a city, a zone or a time stands for ("Berln", "its 9pm", "half past eight"); nothing if it
    stands for none. So the answer to "What time is it at your place?" is read."""
    language, default = context.learner.language, context.policy.default_zone
    found = find_city(text, language, now=context.at) or zones_said(
        context.at, text, default=default, language=language
    )
    return _which(found)


def named(context: LearnerContext, name: str) -> tuple[Candidate, ...]:
    """The zones of a place that is named and nothing else."""
    return find_city(name, context.learner.language, now=context.at, whole=True)


def check_place(context: LearnerContext, found: Sequence[Candidate]) -> Replies:
    """Are they at one of these? Not asked if their clock is that of the first."""
    return () if found and context.learner.zone == found[0].zone else _which(found)


def _which(found: Sequence[Candidate]) -> Replies:
    places = _places(found[:SHOWN])
    if not places:
        return ()
    return (GuessChecked(place=places[0]),) if len(places) == 1 else (PlacesFound(places=places),)


def set_zone(context: LearnerContext, name: str) -> Replies:
    """Their clock is that of this zone; nothing for a name that is no zone."""
    known = zone_or_none(name)
    if known is None:
        return ()
    asked_now = _asked_now(context)
    context = move(context, known)
    plan = context.repo.subscription(context.learner.id)
    if plan and asked_now is not None:
        meant = (context.wall() - asked_now).time().replace(second=0, microsecond=0)
        plan = scheduled(context, replace(plan, at=meant))
        context.repo.save_subscription(plan)
    at = plan.at if plan and plan.state is not SubscriptionState.OFF else None
    return (ZoneSet(place=place(context), daily_at=at),)


def _asked_now(context: LearnerContext) -> timedelta | None:
    """How long ago it was the hour they subscribed to, by a clock that was guessed, if it was just now: then
    they meant this time of day, whatever their own clock shows."""
    plan = context.repo.subscription(context.learner.id)
    if context.learner.zone is not None or plan is None:
        return None
    wall = context.wall()
    since = wall - datetime.combine(wall.date(), plan.at)
    return since if timedelta() <= since <= NOW else None


def _places(candidates: Sequence[Candidate]) -> tuple[Place, ...]:
    return tuple(Place(zone=c.zone, name=c.place, wall=c.wall) for c in candidates)
