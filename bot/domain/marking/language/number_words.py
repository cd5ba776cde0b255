"""Numbers written as one word (`hundertachtzig`, `einundzwanzig`), and with a slip (`sevn`)."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from rapidfuzz import process
from rapidfuzz.distance import OSA

_LONGEST = 60
_SURE = 5
"""Letters of a number word that is known by a slip of it."""


def with_a_slip(typed: str, words: Iterable[str]) -> str:
    """The one number word of five letters or more that `typed`, which is no word, is an edit away from; "" if
    none or several are."""
    long = [word for word in words if len(word) >= _SURE and word[0] == typed[:1]]
    near = process.extract(typed, long, scorer=OSA.distance, score_cutoff=1, limit=2)
    return str(near[0][0]) if len(near) == 1 else ""


def in_one_word(text: str, pieces: Mapping[str, Fraction], joint: str) -> Fraction | None:
    """The value of number words written together, or None; `joint` is the word between ones and tens."""
    parts = _parts(text, pieces, joint) if joint and len(text) <= _LONGEST else []
    if len(parts) < 2:
        return None
    total = current = Fraction(0)
    for value in parts:
        if value >= 1000:
            total, current = total + max(current, Fraction(1)) * value, Fraction(0)
        else:
            current = max(current, Fraction(1)) * value if value == 100 else current + value
    return total + current


def _parts(text: str, pieces: Mapping[str, Fraction], joint: str) -> list[Fraction]:
    """The numbers a word is made of, the longest first; none if something is left over."""
    found: list[Fraction] = []
    while text:
        part = next((text[:size] for size in range(len(text), 1, -1) if text[:size] in pieces), "")
        if part:
            found.append(pieces[part])
        elif found and text.startswith(joint) and len(text) > len(joint):
            part = joint
        else:
            return []
        text = text[len(part) :]
    return found
