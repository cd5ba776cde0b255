"""An answer as one question's vocabulary hears it: which of its words stand where, and with what sign."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.domain.marking.lexicon import DECK, SAME, Lexicon, exact
from bot.domain.marking.piece import Token, equal
from bot.domain.marking.sheet import operators, spans_in
from bot.domain.marking.tokens import read
from bot.domain.marking.typos import allowed, distance, is_word, mild, near_key, nearest, prefixed
from bot.domain.marking.vocabulary import Vocabulary

_MOST_SPOTS, _MOST_STRANGE = 6, 40
"""Places of one word, and words looked at closely, that are enough of any answer."""
K = TypeVar("K", str, int)
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_JOINED = 8
"""Two words written as one have so many letters before a slip in them is let pass."""
_CLIPPED, _LONG = 3, 8
"""A word cut short keeps at least so many letters; one more if it isn't so long."""
_UNKNOWN, _LONG_STEM = 5, 5
_ACRONYM = 6
"""No acronym has more letters."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a word of the vocabulary stands in an answer."""

    at: int
    end: int
    sign: int
    slip: str = ""
    """The word that was meant, when what was typed is a slip of it."""
    doubtful: bool = False
    """The typed word is a word too: a slip only in the company of the other right words."""


@dataclass(slots=True)
class Heard:
    """An answer, or a part of one, ready to be held against references."""

    text: str
    items: list[Token]
    exact: str
    spots: dict[str, list[Spot]]
    """By key."""
    concepts: dict[int, list[Spot]]
    """By group."""
    words: Vocabulary
    content: list[int]
    """Positions of the words that carry meaning."""
    texts: frozenset[str]
    capitals: tuple[tuple[str, int], ...]
    """Acronyms that are none of the vocabulary's words, in small letters, with their places."""
    doubts: bool
    """True if some word may or may not be a slip."""
    lo: int = 0
    hi: int = 1 << 30
    """The part: first and last+1 position."""

    def raw(self, at: int, end: int) -> str:
        """The words from one position to another as they were typed."""
        return self.text[self.items[at].start : self.items[end - 1].end]

    def part(self, lo: int, hi: int) -> "Heard":
        """The words from one position to before another; the rest can be seen and is not matched."""
        if lo <= 0 and hi >= len(self.items):
            return self
        return replace(
            self, spots=_within(self.spots, lo, hi), concepts=_within(self.concepts, lo, hi), lo=lo, hi=hi
        )

    def where(self, keep: Sequence[bool]) -> "Heard":
        """The words at the positions that are kept."""
        return replace(self, spots=_kept(self.spots, keep), concepts=_kept(self.concepts, keep))


def _kept(spots: dict[K, list[Spot]], keep: Sequence[bool]) -> dict[K, list[Spot]]:
    found = {key: [spot for spot in places if keep[spot.at]] for key, places in spots.items()}
    return {key: places for key, places in found.items() if places}


def _within(spots: dict[K, list[Spot]], lo: int, hi: int) -> dict[K, list[Spot]]:
    found = {key: [spot for spot in places if lo <= spot.at < hi] for key, places in spots.items()}
    return {key: places for key, places in found.items() if places}


def hear(said: str, words: Vocabulary, lexicon: Lexicon) -> Heard:
    """The answer as this vocabulary hears it."""
    tokens = read(said, lexicon.language)
    items = tokens.items
    spots: dict[str, list[Spot]] = {}
    _known(items, words, lexicon, spots)
    if words.acronyms:
        _spelled_out(items, words, spots)
    doubts = _strange(items, words, lexicon, spots)
    _mend_synonyms(items, words, lexicon, spots)
    concepts: dict[int, list[Spot]] = {}
    for at, end, group, sign in spans_in(items, words.spans):
        if end - at == 1 and SAME <= group < DECK and items[at].key in words.asked:
            continue
        _put(concepts, group, Spot(at, end, sign))
    return Heard(
        text=tokens.text,
        items=items,
        exact=exact(items, lexicon.language),
        spots=spots,
        concepts=concepts,
        words=words,
        content=[at for at, token in enumerate(items) if token.content],
        texts=frozenset(token.word.text for token in items if token.key not in words.asked),
        capitals=tuple(
            (token.word.text, at)
            for at, token in enumerate(items)
            if 1 < len(token.raw) <= _ACRONYM and token.raw.isupper() and token.key not in words.keys
        ),
        doubts=doubts,
    )


