"""What zones there are and what their places are called.

Which zones exist: the tzdata package. Which are old names of others, which country one lies in and the
local names of places: CLDR, by Babel. All of it is read when it is first asked for.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import Locale, UnknownLocaleError, get_global

_LONGEST_NAME = 64
_LONGEST_LANGUAGE = 35
UTC = "UTC"
_FIXED = re.compile(r"Etc/GMT([+-])(\d+)")
"""The sign in these names is the other way round: `Etc/GMT+2` is two hours behind UTC."""


def zone_or_none(name: str) -> str | None:
    """The zone a name stands for, as it is spelled today; None if there is no such zone.

    Old names give the new one (`Europe/Kiev` is `Europe/Kyiv`), every spelling of UTC gives `UTC`.
    Capitals do not matter and a space may stand for an underscore. Never raises.
    """
    if len(name) > _LONGEST_NAME:
        return None
    known = spellings().get("_".join(name.casefold().split()))
    if known is None:
        return None
    today = current(known)
    return next((zone for zone in (today, known) if _exists(zone)), None)


def current(zone: str) -> str:
    """The name a zone has today, whether this machine knows it or not."""
    today: str = get_global("zone_aliases").get(zone, zone)
    return UTC if today in ("Etc/UTC", "Etc/GMT") else today


@cache
def clocks() -> Mapping[str, ZoneInfo]:
    """The zones that are places (no `UTC`, no `EST`, no old names), by name."""
    zones = {current(zone) for zone in spellings().values()}
    places = sorted(zone for zone in zones if "/" in zone and not zone.startswith("Etc/") and _exists(zone))
    return MappingProxyType({zone: ZoneInfo(zone) for zone in places})


@cache
def homes() -> Mapping[str, ZoneInfo]:
    """The places people have a home in: a station in Antarctica is typed, never guessed."""
    return MappingProxyType({z: clock for z, clock in clocks().items() if not z.startswith("Antarctica/")})


def place_of(zone: str, language: str | None) -> str:
    """What the place a zone is named after is called in a language: `Europe/Rome` is "Rom" in German.

    English where CLDR has no such language; the last part of the name where it has no such zone.
    """
    today = current(zone_or_none(zone) or zone)
    if fixed := _FIXED.fullmatch(today):
        return f"{UTC}{'−' if fixed[1] == '+' else '+'}{fixed[2]}"
    return cities(locale_of(language)).get(today) or plain(today)


def plain(zone: str) -> str:
    """The place in a zone's name, as written there: `America/Port_of_Spain` is "Port of Spain"."""
    return zone.rpartition("/")[2].replace("_", " ")


@lru_cache(maxsize=32)
def cities(locale: str) -> Mapping[str, str]:
    """CLDR's exemplar cities in a language, by zone; only those that differ from the zone's name."""
    named = Locale.parse(locale).time_zones.items()
    return MappingProxyType(
        {current(zone): str(replies["city"]) for zone, replies in named if "city" in replies}
    )


@lru_cache(maxsize=256)
def locale_of(language: str | None) -> str:
    """CLDR's name of a language tag such as `pt-br`; without its region, or `en`, if CLDR lacks it."""
    tag = (language or "").replace("-", "_")[:_LONGEST_LANGUAGE]
    for guess in (tag, tag.partition("_")[0]):
        try:
            return str(Locale.parse(guess))
        except (UnknownLocaleError, ValueError):
            continue
    return "en"


def country_of(zone: str) -> str:
    """The territory a zone lies in ("DE"); empty if CLDR does not know."""
    return str(get_global("zone_territories").get(zone, ""))


@cache
def spellings() -> Mapping[str, str]:
    """Every name of a zone, old and new, by its spelling in small messages."""
    shipped = files("tzdata").joinpath("zones").read_text(encoding="ascii").split()
    known = {*shipped, *get_global("zone_aliases"), *get_global("zone_territories")} - {
        "Factory",
        "Etc/Unknown",
    }
    return MappingProxyType({name.casefold(): name for name in known})


def _exists(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
