"""What decides in a phrase of words: its numeral (Type II, World War I, vitamin B12), a version (3.10), a
word in capitals that elsewhere says little (OR gate), a small word that has a contrary (log in, log out).
"""

import re

from msgspec import Struct

from bot.domain.marking.kinds.notation.times import ERA, era
from bot.domain.marking.kinds.notation.units import unit_at
from bot.domain.marking.language.language import Language

_WORD = re.compile(r"[^\W_]+(?:\.\d+)*(?:'[^\W\d_]+)?")
_ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})$")
_GLUED = re.compile(r"([A-Za-z]+)(\d+(?:\.\d+)*)([a-z]?)$")
_VALUES = {"I": 1, "V": 5, "X": 10}
_GATES = frozenset(("AND", "OR", "NOT", "NAND", "NOR", "XOR", "XNOR", "IF", "IN", "ON", "AS", "IS"))
_COMPASS = re.compile(r"(?<=[\d°'])\s?([NSEW])(?![^\W_])")
_POINTS = {"N": "north", "S": "south", "E": "east", "W": "west"}
_MOST_WORDS, _MOST_TURNED = 6, 3


class Deciding(Struct, frozen=True):
    """What decides in a phrase."""

    words: tuple[str, ...]
    """Its words in small letters, without articles, numerals by value."""
    numbers: tuple[str, ...]
    capitals: frozenset[str]
    era: int
    initials: str
    turning: frozenset[str]
    """Small words among them that have a contrary (`in`, `off`, `north`)."""


def deciding(text: str, lang: Language, *, wanted: bool = False) -> Deciding:
    """What decides in an answer, or in an accepted text; numerals are read as numbers."""
    sign = era(text)
    plain = ERA.sub(" BC " if sign < 0 else " AD ", text) if sign else text
    found = _WORD.findall(_COMPASS.sub(lambda one: f" {_POINTS[one.group(1)]}", plain))
    words: list[str] = []
    numbers: list[str] = []
    for at, raw in enumerate(found):
        parts = _parts(raw, found[at - 1] if at else "", lang)
        words += [part for part in parts if part not in lang.articles]
        numbers += [part for part in parts if part[0].isdigit()]
    spelled_out = [word[0] for word in words if word[0].isalpha()]
    return Deciding(
        words=tuple(words),
        numbers=tuple(numbers) if not wanted or sign or _names(found, numbers, text) else (),
        capitals=frozenset(raw for raw in found if raw in _GATES)
        if not text.isupper() or len(found) > 1
        else frozenset(),
        era=sign,
        turning=frozenset(words) & lang.turning.keys() if len(words) <= _MOST_TURNED else frozenset(),
        initials="".join(spelled_out) if len(spelled_out) > 1 else "",
    )


def _names(found: list[str], numbers: list[str], text: str) -> bool:
    """True for one number that is part of a name: behind a word, glued to it, or an ordinal before it; not an
    amount, nor a year.
    """
    if len(numbers) != 1 or len(numbers[0]) > 3 + numbers[0].count(".") * 2:
        return False
    at = next((n for n, raw in enumerate(found) if raw[0].isdigit()), -1)
    if at < 0 or (not found[at].isdigit() and "." not in found[at]):
        return True
    return at > 0 and (at + 1 == len(found) or not unit_at(text, text.rfind(found[at]) + len(found[at])))


def _parts(raw: str, before: str, lang: Language) -> list[str]:
    """A word, or a number; `B12` is both, and so is `WWII`."""
    folded = lang.fold(raw)
    if raw[0].isdigit():
        ordinal = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", folded)
        return [ordinal.group(1) if ordinal else folded]
    roman = roman_of(raw, before)
    if roman:
        return [str(roman)]
    glued = _GLUED.match(raw)
    if glued:
        return [lang.fold(glued.group(1)), glued.group(2) + glued.group(3)]
    number = lang.numbers.get(folded) or (
        lang.ordinals.get(folded) if before or folded not in lang.stop else None
    )
    if (
        number is not None
        and float(number).is_integer()
        and folded not in ("single", "once", "double", "twice")
    ):
        return [str(int(number))]
    return [folded]


def roman_of(raw: str, before: str) -> int:
    """The value of a Roman numeral behind a word; `I` alone is a word at the start, and so are small letters
    but for `ii`, `iii` and the like.
    """
    upper = raw.upper()
    if not _ROMAN.match(upper) or (
        raw != upper and ((len(raw) < 2 and not before) or raw.capitalize() == raw)
    ):
        return 0
    if not before or (raw == "i" and before.casefold() in ("and", "so", "as", "that")):
        return 0
    if raw in ("v", "x"):
        return 0
    total = 0
    for char, following in zip(upper, [*upper[1:], ""], strict=True):
        value = _VALUES[char]
        total += -value if _VALUES.get(following, 0) > value else value
    return total


def loose(said: Deciding, wanted: Deciding, text: str) -> Deciding:
    """The answer with `WWII` and `ww2` read as the initials of the reference and its number."""
    if not wanted.initials or not wanted.numbers:
        return said
    found = re.search(
        rf"(?<![^\W_]){wanted.initials}[\s-]?([ivx]{{1,4}}|\d{{1,2}})(?![^\W_])", text.casefold()
    )
    if found is None:
        return said
    value = found.group(1) if found.group(1).isdigit() else str(roman_of(found.group(1).upper(), "x"))
    words = tuple(word for word in wanted.words if not word[0].isdigit())
    return Deciding((*words, value), (value,), said.capitals, said.era, said.initials, said.turning)


def decides(wanted: Deciding) -> bool:
    """True if there is something in a reference that decides."""
    return len(wanted.words) <= _MOST_WORDS and bool(
        wanted.numbers or wanted.capitals or wanted.era or wanted.turning
    )
