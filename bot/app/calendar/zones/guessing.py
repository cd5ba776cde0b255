"""From a wall clock to zones: who sees this time now, and what times people are likely to see."""

from collections.abc import Iterable
from datetime import datetime, time

from bot.app.calendar.zones.ranks import (
    POPULOUS,
    Candidate,
    candidate,
    crowd,
    distinct,
    home,
    kinship,
    wall_of,
)
from bot.domain.said.hours import read_times
from bot.domain.zone_names import clocks, homes, locale_of

_DAY = 24 * 60
_OFF = 10
"""A clock may be this many minutes wrong, or the person this slow."""
_NEAR = 7
"""Offsets are quarters of an hour: off by less than half of one, no other zone is nearer."""
_AWAKE_FROM = 5 * 60
"""Of two halves of the day the one in which people are awake is meant: "12:40" is seldom past midnight."""
_BUTTONS = 3
_HALF_HOUR = 30

_FIRST_GUESSES = {
    "ar": "Africa/Cairo Asia/Riyadh Africa/Casablanca",
    "en": "America/New_York Europe/London Asia/Kolkata",
    "es": "Europe/Madrid America/Mexico_City America/Argentina/Buenos_Aires",
    "fr": "Europe/Paris America/Toronto Africa/Abidjan",
    "pt": "America/Sao_Paulo Europe/Lisbon America/Manaus",
    "ru": "Europe/Moscow Asia/Yekaterinburg Asia/Novosibirsk",
}
"""Where speakers of a language live in more than one zone, the three to ask about first."""


def zones_at(now: datetime, wall: time, *, default: str, language: str | None) -> tuple[Candidate, ...]:
    """The zones whose clocks show about that time now (within 10 minutes), likeliest first.

    The default zone leads, then the nearest to the minute, then those of the language's countries, then
    those with many people.
    At most five, and one for each set of rules that differs now or in the next three years. Dates do
    not matter: Apia and Midway may show the same time a day apart. `now` is aware.
    """
    return _ranked(now, (wall,), default, language)


def zones_said(now: datetime, text: str, *, default: str, language: str | None) -> tuple[Candidate, ...]:
    """As `zones_at`, for a time as it was typed; "7:05" may be the evening, so both halves are tried."""
    return _ranked(now, read_times(text), default, language)


def likely_times(now: datetime, *, default: str, language: str | None) -> tuple[Candidate, ...]:
    """Three places whose clocks differ, likeliest first: the buttons of "what time is it at your place?".

    The default zone, those of the language, then the neighbours of the first.
    """
    first = [*_own(default), *_of_language(language)]
    start = _minutes(wall_of(now, first[0]))

    def away(zone: str) -> tuple[int, tuple[int, str]]:
        return max(_apart(start, _minutes(wall_of(now, zone))), _HALF_HOUR), crowd(zone)

    around = sorted(POPULOUS, key=away)
    chosen: dict[time, str] = {}
    for zone in (*first, *around):
        chosen.setdefault(wall_of(now, zone), zone)
    return tuple(candidate(now, zone, language) for zone in list(chosen.values())[:_BUTTONS])


def _ranked(
    now: datetime, walls: Iterable[time], default: str, language: str | None
) -> tuple[Candidate, ...]:
    """The zones that show one of these times, likeliest first."""
    wanted = [_minutes(wall) for wall in walls]
    own = home(default)
    found = []
    for zone in homes():
        shown = _minutes(wall_of(now, zone))
        off = min((_apart(shown, minutes) for minutes in wanted), default=_DAY)
        if off <= _OFF:
            asleep = shown < _AWAKE_FROM and len(wanted) > 1
            found.append((zone != own, asleep, off > _NEAR, kinship(zone, language), crowd(zone), zone))
    return tuple(candidate(now, zone, language) for zone in distinct((row[-1] for row in sorted(found)), now))


def _own(default: str) -> list[str]:
    own = home(default)
    return [own] if own else []


def _of_language(language: str | None) -> list[str]:
    """The zones to ask about first for a language; for `en-gb` those of Great Britain lead."""
    ranked = sorted((kinship(zone, language), crowd(zone)[0], zone) for zone in clocks())
    named = [zone for near, _, zone in ranked if near == 0]
    guesses = _FIRST_GUESSES.get(locale_of(language).partition("_")[0], "").split()
    return [*named, *guesses] or [ranked[0][-1]]


def _minutes(wall: time) -> int:
    return wall.hour * 60 + wall.minute


def _apart(one: int, other: int) -> int:
    """Minutes between two times of day, the short way round the clock."""
    off = abs(one - other) % _DAY
    return min(off, _DAY - off)
