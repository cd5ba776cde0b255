"""The second reader: how much of a reference an answer covers, and how much it says besides.

It is written apart from the alignment in `align.py`: it knows nothing of synonyms, signs, phrases or
clauses. Words of meaning are paired one to one, the likest first: the same word, another form of it, a
slip, a word of the same family. Where two readers that err differently agree, an answer can be settled.
"""

import math
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct
from rapidfuzz.distance import OSA

from bot.domain.marking.language.language import Language
from bot.domain.marking.reading.slips import allowed
from bot.domain.marking.reading.token import Token

_BY_RARITY = (0.45, 0.65, 0.8, 0.9, 1.0, 1.0)
_LIGHT, _ASKED, _NUMBER = 0.6, 0.35, 1.3
_FORM, _SLIP, _FAMILY, _INSIDE = 0.95, 0.85, 0.6, 0.5
"""How like two words are: forms of one word, a slip, the same first half, one within the other."""
_PREFIX = 5
"""Words of one family begin with so many letters that are the same, and with half of the longer one."""
_FEW, _PHRASE = 3, 4
"""Numbers and names have at most so many words of meaning, terms fewer; phrases so many."""
_SHORT = 2
"""Words of so many letters may be small ones in a name (*of*)."""
_WORDS = re.compile(r"[^\W\d_]+")
_MOST_WORDS, _MOST_COMPARED = 40, 16
"""So many words of meaning of a text are read; of those not met, so many are compared by letters."""


class Word(Struct, frozen=True):
    """A word of meaning."""

    text: str
    key: str
    weight: float
    number: Fraction | None
    asked: bool
    """True for a word of the question."""
    real: bool
    """True for a word that is in the language's list: it is no slip of another."""


class Kind(StrEnum):
    """What sort of text a reference is: of a number there is one right one, of a sentence many."""

    NUMBER = "number"
    NAME = "name"
    TERM = "term"
    PHRASE = "phrase"
    SENTENCE = "sentence"

    @property
    def lone(self) -> bool:
        """True for what is right by itself: a number, a name, a term."""
        return self in (Kind.NUMBER, Kind.NAME, Kind.TERM)


class Plain(Struct, frozen=True):
    """A text as the second reader sees it."""

    text: str
    words: tuple[Word, ...]
    denials: int
    """How many words of denial it has."""
    length: int
    """Characters."""
    kind: Kind
    keys: frozenset[str]


class Coverage(Struct, frozen=True):
    """How an answer and a reference cover each other."""

    recall: float
    """Weight of the reference's words that are said, by the weight of all; 0 … 1."""
    precision: float
    """Weight of the answer's words that are the reference's, by the weight of all; 0 … 1."""
    missing: float
    """The weight of the heaviest word of the reference that isn't said."""
    extra: float
    """The weight of the heaviest word of the answer that is neither the reference's nor the question's."""
    strange: int
    """How many such words there are."""
    wanted: int
    """How many words of meaning the reference has."""
    denied: bool
    """True if one has an odd number of denials more than the other."""
    longer: float
    """Natural logarithm of the answer's length over the reference's."""


def plain_of(items: Iterable[Token], text: str, lang: Language, asked: frozenset[str]) -> Plain:
    """A text made ready; all of its words where none is of meaning."""
    tokens = list(items)
    kept = [one for one in tokens if not one.word.negation and not one.word.stop]
    words = tuple(_word(one, lang, asked) for one in (kept or tokens)[:_MOST_WORDS])
    kind = _kind(text, len(words), lang)
    keys = frozenset(one.key for one in words)
    return Plain(text, words, sum(one.word.negation for one in tokens), len(text), kind, keys)


def _kind(text: str, count: int, lang: Language) -> Kind:
    if count <= _FEW and any(char.isdigit() for char in text):
        return Kind.NUMBER
    long = [word for word in _WORDS.findall(text) if len(word) > _SHORT]
    if count <= _FEW and long and all(word[0].isupper() for word in long) and not lang.capital_nouns:
        return Kind.NAME
    return Kind.TERM if count < _FEW else Kind.PHRASE if count <= _PHRASE else Kind.SENTENCE


