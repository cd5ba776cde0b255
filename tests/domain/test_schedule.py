"""When prompts, nudges and summaries are due: once a local date, at the chosen time, never in quiet hours."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.domain.day import DAY, learner_day
from bot.domain.ledger import OUTAGE
from bot.domain.schedule import (
    LATE,
    PUNCTUAL,
    Plan,
    may_send,
    next_prompt,
    prompt_at,
)

MINUTE = timedelta(minutes=1)
MONDAY = date(2026, 3, 2)
BERLIN = Plan(at=time(8), zone="Europe/Berlin")


def local(zone: str, text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def berlin(text: str) -> datetime:
    return local("Europe/Berlin", text)


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("Europe/Berlin", "2026-03-02", "08:00", "2026-03-02T07:00"),
        ("Europe/Berlin", "2026-03-02", "00:30", "2026-03-02T23:30"),  # the night belongs to the day before
        ("Europe/Berlin", "2026-03-02", "03:59", "2026-03-03T02:59"),
        ("Europe/Berlin", "2026-03-02", "04:00", "2026-03-02T03:00"),
        ("Europe/Berlin", "2026-03-28", "02:30", "2026-03-29T01:30"),  # spring: 03:30
        ("Europe/Berlin", "2026-10-24", "02:30", "2026-10-25T00:30"),  # autumn: the first of two
        ("Europe/Athens", "2026-03-28", "03:30", "2026-03-29T00:30"),  # 04:30 would be the next day: 02:30
        ("Africa/Cairo", "2026-04-23", "00:30", "2026-04-23T22:30"),  # 01:30, for midnight did not come
        ("Africa/Cairo", "2026-04-24", "08:00", "2026-04-24T05:00"),
        ("America/Santiago", "2026-09-05", "00:00", "2026-09-06T04:00"),
        ("Asia/Beirut", "2026-03-28", "00:15", "2026-03-28T22:15"),
        ("Australia/Lord_Howe", "2026-10-03", "02:15", "2026-10-03T15:45"),  # half an hour: 02:45
        ("Australia/Lord_Howe", "2026-04-04", "01:45", "2026-04-04T14:45"),  # the first of two
        ("Asia/Kathmandu", "2026-05-01", "08:00", "2026-05-01T02:15"),
        ("Pacific/Chatham", "2026-01-15", "08:00", "2026-01-14T18:15"),
        ("Pacific/Chatham", "2026-07-15", "08:00", "2026-07-14T19:15"),
        ("Pacific/Kiritimati", "2026-01-01", "08:00", "2025-12-31T18:00"),
        ("Pacific/Apia", "2011-12-29", "08:00", "2011-12-29T18:00"),
        ("Pacific/Apia", "2011-12-30", "08:00", None),  # that Friday did not exist there
        ("Pacific/Apia", "2011-12-31", "08:00", "2011-12-30T18:00"),
        ("Pacific/Apia", "2011-12-29", "02:00", None),  # the night to a Friday that did not come
        ("Pacific/Kwajalein", "1993-08-21", "08:00", None),
        ("Pacific/Kwajalein", "1993-08-22", "08:00", "1993-08-21T20:00"),
    ],
)
def test_the_instant_of_a_wall_time(zone: str, day: str, at: str, expected: str | None) -> None:
    instant = prompt_at(date.fromisoformat(day), time.fromisoformat(at), zone)

    assert instant == (expected and datetime.fromisoformat(expected).replace(tzinfo=UTC))


def test_an_unknown_zone_is_said() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        prompt_at(MONDAY, time(8), "Europe/Atlantis")


@given(
    zone=st.sampled_from(sorted(available_timezones())),
    start=st.dates(date(1985, 1, 1), date(2036, 1, 1)),
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
)
def test_each_date_has_one_instant_in_itself_and_they_never_turn_back(
    zone: str, start: date, at: time
) -> None:
    """By the wall clock the instant is the chosen time, unless that time does not come on that day."""
    instants = [(on, prompt_at(on, at, zone)) for on in (start + n * DAY for n in range(370))]
    there = [(on, instant) for on, instant in instants if instant is not None]

    assert len(instants) - len(there) <= 2
    assert all(before < after for (_, before), (_, after) in pairwise(there))
    for on, instant in there:
        wall = instant.astimezone(ZoneInfo(zone))
        assert learner_day(instant, zone) == on
        assert (wall.time(), wall.fold) == (at, 0) or comes_never(zone, on, at)


def comes_never(zone: str, on: date, at: time) -> bool:
    """True if no minute of that learner's day shows that time, by looking at all of them."""
    noon = datetime.combine(on, time(12), UTC)
    minutes = (noon + n * MINUTE for n in range(-30 * 60, 45 * 60))
    return not any(m.astimezone(ZoneInfo(zone)).time() == at for m in minutes if learner_day(m, zone) == on)


