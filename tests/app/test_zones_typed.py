"""Times and places as people type them."""

from datetime import time
from zoneinfo import ZoneInfo

import pytest

from bot.app.calendar.zones import (
    find_city,
    read_time,
    read_times,
)
from tests.app.test_zones import SUMMER

TIMES = [
    ("19:05", "19:05"),
    ("07:05", "07:05"),
    ("7:05 pm", "19:05"),
    ("7:05PM", "19:05"),
    ("it's 7:05 p.m. here", "19:05"),
    ("7pm", "19:00"),
    ("12am", "00:00"),
    ("12:30 pm", "12:30"),
    ("19h05", "19:05"),
    ("19h", "19:00"),
    ("1905", "19:05"),
    ("0005", "00:05"),
    ("1905 hrs", "19:05"),
    ("7.05", "07:05 19:05"),
    ("7:05", "07:05 19:05"),
    ("12:10", "12:10 00:10"),
    ("705", "07:05 19:05"),
    ("7", "07:00 19:00"),
    ("19", "19:00"),
    ("7 05", "07:05 19:05"),
    ("7:05:33", "07:05 19:05"),
    ("19 Uhr", "19:00"),
    ("19 Uhr 05", "19:05"),
    ("19:05 Uhr", "19:05"),
    ("es ist 7 Uhr abends", "19:00"),
    ("7 o'clock", "07:00 19:00"),
    ("7 o’clock in the morning", "07:00"),
    ("11 at night", "23:00"),
    ("2 at night", "02:00"),
    ("19:05 CET", "19:05"),
    ("１９：０５", "19:05"),
    ("١٩:٠٥", "19:05"),
    ("24:00", "00:00"),
    ("noon", "12:00"),
    ("Mitternacht", "00:00"),
    ("", ""),
    ("hello", ""),
    ("half past seven", "07:30 19:30"),
    ("25:00", ""),
    ("24:01", ""),
    ("10:60", ""),
    ("7:5", ""),
    ("19:05 am", ""),
    ("+5:30", ""),
    ("UTC+5:30", ""),
    ("-3", ""),
    ("19.05.2026", ""),
    ("2026-05-19", ""),
    ("1:05-2:00", ""),
    ("between 7:05 and 8:10", ""),
    ("I am 25", ""),
    ("9" * 5000, ""),
]


@pytest.mark.parametrize(("text", "times"), TIMES)
def test_a_time_is_read_as_people_type_it(text: str, times: str) -> None:
    assert " ".join(f"{each:%H:%M}" for each in read_times(text)) == times
    assert read_time(text) == (time.fromisoformat(times[:5]) if times else None)


CITIES_TYPED = [
    # text, language, zone, place
    ("berln", "en", "Europe/Berlin", "Berlin"),
    ("new yrok", "en", "America/New_York", "New York"),
    ("münchen", "de", "Europe/Berlin", "München"),
    ("muenchen", "en", "Europe/Berlin", "Muenchen"),
    ("Munich", "en", "Europe/Berlin", "Munich"),
    ("hambrug", "en", "Europe/Berlin", "Hamburg"),
    ("Los Angeles", "en", "America/Los_Angeles", "Los Angeles"),
    ("losangeles", "en", "America/Los_Angeles", "Los Angeles"),
    ("kiev", "en", "Europe/Kyiv", "Kyiv"),
    ("kyiv", "de", "Europe/Kyiv", "Kiew"),
    ("Bombay", "en", "Asia/Kolkata", "Bombay"),
    ("Mumbai", "en", "Asia/Kolkata", "Mumbai"),
    ("Calcutta", "en", "Asia/Kolkata", "Kolkata"),
    ("Europe/Berlin", "en", "Europe/Berlin", "Berlin"),
    ("europe/kiev", "en", "Europe/Kyiv", "Kyiv"),
    ("America/New York", "en", "America/New_York", "New York"),
    ("US/Pacific", "en", "America/Los_Angeles", "Los Angeles"),
    ("san francsico", "en", "America/Los_Angeles", "San Francisco, California"),
    ("Boston", "en", "America/New_York", "Boston"),
    ("Lyon", "fr", "Europe/Paris", "Lyon"),
    ("Manchester", "en", "Europe/London", "Manchester, United Kingdom"),
    ("Bangalore", "en", "Asia/Kolkata", "Bangalore"),
    ("St. Petersburg", "en", "Europe/Moscow", "Saint Petersburg"),
    ("Sao Paolo", "en", "America/Sao_Paulo", "São Paulo"),
    ("lodz", "en", "Europe/Warsaw", "Łódź"),
    ("Rom", "de", "Europe/Rome", "Rom"),
    ("Moskau", "en", "Europe/Moscow", "Moscow"),
    ("Londres", "en", "Europe/London", "London"),
    ("Москва", "en", "Europe/Moscow", "Moscow"),
    ("мсква", "ru", "Europe/Moscow", "Москва"),
    ("東京", "en", "Asia/Tokyo", "Tokyo"),
    ("北京", "zh-hans", "Asia/Shanghai", "北京"),
    ("서울", "en", "Asia/Seoul", "Seoul"),
    ("القاهرة", "en", "Africa/Cairo", "Cairo"),
    ("paris france", "en", "Europe/Paris", "Paris"),
    ("Paris, Texas", "en", "America/Chicago", "Paris"),
    ("Portland, Maine", "en", "America/New_York", "Portland"),
    ("London, Ontario", "de", "America/Toronto", "London"),
    ("Springfield, Illinois", "en", "America/Chicago", "Springfield"),
    ("I live in New York City", "en", "America/New_York", "New York City"),
    ("Ich wohne in Köln", "de", "Europe/Berlin", "Köln"),
    ("NYC", "en", "America/New_York", "New York City"),
    ("Germany", "en", "Europe/Berlin", "Berlin"),
    ("Deutschland", "en", "Europe/Berlin", "Berlin"),
    ("Eastern Time", "en", "America/New_York", "New York"),
    ("Mitteleuropäische Zeit", "de", "Europe/Berlin", "Berlin"),
    ("CET", "en", "Europe/Berlin", "Berlin"),
    ("EST", "en", "America/New_York", "New York"),
    ("UTC", "en", "UTC", "UTC"),
    ("UTC+5:30", "en", "Asia/Kolkata", "Kolkata"),
    ("Coyhaique", "es", "America/Coyhaique", "Coyhaique"),
    ("Lord Howe", "en", "Australia/Lord_Howe", "Lord Howe Island"),
    ("chatham", "en", "Pacific/Chatham", "Chatham Islands"),
]


@pytest.mark.parametrize(("text", "language", "zone", "place"), CITIES_TYPED)
def test_a_typed_place_is_found_with_slips(text: str, language: str, zone: str, place: str) -> None:
    found = find_city(text, language, now=SUMMER)

    assert [(found[0].zone, found[0].place)] == [(zone, place)]
    shown = SUMMER.astimezone(ZoneInfo(zone))
    assert found[0].wall == time(shown.hour, shown.minute)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "/",
            ",",
            "hello",
            "thanks",
            "yes",
            "no",
            "maybe",
            "later",
            "no idea",
            "what?",
            "help",
            "stop",
        ),
        *(
            "idk",
            "asdfgh",
            "good morning",
            "I don't know",
            "19:05",
            "../../etc/passwd",
            "x" * 5000,
            "\x00",
            "🙂",
        ),
    ],
)
def test_what_is_no_place_finds_none(text: str) -> None:
    assert find_city(text, "en", now=SUMMER) == ()
