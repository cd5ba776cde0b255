"""Numbers written as one word: `hundertachtzig`, `einundzwanzig`, `zweitausendfünfhundert`."""

from collections.abc import Mapping
from fractions import Fraction

_LONGEST = 60


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