@pytest.mark.parametrize(
    ("plan", "after", "now", "expected"),
    [
        (BERLIN, None, "2026-03-02T07:00", "2026-03-02T08:00"),
        (BERLIN, None, "2026-03-02T09:00", "2026-03-02T08:00"),  # late, but there is time
        (BERLIN, None, "2026-03-02T14:00", "2026-03-03T08:00"),  # six hours are over
        (BERLIN, MONDAY, "2026-03-02T08:00", "2026-03-03T08:00"),
        (BERLIN, MONDAY, "2026-03-05T14:30", "2026-03-06T08:00"),  # down three days: none is made up for
        (BERLIN, MONDAY, "2026-03-05T11:30", "2026-03-05T08:00"),  # one, not three
        (BERLIN, date(2026, 3, 4), "2026-03-02T07:00", "2026-03-05T08:00"),  # came from where it was later
        (replace(BERLIN, weekdays=0), None, "2026-03-02T07:00", None),
        (replace(BERLIN, weekdays=64), None, "2026-03-02T07:00", "2026-03-08T08:00"),
        (replace(BERLIN, weekdays=1), MONDAY, "2026-03-02T09:00", "2026-03-09T08:00"),
        (replace(BERLIN, weekly=True), MONDAY, "2026-03-02T09:00", "2026-03-09T08:00"),
        (replace(BERLIN, weekly=True), None, "2026-03-02T07:00", "2026-03-02T08:00"),
        (replace(BERLIN, weekly=True), MONDAY, "2026-03-20T07:00", "2026-03-20T08:00"),
        (replace(BERLIN, weekly=True, weekdays=2), MONDAY, "2026-03-02T09:00", "2026-03-10T08:00"),
        (
            replace(BERLIN, paused_until=date(2026, 3, 16)),
            MONDAY,
            "2026-03-02T09:00",
            "2026-03-16T08:00",
        ),
        (replace(BERLIN, paused_until=date(2026, 3, 1)), None, "2026-03-02T07:00", "2026-03-02T08:00"),
        (replace(BERLIN, at=time(1)), None, "2026-03-02T00:30", "2026-03-02T01:00"),  # Sunday's
        (replace(BERLIN, at=time(1), weekdays=1), None, "2026-03-02T00:30", "2026-03-03T01:00"),
        (replace(BERLIN, at=time(6, 30)), None, "2026-03-02T06:35", "2026-03-02T06:30"),  # on time yet
        (replace(BERLIN, at=time(6, 30)), None, "2026-03-02T06:45", "2026-03-02T07:00"),  # quiet ends
        (replace(BERLIN, at=time(21)), None, "2026-03-02T22:00", "2026-03-03T21:00"),  # quiet begins
        (replace(BERLIN, at=time(23)), None, "2026-03-02T23:30", "2026-03-03T23:00"),
    ],
)
def test_the_next_prompt(plan: Plan, after: date | None, now: str, expected: str | None) -> None:
    found = next_prompt(plan, after, berlin(now))

    assert (found and found[0]) == (expected and berlin(expected))
    if found:
        assert learner_day(found[0], plan.zone) == found[1]


def test_a_prompt_of_the_night_is_of_the_day_before() -> None:
    found = next_prompt(replace(BERLIN, at=time(1)), None, berlin("2026-03-03T00:30"))

    assert found == (berlin("2026-03-03T01:00"), MONDAY)


def test_a_new_hour_gives_no_second_prompt_on_the_same_day() -> None:
    evening = replace(BERLIN, at=time(20))

    assert next_prompt(evening, MONDAY, berlin("2026-03-02T12:00")) == (
        berlin("2026-03-03T20:00"),
        date(2026, 3, 3),
    )


