"""A text as words in one spelling, each with what was typed, and what readers make of them.

A reader looks at the text from a place on and says what stands there and where that ends. What no reader
takes is not understood, and is told as it was typed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.said.numerals import in_digits

Found = TypeVar("Found")
Reader = Callable[[str, int], tuple[Found, int] | None]
"""What stands in a text from a place on, and where it ends; None if it is nothing of that sort."""

LONGEST = 120
"""Signs of a text that are read at all."""
_APART = re.compile(r"[\s,;]+")
_DOTTED = re.compile(r"(?<![^\W\d_])([ap])\s?\.\s?m\b\.?", re.IGNORECASE)
_ROUND = "!?\"'“”„()[]~*_"


class Word(Struct, frozen=True, kw_only=True):
    """A word in its place."""

    typed: str
    plain: str
    start: int
    """In the text that readers see."""


class Scanned(Struct, Generic[Found], frozen=True, kw_only=True):
    """What was understood, in order, and what was not."""

    found: tuple[Found, ...]
    unread: tuple[str, ...]
    """As typed; words that stand together are one."""


def plain(word: str) -> str:
    """A word in small letters and plain digits, without marks around it; "8 p.m." is "8 pm"."""
    folded = unicodedata.normalize("NFKC", word).casefold().replace("’", "'")
    return folded.strip(_ROUND)


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text, numbers in digits."""
    normal = unicodedata.normalize("NFKC", text[:LONGEST])
    typed = [word for word in _APART.split(_DOTTED.sub(r"\1m", normal)) if plain(word)]
    words: list[Word] = []
    start = 0
    for each, spelled in zip(typed, in_digits([plain(word) for word in typed]), strict=True):
        if spelled:
            words.append(Word(typed=each, plain=spelled, start=start))
            start += len(spelled) + 1
        else:  # "five" of "twenty five"
            words[-1] = replace(words[-1], typed=f"{words[-1].typed} {each}")
    return tuple(words)


def joined(words: tuple[Word, ...]) -> str:
    """The text that readers see."""
    return " ".join(word.plain for word in words)


def scan(text: str, readers: Sequence[Reader[Found]], fillers: frozenset[str]) -> Scanned[Found]:
    """Everything in a text that one of the readers takes; of several, the one that takes most."""
    words = words_of(text)
    whole = joined(words)
    found: list[Found] = []
    read: list[bool | None] = []
    """Of each word: True if it was understood, None if it says nothing by itself."""
    place = 0
    while place < len(words):
        at = words[place].start
        if taken := [each for reader in readers if (each := reader(whole, at))]:
            value, end = max(taken, key=lambda each: each[1])
            found.append(value)
            passed = sum(at <= word.start < end for word in words)
            read += [True] * passed
            place += passed
        else:
            read.append(None if words[place].plain.strip(".:-–") in fillers else False)
            place += 1
    return Scanned(found=tuple(found), unread=tuple(_unread(words, read)))


def _unread(words: tuple[Word, ...], read: list[bool | None]) -> Iterator[str]:
    """Runs of words that were not understood, those between them that say nothing included."""
    run: list[str] = []
    kept = 0
    for word, known in zip(words, read, strict=True):
        if known is None and run:
            run.append(word.typed)
        elif known is False:
            run.append(word.typed)
            kept = len(run)
        elif run:
            yield " ".join(run[:kept])
            run, kept = [], 0
    if run:
        yield " ".join(run[:kept])
