"""An answer read by one question's vocabulary: which of its words stand where, and with what sign."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.marking.comparing.references import operators, spans_in
from bot.domain.marking.language.lexicon import DECK, SAME, Lexicon, exact
from bot.domain.marking.reading.closer import look_closer, mend_synonyms, spell_out
from bot.domain.marking.reading.slips import distance, nearest
from bot.domain.marking.reading.spot import K, Spot, put
from bot.domain.marking.reading.token import Token, equal
from bot.domain.marking.reading.tokens import read
from bot.domain.marking.reading.vocabulary import Vocabulary

_JOINED = 8
"""Two words written as one have so many letters before a slip in them is let pass."""
_INITIALS = 3
"""Letters of a small word that a short name may look like."""
_ACRONYM = 6
"""No acronym has more letters."""


class ReadAnswer(Struct):
    """An answer, or a part of one, ready to be held against references."""

    text: str
    items: list[Token]
    exact: str
    spots: dict[str, list[Spot]]
    """By key."""
    concepts: dict[int, list[Spot]]
    """By group."""
    vocabulary: Vocabulary
    content: list[int]
    """Positions of the words that carry meaning."""
    texts: frozenset[str]
    capitals: tuple[tuple[str, int], ...]
    """Acronyms that are none of the vocabulary's words, in small letters, with their places."""
    denials: bool
    """True if some word of meaning is denied."""
    doubts: bool
    """True if some word may or may not be a slip."""
    lo: int = 0
    hi: int = 1 << 30
    """The part: first and last+1 position."""

    def raw(self, at: int, end: int) -> str:
        """The words from one position to another as they were typed."""
        return self.text[self.items[at].start : self.items[end - 1].end]

    def part(self, lo: int, hi: int) -> "ReadAnswer":
        """The words from one position to before another; the rest can be seen and is not matched."""
        if lo <= 0 and hi >= len(self.items):
            return self
        return replace(
            self, spots=_within(self.spots, lo, hi), concepts=_within(self.concepts, lo, hi), lo=lo, hi=hi
        )

    def where(self, keep: Sequence[bool]) -> "ReadAnswer":
        """The words at the positions that are kept."""
        return replace(self, spots=_kept(self.spots, keep), concepts=_kept(self.concepts, keep))


def _kept(spots: dict[K, list[Spot]], keep: Sequence[bool]) -> dict[K, list[Spot]]:
    found = {key: [spot for spot in places if keep[spot.at]] for key, places in spots.items()}
    return {key: places for key, places in found.items() if places}


def _within(spots: dict[K, list[Spot]], lo: int, hi: int) -> dict[K, list[Spot]]:
    found = {key: [spot for spot in places if lo <= spot.at < hi] for key, places in spots.items()}
    return {key: places for key, places in found.items() if places}


def read_answer(said: str, words: Vocabulary, lexicon: Lexicon) -> ReadAnswer:
    """The answer, read by this vocabulary."""
    tokens = read(said, lexicon.language)
    own = frozenset(
        token.raw for token in tokens.items if token.word.mended and _is_own(token, words, lexicon)
    )
    if own:
        tokens = read(said, lexicon.language, own)
    items = tokens.items
    spots: dict[str, list[Spot]] = {}
    _known(items, words, lexicon, spots)
    if words.acronyms:
        spell_out(items, words, spots)
    doubts = look_closer(items, words, lexicon, spots)
    mend_synonyms(items, words, lexicon, spots)
    concepts: dict[int, list[Spot]] = {}
    for at, end, group, sign in spans_in(items, words.spans):
        if end - at == 1 and SAME <= group < DECK and _is_small_or_asked(items[at], words):
            continue
        if group in lexicon.language.with_a_middle and items[end - 1].sign < 0:
            continue
        put(concepts, group, Spot(at, end, sign))
    return ReadAnswer(
        text=tokens.text,
        items=items,
        exact=exact(items, lexicon.language),
        spots=spots,
        concepts=concepts,
        vocabulary=words,
        content=[at for at, token in enumerate(items) if token.content],
        texts=frozenset(token.word.text for token in items if token.key not in words.asked),
        capitals=tuple(
            (token.word.text, at)
            for at, token in enumerate(items)
            if 1 < len(token.raw) <= _ACRONYM and token.raw.isupper() and token.key not in words.keys
        ),
        denials=any(token.sign < 0 and token.content for token in items),
        doubts=doubts,
    )


def _is_small_or_asked(token: Token, words: Vocabulary) -> bool:
    """A word of the question means itself; a small word (*us*) is no short name but in capitals."""
    small = token.word.stop and len(token.raw) <= _INITIALS and not token.raw.isupper()
    return small or token.key in words.asked


def _is_own(token: Token, words: Vocabulary, lexicon: Lexicon) -> bool:
    """A slip of one of the question's words rather than of a small word that is as near."""
    text = lexicon.language.fold(token.raw)
    return text in words.texts or nearest(text, text, words, lexicon.language) is not None


def _known(items: list[Token], words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]) -> None:
    """Words of the vocabulary as they stand, numbers by value, signs by the words they stand for."""
    joined = -1
    for at, token in enumerate(items):
        if at == joined:
            continue
        if token.key in words.keys:
            put(spots, token.key, Spot(at, at + 1, token.sign))
        if token.number is not None and token.content:
            for figure, number in words.numbers:
                if figure != token.key and equal(token, number):
                    put(spots, figure, Spot(at, at + 1, token.sign))
        if at and token.gap and not token.tied:
            _worded(at, token, words, lexicon, spots)
        if at + 1 < len(items) and _join((at, token, items[at + 1]), words, lexicon, spots):
            joined = at + 1


def _worded(at: int, token: Token, words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]) -> None:
    """`a / b` is read as "a divided by b"."""
    for mark, word in lexicon.language.signs:
        if mark in token.gap and (key := lexicon.language.word(word).key) in words.keys:
            put(spots, key, Spot(at, at + 1, 1))


def _join(
    pair: tuple[int, Token, Token], words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]
) -> bool:
    """`data set` is read as `dataset` too, `nom-linear` as a slip of `non-linear`;
    True if the pair is one word.
    """
    at, token, after = pair
    if after.gap not in ("", "-", "_", "."):
        return False
    joined = token.word.text + after.word.text
    found = words.texts.get(joined)
    if found is not None:
        put(spots, found[0], Spot(at, at + 2, after.sign))
    if after.tied and token.key not in words.keys and len(joined) >= 8:
        for compound, parts in words.compounds.items():
            if abs(len(compound) - len(joined)) <= 1 and distance(joined, compound, 1) == 1:
                for key, sign in parts:
                    spots[key] = [s for s in spots.get(key, ()) if s.at not in (at, at + 1)]
                    spots[key].append(Spot(at, at + 2, sign, words.apart.get(compound, compound)))
                return True
    return False


def signs_of(answer: ReadAnswer) -> tuple[str, ...]:
    """The runs of operator signs in an answer, markdown around words left out."""
    return operators(answer.text)


__all__ = ["ReadAnswer", "read_answer", "signs_of"]
