"""Memory: made from the log of reviews alone, the same every time."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.learning.cards import rating_of
from bot.app.ports.learning import Outcome
from bot.domain.memory import Card, Rating, Reviewed, recall, replayed, reviewed

START = datetime(2026, 3, 2, 18, tzinfo=UTC)


def log(*ratings: Rating, gap: int = 3) -> list[Reviewed]:
    days = [START + timedelta(days=gap * n) for n in range(len(ratings))]
    return [Reviewed(rating=r, at=at, local_date=at.date()) for r, at in zip(ratings, days, strict=True)]


def last(*ratings: Rating) -> Card:
    card = replayed(log(*ratings), "ann:q")
    assert card is not None
    return card


def test_what_was_missed_is_due_the_next_day_and_what_was_right_later() -> None:
    assert last(Rating.AGAIN).due_on == date(2026, 3, 3)
    assert last(Rating.HARD).due_on == date(2026, 3, 3)
    assert last(Rating.GOOD).due_on == date(2026, 3, 4)
    assert last(Rating.GOOD, Rating.GOOD, Rating.GOOD).due_on > date(2026, 3, 20)


def test_forgetting_is_a_lapse_and_shortens_the_interval() -> None:
    card = last(Rating.GOOD, Rating.GOOD, Rating.AGAIN)

    assert (card.reps, card.lapses) == (3, 1)
    assert card.due_on <= card.last_on + timedelta(days=3)
    assert card.first_on == START.date()


@given(ratings=st.lists(st.sampled_from(Rating), min_size=1, max_size=30))
def test_thirty_replays_give_one_card(ratings: list[Rating]) -> None:
    cards = {replayed(log(*ratings), "ann:q") for _ in range(30)}

    assert len(cards) == 1
    card = cards.pop()
    assert card is not None
    assert card.due_on > card.last_on
    assert card.stability > 0
    assert 1 <= card.difficulty <= 10


@given(ratings=st.lists(st.sampled_from(Rating), min_size=1, max_size=12), hours=st.integers(0, 9000))
def test_recall_is_a_chance_and_only_sinks(ratings: list[Rating], hours: int) -> None:
    card = last(*ratings)
    before, after = (recall(card, card.last_at + timedelta(hours=h)) for h in (hours, hours + 5))

    assert 0 <= after <= before <= 1
    assert recall(card, card.last_at) == pytest.approx(1)


def test_due_dates_of_a_crowd_are_spread() -> None:
    ratings = [Rating.GOOD] * 5
    days = {card.due_on for n in range(200) if (card := replayed(log(*ratings), f"learner {n}:q"))}

    assert len(days) >= 5


def test_the_clock_of_the_evening_and_the_next_morning_are_two_days() -> None:
    evening = Reviewed(rating=Rating.GOOD, at=START, local_date=START.date())
    morning = START + timedelta(hours=14)
    next_day = Reviewed(rating=Rating.GOOD, at=morning, local_date=morning.date())
    card = reviewed(reviewed(None, evening, "s"), next_day, "s")

    assert card.stability > reviewed(None, evening, "s").stability * 1.2


@pytest.mark.parametrize(
    ("verdict", "credit", "hints", "rating"),
    [
        (Outcome.RIGHT, 1.0, 0, Rating.GOOD),
        (Outcome.ALMOST, 1.0, 0, Rating.GOOD),
        (Outcome.RIGHT, 1.0, 1, Rating.HARD),
        (Outcome.PARTIAL, 1.0, 0, Rating.HARD),
        (Outcome.PARTIAL, 0.5, 0, Rating.AGAIN),
        (Outcome.WRONG, 0.5, 0, Rating.AGAIN),
        (Outcome.WRONG, 0.0, 2, Rating.AGAIN),
        (Outcome.SHOWN, 0.0, 0, Rating.AGAIN),
    ],
)
def test_ratings(verdict: Outcome, credit: float, hints: int, rating: Rating) -> None:
    assert rating_of(verdict, credit, hints) is rating


def test_the_heavy_libraries_stay_out() -> None:
    script = (
        "import bot.domain.memory, sys; print([m for m in ('torch', 'numpy', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
