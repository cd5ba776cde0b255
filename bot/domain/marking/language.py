"""What the marker knows of a language, read once from one data file.

A language without a file has no negations, synonyms or stems: only exact answers and slips can be told
right there (`known` is False).
"""

import gzip
import tomllib
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from importlib import resources
from threading import Lock
from typing import Any

import snowballstemmer

from bot.domain.marking.normal import bare
from bot.domain.marking.number_words import in_one_word

_ABLE = 7
"""Letters from which a word in -able is taken for its verb (`reusable`, `reuse`)."""
_STEM = 4
"""So many letters of a stem stay."""
_CACHE = 40_000
"""Words whose facts are remembered per language; past it the memory starts afresh."""


@dataclass(frozen=True, slots=True)
class Word:
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


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Language:
    """One language, as the marker sees it."""

    code: str
    known: bool
    stop: frozenset[str]
    kept: frozenset[str]
    light: frozenset[str]
    articles: frozenset[str]
    lead_ins: tuple[tuple[str, ...], ...]
    tails: tuple[tuple[str, ...], ...]
    negations: frozenset[str]
    tight: frozenset[str]
    denying: dict[str, tuple[tuple[str, ...], ...]]
    """Phrases by their first word."""
    denied: frozenset[str]
    mistakes: frozenset[str]
    affirming: frozenset[str]
    sweeping: frozenset[str]
    excepting: frozenset[str]
    reducing: frozenset[str]
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
    modifiers: frozenset[str]
    numbers: dict[str, Fraction]
    number_pieces: dict[str, Fraction]
    number_joint: str
    months: tuple[str, ...]
    ordinals: dict[str, int]
    last: frozenset[str]
    percent: frozenset[str]
    option_words: frozenset[str]
    decimal: str
    umlauts: dict[str, str]
    vowels: dict[str, str]
    """Vowels that change between the forms of a word, and what they are in its stem."""
    stem_endings: tuple[str, ...]
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
    rarities: dict[str, int]
    pole_lines: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    same_lines: tuple[tuple[str, ...], ...]
    synonym_lines: tuple[tuple[str, ...], ...]
    siblings: tuple[tuple[str, ...], ...]
    verbs: dict[str, str]
    bounds: frozenset[str]
    crucial: frozenset[str]
    roughly: frozenset[str]
    grammar: frozenset[str]
    oriented: tuple[frozenset[str], ...]
    who: frozenset[str]
    signs: tuple[tuple[str, str], ...]
    yes: frozenset[str]
    no: frozenset[str]
    stemmer: Any
    _lock: Lock = field(default_factory=Lock)
    _facts: dict[str, Word] = field(default_factory=dict)

    def word(self, typed: str) -> Word:
        """The facts about a word as it was typed."""
        found = self._facts.get(typed)
        if found is None:
            if len(self._facts) >= _CACHE:
                self._facts.clear()
            found = self._facts[typed] = self._look_at(typed)
        return found

    def fold(self, typed: str) -> str:
        """The word in small letters, without accents, umlauts written out."""
        typed = typed.casefold()
        if not typed.isascii():
            for sign, letters in self.umlauts.items():
                typed = typed.replace(sign, letters)
            typed = bare(typed)
        return typed

    def is_word(self, text: str) -> bool:
        """True if the language's own list has the word."""
        return text in self.rarities

    def stem(self, text: str) -> str:
        """The stem of a folded word; stemmed until it stays, so that `dimensional` meets `dimension`."""
        if self.stemmer is None or not text.isalpha():
            return text
        if text in self.apart:
            return self.apart[text]
        for letters, plain in self.vowels.items():
            text = text.replace(letters, plain)
        if text.endswith("able") and len(text) >= _ABLE:
            base = next((word for word in (text[:-4], f"{text[:-4]}e") if self.is_word(word)), text)
            text = self.verbs.get(base, base)
        with self._lock:
            for _ in range(3):
                shorter = str(self.stemmer.stemWord(text))
                if shorter == text or len(shorter) < 5:
                    break
                text = shorter
        return self._without_ending(shorter)

    def _without_ending(self, stem: str) -> str:
        """`brauch` for `braucht`: an ending that the stemmer leaves on."""
        for ending in self.stem_endings:
            if stem.endswith(ending) and len(stem) - len(ending) >= _STEM:
                return stem[: -len(ending)]
        return stem

    def _look_at(self, typed: str) -> Word:
        text = self.fold(typed).strip("'")
        negation = text in self.negations or text.endswith("n't")
        if not negation and "'" in text:
            head, _, tail = text.rpartition("'")
            text = head if len(tail) <= 2 else text.replace("'", "")
        text = text.replace("'", "")
        rarity = self.rarities.get(text, 5)
        base = self._american(self._base(text))
        text = self._american(text)
        return Word(
            text=text,
            key=self.stem(self.verbs.get(base or text, base or text)),
            flip=bool(base),
            stop=text in self.stop or text in self.articles,
            rarity=min(rarity, self.rarities.get(text, 5)),
            number=self._number(text),
            negation=negation,
            binding=negation or text in self.stop or text in self.articles or text in self.grammar,
        )

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
            if text.startswith(prefix) and len(rest) >= 5 and rest not in self.stop and self.is_word(rest):
                return rest
        return ""


def _lines(data: dict[str, Any], name: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in str(data.get(name, "")).splitlines() if line.strip())


def _phrases(data: dict[str, Any], name: str) -> tuple[tuple[str, ...], ...]:
    phrases = {tuple(line.replace("'", "").split()) for line in _lines(data, name)}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


