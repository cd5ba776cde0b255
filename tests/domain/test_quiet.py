"""Quiet hours, the evening nudge, the Sunday summary."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from bot.domain.schedule import Plan, in_quiet, may_nudge, next_summary, nudge_instant

MINUTE = timedelta(minutes=1)
MONDAY = date(2026, 3, 2)
BERLIN = Plan(at=time(8), zone="Europe/Berlin")


def local(zone: str, text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def berlin(text: str) -> datetime:
    return local("Europe/Berlin", text)


@pytest.mark.parametrize(
    ("quiet", "wall", "expected"),
    [
        ("22:00-07:00", "21:59", False),
        ("22:00-07:00", "22:00", True),
        ("22:00-07:00", "00:00", True),
        ("22:00-07:00", "06:59", True),
        ("22:00-07:00", "07:00", False),
        ("13:00-15:00", "12:59", False),
        ("13:00-15:00", "13:00", True),
        ("13:00-15:00", "15:00", False),
        ("13:00-15:00", "01:00", False),
        ("09:00-09:00", "09:00", False),
        ("00:00-07:00", "00:00", True),
        ("00:00-07:00", "23:59", False),
    ],
)
def test_quiet_hours(quiet: str, wall: str, expected: bool) -> None:
    begin, end = (time.fromisoformat(text) for text in quiet.split("-"))

    assert in_quiet(berlin(f"2026-03-02T{wall}"), begin, end, "Europe/Berlin") is expected


@pytest.mark.parametrize(
    ("zone", "evening", "minutes"),
    [
        ("Europe/Berlin", "2026-03-28", 8 * 60),
        ("Europe/Berlin", "2026-10-24", 10 * 60),
        ("Africa/Cairo", "2026-04-23", 8 * 60),
        ("Australia/Lord_Howe", "2026-10-03", 8 * 60 + 30),
        ("Pacific/Apia", "2011-12-29", 9 * 60),
        ("Asia/Kathmandu", "2026-03-02", 9 * 60),
    ],
)
def test_quiet_hours_begin_and_end_once_on_any_night(zone: str, evening: str, minutes: int) -> None:
    noon = local(zone, f"{evening}T12:00")

    quiet = [in_quiet(noon + n * MINUTE, time(22), time(7), zone) for n in range(24 * 60)]

    assert sum(quiet) == minutes
    assert sum(a != b for a, b in pairwise(quiet)) == 2


@pytest.mark.parametrize(
    ("nudge", "sent", "expected"),
    [
        ("20:00", "08:00", "20:00"),
        ("20:00", "19:00", "20:00"),
        ("20:00", "19:01", None),  # too soon after the prompt
        ("20:00", "21:00", None),  # never before it
        ("22:30", "08:00", None),  # quiet
        (None, "08:00", None),
    ],
)
def test_the_nudge(nudge: str | None, sent: str, expected: str | None) -> None:
    plan = replace(BERLIN, nudge=time.fromisoformat(nudge) if nudge else None)

    instant = nudge_instant(plan, MONDAY, berlin(f"2026-03-02T{sent}"))

    assert instant == (expected and berlin(f"2026-03-02T{expected}"))


def test_a_nudge_after_midnight_is_still_of_the_evening() -> None:
    plan = replace(BERLIN, nudge=time(0, 30), quiet_from=time(1))

    assert nudge_instant(plan, MONDAY, berlin("2026-03-02T08:00")) == berlin("2026-03-03T00:30")


def test_a_late_nudge_stays_in_its_day_and_out_of_quiet_hours() -> None:
    assert may_nudge(BERLIN, MONDAY, berlin("2026-03-02T21:59"))
    assert not may_nudge(BERLIN, MONDAY, berlin("2026-03-02T22:00"))
    assert not may_nudge(BERLIN, MONDAY, berlin("2026-03-03T08:00"))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-02T12:00", "2026-03-08T18:00"),
        ("2026-03-08T17:59", "2026-03-08T18:00"),
        ("2026-03-08T18:00", "2026-03-15T18:00"),
        ("2026-03-28T12:00", "2026-03-29T18:00"),  # the day the clock changes
    ],
)
def test_the_weekly_summary_is_on_sunday_at_six(now: str, expected: str) -> None:
    assert next_summary(berlin(now), "Europe/Berlin") == berlin(expected)


def test_the_summary_after_a_skipped_saturday() -> None:
    """Kwajalein, August 1993."""
    now = local("Pacific/Kwajalein", "1993-08-20T12:00")

    assert next_summary(now, "Pacific/Kwajalein") == local("Pacific/Kwajalein", "1993-08-22T18:00")
