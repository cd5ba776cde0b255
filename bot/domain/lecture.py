"""A question asked in the lecture, in numbers, and what of them may be told.

Nothing is told that a few people could be known by: of fewer than five no number, and no share of which a
part is fewer than five; words from three people on.
"""

from collections.abc import Iterable
from datetime import timedelta

from msgspec import Struct

from bot.domain.items import K_COUNTS, K_WORDS, told

SECONDS = 90
"""How long each has, from when the question arrived."""
GRACE = timedelta(seconds=2)
"""Telegram tells when something was said in whole seconds."""
COMMONEST = 3


class LectureTally(Struct, frozen=True, kw_only=True):
    """How a question went. Not to be told as it is."""

    people: int = 0
    """Who got it."""
    answered: int = 0
    right: int = 0
    misses: tuple[tuple[str, int], ...] = ()
    """The commonest answers that were not right, with how many gave them; words of three people at least."""


class LectureFigures(Struct, frozen=True, kw_only=True):
    """What may be told. A number is None where it is too small to be told."""

    people: int | None
    answered: int | None
    nearly_all: bool
    """So few are not in that it is not said how many are."""
    right: float | None = None
    """The share of those who answered; None also while it is still asked."""
    misses: tuple[tuple[str, int | None], ...] = ()


def lecture_figures(tally: LectureTally, *, over: bool) -> LectureFigures:
    """What may be told; while it is asked (`over` False), nothing but how many are in."""
    nearly_all = tally.answered >= K_COUNTS and 0 < tally.people - tally.answered < K_COUNTS
    enough = over and tally.answered >= K_COUNTS
    people = told(tally.people)
    return LectureFigures(
        people=people,
        answered=None if nearly_all or people is None else told(tally.answered),
        nearly_all=nearly_all,
        right=share_told(tally.right, tally.answered) if enough else None,
        misses=tuple((text, told(people)) for text, people in tally.misses) if enough else (),
    )


def share_told(part: int, of: int) -> float | None:
    """A share of people. If those in it, or those who are not, are fewer than five, they are told as five;
    None where there are too few for that."""
    if part in (0, of):
        return part / of if of else None
    if of < 2 * K_COUNTS:
        return None
    return min(max(part, K_COUNTS), of - K_COUNTS) / of


def commonest(said: Iterable[tuple[str, str]]) -> tuple[tuple[str, int], ...]:
    """Of answers that were not right, each as its normal form and its words, the commonest, by how many gave
    them; of an answer that is spelt in several ways, the commonest spelling."""
    spellings: dict[str, dict[str, int]] = {}
    for key, words in said:
        counts = spellings.setdefault(key, {})
        counts[words] = counts.get(words, 0) + 1
    people = sorted(((sum(counts.values()), key) for key, counts in spellings.items()), reverse=True)
    return tuple(
        (max(sorted(spellings[key]), key=lambda words, key=key: spellings[key][words]), count)  # type: ignore[misc]
        for count, key in people[:COMMONEST]
        if count >= K_WORDS
    )
