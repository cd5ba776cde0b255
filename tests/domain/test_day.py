"""A learner's day: 04:00 by the wall clock, in every zone, through every clock change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.day import day_span, learner_day, no_earlier


def local(zone: str, text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("zone", "wall", "day"),
    [
        ("Europe/Berlin", "2026-03-02T23:59", "2026-03-02"),
        ("Europe/Berlin", "2026-03-03T03:59:59", "2026-03-02"),
        ("Europe/Berlin", "2026-03-03T04:00", "2026-03-03"),
        ("Europe/Berlin", "2026-03-29T03:30", "2026-03-28"),  # the hour from 2 to 3 does not exist
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-24"),  # twice that night
        ("Africa/Cairo", "2026-04-24T01:30", "2026-04-23"),  # midnight does not exist
        ("America/Santiago", "2026-09-06T01:30", "2026-09-05"),
        ("Asia/Beirut", "2026-03-29T01:30", "2026-03-28"),
        ("Asia/Kathmandu", "2026-05-01T04:00", "2026-05-01"),
        ("Pacific/Chatham", "2026-05-01T03:59", "2026-04-30"),
        ("Australia/Lord_Howe", "2026-10-04T03:59", "2026-10-03"),
        ("Pacific/Apia", "2011-12-31T03:00", "2011-12-30"),  # that Friday did not exist there
        ("Pacific/Kiritimati", "2026-01-01T12:00", "2026-01-01"),
    ],
)
def test_the_day_turns_at_four_by_the_wall_clock(zone: str, wall: str, day: str) -> None:
    assert learner_day(local(zone, wall), zone) == date.fromisoformat(day)


def test_both_hours_of_an_autumn_night_are_the_same_day() -> None:
    first = local("Europe/Berlin", "2026-10-25T02:30", fold=0)
    second = local("Europe/Berlin", "2026-10-25T02:30", fold=1)

    assert second - first == timedelta(hours=1)
    assert learner_day(first, "Europe/Berlin") == learner_day(second, "Europe/Berlin")


@given(
    zone=st.sampled_from(sorted(available_timezones())),
    minutes=st.integers(0, 16 * 366 * 24 * 60),
    hours=st.integers(0, 60),
)
def test_days_never_run_backwards_within_a_zone(zone: str, minutes: int, hours: int) -> None:
    now = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    before, after = learner_day(now, zone), learner_day(now + timedelta(hours=hours), zone)

    assert before <= after
    assert after - before <= timedelta(days=hours // 24 + 2)


def test_a_date_is_never_before_the_last_one() -> None:
    monday, tuesday = date(2026, 3, 2), date(2026, 3, 3)

    assert no_earlier(monday, tuesday) == tuesday
    assert no_earlier(tuesday, monday) == tuesday
    assert no_earlier(monday, None) == monday


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", "2026-03-02", 24),
        ("Europe/Berlin", "2026-03-28", 23),
        ("Europe/Berlin", "2026-10-24", 25),
        ("Africa/Cairo", "2026-04-23", 23),
        ("Asia/Beirut", "2026-10-24", 25),
        ("Australia/Lord_Howe", "2026-10-03", 23.5),
        ("Pacific/Apia", "2011-12-28", 24),
        ("Pacific/Apia", "2011-12-29", 20),  # until midnight, and then it was the 31st
        ("Pacific/Apia", "2011-12-30", 4),  # the small hours of the 31st
        ("Pacific/Apia", "2011-12-31", 24),
    ],
)
def test_how_long_a_day_is(zone: str, day: str, hours: float) -> None:
    start, end = day_span(date.fromisoformat(day), zone)

    assert end - start == timedelta(hours=hours)


@given(zone=st.sampled_from(sorted(available_timezones())), day=st.dates(date(1990, 1, 1), date(2036, 1, 1)))
def test_a_day_begins_where_the_one_before_ends(zone: str, day: date) -> None:
    start, end = day_span(day, zone)

    if start < end:
        assert learner_day(start, zone) == learner_day(end - timedelta(seconds=1), zone) == day
    assert learner_day(start - timedelta(seconds=1), zone) < day <= learner_day(start, zone)
