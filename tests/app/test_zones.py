"""Finding a zone without asking for offsets."""

import subprocess
import sys
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app.calendar.zones import (
    find_city,
    likely_times,
    place_of,
    read_times,
    zone_or_none,
    zones_at,
    zones_said,
)
from bot.app.calendar.zones.name_lists import CLOCKS, REGIONS
from bot.app.calendar.zones.ranks import POPULOUS
from bot.domain.zone_names import clocks, homes

SUMMER = datetime(2026, 7, 1, 12, 5, 40, tzinfo=UTC)
WINTER = datetime(2026, 12, 1, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "language", "zones"),
    [
        ("Birmingham", "en-gb", ["Europe/London", "America/Chicago"]),
        ("Birmingham", "en-us", ["America/Chicago", "Europe/London"]),
        ("Georgia", "ka", ["Asia/Tbilisi", "America/New_York"]),
        ("CST", "en", ["America/Chicago", "Asia/Shanghai"]),
        ("Indonesia", "id", ["Asia/Jakarta", "Asia/Jayapura", "Asia/Makassar"]),
        ("utc+2", "de", ["Europe/Berlin", "Africa/Johannesburg"]),
    ],
)
def test_a_name_of_several_places_gives_each_clock_once(text: str, language: str, zones: list[str]) -> None:
    assert [found.zone for found in find_city(text, language, now=SUMMER)] == zones


def test_an_offset_is_never_read_the_wrong_way_round() -> None:
    """`Etc/GMT+2` is two hours behind; whoever types GMT+2 is two hours ahead."""
    assert all(found.wall == time(14, 5) for found in find_city("GMT+2", "en", now=SUMMER))
    assert place_of("Etc/GMT+2", "en") == "UTC−2"


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("europe/berlin ", "Europe/Berlin"),
        ("america/argentina/buenos aires", "America/Argentina/Buenos_Aires"),
        ("America/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("UTC", "UTC"),
        ("Etc/UTC", "UTC"),
        ("gmt", "UTC"),
        ("Asia/Katmandu", "Asia/Kathmandu"),
        ("Europe/Atlantis", None),
        ("posix/Europe/Berlin", None),
        ("right/Europe/Berlin", None),
        ("localtime", None),
        ("Factory", None),
        ("Europe", None),
        ("", None),
        ("../UTC", None),
        ("/etc/localtime", None),
        ("Europe/Berlin\x00", None),
        ("A" * 10_000, None),
    ],
)
def test_a_zone_is_accepted_under_its_old_names(name: str, zone: str | None) -> None:
    assert zone_or_none(name) == zone


def test_every_zone_this_machine_knows_is_accepted_and_keeps_its_clock() -> None:
    for name in available_timezones() - {"Factory", "localtime", "Etc/Unknown"}:
        zone = zone_or_none(name)
        assert zone is not None, name
        for now in (SUMMER, WINTER):
            assert now.astimezone(ZoneInfo(zone)).utcoffset() == now.astimezone(ZoneInfo(name)).utcoffset(), (
                name
            )


@pytest.mark.parametrize(
    ("zone", "language", "place"),
    [
        ("Europe/Berlin", "en", "Berlin"),
        ("Europe/Rome", "de", "Rom"),
        ("Europe/Rome", "de-AT", "Rom"),
        ("Europe/Kiev", "uk", "Київ"),
        ("Asia/Shanghai", "zh-hans", "上海"),
        ("America/Port_of_Spain", "xx-nowhere", "Port of Spain"),
        ("America/Sao_Paulo", "pt-br", "São Paulo"),
        ("Europe/Rome", None, "Rome"),
        ("Mars/Olympus_Mons", "en", "Olympus Mons"),
    ],
)
def test_a_place_is_called_as_the_language_calls_it(zone: str, language: str | None, place: str) -> None:
    assert place_of(zone, language) == place


@pytest.mark.parametrize(
    ("now", "wall", "default", "language", "first"),
    [
        (SUMMER, "14:05", "UTC", "de", "Europe/Berlin"),
        (SUMMER, "13:58", "UTC", "de", "Europe/Berlin"),
        (SUMMER, "14:15", "Europe/Rome", "de", "Europe/Rome"),
        (SUMMER, "14:05", "UTC", "fr", "Europe/Paris"),
        (WINTER, "14:05", "UTC", "uk", "Europe/Kyiv"),
        (SUMMER, "08:05", "UTC", "en", "America/New_York"),
        (SUMMER, "08:05", "UTC", "es-cl", "America/Santiago"),
        (SUMMER, "17:35", "UTC", None, "Asia/Kolkata"),
        (SUMMER, "17:50", "UTC", "en", "Asia/Kathmandu"),
        (SUMMER, "00:50", "UTC", None, "Pacific/Chatham"),
        (SUMMER, "22:35", "UTC", "en", "Australia/Lord_Howe"),
        (WINTER, "12:05", "UTC", "en", "Europe/London"),
        (SUMMER, "14:05", "Nowhere/Land", "de", "Europe/Berlin"),
    ],
)
def test_the_likeliest_zone_with_that_time_leads(
    now: datetime, wall: str, default: str, language: str | None, first: str
) -> None:
    found = zones_at(now, time.fromisoformat(wall), default=default, language=language)

    assert found[0].zone == first


def test_zones_that_will_differ_are_two_candidates() -> None:
    """Cairo and Johannesburg show the same time in December and not in July."""
    found = {each.zone for each in zones_at(WINTER, time(14, 5), default="UTC", language="en")}

    assert {"Africa/Cairo", "Africa/Johannesburg"} <= found


