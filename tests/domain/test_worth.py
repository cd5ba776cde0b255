"""What a review is worth."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.memory import Card, Rating, Reviewed, held, recall, replayed, reviewed
from bot.domain.worth import WEEKS_ON, gain, horizon

START = datetime(2026, 3, 2, tzinfo=UTC)


def card(*ratings: Rating, gap: int = 3) -> Card:
    days = [START + timedelta(days=gap * n) for n in range(len(ratings))]
    log = [Reviewed(rating=r, at=at, local_date=at.date()) for r, at in zip(ratings, days, strict=True)]
    made = replayed(log, "ann:q")
    assert made is not None
    return made


@given(ratings=st.lists(st.sampled_from(Rating), min_size=1, max_size=8), days=st.integers(1, 300))
def test_the_worth_is_what_the_package_says_of_both_answers(ratings: list[Rating], days: int) -> None:
    before = card(*ratings)
    at = before.last_at + timedelta(days=days)
    known = recall(before, at)
    after = {
        rating: held(
            reviewed(before, Reviewed(rating=rating, at=at, local_date=at.date()), "x").stability, 20
        )
        for rating in (Rating.GOOD, Rating.AGAIN)
    }
    expected = known * after[Rating.GOOD] + (1 - known) * after[Rating.AGAIN]

    assert gain(before, at, 20) == pytest.approx(expected - held(before.stability, days + 20), abs=0.01)


def test_what_is_fresh_gains_little_and_what_is_half_forgotten_much() -> None:
    before = card(Rating.GOOD, Rating.GOOD)
    gains = [gain(before, before.last_at + timedelta(days=days), 20) for days in (0, 2, 10, 30)]

    assert gains == sorted(gains)
    assert gains[0] == pytest.approx(0, abs=0.01)


def test_it_is_looked_as_far_as_the_exam() -> None:
    today = date(2026, 3, 2)

    assert horizon(today, None) == WEEKS_ON
    assert horizon(today, today + timedelta(days=5)) == 5
    assert horizon(today, today + timedelta(days=500)) == WEEKS_ON
    assert horizon(today, today) == WEEKS_ON