def _mend_synonyms(
    items: list[Token], words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]
) -> None:
    """A slip in a word that only means the same as one of the question's: it takes that word's key."""
    odd = [
        (at, token)
        for at, token in enumerate(items[:_MOST_STRANGE])
        if token.word.rarity == _UNKNOWN and token.content and len(token.key) >= _LONG_STEM
    ]
    known = {spot.at for places in spots.values() for spot in places} if odd else set()
    for at, token in odd:
        if at not in known and token.key not in words.spans and not is_word(token.word.text, lexicon):
            token.key = near_key(token.key, words.synonyms) or token.key


def _put(spots: dict[K, list[Spot]], key: K, spot: Spot) -> None:
    """Adds a spot; of a word that is repeated again and again only the first are kept."""
    places = spots.setdefault(key, [])
    if len(places) < _MOST_SPOTS:
        places.append(spot)


def _known(items: list[Token], words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]) -> None:
    """Words of the vocabulary as they stand, numbers by value, signs by the words they stand for."""
    joined = -1
    for at, token in enumerate(items):
        if at == joined:
            continue
        if token.key in words.keys:
            _put(spots, token.key, Spot(at, at + 1, token.sign))
        if token.number is not None and token.content:
            for figure, number in words.numbers:
                if figure != token.key and equal(token, number):
                    _put(spots, figure, Spot(at, at + 1, token.sign))
        if at and token.gap and not token.tied:
            _worded(at, token, words, lexicon, spots)
        if at + 1 < len(items) and _join((at, token, items[at + 1]), words, lexicon, spots):
            joined = at + 1


def _worded(at: int, token: Token, words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]) -> None:
    """`a / b` is heard as "a divided by b"."""
    for mark, word in lexicon.language.signs:
        if mark in token.gap and (key := lexicon.language.word(word).key) in words.keys:
            _put(spots, key, Spot(at, at + 1, 1))


def _strange(items: list[Token], words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]) -> bool:
    """Looks closer at words that are none of the vocabulary; True if one of them may be a slip or not."""
    looked: set[str] = set()
    for at, token in enumerate(items):
        if token.key in words.keys or token.raw in looked or not (token.content or len(token.raw) > 3):
            continue
        looked.add(token.raw)
        if len(looked) > _MOST_STRANGE:
            break
        _unknown(at, token, words, lexicon, spots)
    return any(spot.doubtful for places in spots.values() for spot in places)


def _join(
    pair: tuple[int, Token, Token], words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]
) -> bool:
    """`data set` is heard as `dataset` too, `nom-linear` as a slip of `non-linear`;
    True if the pair is one word.
    """
    at, token, after = pair
    if after.gap not in ("", "-", "_", "."):
        return False
    joined = token.word.text + after.word.text
    found = words.texts.get(joined)
    if found is not None:
        _put(spots, found[0], Spot(at, at + 2, after.sign))
    elif _may_be_one(token, after, joined, words):
        meant = nearest(joined, joined, words, lexicon.language)
        near = meant is not None and (after.tied or distance(joined, meant, 1) == 1)
        if meant is not None and near and not (after.tied and is_word(token.word.text, lexicon)):
            key, sign, raw = words.texts[meant]
            _put(spots, key, Spot(at, at + 2, after.sign, raw))
            return True
    if after.tied and token.key not in words.keys and len(joined) >= 8:
        for compound, parts in words.compounds.items():
            if abs(len(compound) - len(joined)) <= 1 and distance(joined, compound, 1) == 1:
                for key, sign in parts:
                    spots[key] = [s for s in spots.get(key, ()) if s.at not in (at, at + 1)]
                    spots[key].append(Spot(at, at + 2, sign, compound))
                return True
    return False


def _may_be_one(token: Token, after: Token, joined: str, words: Vocabulary) -> bool:
    """True if two words may be one of the vocabulary with a slip, written apart."""
    apart = after.tied or after.key not in words.keys
    return len(joined) >= _JOINED and joined[:2] in words.starts and token.key not in words.keys and apart