def test_a_time_that_nobody_sees_finds_no_zone() -> None:
    assert zones_at(SUMMER, time(14, 20), default="Europe/Berlin", language="de") == ()


@pytest.mark.parametrize(
    ("text", "default", "language", "first"),
    [
        ("8:05", "UTC", "en-us", "America/New_York"),
        ("2:05", "UTC", "de", "Europe/Berlin"),
        ("2:05 pm", "UTC", "de", "Europe/Berlin"),
        ("2:05", "Europe/London", "de", "Europe/Berlin"),
    ],
)
def test_a_time_without_its_half_of_the_day_still_finds_home(
    text: str, default: str, language: str, first: str
) -> None:
    assert zones_said(SUMMER, text, default=default, language=language)[0].zone == first


def test_of_two_halves_of_the_day_the_waking_one_comes_first() -> None:
    now = datetime(2026, 11, 30, 10, 39, tzinfo=UTC)
    walls = [each.wall.hour for each in zones_said(now, "its 12:40 here", default="UTC", language="en")]
    assert walls[0] == 12
    assert walls == sorted(walls, reverse=True), "past midnight last"


def test_text_without_a_time_finds_no_zone() -> None:
    assert zones_said(SUMMER, "whatever", default="Europe/Berlin", language="de") == ()


@pytest.mark.parametrize(
    ("default", "language", "places"),
    [
        ("UTC", "de", ["Berlin", "London", "Moskau"]),
        ("UTC", "en", ["New York", "London", "Kolkata"]),
        ("UTC", None, ["New York", "London", "Kolkata"]),
        ("UTC", "tlh", ["New York", "London", "Kolkata"]),
        ("Europe/Berlin", "en", ["Berlin", "New York", "London"]),
        ("UTC", "en-us", ["New York", "Chicago", "Los Angeles"]),
        ("UTC", "en-gb", ["London", "New York", "Kolkata"]),
        ("UTC", "ru", ["Москва", "Екатеринбург", "Новосибирск"]),
        ("UTC", "pt-br", ["São Paulo", "Manaus", "Rio Branco"]),
    ],
)
def test_the_buttons_show_likely_places(default: str, language: str | None, places: list[str]) -> None:
    assert [each.place for each in likely_times(SUMMER, default=default, language=language)] == places


def test_the_default_zone_leads_at_its_own_time_wherever_it_is() -> None:
    for now in (SUMMER, WINTER):
        for zone, clock in homes().items():
            shown = now.astimezone(clock)
            found = zones_at(now, time(shown.hour, shown.minute), default=zone, language=None)
            assert found[0].zone == zone


def test_what_the_lists_name_exists() -> None:
    zones = {line.partition(": ")[0] for line in (REGIONS + CLOCKS).splitlines() if line}

    assert zones | set(POPULOUS) <= set(clocks())


def test_each_listed_name_finds_its_zone() -> None:
    for line in (REGIONS).splitlines():
        zone, _, places = line.partition(": ")
        for name in places.replace("/", ", ").split(", ") if zone else []:
            found = find_city(name, "en", now=SUMMER)
            walls = {each.wall for each in found}
            shown = SUMMER.astimezone(ZoneInfo(zone))
            assert time(shown.hour, shown.minute) in walls, name


def test_importing_reads_nothing() -> None:
    code = "from bot.domain import zone_names; print(zone_names.spellings.cache_info().currsize)"

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout == "0\n"


LANGUAGES = st.none() | st.sampled_from(["en", "de", "ru", "pt-br", "zh-hans"]) | st.text(max_size=8)
NOW = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
WORDS = st.text(max_size=40) | st.lists(
    st.sampled_from(
        ["new", "york", "berlin", ",", "+", "7", "05", ":", "pm", "uhr", "/", "Etc", "GMT", "in", "la"]
    )
).map(" ".join)


@settings(deadline=None, max_examples=200)
@given(WORDS, LANGUAGES, NOW)
def test_any_text_is_met_without_an_error(text: str, language: str | None, now: datetime) -> None:
    read_times(text)
    place_of(text, language)
    zone = zone_or_none(text)
    assert zone is None or ZoneInfo(zone)
    found = [*find_city(text, language, now=now), *zones_said(now, text, default=text, language=language)]
    for each in found:
        shown = now.astimezone(ZoneInfo(each.zone))
        assert each.wall == time(shown.hour, shown.minute)
        assert each.place


@settings(deadline=None, max_examples=100)
@given(NOW, st.times(), st.sampled_from(["UTC", "Europe/Berlin", "Pacific/Apia"]), LANGUAGES)
def test_candidates_show_about_that_time(
    now: datetime, wall: time, default: str, language: str | None
) -> None:
    found = zones_at(now, wall, default=default, language=language)

    assert len(found) <= 5
    assert len({each.zone for each in found}) == len(found)
    asked = timedelta(hours=wall.hour, minutes=wall.minute)
    for each in found:
        off = (timedelta(hours=each.wall.hour, minutes=each.wall.minute) - asked) % timedelta(days=1)
        assert min(off, timedelta(days=1) - off) <= timedelta(minutes=10)


@settings(deadline=None, max_examples=100)
@given(NOW, st.sampled_from(["UTC", "Asia/Kathmandu", "Pacific/Kiritimati", "x"]), LANGUAGES)
def test_there_are_three_buttons_with_different_times(
    now: datetime, default: str, language: str | None
) -> None:
    found = likely_times(now, default=default, language=language)

    assert len({each.wall for each in found}) == len(found) == 3
