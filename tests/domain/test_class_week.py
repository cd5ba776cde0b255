"""A class's week: nothing below five is told, whatever the numbers are."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.class_week import FirstTries, Week, figures_of, next_report, week_before
from bot.domain.items import K_COUNTS, K_SHARES
from bot.domain.question import QuestionId

firsts = st.integers(0, 60).flatmap(
    lambda people: st.builds(
        FirstTries,
        question=st.sampled_from([QuestionId(f"q-{n}") for n in range(6)]),
        people=st.just(people),
        right=st.integers(0, people),
    )
)
weeks = st.integers(0, 80).flatmap(
    lambda members: st.builds(
        Week,
        members=st.just(members),
        days=st.lists(st.integers(1, 7), max_size=members),
        firsts=st.lists(firsts, max_size=6, unique_by=lambda one: one.question),
    )
)


def countable(share: float, people: int) -> bool:
    """Whether those a share is of, and the others, are none or five."""
    some = round(share * people)
    return all(count == 0 or count >= K_COUNTS for count in (some, people - some))


@given(week=weeks)
def test_nothing_below_five_is_told(week: Week) -> None:
    told = figures_of(week)
    if not week.days:
        assert told is None
        return
    assert told is not None
    if week.members < K_COUNTS:
        assert (told.members, told.took_part, told.several, told.hardest) == (None, None, None, ())
        assert not told.nearly_all
        return
    if told.took_part is not None:
        assert told.took_part >= K_COUNTS
        assert not 0 < week.members - told.took_part < K_COUNTS, "those who did not are not counted either"
    assert not told.nearly_all or told.took_part is None
    if told.several is not None:
        assert countable(told.several, len(week.days))
    people = {one.question: one.people for one in week.firsts}
    assert len(told.hardest) <= 3
    for hard in told.hardest:
        assert people[hard.question] >= K_COUNTS
        if hard.share is not None:
            assert people[hard.question] >= K_SHARES
            assert countable(hard.share, people[hard.question])


@given(week=weeks)
def test_one_who_comes_or_goes_is_not_seen_in_a_small_class(week: Week) -> None:
    """Of a class of fewer than five all weeks with answers look alike."""
    if week.members < K_COUNTS and week.days:
        assert figures_of(week) == figures_of(Week(members=4, days=[1], firsts=[]))


@pytest.mark.parametrize(
    ("now", "zone", "due"),
    [
        (datetime(2026, 3, 2, 17, tzinfo=UTC), "Europe/Berlin", datetime(2026, 3, 9, 7, tzinfo=UTC)),
        (datetime(2026, 3, 9, 7, tzinfo=UTC), "Europe/Berlin", datetime(2026, 3, 16, 7, tzinfo=UTC)),
        (datetime(2026, 3, 9, 6, 59, tzinfo=UTC), "Europe/Berlin", datetime(2026, 3, 9, 7, tzinfo=UTC)),
        (datetime(2026, 3, 29, 22, tzinfo=UTC), "Europe/Berlin", datetime(2026, 3, 30, 6, tzinfo=UTC)),
        (datetime(2026, 3, 1, 12, tzinfo=UTC), "Pacific/Auckland", datetime(2026, 3, 1, 19, tzinfo=UTC)),
    ],
)
def test_the_next_report_is_on_monday_at_eight_there(now: datetime, zone: str, due: datetime) -> None:
    assert next_report(now, zone) == due


def test_the_week_told_is_the_last_whole_one_there() -> None:
    late = datetime(2026, 3, 11, 12, tzinfo=UTC)
    assert week_before(late, "Europe/Berlin") == (date(2026, 3, 2), date(2026, 3, 8))
    monday_there = datetime(2026, 3, 8, 12, tzinfo=UTC)
    assert week_before(monday_there, "Pacific/Auckland") == (date(2026, 3, 2), date(2026, 3, 8))
