"""A text as words and clauses, in one spelling for every script."""

import re
import unicodedata
from functools import lru_cache

from bot.domain.marking.reading.normal import unstacked

MOST = 400
"""Characters of a text that are read: who wants something says it sooner."""
_BREAK = re.compile(r"[.!?;:,\n…()–—]+|\s-+\s|[\U0001F000-\U0001FAFF\u2600-\u27BF]+")
_WORD = re.compile(r"\d{1,2}[:.]\d{2}|[^\W_]+(?:-[^\W_]+)*")
_RUN = re.compile(r"(.)\1{2,}")
_ALIKE = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ı": "i", "ł": "l"}
)
_GONE = dict.fromkeys(map(ord, "'’‘`´ʼʻ\u200c\u200d\u00ad"))


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """Small letters without accents and apostrophes; widths and look-alikes brought to one form."""
    if text.isascii():
        return text[:MOST].lower().translate(_GONE)
    text = unicodedata.normalize("NFKD", unstacked(text[:MOST])).casefold().translate(_GONE)
    return "".join(c for c in text if not unicodedata.category(c).startswith("M")).translate(_ALIKE)


@lru_cache(maxsize=1024)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text that is folded."""
    return tuple(word for match in _WORD.finditer(text) for word in _parts(match.group()))


def without_words(text: str, front: int, behind: int) -> str:
    """A folded text without so many of its words in front and at its end; its signs stay."""
    found = [match.span() for match in _WORD.finditer(text) for _ in _parts(match.group())]
    kept = found[front : len(found) - behind]
    return text[kept[0][0] : kept[-1][1]] if kept else ""


def clauses_of(text: str, breaks: frozenset[str]) -> list[str]:
    """The clauses of a folded text, divided by signs, pictures, and words that begin another one."""
    found: list[str] = []
    for piece in _BREAK.split(text.replace("\ufe0f", "")) if not _is_clock(text) else [text]:
        found += _by_words(piece, breaks)
    return [clause for clause in found if words_of(clause)]


def _by_words(piece: str, breaks: frozenset[str]) -> list[str]:
    clauses: list[list[str]] = [[]]
    for word in piece.split():
        if word in breaks and clauses[-1]:
            clauses.append([])
        clauses[-1].append(word)
    return [" ".join(clause) for clause in clauses]


def _is_clock(text: str) -> bool:
    return re.search(r"\d[:.]\d", text) is not None


@lru_cache(maxsize=4096)
def shorter(word: str) -> tuple[str, ...]:
    """The word as it may be meant, where a letter was held down: *heyyy*, *helloooo*."""
    if not _RUN.search(word):
        return (word,)
    return (_RUN.sub(r"\1", word), _RUN.sub(r"\1\1", word), word)


def _parts(word: str) -> tuple[str, ...]:
    return tuple(word.split("-")) if not any(c.isdigit() for c in word) else (word,)
