"""A learner's memory of a question, by FSRS.

The model is FSRS-6 as the `fsrs` package has it.
Its own fuzz is off, for it draws from global randomness: a log replayed must rebuild every card exactly.
There are no learning steps: what is missed comes again within the sitting by the rules of
`bot.domain.pick`, and after that intervals are whole days of the learner's calendar: from the evening to
the next morning is a day, where the package, which counts 24 hours, would see a repetition at once.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from functools import cache
from typing import NamedTuple
from zlib import crc32

from fsrs import Card as FsrsCard
from fsrs import Rating as FsrsRating
from fsrs import Scheduler, State
from msgspec import Struct

RETENTION = 0.9
"""A question comes back when the chance to know it has sunk to this."""
LONGEST = 730
"""Days; longer intervals are no use to a course."""
SPREAD = 0.05
"""Share of an interval by which the due date is moved either way, so that a day's questions part."""


class Rating(IntEnum):
    """How well it was remembered. The numbers are those of the optimizer's review logs."""

    AGAIN = 1
    HARD = 2
    GOOD = 3


class Reviewed(Struct, frozen=True, kw_only=True):
    """One line of the review log: all that memory is made from."""

    rating: Rating
    at: datetime
    local_date: date


class Memory(NamedTuple):
    """What the chance to know a question is reckoned from, as in `Card`. (A tuple, for a turn may make one of
    each question that was ever met.)"""

    stability: float
    difficulty: float
    last_at: datetime


class Card(NamedTuple):
    """What is known of one learner's memory of one question."""

    stability: float
    """Days until the chance to know it has sunk to 90 %."""
    difficulty: float
    """1 … 10."""
    due_on: date
    """The learner's day from which on it is due."""
    first_on: date
    last_at: datetime
    last_on: date
    reps: int
    lapses: int


def reviewed(card: Card | None, log: Reviewed, seed: str) -> Card:
    """The card after one more review. `seed` names learner and question; it spreads the due date.

    Depends on nothing but its arguments: the same log gives the same card, always.
    """
    before = _fsrs(card)
    day = _instant(log.local_date)
    after, _ = _scheduler().review_card(before, FsrsRating(log.rating.value), day)
    assert after.stability is not None, "a reviewed card has a stability"
    assert after.difficulty is not None, "a reviewed card has a difficulty"
    reps = (card.reps if card else 0) + 1
    days = _spread((after.due - day).days, f"{seed}:{reps}")
    return Card(
        stability=after.stability,
        difficulty=after.difficulty,
        due_on=log.local_date + timedelta(days=days),
        first_on=card.first_on if card else log.local_date,
        last_at=log.at,
        last_on=log.local_date,
        reps=reps,
        lapses=(card.lapses if card else 0) + (card is not None and log.rating is Rating.AGAIN),
    )


def replayed(log: Iterable[Reviewed], seed: str) -> Card | None:
    """The card a whole log leads to; None for an empty one. The log is in the order of its instants."""
    card = None
    for line in log:
        card = reviewed(card, line, seed)
    return card


def recall(card: Card | Memory, at: datetime) -> float:
    """The chance, 0 … 1, that it is known at that instant: by the hour."""
    return held(card.stability, max(timedelta(), at - card.last_at) / timedelta(days=1))


def held(stability: float, days: float) -> float:
    """FSRS-6's curve: the chance that a memory of that stability holds so many days after its review."""
    decay, factor = _curve()
    return float((1 + factor * days / stability) ** decay)


@cache
def parameters() -> tuple[float, ...]:
    """Those of FSRS-6, as the package has them."""
    return tuple(_scheduler().parameters)


@cache
def _curve() -> tuple[float, float]:
    decay = -parameters()[20]
    return decay, float(0.9 ** (1 / decay) - 1)


@cache
def _scheduler() -> Scheduler:
    return Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST,
        enable_fuzzing=False,
    )


def _fsrs(card: Card | None) -> FsrsCard:
    # Without an id the package sleeps a millisecond to make one, and without a due date it reads the clock.
    if card is None:
        return FsrsCard(card_id=1, state=State.Learning, step=0, due=datetime(2000, 1, 1, tzinfo=UTC))
    last = _instant(card.last_on)
    return FsrsCard(
        card_id=1,
        state=State.Review,
        stability=card.stability,
        difficulty=card.difficulty,
        due=last,
        last_review=last,
    )


def _instant(day: date) -> datetime:
    """A learner's day as the package wants it; days lie 24 hours apart in every zone."""
    return datetime.combine(day, time(), UTC)


def _spread(days: int, seed: str) -> int:
    """The interval moved by at most 5 % either way; short ones stay as they are."""
    reach = int(days * SPREAD + 0.5)
    return max(1, days) if not reach else days - reach + crc32(seed.encode()) % (2 * reach + 1)
