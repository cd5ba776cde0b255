"""What the marker knows of a language.

A language without a file has no negations, synonyms or stems: only exact answers and slips can be told
right there (`known` is False).
"""

import re
from fractions import Fraction
from threading import Lock
from typing import Any

from msgspec import Struct, field

from bot.domain.marking.language.function_words import function_word
from bot.domain.marking.language.number_words import in_one_word, with_a_slip
from bot.domain.marking.language.word_list import WordList
from bot.domain.marking.reading.normal import bare

_ABLE = 7
"""Letters from which a word in -able is taken for its verb (`reusable`, `reuse`)."""
_GUARD = 5000
_STEM = 4
"""So many letters of a stem stay."""
_CACHE = 40_000
"""Words whose facts are remembered per language; past it the memory starts afresh."""


class Word(Struct, frozen=True):
    """What is known of one word by itself."""

    text: str
    """In small letters, without accents, in its American spelling."""
    key: str
    """Its stem; words with one key are the same word in another form."""
    flip: bool
    """True for a word with an opposing prefix (`nonlinear`): its key is that of `linear`."""
    stop: bool
    rarity: int
    """0 (the commonest words of the language) … 5 (not in its list of words)."""
    number: Fraction | None
    negation: bool
    binding: bool
    """True for a word that sentences have and heaps of keywords don't."""
    mended: bool = False
    """True if it was typed with a slip in a small word that carries meaning, or in a number."""