def test_weekly_over_a_date_that_does_not_exist() -> None:
    """Fridays in Apia: the one that was skipped is no prompt, the next one is."""
    plan = Plan(at=time(8), zone="Pacific/Apia", weekdays=16, weekly=True)

    found = next_prompt(plan, date(2011, 12, 23), local("Pacific/Apia", "2011-12-23T09:00"))

    assert found == (local("Pacific/Apia", "2012-01-06T08:00"), date(2012, 1, 6))


@pytest.mark.parametrize(
    ("at", "quiet", "opens", "closes"),
    [
        ("08:00", "22:00-07:00", "08:00", "14:00"),
        ("18:00", "22:00-07:00", "18:00", "22:00"),  # before quiet hours begin
        ("21:55", "22:00-07:00", "21:55", "22:05"),  # a crowded minute takes its time
        ("23:00", "22:00-07:00", "23:00", "23:10"),  # chosen in quiet hours, on time or not at all
        ("23:00", "00:00-00:00", "23:00", "04:00"),  # its own day only
        ("12:00", "13:00-15:00", "12:00", "13:00"),  # not behind a quiet hour either
        ("03:58", "00:00-00:00", "03:58", "04:08"),
    ],
)
def test_how_late_a_prompt_may_be(at: str, quiet: str, opens: str, closes: str) -> None:
    begin, end = (time.fromisoformat(text) for text in quiet.split("-"))
    plan = replace(BERLIN, at=time.fromisoformat(at), quiet_from=begin, quiet_to=end)
    opened, closed = (berlin(f"2026-03-02T{text}") for text in (opens, closes))
    if time.fromisoformat(at) < time(4):
        opened, closed = opened + DAY, closed + DAY
    elif closed < opened:
        closed += DAY

    seconds = {-1: False, 0: True}
    assert {n: may_send(plan, MONDAY, opened + timedelta(seconds=n)) for n in seconds} == seconds
    assert may_send(plan, MONDAY, closed - timedelta(seconds=1))
    assert not any(may_send(plan, MONDAY, closed + n * MINUTE) for n in range(24 * 60))


def test_a_prompt_delayed_within_quiet_hours_waits_for_their_end() -> None:
    plan = replace(BERLIN, at=time(6, 30))

    assert may_send(plan, MONDAY, berlin("2026-03-02T06:39"))
    assert not may_send(plan, MONDAY, berlin("2026-03-02T06:41"))
    assert not may_send(plan, MONDAY, berlin("2026-03-02T06:59"))
    assert may_send(plan, MONDAY, berlin("2026-03-02T07:00"))
    assert may_send(plan, MONDAY, berlin("2026-03-02T12:29"))
    assert not may_send(plan, MONDAY, berlin("2026-03-02T12:30"))


def test_what_is_not_allowed_may_not_be_sent() -> None:
    now = berlin("2026-03-02T08:00")

    assert may_send(BERLIN, MONDAY, now)
    assert not may_send(replace(BERLIN, weekdays=126), MONDAY, now)
    assert not may_send(replace(BERLIN, paused_until=date(2026, 3, 3)), MONDAY, now)
    assert not may_send(replace(BERLIN, zone="Pacific/Apia"), MONDAY, now)


plans = st.builds(
    Plan,
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    zone=st.sampled_from(sorted(available_timezones())),
    weekdays=st.integers(1, 127),
    weekly=st.booleans(),
    quiet_from=st.times().map(lambda t: t.replace(minute=0, second=0, microsecond=0)),
    quiet_to=st.times().map(lambda t: t.replace(minute=30, second=0, microsecond=0)),
)


@given(
    plan=plans,
    now=st.datetimes(datetime(2005, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    asked=st.integers(-3, 3) | st.none(),
)
def test_the_next_prompt_can_be_sent_when_it_is_due(plan: Plan, now: datetime, asked: int | None) -> None:
    """At its instant or, if that has passed, now: whoever wakes then never finds the door shut."""
    today = learner_day(now, plan.zone)
    after = None if asked is None else today + asked * DAY

    found = next_prompt(plan, after, now)

    assert found is not None
    due, local_date = found
    assert after is None or local_date > after
    assert may_send(plan, local_date, max(due, now))
    assert due - now <= 20 * DAY
    assert now - due <= LATE


def test_no_longer_delay_than_an_outage_goes_unexcused() -> None:
    assert PUNCTUAL == OUTAGE
