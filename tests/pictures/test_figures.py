"""The figures of a picture, and how they travel in a letter."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace

from bot.app.ports.calendar import DayReason
from bot.pictures.calendar import Calendar, TopicBar
from tests.pictures.years import LABELS, TODAY, YEAR, calendars, ledger, topic


@given(calendars)
def test_figures_travel_as_json_and_come_back_equal(calendar: Calendar) -> None:
    assert Calendar.from_json(calendar.to_json()) == calendar


def test_a_full_year_with_ten_topics_is_a_small_letter() -> None:
    reasons = list(DayReason) * 61
    year = replace(YEAR, days=ledger(*reasons), topics=tuple(topic(f"Topic number {n}") for n in range(10)))
    assert len(year.to_json()) < 2500


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "truncated"),
        ("{}", "`array`, got `null`"),
        ("[]", "`object`, got `array`"),
        (YEAR.to_json().replace("afeprn", "afeprz"), "'z' stands for no reason"),
        (YEAR.to_json().replace(f'"days":["{YEAR.days[0][0]}', '"days":["last May'), "isoformat"),
        (YEAR.to_json().replace('"streak":23', '"streak":"many"'), r"`int`, got `str` - at `\$.streak`"),
        (YEAR.to_json().replace('"due":[7,', '"due":['), "14 days"),
    ],
)
def test_what_is_no_calendar_is_refused(text: str, why: str) -> None:
    assert text != YEAR.to_json()
    with pytest.raises(ValueError, match=why):
        Calendar.from_json(text)


@pytest.mark.parametrize(
    "wrong",
    [
        {"due": (1,) * 13},
        {"due": (-1, *(1,) * 13)},
        {"days": ((TODAY, DayReason.REST), (TODAY, DayReason.PAUSE))},
        {"days": ((TODAY, DayReason.REST), (TODAY - timedelta(days=1), DayReason.PAUSE))},
    ],
)
def test_figures_that_cannot_be_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"14 days|oldest first"):
        replace(YEAR, **wrong)


def test_a_year_has_names_for_its_days_and_months() -> None:
    with pytest.raises(ValueError, match="7 weekdays and 12 months"):
        replace(LABELS, weekdays=LABELS.weekdays[1:])


@pytest.mark.parametrize(("recall", "met", "of"), [(1.1, 1, 2), (-0.1, 1, 2), (0.5, 3, 2), (0.5, -1, 2)])
def test_a_topic_that_cannot_be_is_refused(recall: float, met: int, of: int) -> None:
    with pytest.raises(ValueError, match="not"):
        TopicBar(title="Data", recall=recall, met=met, of=of)


@pytest.mark.parametrize(
    ("recall", "met", "tenths"),
    [
        (0.0, 1, 0),
        (0.049, 1, 0),
        (0.05, 1, 1),
        (0.25, 1, 3),
        (0.84, 1, 8),
        (0.95, 1, 10),
        (1.0, 1, 10),
        (0.9, 0, None),
    ],
)
def test_a_recall_is_told_as_so_many_in_ten(recall: float, met: int, tenths: int | None) -> None:
    assert topic("Data", recall, met).tenths == tenths


def test_days_of_other_years_are_kept() -> None:
    days = ((date(1999, 12, 31), DayReason.ANSWERED), (date(2000, 1, 2), DayReason.FREEZE))
    assert Calendar.from_json(replace(YEAR, days=days).to_json()).days == days