def _by_first_word(phrases: tuple[tuple[str, ...], ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {phrase[0]: tuple(p for p in phrases if p[0] == phrase[0]) for phrase in phrases}


def _words(data: dict[str, Any], name: str) -> frozenset[str]:
    text = str(data.get(name, "")).split()
    return frozenset(text) | frozenset(word.replace("'", "") for word in text)


def _pairs(data: dict[str, Any], name: str) -> dict[str, str]:
    return dict((line.split()[0], line.split()[1]) for line in _lines(data, name))


def _forms(spellings: dict[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for form, word in spellings.items():
        found.setdefault(word, []).append(form)
    return {word: tuple(forms) for word, forms in found.items()}


def _parts(data: dict[str, Any], name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(part.strip() for part in line.split(",") if part.strip()) for line in _lines(data, name)
    )


def _poles(data: dict[str, Any]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    lines = (line.split("|") for line in _lines(data, "poles"))
    return tuple((tuple(_pole(left)), tuple(_pole(right))) for left, right in lines)


def _pole(text: str) -> list[str]:
    """Members are single words; a part in which commas stand is divided by them."""
    parts = text.split(",") if "," in text else text.split()
    return [part.strip() for part in parts if part.strip()]


def _rarities(code: str) -> dict[str, int]:
    """The list of words, commonest block first; blocks are divided by an empty line."""
    source = resources.files("bot.domain.marking") / "data" / f"words-{code}.txt.gz"
    if not source.is_file():
        return {}
    blocks = gzip.decompress(source.read_bytes()).decode("utf-8").split("\n\n")
    return {word: rank for rank, block in enumerate(blocks) for word in block.split()}


@lru_cache(maxsize=16)
def language(code: str) -> Language:
    """The language of that ISO 639-1 code; one that knows nothing if there is no file for it."""
    source = resources.files("bot.domain.marking") / "data" / f"{code}.toml"
    known = code.isalpha() and len(code) <= 3 and source.is_file()
    data: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8")) if known else {}
    rarities = _rarities(code) if known else {}
    for rank, word in enumerate(_words(data, "common")):
        rarities.setdefault(word, 0 if rank < 0 else 1)
    return Language(
        code=code,
        known=known,
        stop=_words(data, "stop"),
        kept=_words(data, "kept"),
        light=_words(data, "light"),
        articles=_words(data, "articles"),
        lead_ins=_phrases(data, "lead_ins"),
        tails=_phrases(data, "tails"),
        negations=_words(data, "negations"),
        tight=_words(data, "tight"),
        denying=_by_first_word(_phrases(data, "denying")),
        denied=_words(data, "denied"),
        mistakes=_words(data, "mistakes"),
        affirming=_words(data, "affirming"),
        sweeping=_words(data, "sweeping"),
        excepting=_words(data, "excepting"),
        reducing=_words(data, "reducing"),
        breaks=_words(data, "breaks"),
        reasons=_words(data, "reasons"),
        giving_reasons=_words(data, "giving_reasons"),
        causes=_words(data, "causes"),
        conclusions=_words(data, "conclusions"),
        purposes=_words(data, "purposes"),
        or_words=_words(data, "or_words"),
        and_words=_words(data, "and_words"),
        hedges=_phrases(data, "hedges"),
        both=_words(data, "both"),
        opposing=tuple(str(data.get("opposing", "")).split()),
        changing=_words(data, "changing"),
        prepositions=_words(data, "prepositions"),
        modifiers=_words(data, "modifiers"),
        numbers=(numbers := {word: Fraction(value) for word, value in _pairs(data, "numbers").items()}),
        number_pieces={
            word: value
            for word, value in (
                numbers | {w: Fraction(v) for w, v in _pairs(data, "number_pieces").items()}
            ).items()
            if value.denominator == 1
        },
        number_joint=str(data.get("number_joint", "")),
        months=tuple(str(data.get("months", "")).split()),
        ordinals={word: int(value) for word, value in _pairs(data, "ordinals").items()},
        last=_words(data, "last"),
        percent=_words(data, "percent"),
        option_words=_words(data, "option_words"),
        decimal=str(data.get("decimal", ".")),
        umlauts=_pairs(data, "umlauts"),
        vowels=_pairs(data, "vowels"),
        stem_endings=tuple(str(data.get("stem_endings", "")).split()),
        dont_know=_phrases(data, "dont_know"),
        chatter=frozenset(_phrases(data, "chatter")),
        asks_back=_phrases(data, "asks_back"),
        opinion=_words(data, "opinion"),
        suffixes=tuple(str(data.get("suffixes", "")).split()),
        endings=tuple(_pairs(data, "endings").items()),
        spellings=_pairs(data, "spellings"),
        forms=_forms(_pairs(data, "spellings")),
        apart={word: f"{word}." for line in _lines(data, "apart") for word in line.split()},
        rarities=rarities,
        pole_lines=_poles(data),
        same_lines=_parts(data, "same"),
        synonym_lines=_parts(data, "synonyms"),
        siblings=tuple(tuple(line.split()) for line in _lines(data, "siblings")),
        verbs=_pairs(data, "verbs"),
        bounds=_words(data, "bounds"),
        crucial=_words(data, "crucial"),
        roughly=_words(data, "roughly"),
        grammar=_words(data, "grammar"),
        oriented=tuple(frozenset(line.split()) for line in _lines(data, "oriented")),
        who=_words(data, "who"),
        signs=tuple((line.split()[0], line.split()[1]) for line in _lines(data, "signs")),
        yes=_words(data, "yes"),
        no=_words(data, "no"),
        stemmer=snowballstemmer.stemmer(data["stemmer"]) if "stemmer" in data else None,
    )
