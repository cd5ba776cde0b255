"""Finding out what time it is at somebody's place, without ever asking for an offset."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.app.counting import place
from bot.app.desk import Desk
from bot.app.facts import Fact
from bot.app.facts.daily import GuessChecked, Place, PlacesFound, PlaceUnknown, ZoneAsked, ZoneSet
from bot.app.planning import move, scheduled
from bot.app.records import Daily
from bot.app.zones import Candidate, find_city, likely_times, zone_or_none, zones_said

Facts = tuple[Fact, ...]
SHOWN = 4
"""Places offered at once."""
NOW = timedelta(minutes=15)
"""An hour so shortly past was chosen as "at this time"."""


def zone(desk: Desk, rest: str) -> Facts:
    """/zone: ask, or look up a city, a zone or a time of day that was typed."""
    if not rest:
        return (ask_zone(desk),)
    return typed(desk, rest) or (PlaceUnknown(name=rest[:40]),)


def ask_zone(desk: Desk) -> ZoneAsked:
    """What time is it at their place now? With a few likely answers."""
    language, default = desk.learner.language, desk.rules.default_zone
    return ZoneAsked(places=_places(likely_times(desk.at, default=default, language=language)))


def check_guess(desk: Desk) -> GuessChecked | ZoneAsked:
    """Is it that time at their place? Where the guess is no place (UTC), what time is it there?"""
    return GuessChecked(place=place(desk)) if "/" in desk.zone() else ask_zone(desk)


def typed(desk: Desk, text: str) -> Facts:
    """The places a city, a zone or a time stands for; nothing if it stands for none."""
    language, default = desk.learner.language, desk.rules.default_zone
    found = find_city(text, language, now=desk.at) or zones_said(
        desk.at, text, default=default, language=language
    )
    places = _places(found[:SHOWN])
    if not places:
        return ()
    return (GuessChecked(place=places[0]),) if len(places) == 1 else (PlacesFound(places=places),)


def set_zone(desk: Desk, name: str) -> Facts:
    """Their clock is that of this zone; nothing for a name that is no zone."""
    known = zone_or_none(name)
    if known is None:
        return ()
    asked_now = _asked_now(desk)
    desk = move(desk, known)
    plan = desk.pages.subscription(desk.learner.id)
    if plan and asked_now is not None:
        meant = (desk.wall() - asked_now).time().replace(second=0, microsecond=0)
        plan = scheduled(desk, replace(plan, at=meant))
        desk.pages.keep_subscription(plan)
    at = plan.at if plan and plan.state is not Daily.OFF else None
    return (ZoneSet(place=place(desk), daily_at=at),)


def _asked_now(desk: Desk) -> timedelta | None:
    """How long ago it was the hour they subscribed to, by a clock that was guessed, if it was just now: then
    they meant this time of day, whatever their own clock shows."""
    plan = desk.pages.subscription(desk.learner.id)
    if desk.learner.zone is not None or plan is None:
        return None
    wall = desk.wall()
    since = wall - datetime.combine(wall.date(), plan.at)
    return since if timedelta() <= since <= NOW else None


def _places(candidates: Sequence[Candidate]) -> tuple[Place, ...]:
    return tuple(Place(zone=c.zone, name=c.place, wall=c.wall) for c in candidates)