def _unknown(
    at: int, token: Token, words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]
) -> None:
    """A word that is none of the vocabulary:
    two of its words written as one, one with a prefix, or a slip.
    """
    text = token.word.text
    if _CAMEL.search(token.raw) and _camel(at, token, words, lexicon, spots):
        return
    parts = words.compounds.get(text)
    if parts:
        for key, sign in parts:
            _put(spots, key, Spot(at, at + 1, sign * token.sign))
        return
    if token.number is not None:
        return
    if _opposite(at, token, words, lexicon, spots):
        return
    real = is_word(text, lexicon) or is_word(token.raw.lower(), lexicon)
    if not real and len(text) >= _CLIPPED and _clipped(at, token, words, spots):
        return
    meant = nearest(text, token.key, words, lexicon.language)
    if meant is None and not real and len(text) >= _JOINED and _slip_of_two(at, token, words, spots):
        return
    if meant is None or _acronym(words.texts[meant][2], lexicon):
        return
    key, sign, raw = words.texts[meant]
    if real and (text in lexicon.words or not mild(text, meant)):
        return
    spots.setdefault(key, []).append(
        Spot(at, at + 1, token.sign * (1 if token.word.flip else sign), raw, real)
    )


def _camel(at: int, token: Token, words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]) -> bool:
    """`LearningRateScheduler` is heard as its words, if they are words of the question's answers."""
    keys = [lexicon.language.word(part).key for part in _CAMEL.sub(" ", token.raw).split()]
    known = [key for key in keys if key in words.keys]
    for key in known:
        _put(spots, key, Spot(at, at + 1, token.sign))
    return bool(known)


def _slip_of_two(at: int, token: Token, words: Vocabulary, spots: dict[str, list[Spot]]) -> bool:
    """`nonilnear`: a slip in two words written as one."""
    text = token.word.text
    for compound, parts in words.compounds.items():
        if abs(len(compound) - len(text)) <= 1 and distance(text, compound, 1) == 1:
            for key, sign in parts:
                _put(spots, key, Spot(at, at + 1, sign * token.sign, compound))
            return True
    return False


def _clipped(at: int, token: Token, words: Vocabulary, spots: dict[str, list[Spot]]) -> bool:
    """`multidim`, `param`, `config`: a word cut short, where only one word begins like it."""
    text = token.word.text
    keys = {
        words.texts[full][0]: words.texts[full][1]
        for full in words.texts
        if full.startswith(text)
        and len(full) > len(text) + 1
        and (len(text) > _CLIPPED or len(full) >= _LONG)
    }
    if len(keys) != 1:
        return False
    key, sign = next(iter(keys.items()))
    _put(spots, key, Spot(at, at + 1, token.sign * sign))
    return True


def _opposite(
    at: int, token: Token, words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]
) -> bool:
    """`unregular` denies `regular`, `dependent` denies `independent`."""
    text, lang = token.word.text, lexicon.language
    for prefix in lang.opposing:
        if len(prefix) < 2:
            continue
        base = text[len(prefix) :] if text.startswith(prefix) else ""
        for other in (base, prefix + text):
            found = words.texts.get(other) if len(other) >= 5 and len(text) >= 5 else None
            if found is not None:
                _put(spots, found[0], Spot(at, at + 1, -token.sign))
                return True
    return False


def _acronym(raw: str, lexicon: Lexicon) -> bool:
    """`TCP`, `NaCl`, but not a word in capitals (`HAVING`)."""
    inside = any(char.isupper() for char in raw[1:])
    return inside and len(raw) <= _ACRONYM and not lexicon.language.is_word(raw.casefold())


def _spelled_out(items: list[Token], words: Vocabulary, spots: dict[str, list[Spot]]) -> None:
    """`transmission control protocol` is heard as TCP, by the letters its words begin with."""
    said = [at for at, token in enumerate(items) if token.raw[0].isalpha() and len(token.raw) > 1]
    for letters, key in words.acronyms:
        if key in spots:
            continue
        for places in (said, [at for at in said if items[at].content]):
            start = "".join(items[at].word.text[0] for at in places).find(letters)
            if start >= 0 and _is_name(run := places[start : start + len(letters)], items):
                _put(spots, key, Spot(run[0], run[-1] + 1, items[run[-1]].sign))
                break


def _is_name(run: list[int], items: list[Token]) -> bool:
    """The words stand together in one clause, and begin and end with one of meaning."""
    first, last = items[run[0]], items[run[-1]]
    together = run[-1] - run[0] < 2 * len(run) and first.clause == last.clause
    return together and first.content and last.content


def signs_of(heard: Heard) -> tuple[str, ...]:
    """The runs of operator signs in an answer, markdown around words left out."""
    return operators(heard.text)


__all__ = ["Heard", "Spot", "allowed", "hear", "prefixed", "signs_of"]