def _word(token: Token, lang: Language, asked: frozenset[str]) -> Word:
    word = token.word
    weight = _BY_RARITY[word.rarity]
    if token.number is not None:
        weight = _NUMBER
    elif word.text in lang.light:
        weight *= _LIGHT
    known = word.key in asked
    return Word(
        word.text, word.key, weight * (_ASKED if known else 1), token.number, known, lang.is_word(word.text)
    )


def cover(wanted: Plain, said: Plain) -> Coverage:
    """How the answer covers the reference."""
    hits = _paired(wanted.words, said.words)
    taken = {place for _, place in hits.values()}
    left = [one for at, one in enumerate(said.words) if at not in taken and not one.asked]
    return Coverage(
        recall=_share(wanted.words, {n: like for n, (like, _) in hits.items()}),
        precision=_share(said.words, {place: like for like, place in hits.values()}),
        missing=max((one.weight for n, one in enumerate(wanted.words) if n not in hits), default=0.0),
        extra=max((one.weight for one in left), default=0.0),
        strange=len(left),
        wanted=len(wanted.words),
        denied=(wanted.denials - said.denials) % 2 == 1,
        longer=math.log((1 + said.length) / (1 + wanted.length)),
    )


def _share(words: Sequence[Word], likeness: dict[int, float]) -> float:
    whole = sum(one.weight for one in words)
    return sum(words[n].weight * like for n, like in likeness.items()) / whole if whole else 0.0


def _paired(wanted: Sequence[Word], said: Sequence[Word]) -> dict[int, tuple[float, int]]:
    """For each word of the reference that is said: how like it is, and which word of the answer it is."""
    found: dict[int, tuple[float, int]] = {}
    taken: set[int] = set()
    for likeness, name in ((1.0, "text"), (_FORM, "key")):
        places: dict[str, list[int]] = {}
        for at in reversed(range(len(said))):
            if at not in taken:
                places.setdefault(getattr(said[at], name), []).append(at)
        for n, one in enumerate(wanted):
            if n not in found and places.get(getattr(one, name)):
                at = places[getattr(one, name)].pop()
                found[n] = (likeness, at)
                taken.add(at)
    left = [n for n in range(len(wanted)) if n not in found][:_MOST_COMPARED]
    free = [at for at in range(len(said)) if at not in taken][:_MOST_COMPARED]
    pairs = sorted((-like, n, at) for n in left for at in free if (like := _like(wanted[n], said[at])))
    for like, n, at in pairs:
        if n not in found and at not in taken:
            found[n] = (-like, at)
            taken.add(at)
    return found


def _like(wanted: Word, said: Word) -> float:
    """Likeness of two words of which neither is a form of the other; 0 … 1."""
    if wanted.number is not None or said.number is not None:
        return float(wanted.number == said.number)
    most = 0 if said.real else allowed(len(wanted.text))
    near = most and abs(len(wanted.text) - len(said.text)) <= most
    if near and OSA.distance(said.text, wanted.text, score_cutoff=most) <= most:
        return _SLIP
    one, other = wanted.key, said.key
    return _related(one, other) if len(one) <= len(other) else _related(other, one)


def _related(short: str, long: str) -> float:
    """Likeness of two stems that may be of one family (`classify`, `classification`)."""
    if len(short) < _PREFIX - 1 or (short[0] != long[0] and short not in long):
        return 0.0
    if long.startswith(short) and len(short) * 2 >= len(long):
        return _FAMILY
    if len(short) < _PREFIX:
        return 0.0
    if short[:_PREFIX] == long[:_PREFIX]:
        same = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
        return _FAMILY if same * 2 >= len(long) else 0.0
    return _INSIDE if short in long else 0.0
