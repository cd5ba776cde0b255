"""What people call themselves, fit to be shown beside others: no tricks with blanks, marks or directions."""

import unicodedata
from collections.abc import Iterable

LONGEST = 40
"""Characters of a name that are shown."""
NO_NAME = "…"
"""Stands for a name of which nothing can be seen."""
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that look like nothing, by their category something else than blanks."""
_JOINERS = frozenset("\u200c\u200d")
"""They belong into words of some scripts, and into emoji; beside plain letters they are there to deceive."""
_MARKS = 2
"""So many marks on one letter belong to writing; more of them run over the lines beside."""


def tidy(name: str) -> str:
    """The name without control and direction marks, with single blanks, `LONGEST` at most; never empty.

    To tidy a name twice changes nothing.
    """
    kept: list[str] = []
    marks = 0
    for place, sign in enumerate(name):
        kind = unicodedata.category(sign)
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if sign in _BLANK or kind.startswith("Z") or sign in "\t\r\n":
            kept.append(" ")
        elif sign in _JOINERS:
            kept.append(sign if _joins(name, place) else "")
        elif kind not in ("Cc", "Cf", "Cs", "Co", "Cn") and marks <= _MARKS:
            kept.append(sign)
    return " ".join("".join(kept).split())[:LONGEST].strip() or NO_NAME


def told_apart(names: Iterable[str]) -> tuple[str, ...]:
    """The names in their order; whoever has the name of somebody before gets a number: Bob, Bob (2)."""
    seen: dict[str, int] = {}
    shown: list[str] = []
    for name in map(tidy, names):
        seen[name] = seen.get(name, 0) + 1
        shown.append(numbered(name, seen[name]))
    return tuple(shown)


def numbered(name: str, number: int) -> str:
    """The name of the `number`th person of that name."""
    return name if number < 2 else f"{name} ({number})"


def _joins(name: str, place: int) -> bool:
    around = name[max(0, place - 1) : place] + name[place + 1 : place + 2]
    return len(around) == 2 and not any(sign.isascii() or sign in _JOINERS for sign in around)