class Language(Struct, frozen=True, eq=False, kw_only=True):
    """One language, as the marker sees it."""

    code: str
    known: bool
    stop: frozenset[str]
    function_words: frozenset[str]
    """Small words that carry meaning, each of which is known by a slip of it too."""
    kept: frozenset[str]
    light: frozenset[str]
    articles: frozenset[str]
    negations: frozenset[str]
    tight: frozenset[str]
    denying: dict[str, tuple[tuple[str, ...], ...]]
    """Phrases by their first word."""
    confirming: dict[str, tuple[tuple[str, ...], ...]]
    """Phrases by their first word."""
    denied: frozenset[str]
    mistakes: frozenset[str]
    affirming: frozenset[str]
    sweeping: frozenset[str]
    excepting: frozenset[str]
    reducing: frozenset[str]
    undoing: frozenset[str]
    than: frozenset[str]
    superlatives: frozenset[str]
    """Words, and endings with a hyphen before them."""
    """Verbs that take away what follows them."""
    breaks: frozenset[str]
    reasons: frozenset[str]
    giving_reasons: frozenset[str]
    causes: frozenset[str]
    conclusions: frozenset[str]
    purposes: frozenset[str]
    or_words: frozenset[str]
    and_words: frozenset[str]
    hedges: tuple[tuple[str, ...], ...]
    both: frozenset[str]
    opposing: tuple[str, ...]
    changing: frozenset[str]
    prepositions: frozenset[str]
    numbers: dict[str, Fraction]
    number_pieces: dict[str, Fraction]
    number_joint: str
    sizes: dict[str, Fraction]
    """Words that multiply the number before them (`million`)."""
    fractions: dict[str, Fraction]
    minus: frozenset[str]
    point: str
    """The word between a whole number and its decimals; empty if there is none."""
    leading: frozenset[str]
    """Words that may stand before an answer that is notation ("it is", "the answer is")."""
    turning: dict[str, frozenset[str]]
    """Small words that have contraries (`in`, `out`), with these."""
    sign_words: tuple[tuple[str, str], ...]
    """Phrases for signs, the longest first."""
    term_endings: tuple[tuple[str, ...], ...]
    """Endings that make different terms of one stem (-ate, -ite, -ide)."""
    term_starts: tuple[tuple[str, ...], ...]
    term_pairs: dict[str, frozenset[str]]
    """Terms that look alike, with those they are not."""
    months: tuple[str, ...]
    ordinals: dict[str, int]
    last: frozenset[str]
    percent: frozenset[str]
    option_words: frozenset[str]
    decimal: str
    capital_nouns: bool
    """True if nouns are written with a capital, so that one tells no name."""
    umlauts: dict[str, str]
    stem_endings: tuple[str, ...]
    separable: tuple[str, ...]
    """First parts of verbs that may stand apart from them, longest first."""
    inside: tuple[str, ...]
    """What forms of a verb have before its stem: that of the participle first, which needs no first part."""
    root_endings: tuple[tuple[str, str], ...]
    """Endings that stems of one word differ by, and what stands for them in its root."""
    dont_know: tuple[tuple[str, ...], ...]
    chatter: frozenset[tuple[str, ...]]
    asks_back: tuple[tuple[str, ...], ...]
    opinion: frozenset[str]
    suffixes: tuple[str, ...]
    endings: tuple[tuple[str, str], ...]
    spellings: dict[str, str]
    forms: dict[str, tuple[str, ...]]
    """The other spellings of a word."""
    apart: dict[str, str]
    rarities: WordList
    pole_lines: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    with_a_middle: frozenset[int]
    """Lines of poles between which something lies: what doesn't decrease need not increase."""
    same_lines: tuple[tuple[str, ...], ...]
    synonym_lines: tuple[tuple[str, ...], ...]
    siblings: tuple[tuple[str, ...], ...]
    verbs: dict[str, str]
    contrast: re.Pattern[str] | None
    """`A is …, B is not`: what is left out at the end may be said."""
    any_of: re.Pattern[str] | None
    """What stands before a list of which one is enough ("name one of")."""
    spelled_out: tuple[tuple[str, ...], ...]
    modifiers: frozenset[str]
    bounds: frozenset[str]
    """Words that make another number of the number behind them (`below`)."""
    roughly: frozenset[str]
    amounts: frozenset[str]
    """Words of a question that asks for a number, or may."""
    degrees: frozenset[str]
    """Words that ask for a number behind "how"."""
    quantities: frozenset[str]
    """Words that may be said in figures (`all`, `twice`)."""
    coding: frozenset[str]
    """Words of a question that code may answer."""
    grammar: frozenset[str]
    oriented: tuple[frozenset[str], ...]
    pointing: frozenset[str]
    hindering: frozenset[str]
    """Words that may say of something that it does not come about, beside those of `reducing`."""
    agents: frozenset[str]
    """Small words behind which a passive names who does it."""
    inflections: frozenset[str]
    """Words of a question that asks for a form of a word (*plural*)."""
    word_classes: frozenset[str]
    """The same, where a small word of belonging stands behind them (*the noun of*)."""
    placeholders: frozenset[str]
    exchanging: frozenset[str]
    subjects: frozenset[str]
    finite: frozenset[str]
    """Verbs that have a subject of their own before them (`can`, `is`)."""
    helping: frozenset[str]
    """Verbs that may stand for what was said before ("… a tuple *can*")."""
    lessening: frozenset[str]
    """Words before another that take something from it (*less* fertile)."""
    embedding: frozenset[str]
    """What is denied with them is the whole sentence behind them (`think`, `that`)."""
    cases: frozenset[str]
    who: frozenset[str]
    particles: frozenset[str]
    signs: tuple[tuple[str, str], ...]
    pictures: tuple[tuple[str, str], ...]
    """Signs that stand for a word by themselves (`↑`)."""
    yes: frozenset[str]
    no: frozenset[str]
    yes_letters: frozenset[str]
    no_letters: frozenset[str]
    all_options: frozenset[str]
    """What stands for all the other options, and what is said for it."""
    none_options: tuple[str, ...]
    stemmer: Any
    _lock: Lock = field(default_factory=Lock)
    _facts: dict[str, Word] = field(default_factory=dict)

    def word(self, typed: str) -> Word:
        """The facts about a word as it was typed."""
        found = self._facts.get(typed)
        if found is None:
            if len(self._facts) >= _CACHE:
                self._facts.clear()
            found = self._facts[typed] = self._look_at(typed, mend=True)
        return found

    def as_typed(self, typed: str) -> Word:
        """The facts about a word that is no slip of a small one."""
        return self._look_at(typed, mend=False)

    def fold(self, typed: str) -> str:
        """The word in small letters, without accents, umlauts written out."""
        typed = typed.casefold()
        if not typed.isascii():
            for sign, letters in self.umlauts.items():
                typed = typed.replace(sign, letters)
            typed = bare(typed)
        return typed

    @property
    def guarded(self) -> bool:
        """True if its list of words is long enough to tell a slip from another word."""
        return len(self.rarities) >= _GUARD

    def _has(self, text: str) -> bool:
        """True if its list has the word, or the one of which it is the plural (`linearities`)."""
        forms = (text, text.removesuffix("s"), text.removesuffix("ies") + "y")
        return any(form in self.rarities for form in forms)

    def is_word(self, text: str) -> bool:
        """True if the language's own list has the word."""
        return text in self.rarities

    def stem(self, text: str) -> str:
        """The stem of a folded word; stemmed until it stays, so that `dimensional` meets `dimension`."""
        if self.stemmer is None or not text.isalpha():
            return text
        if text in self.apart:
            return self.apart[text]
        if text.endswith("able") and len(text) >= _ABLE:
            base = next((word for word in (text[:-4], f"{text[:-4]}e") if self.is_word(word)), text)
            text = self.verbs.get(base, base)
        return self._without_ending(self._shortest(text))

    def _shortest(self, text: str) -> str:
        with self._lock:
            for _ in range(3):
                shorter = str(self.stemmer.stemWord(text))
                if shorter == text or len(shorter) < 5:
                    return shorter
                text = shorter
        return text

    def _without_ending(self, stem: str) -> str:
        """`brauch` for `braucht`: an ending that the stemmer leaves on."""
        for ending in self.stem_endings:
            if stem.endswith(ending) and len(stem) - len(ending) >= _STEM:
                return self._shortest(stem[: -len(ending)])
        return stem

    def _look_at(self, typed: str, *, mend: bool) -> Word:
        text = self.fold(typed).strip("'")
        negation = text in self.negations or text.endswith("n't")
        if not negation and "'" in text:
            head, _, tail = text.rpartition("'")
            text = head if len(tail) <= 2 else text.replace("'", "")
        text = text.replace("'", "")
        meant = ""
        if mend and not negation and text not in self.rarities and text not in self.function_words:
            meant = function_word(text, self.function_words, guarded=self.guarded)
            negation, text = meant in self.negations, meant or text
            if not meant and self.guarded and text.isalpha() and not self._has(text):
                meant = with_a_slip(text, self.numbers)
                text = meant or text
        rarity = self.rarities.get(text, 5)
        base = self._american(self._base(text))
        text = self._american(text)
        return Word(
            text=text,
            key=self.stem(self._infinitive(base or text)),
            flip=bool(base),
            stop=text in self.stop or text in self.articles,
            rarity=min(rarity, self.rarities.get(text, 5)),
            number=self._number(text),
            negation=negation,
            binding=negation or text in self.stop or text in self.articles or text in self.grammar,
            mended=bool(meant),
        )

    def _infinitive(self, text: str) -> str:
        """`nehmen` for `nimmt`, `aufnehmen` for `aufgenommen`; any other word as it is."""
        if text in self.verbs:
            return self.verbs[text]
        for first in self.separable:
            if text.startswith(first) and text[len(first) :] in self.verbs:
                return first + self.verbs[text[len(first) :]]
        return text

    def _number(self, text: str) -> Fraction | None:
        number = self.numbers.get(text)
        return in_one_word(text, self.number_pieces, self.number_joint) if number is None else number

    def _american(self, text: str) -> str:
        if text in self.spellings:
            return self.spellings[text]
        if len(text) >= 6:
            for old, new in self.endings:
                if text.endswith(old):
                    return text[: -len(old)] + new
        return text

    def _base(self, text: str) -> str:
        """`linear` for `nonlinear`: only the safe prefixes, and only before a word of the language."""
        for prefix in self.tight:
            rest = text[len(prefix) :]
            if text.startswith(prefix) and len(rest) >= 5 and rest not in self.stop and self._has(rest):
                return rest
        return ""
