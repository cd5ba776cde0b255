"""Names, letters and numbers one after another: an answer that is nothing else, read piece by piece.

Signs between the pieces are passed over, small words too; as soon as anything else is said, nothing is read.
"""

from collections.abc import Callable, Mapping, Sequence
from unicodedata import normalize

from msgspec import Struct

from bot.domain.marking.reading.normal import unstacked

_LONGEST = 2000
"""Characters; a longer answer is no row of names."""
_MOST = 64
"""So many pieces are read."""
_BETWEEN = frozenset(" \n\t,;.:/|+&-–—=>→·•*()[]{}\"'`?!<\\_")
AND = frozenset(("and", "or", "with", "plus", "then", "und", "oder", "mit", "dann", "sowie"))
SILENT = AND | frozenset(
    (
        *("option", "options", "answer", "answers", "letter", "letters", "number", "numbers", "the", "are"),
        *(
            "is",
            "to",
            "goes",
            "belongs",
            "both",
            "antwort",
            "antworten",
            "nummer",
            "buchstabe",
            "ist",
            "sind",
        ),
        *("gehört", "zu", "die", "der", "das"),
    )
)
"""Words that may stand between names."""
DENYING = frozenset(
    ("not", "no", "without", "except", "but", "nicht", "kein", "keine", "ohne", "außer", "ausser")
)

Reader = Callable[[str, int], tuple[int, int] | None]
"""Given a text and a place in it: which name stands there, and where it ends; None if none does."""


class Piece(Struct, frozen=True, kw_only=True):
    """One name that was read."""

    reader: int
    """Which of the readers knew it."""
    index: int
    """Which of its names it is."""
    denied: bool


def tidy(text: str) -> str:
    """The text as it is compared: composed, with single blanks; lines stay lines."""
    lines = (" ".join(line.split()) for line in normalize("NFC", unstacked(text[:_LONGEST])).splitlines())
    return "\n".join(line for line in lines if line)


def small(text: str) -> str:
    """In small letters, character by character, so that places stay the same."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def names(texts: Mapping[str, int]) -> Reader:
    """Reads names, the longest first; in other capitals only where that leaves one name."""
    written = {key: index for text, index in texts.items() if (key := tidy(text))}
    folded: dict[str, set[int]] = {}
    for text, index in written.items():
        folded.setdefault(small(text), set()).add(index)
    alone = {text: next(iter(found)) for text, found in folded.items() if len(found) == 1}
    lengths = sorted({len(text) for text in written}, reverse=True)

    def read(text: str, at: int) -> tuple[int, int] | None:
        for length in lengths:
            part = text[at : at + length]
            index = written.get(part, alone.get(small(part)))
            if len(part) == length and index is not None and _ends(text, at, at + length):
                return index, at + length
        return None

    return read


def letters(count: int) -> Reader:
    """Reads A, B, C … by themselves."""

    def read(text: str, at: int) -> tuple[int, int] | None:
        index = ord(small(text[at])) - ord("a")
        return (index, at + 1) if 0 <= index < count and _ends(text, at, at + 1) else None

    return read


def numbers(count: int) -> Reader:
    """Reads 1, 2, 3 … by themselves."""

    def read(text: str, at: int) -> tuple[int, int] | None:
        end = at
        while end < len(text) and end - at < 3 and text[end] in "0123456789":
            end += 1
        index = int(text[at:end]) - 1 if at < end < at + 3 else -1
        return (index, end) if 0 <= index < count and _ends(text, at, end) else None

    return read


def scan(said: str, readers: Sequence[Reader], silent: frozenset[str] = SILENT) -> list[Piece] | None:
    """The pieces of an answer that consists of names alone; None of any other, and of none at all."""
    text = tidy(said)
    found: list[Piece] = []
    at, denied = 0, False
    while at < len(text):
        ranked = [(read[1], -n, read[0]) for n, one in enumerate(readers) if (read := one(text, at))]
        if ranked:
            at, reader, index = max(ranked)
            found.append(Piece(reader=-reader, index=index, denied=denied))
            denied = False
            if len(found) > _MOST:
                return None
        elif text[at] in _BETWEEN:
            at += 1
        else:
            end = _word_end(text, at)
            word = small(text[at:end])
            if word not in silent and word not in DENYING:
                return None
            denied = denied or word in DENYING
            at = end
    return found if found and not denied else None


def _word_end(text: str, at: int) -> int:
    end = at + 1
    while end < len(text) and text[end].isalpha() and text[end - 1].isalpha():
        end += 1
    return end


def _ends(text: str, start: int, end: int) -> bool:
    """Neither of the ends stands inside a word or a number."""
    return not (_joined(text, start) or _joined(text, end))


def _joined(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return (before.isalpha() and after.isalpha()) or (before.isdigit() and after.isdigit())
