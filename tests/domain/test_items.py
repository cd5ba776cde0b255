"""What may be told of how hard a question is: nothing that a few people could be known by."""

import re
from collections import Counter
from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.replies import HardListed, ItemTold
from bot.domain.items import (
    K_COUNTS,
    K_SHARES,
    SOON,
    STEPS,
    Flag,
    Tally,
    discrimination,
    item_of,
    median_seconds,
    step_of,
    told,
    wilson,
)
from bot.words.say import say

COUNTS = st.integers(0, 400)


@given(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, st.dictionaries(st.integers(0, 36), COUNTS))
def test_no_number_below_five_people_is_told(
    people: int, right: int, shown: int, hints: int, appeals: int, skipped: int, took: dict[int, int]
) -> None:
    right, shown, hints, appeals = (min(n, people) for n in (right, shown, hints, appeals))
    item = item_of(
        Tally(people=people, right=right, shown=shown, hints=hints, appeals=appeals, skipped=skipped), took
    )
    if people < K_SHARES:
        assert item is None
        return
    assert item is not None
    assert (item.seconds is None) is (sum(took.values()) < K_SHARES)
    for count in (item.hints, item.shown, item.appeals, item.skipped):
        assert count is None or count == 0 or count >= K_COUNTS
    for part in (round(item.share * people), people - round(item.share * people)):
        assert part == 0 or part >= K_COUNTS
    assert 0 <= item.low <= item.share <= item.high <= 1
    listed = say([HardListed(deck="D", items=(("q", "Q", item),))], None).text
    one = say(
        [ItemTold(ask="Q", answer="A", accept=(), item=item, misses=(("w", told(3)),), rarer=told(2))], None
    ).text
    for text in (listed, one):
        counted = re.sub(r"\d+ to \d+ %|\d+ %|\d+ seconds?", "", text)
        numbers = [int(number) for number in re.findall(r"\d+", counted)]
        assert all(n >= K_COUNTS or n == 0 for n in numbers), text


def test_wilson_is_the_textbooks() -> None:
    low, high = wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)


def test_flags_say_why() -> None:
    def flags(**of: int) -> tuple[Flag, ...]:
        item = item_of(Tally(**of))
        return item.flags if item else ()

    assert flags(people=100, right=20) == (Flag.HARD,)
    assert flags(people=1000, right=990) == (Flag.EASY,)
    assert flags(people=100, right=50, appeals=11) == (Flag.APPEALED,)
    assert flags(people=100, right=50, appeals=10) == ()
    assert flags(people=29, right=2) == ()


def test_discrimination_is_the_point_biserial_correlation() -> None:
    strengths = [number / 39 for number in range(40)]
    better, any_of_them = [n >= 20 for n in range(40)], [n % 2 == 0 for n in range(40)]
    assert discrimination(better, strengths) == pytest.approx(0.866, abs=0.001)
    assert discrimination(any_of_them, strengths) == pytest.approx(-0.043, abs=0.001)
    assert discrimination([True, False] * 14, strengths[:28]) is None, "too few people"
    assert discrimination([True] * 40, strengths) is None, "nobody missed it"
    assert discrimination([True, False] * 20, [0.5] * 40) is None, "all know as much"


@given(st.lists(st.integers(0, SOON), min_size=K_SHARES, max_size=300))
def test_the_median_lies_in_the_step_of_the_true_one(seconds: list[int]) -> None:
    took = Counter(step for each in seconds if (step := step_of(each)) is not None)
    assert max(took) < STEPS
    found, true = median_seconds(took), max(1, median_low(seconds))
    assert found is not None
    assert true / 2**0.5 - 0.5 <= found <= true * 2**0.5 + 0.5


def test_times_of_hours_are_not_counted() -> None:
    assert step_of(SOON) is not None
    assert step_of(SOON + 1) is None
    assert median_seconds({4: K_SHARES - 1}) is None
