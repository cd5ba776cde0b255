"""Every name a zone can be found by, in one spelling: cities, countries, regions and clocks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, takewhile
from types import MappingProxyType
from typing import NamedTuple

from babel.core import Locale, get_global

from bot.app.calendar.zones.city_table import TOWN, City, cities_known
from bot.app.calendar.zones.name_lists import CLOCKS, NICKNAMES, REGIONS
from bot.app.calendar.zones.names import UMLAUTS, key
from bot.app.calendar.zones.ranks import crowd
from bot.domain.zone_names import cities, clocks, country_of, current, place_of, plain, spellings

_NO_PLACE = frozenset(("North", "South", "West", "Center"))


LISTED = 2_000_000
"""For how many people a country, a region or a clock counts beside cities of the same name."""
_UNCOUNTED = 100_000
"""For how many a place counts that CLDR names a zone after, if it is in no list of cities."""
_LARGE, _LARGEST = 100_000, 500_000
SHORTEST_SLIPPED = 5
"""Letters of a city that a slip is forgiven in, and of what was typed."""
_OTHER_NAME = 6
"""Of those who type a name, so many times fewer mean a city that has it as another name only."""


class Entry(NamedTuple):
    """A zone under one of its names. A plain tuple: there are thousands."""

    zone: str
    shown: str | None
    """What to call it; None: as CLDR calls the zone's city."""
    people: int = LISTED
    """How many there are to mean it; 0: those of the city it is named after."""
    other_name: bool = False
    """It is one of the city's other names."""
    area: str = ""
    """A city's country ("DE"), in the USA with the state ("US-OR")."""


Gazetteer = Mapping[str, tuple[Entry, ...]]


def named(typed: str, locale: str, said: str = "") -> tuple[Entry, ...]:
    """All that a name, spelled as `key` does, means in a language, English or the world's cities.

    A city that has it as another name is called as it was `said`, if it is given.
    """
    if (city := _nicknames().get(typed)) is not None:
        return in_table(city)[:1]
    cities = cities_known().named(typed)
    listed = (_counted(entry, typed, cities) for entry in gazetteer(locale).get(typed, ()))
    return (*(entry for entry in listed if entry), *(_entry(city, typed, said) for city in cities))


def in_table(typed: str) -> tuple[Entry, ...]:
    """The cities a name means, the largest first."""
    return tuple(_entry(city, typed, "") for city in cities_known().named(typed))


def _entry(city: City, typed: str, said: str) -> Entry:
    name, people = key(city.name), city.people
    other = name != typed
    shown: str | None = (said if other or city.people <= TOWN else "") or city.name
    if name in _named_after(city.zone):
        shown = None
    people = people // _OTHER_NAME if other else people
    return Entry(zone=city.zone, shown=shown, people=people, other_name=other, area=city.area)


@cache
def large_cities() -> Mapping[str, Sequence[str]]:
    """The names of large cities, and the other names of the largest, by their first letter: those a slip is
    forgiven in. In short names, and in those of every town, it would be a guess."""
    large = list(takewhile(lambda city: city.people >= _LARGE, cities_known()))
    largest = sum(city.people >= _LARGEST for city in large)
    found: dict[str, list[str]] = {}
    for name in sorted({*cities_known().names(largest), *(key(city.name) for city in large)}):
        if len(name) >= SHORTEST_SLIPPED:
            found.setdefault(name[0], []).append(name)
    return MappingProxyType(found)


@lru_cache(maxsize=512)
def _named_after(zone: str) -> frozenset[str]:
    """The city that a zone is named after, in English."""
    return frozenset((key(plain(zone)), key(place_of(zone, "en"))))


def _counted(entry: Entry, typed: str, cities: Sequence[City]) -> Entry | None:
    """With the people of the city that a zone is named after. None if another city has that name, which an
    old zone had too (`Asia/Tel_Aviv` is `Asia/Jerusalem`)."""
    if entry.people:
        return entry
    there = [city for city in cities if city.zone == entry.zone]
    other = any(key(city.name) == typed for city in there) and key(plain(entry.zone)) != typed
    return None if other else entry._replace(people=max((city.people for city in there), default=_UNCOUNTED))


@lru_cache(maxsize=32)
def gazetteer(locale: str) -> Gazetteer:
    """All names in a language of CLDR's and in English: cities of zones, countries, clocks, and our lists."""
    found: dict[str, dict[str, Entry]] = {}
    both = [(*_zones(each), *_countries(each), *_clocks(each)) for each in dict.fromkeys((locale, "en"))]
    for name, entry in chain(_listed(), *both):
        for spelling in {key(name), key(name.casefold().translate(UMLAUTS))} - {""}:
            found.setdefault(spelling, {}).setdefault(entry.zone, entry)
    return MappingProxyType({name: tuple(entries.values()) for name, entries in found.items()})


@cache
def _listed() -> tuple[tuple[str, Entry], ...]:
    """The lists of ours. Regions are called as spelled there; clocks ("CET") mean the zone's city."""
    rows = [(line, True) for line in REGIONS.splitlines()] + [(line, False) for line in CLOCKS.splitlines()]
    return tuple(
        (name, Entry(current(zone), name if shown and not name.isupper() else None))
        for line, shown in rows
        for zone, _, places in (line.partition(": "),)
        for name in re.split(r", |/", places)
        if zone
    )


@cache
def _nicknames() -> Mapping[str, str]:
    """What people call a city, and its name."""
    rows = (line.partition(": ") for line in NICKNAMES.splitlines() if line)
    return MappingProxyType({key(name): key(city) for city, _, names in rows for name in names.split(", ")})


def _zones(locale: str) -> Iterator[tuple[str, Entry]]:
    """The cities of CLDR and the places in the names of zones, old names too."""
    for zone, city in cities(locale).items():
        if zone in clocks():
            yield city, Entry(zone, None, people=0)
    for name in spellings().values():
        if (zone := current(name)) in clocks() and "/" in name and plain(name) not in _NO_PLACE:
            yield plain(name), Entry(zone, None, people=0)


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
