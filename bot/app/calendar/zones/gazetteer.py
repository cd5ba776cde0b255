"""Every name a zone can be found by, in one spelling: cities, countries, regions and clocks."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from babel.core import Locale, get_global

from bot.app.calendar.zones.city_list import CITIES, CLOCKS, REGIONS
from bot.app.calendar.zones.ranks import crowd
from bot.domain.zone_names import cities, clocks, country_of, current, plain, spellings

_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ð": "d",
        "þ": "th",
        "'": "",
        "’": "",
        "ʼ": "",
    }
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_BETWEEN = re.compile(r"[\W_]+")
_SAINT = re.compile(r"\b(?:saint|sankt)\b")
_NO_PLACE = frozenset(("North", "South", "West", "Center"))


class Entry(NamedTuple):
    """A zone under one of its names. A plain tuple: there are thousands."""

    zone: str
    shown: str | None
    """What to call it; None: as CLDR calls the zone's city."""


Gazetteer = Mapping[str, tuple[Entry, ...]]


def key(name: str) -> str:
    """One spelling for names that only look different: "São Paulo", "sao-paulo" and "SAO PAULO"."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    outgoing_messages = "".join(
        outgoing for outgoing in bare if not unicodedata.combining(outgoing)
    ).translate(_LETTERS)
    return _SAINT.sub("st", " ".join(_BETWEEN.sub(" ", outgoing_messages).split()))


@lru_cache(maxsize=32)
def gazetteer(locale: str) -> Gazetteer:
    """All names in a language of CLDR's and in English: cities, countries, clocks, and our lists."""
    found: dict[str, dict[str, Entry]] = {}
    both = [(*_zones(each), *_countries(each), *_clocks(each)) for each in dict.fromkeys((locale, "en"))]
    for name, entry in chain(_listed(), *both):
        for spelling in {key(name), key(name.casefold().translate(_UMLAUTS))} - {""}:
            found.setdefault(spelling, {}).setdefault(entry.zone, entry)
    return MappingProxyType({name: tuple(entries.values()) for name, entries in found.items()})


@cache
def _listed() -> tuple[tuple[str, Entry], ...]:
    """The lists of ours. Places are called as spelled there; messages ("NYC") mean the zone's city."""
    rows = [(line, True) for line in (CITIES + REGIONS).splitlines()]
    rows += [(line, False) for line in CLOCKS.splitlines()]
    return tuple(
        (name, Entry(current(zone), name if shown and not name.isupper() else None))
        for line, shown in rows
        for zone, _, places in (line.partition(": "),)
        for name in re.split(r", |/", places)
        if zone
    )


def _zones(locale: str) -> Iterator[tuple[str, Entry]]:
    """The cities of CLDR and the places in the names of zones, old names too."""
    for zone, city in cities(locale).items():
        if zone in clocks():
            yield city, Entry(zone, None)
    for name in spellings().values():
        if (zone := current(name)) in clocks() and "/" in name and plain(name) not in _NO_PLACE:
            yield plain(name), Entry(zone, None)


def _countries(locale: str) -> Iterator[tuple[str, Entry]]:
    """The zones of a country, under its name."""
    names = Locale.parse(locale).territories
    for zone in clocks():
        if name := names.get(country_of(zone)):
            yield name, Entry(zone, None)


def _clocks(locale: str) -> Iterator[tuple[str, Entry]]:
    """The names of clocks: "Eastern Time" is the zone of that name in which most people live."""
    groups: Mapping[str, str] = get_global("meta_zones")
    names = Locale.parse(locale).meta_zones
    first: dict[str, str] = {}
    for zone in sorted(clocks(), key=crowd):
        if group := groups.get(zone):
            first.setdefault(group, zone)
    for group, zone in first.items():
        for name in names.get(group, {}).get("long", {}).values():
            yield str(name), Entry(zone, None)
