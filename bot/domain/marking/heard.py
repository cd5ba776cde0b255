"""An answer as one question's vocabulary hears it: which of its words stand where, and with what sign."""

from dataclasses import dataclass

from bot.domain.marking.lexicon import Lexicon, exact
from bot.domain.marking.sheet import Vocabulary, operators, spans_in
from bot.domain.marking.tokens import Token, equal, read
from bot.domain.marking.typos import allowed, distance, is_word, mild, nearest, prefixed


_JOINED = 8
"""Two words written as one have so many letters before a slip in them is let pass."""
_CLIPPED = 4
"""A word cut short keeps at least so many letters."""


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
    """An answer, ready to be held against references."""

    text: str
    items: list[Token]
    exact: str
    spots: dict[str, list[Spot]]
    """By key."""
    concepts: dict[int, list[Spot]]
    """By group."""
    tail: str
    words: Vocabulary

    @property
    def content(self) -> list[int]:
        """Positions of the words that carry meaning."""
        return [index for index, token in enumerate(self.items) if token.content]

    def raw(self, at: int, end: int) -> str:
        """The words from one position to another as they were typed."""
        return self.text[self.items[at].start : self.items[end - 1].end]


def hear(said: str, words: Vocabulary, lexicon: Lexicon) -> Heard:
    """The answer as this vocabulary hears it."""
    tokens = read(said, lexicon.language)
    items = tokens.items
    spots: dict[str, list[Spot]] = {}
    joined = -1
    for at, token in enumerate(items):
        if at == joined:
            continue
        key = token.key
        if key in words.keys:
            spots.setdefault(key, []).append(Spot(at, at + 1, token.sign))
        if token.number is not None:
            for figure, number in words.numbers:
                if figure != key and equal(token, number):
                    spots.setdefault(figure, []).append(Spot(at, at + 1, token.sign))
        if "*" in token.gap or "/" in token.gap or "+" in token.gap:
            for mark, word in lexicon.language.signs:
                worded = lexicon.language.word(word).key
                if mark in token.gap and at and worded in words.keys:
                    spots.setdefault(worded, []).append(Spot(at, at + 1, 1))
        if at + 1 < len(items):
            joined = at + 1 if _join((at, token, items[at + 1]), words, lexicon, spots) else joined
    for at, token in enumerate(items):
        if token.key not in words.keys and (token.content or len(token.raw) > 3):
            _unknown(at, token, words, lexicon, spots)
    concepts: dict[int, list[Spot]] = {}
    for at, end, group, sign in spans_in(items, words.spans):
        concepts.setdefault(group, []).append(Spot(at, end, sign))
    return Heard(tokens.text, items, exact(items, lexicon.language), spots, concepts, tokens.tail, words)


def _join(
    pair: tuple[int, Token, Token], words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]
) -> bool:
    """`data set` is heard as `dataset` too, `nom-linear` as a slip of `non-linear`; True if the pair is one word."""
    at, token, after = pair
    if after.gap not in ("", "-", "_", "."):
        return False
    joined = token.word.text + after.word.text
    found = words.texts.get(joined)
    if found is not None:
        spots.setdefault(found[0], []).append(Spot(at, at + 2, after.sign))
    elif len(joined) >= 8 and token.key not in words.keys and (after.tied or after.key not in words.keys):
        meant = nearest(joined, joined, words, lexicon.language)
        near = meant is not None and (after.tied or distance(joined, meant, 1) == 1)
        if meant is not None and near and not (after.tied and is_word(token.word.text, lexicon)):
            key, sign, raw = words.texts[meant]
            spots.setdefault(key, []).append(Spot(at, at + 2, after.sign, raw))
            return True
    if after.tied and token.key not in words.keys and len(joined) >= 8:
        for compound, parts in words.compounds.items():
            if abs(len(compound) - len(joined)) <= 1 and distance(joined, compound, 1) == 1:
                for key, sign in parts:
                    spots[key] = [s for s in spots.get(key, ()) if s.at not in (at, at + 1)]
                    spots[key].append(Spot(at, at + 2, sign, compound))
                return True
    return False


def _unknown(
    at: int, token: Token, words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]
) -> None:
    """A word that is none of the vocabulary: two of its words written as one, one with a prefix, or a slip."""
    text = token.word.text
    parts = words.compounds.get(text)
    if parts:
        for key, sign in parts:
            spots.setdefault(key, []).append(Spot(at, at + 1, sign * token.sign))
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
    if meant is None or _acronym(words.texts[meant][2]):
        return
    key, sign, raw = words.texts[meant]
    if real and (text in lexicon.words or not mild(text, meant)):
        return
    spots.setdefault(key, []).append(
        Spot(at, at + 1, token.sign * (1 if token.word.flip else sign), raw, real)
    )


def _slip_of_two(at: int, token: Token, words: Vocabulary, spots: dict[str, list[Spot]]) -> bool:
    """`nonilnear`: a slip in two words written as one."""
    text = token.word.text
    for compound, parts in words.compounds.items():
        if abs(len(compound) - len(text)) <= 1 and distance(text, compound, 1) == 1:
            for key, sign in parts:
                spots.setdefault(key, []).append(Spot(at, at + 1, sign * token.sign, compound))
            return True
    return False


def _clipped(at: int, token: Token, words: Vocabulary, spots: dict[str, list[Spot]]) -> bool:
    """`multidim`, `param`, `config`: a word cut short, where only one word begins like it."""
    text = token.word.text
    keys = {words.texts[full][0]: words.texts[full][1] for full in words.texts if full.startswith(text)}
    if len(keys) != 1:
        return False
    key, sign = next(iter(keys.items()))
    spots.setdefault(key, []).append(Spot(at, at + 1, token.sign * sign))
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
                spots.setdefault(found[0], []).append(Spot(at, at + 1, -token.sign))
                return True
    return False


def _acronym(raw: str) -> bool:
    return raw.isupper() and len(raw) <= 6


def signs_of(heard: Heard) -> tuple[str, ...]:
    """The runs of operator signs in an answer, markdown around words left out."""
    return operators(heard.text)


__all__ = ["Heard", "Spot", "allowed", "hear", "prefixed", "signs_of"]
