"""How hard a question is, from how it went when people met it first; and what of that may be told.

Nothing is told that a few people could be known by: shares from thirty people on, counts from five on, words
from three people on.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from math import floor, log2, sqrt
from statistics import correlation

from msgspec import Struct

K_SHARES = 30
K_COUNTS = 5
K_WORDS = 3
HARD, EASY = 0.30, 0.95
APPEALED = 0.10
ONE_ANSWER = 0.30
"""The share of the misses from which on one answer is suspicious."""
SOON = 600
"""Seconds within which a question is answered by who was looking at it."""
_TO_AN_OCTAVE = 2
STEPS = 19
"""Of the scale by which times are counted, see `step_of`: however many people there are, a question has so
many numbers, and they can be added up."""
_Z = 1.96


class Tally(Struct, frozen=True, kw_only=True):
    """First tries at a question, in numbers. A difference of two is one too."""

    people: int = 0
    right: int = 0
    """Whose first answer was right."""
    shown: int = 0
    """Who saw the answer without a try."""
    hints: int = 0
    """Who took a hint."""
    appeals: int = 0
    """Who said that they were right."""
    skipped: int = 0
    """Who skipped it before they had answered it once."""

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            people=self.people + other.people,
            right=self.right + other.right,
            shown=self.shown + other.shown,
            hints=self.hints + other.hints,
            appeals=self.appeals + other.appeals,
            skipped=self.skipped + other.skipped,
        )

    def __neg__(self) -> "Tally":
        return Tally(
            people=-self.people,
            right=-self.right,
            shown=-self.shown,
            hints=-self.hints,
            appeals=-self.appeals,
            skipped=-self.skipped,
        )


class Flag(StrEnum):
    """Why a question is worth a look."""

    HARD = "hard"
    EASY = "easy"
    APPEALED = "appealed"
    ONE_ANSWER = "one_answer"
    """One answer is a great part of the misses, and those who know the subject give it too."""
    BACKWARDS = "backwards"
    """Those who know more of the rest get it right less often: the key may be wrong."""


class Item(Struct, frozen=True, kw_only=True):
    """What may be told of a question's first tries. A count is None where it is too small to be told."""

    people: int
    share: float
    """Right at first go, 0 to 1."""
    low: float
    high: float
    """In between lies what it would be for many, nineteen times of twenty (Wilson)."""
    hints: int | None
    shown: int | None
    appeals: int | None
    skipped: int | None
    seconds: int | None
    """Half of those who answered soon took no longer, about; see `median_seconds`."""
    flags: tuple[Flag, ...]
    discrimination: float | None = None
    """See `discrimination`; None where it was not asked for, or cannot be told."""


def item_of(tally: Tally, took: Mapping[int, int] | None = None) -> Item | None:
    """What may be told; None if that is nothing. `took`: how many needed how long, by `step_of`.

    Where those who were right, or those who were not, are too few to be counted, the share is told as if they
    were as many as that, or none.
    """
    if tally.people < K_SHARES:
        return None
    right = min(max(0, tally.right), tally.people)
    if 0 < right < K_COUNTS:
        right = K_COUNTS
    if 0 < tally.people - right < K_COUNTS:
        right = tally.people - K_COUNTS
    low, high = wilson(right, tally.people)
    return Item(
        people=tally.people,
        share=right / tally.people,
        low=low,
        high=high,
        hints=told(tally.hints),
        shown=told(tally.shown),
        appeals=told(tally.appeals),
        skipped=told(tally.skipped),
        seconds=median_seconds(took or {}),
        flags=tuple(_flags(tally, right / tally.people)),
    )


def step_of(seconds: int) -> int | None:
    """The step of a logarithmic scale, two to an octave, that a time falls into; None for one of more than
    ten minutes, which tells when somebody looked at the chat, not how long they thought."""
    return floor(_TO_AN_OCTAVE * log2(max(1, seconds))) if seconds <= SOON else None


def median_seconds(took: Mapping[int, int]) -> int | None:
    """The median of times counted by step, about: it lies in the step that the true one is in. None for fewer
    than thirty people."""
    people = sum(took.values())
    if people < K_SHARES:
        return None
    before = 0
    for step in sorted(took):
        if 2 * (before + took[step]) >= people:
            within = (people / 2 - before) / took[step]
            return round(2 ** ((step + within) / _TO_AN_OCTAVE))
        before += took[step]
    return None


def told(count: int) -> int | None:
    """A count of people, if it is none or large enough to be told."""
    return count if count <= 0 or count >= K_COUNTS else None


def discrimination(rights: Sequence[bool], strengths: Sequence[float]) -> float | None:
    """How far those who know more of the rest get a question right more often, -1 to 1: the correlation of
    right at first go with the share they know of the rest (point-biserial). None for fewer than thirty
    people, where those who were right or those who were not are too few to be counted, and where all know as
    much."""
    few = min(sum(rights), len(rights) - sum(rights)) < K_COUNTS
    if len(rights) < K_SHARES or few or len(set(strengths)) < 2:
        return None
    return correlation([float(right) for right in rights], strengths)


def _flags(tally: Tally, share: float) -> Iterator[Flag]:
    if share < HARD:
        yield Flag.HARD
    if share > EASY:
        yield Flag.EASY
    if tally.appeals >= K_COUNTS and tally.appeals > APPEALED * tally.people:
        yield Flag.APPEALED


def wilson(right: int, people: int) -> tuple[float, float]:
    """Wilson's interval of a share, 0 to 1."""
    share, weight = right / people, _Z * _Z / people
    middle = (share + weight / 2) / (1 + weight)
    half = _Z / (1 + weight) * sqrt(share * (1 - share) / people + weight / (4 * people))
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))
