"""The cities of the world: each is known, by the names people call it, with its own clock."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.app.calendar.zones import find_city
from bot.app.calendar.zones.city_table import DATA, City, cities_known, states
from bot.app.calendar.zones.gazetteer import named
from bot.app.calendar.zones.names import key
from bot.domain.zone_names import clocks

NOW = datetime(2026, 7, 1, 12, 5, tzinfo=UTC)

NAMES = [
    # text, zone
    ("Agra", "Asia/Kolkata"),
    ("Accra", "Africa/Accra"),
    ("Surat", "Asia/Kolkata"),
    ("Wuhan", "Asia/Shanghai"),
    ("武汉", "Asia/Shanghai"),
    ("東京", "Asia/Tokyo"),
    ("大阪市", "Asia/Tokyo"),
    ("Казань", "Europe/Moscow"),
    ("Питер", "Europe/Moscow"),
    ("Харків", "Europe/Kyiv"),
    ("الإسكندرية", "Africa/Cairo"),
    ("مشهد", "Asia/Tehran"),
    ("मुंबई", "Asia/Kolkata"),
    ("부산", "Asia/Seoul"),
    ("กรุงเทพมหานคร", "Asia/Bangkok"),
    ("Θεσσαλονίκη", "Europe/Athens"),
    ("חיפה", "Asia/Jerusalem"),
    ("Munich", "Europe/Berlin"),
    ("Tübingen", "Europe/Berlin"),
    ("tuebingen", "Europe/Berlin"),
    ("Mailand", "Europe/Rome"),
    ("NYC", "America/New_York"),
    ("sf", "America/Los_Angeles"),
    ("LA", "America/Los_Angeles"),
    ("D.C.", "America/New_York"),
    ("HCMC", "Asia/Ho_Chi_Minh"),
    ("Bali", "Asia/Makassar"),
    ("Ingolstdat", "Europe/Berlin"),
    ("Guadalahara", "America/Mexico_City"),
    ("hydrabad", "Asia/Kolkata"),
    ("my city is Surabaya", "Asia/Jakarta"),
    ("the weather in Gwangju is fine", "Asia/Seoul"),
    ("Egypt", "Africa/Cairo"),
    ("Portland, OR", "America/Los_Angeles"),
    ("portland maine", "America/New_York"),
    ("Paris, TX", "America/Chicago"),
    ("San José, Costa Rica", "America/Costa_Rica"),
    ("Moscow, Idaho", "America/Los_Angeles"),
    ("Hyderabad Pakistan", "Asia/Karachi"),
    ("Cambridge UK", "Europe/London"),
]


@pytest.mark.parametrize(("text", "zone"), NAMES)
def test_a_city_is_known_by_the_names_people_call_it(text: str, zone: str) -> None:
    assert [found.zone for found in find_city(text, "en", now=NOW)][:1] == [zone]


@pytest.mark.parametrize(
    ("text", "language", "places"),
    [
        ("Portland", "en", ["Portland, Oregon", "Portland, Maine"]),
        ("San Jose", "en", ["San Jose, California", "San José, Costa Rica", "San Jose, Philippines"]),
        ("Birmingham", "en-us", ["Birmingham, Alabama", "Birmingham, United Kingdom"]),
        ("Birmingham", "de", ["Birmingham, Vereinigtes Königreich", "Birmingham, Alabama"]),
        ("Valencia", "es-es", ["Valencia, España", "Valencia, Venezuela", "Valencia, California"]),
        ("London", "en", ["London"]),
        ("London", "en-ca", ["London, United Kingdom", "London, Canada"]),
        ("Paris", "en-us", ["Paris"]),
        ("Odessa", "en", ["Odessa, Ukraine", "Odessa, Texas"]),
        ("Moskau", "de", ["Moskau"]),
        ("köln", "en", ["Köln"]),
    ],
)
def test_cities_of_one_name_are_told_apart_and_the_larger_leads(
    text: str, language: str, places: list[str]
) -> None:
    assert [found.place for found in find_city(text, language, now=NOW)] == places


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "thanks",
        "later",
        "best",
        "same",
        "great",
        "music",
        "person",
        "random",
        "what a lovely day it is",
    ],
)
def test_a_word_is_no_slip_of_a_city(text: str) -> None:
    assert find_city(text, "en", now=NOW) == ()


def test_the_table_is_whole() -> None:
    cities = list(cities_known())

    assert len(cities) >= 34_000
    assert [c.people for c in cities] == sorted((c.people for c in cities), reverse=True)
    assert {c.zone for c in cities} <= set(clocks())
    assert {c.area for c in cities if c.area.startswith("US-")} - set(states()) <= {"US-DC"}
    assert DATA.stat().st_size < 1_500_000
    assert "Creative Commons Attribution 4.0" in DATA.with_suffix(".LICENSE").read_text(encoding="utf-8")


def test_nothing_is_read_before_a_place_is_asked_for() -> None:
    code = (
        "import bot.app.tutor; from bot.app.calendar.zones import city_table as t, gazetteer as g;"
        "print(t.cities_known.cache_info().currsize, g.large_cities.cache_info().currsize)"
    )

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout == "0 0\n"


def clock(zone: str) -> tuple[timedelta | None, ...]:
    months = (NOW + timedelta(days=30 * month) for month in range(24))
    return tuple(month.astimezone(ZoneInfo(zone)).utcoffset() for month in months)


@pytest.mark.parametrize(("largest", "right", "known"), [(560, 0.99, 1.0), (6200, 0.98, 0.998)])
def test_large_cities_are_known_with_their_clock(largest: int, right: float, known: float) -> None:
    """Who lives in the smaller London names the country."""
    some = [city for number, city in enumerate(cities_known()) if number < largest][:: max(1, largest // 600)]
    found = [(clock(c.zone), [clock(f.zone) for f in find_city(c.name, "en", now=NOW)]) for c in some]

    assert sum(each[:1] == [wanted] for wanted, each in found) >= right * len(some)
    assert sum(wanted in each for wanted, each in found) >= known * len(some)


NUMBERS = st.integers(0, 33_900)
LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyz")


@settings(deadline=None, max_examples=150)
@given(NUMBERS)
def test_every_city_is_found_by_its_name(number: int) -> None:
    city = cities_known()[number]

    assert city in cities_known().named(key(city.name))
    assert find_city(city.name, None, now=NOW)


@settings(deadline=None, max_examples=150)
@given(NUMBERS, st.integers(0, 30), LETTERS)
def test_a_slip_is_forgiven_only_where_it_is_no_name_of_a_city(number: int, place: int, letter: str) -> None:
    """What is typed is a city's name with a letter changed: either it is another city's, and that is found
    alone, or what is found is named like it but for a slip."""
    name = key(cities_known()[number].name)
    typed = f"{name[:place]}{letter}{name[place + 1 :]}"
    assume(place < len(name) and len(typed.split()) == 1)

    found = {each.zone for each in find_city(typed, "en", now=NOW)}

    if so_named := named(typed, "en"):
        assert found <= {entry.zone for entry in so_named}
        assert max(so_named, key=lambda entry: entry.people).zone in {*found} or len(found) == 5


@settings(deadline=None, max_examples=100)
@given(NUMBERS)
def test_a_city_with_its_country_goes_by_a_clock_of_that_country(number: int) -> None:
    city: City = cities_known()[number]
    found = find_city(f"{city.name}, {city.area.partition('-')[0]}", "en", now=NOW)

    zones = {c.zone for c in cities_known().named(key(city.name)) if c.area[:2] == city.area[:2]}
    assert {clock(each.zone) for each in found} <= {clock(zone) for zone in zones}
