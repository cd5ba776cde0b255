"""The streak, from its ledger: never broken by travel or clock changes, never inflated by them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.day import learner_day, no_earlier
from bot.domain.streak import CountedDay, Streak, streak

MONDAY = date(2026, 3, 2)
ZONES = [
    "Europe/Berlin",
    "America/Los_Angeles",
    "Asia/Tokyo",
    "Pacific/Apia",
    "Pacific/Pago_Pago",
    "Asia/Kolkata",
]


def day(number: int, hour: int = 12) -> CountedDay:
    at = datetime(2026, 3, 2, hour, tzinfo=UTC) + timedelta(days=number)
    return CountedDay(local_date=MONDAY + timedelta(days=number), first_at=at, last_at=at)


@pytest.mark.parametrize(
    ("numbers", "today", "expected"),
    [
        ([], 0, (0, 0, False, None)),
        ([0], 0, (1, 1, True, 0)),
        ([0], 1, (1, 1, False, 0)),
        ([0], 2, (0, 1, False, None)),
        ([0, 1, 2], 2, (3, 3, True, 0)),
        ([0, 1, 2], 3, (3, 3, False, 0)),
        ([0, 1, 3], 3, (1, 2, True, 3)),
        ([0, 1, 3, 4, 5], 6, (3, 3, False, 3)),
        ([0, 1, 2, 9], 30, (0, 3, False, None)),
    ],
)
def test_streaks(numbers: list[int], today: int, expected: tuple[int, int, bool, int | None]) -> None:
    now = datetime(2026, 3, 2, 20, tzinfo=UTC) + timedelta(days=today)

    length, longest, in_it, since = expected
    assert streak([day(n) for n in numbers], MONDAY + timedelta(days=today), now) == Streak(
        length=length,
        longest=longest,
        today=in_it,
        since=None if since is None else MONDAY + timedelta(days=since),
    )


def test_a_skipped_date_does_not_break_it_if_24_hours_did_not_pass() -> None:
    """Los Angeles on Monday night, then Tokyo on Wednesday morning: nine hours."""
    night = datetime(2026, 3, 3, 7, tzinfo=UTC)
    morning = night + timedelta(hours=16)
    days = [
        CountedDay(local_date=date(2026, 3, 2), first_at=night - timedelta(hours=14), last_at=night),
        CountedDay(local_date=date(2026, 3, 4), first_at=morning, last_at=morning),
    ]

    assert streak(days, date(2026, 3, 4), morning).length == 2


def counted(answers: list[tuple[datetime, str]]) -> list[CountedDay]:
    days: dict[date, CountedDay] = {}
    for at, zone in answers:
        on = no_earlier(learner_day(at, zone), max(days, default=None))
        first = days[on].first_at if on in days else at
        days[on] = CountedDay(local_date=on, first_at=first, last_at=at)
    return list(days.values())


steps = st.lists(st.tuples(st.integers(1, 24), st.sampled_from(ZONES)), min_size=1, max_size=60)


@given(steps=steps)
def test_travel_never_breaks_a_streak_and_never_inflates_it(steps: list[tuple[int, str]]) -> None:
    at = start = datetime(2026, 3, 2, 12, tzinfo=UTC)
    answers = [(at, "Europe/Berlin")]
    for hours, zone in steps:
        at += timedelta(hours=hours)
        answers.append((at, zone))
    days = counted(answers)

    now = streak(days, days[-1].local_date, at)

    assert now.length == len(days)
    assert now.length <= (at - start).days + 3


@given(gap=st.integers(49, 400), zone=st.sampled_from(ZONES))
def test_a_day_without_an_answer_breaks_it(gap: int, zone: str) -> None:
    first = datetime(2026, 3, 2, 12, tzinfo=UTC)
    days = counted([(first, zone), (first + timedelta(hours=gap), zone)])

    assert streak(days, days[-1].local_date, days[-1].last_at).length == 1
