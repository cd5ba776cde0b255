"""Reads what is known of a language from its data file, once."""

import gzip
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from importlib import import_module, resources
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from bot.domain.marking.language.language import Language
from bot.domain.marking.language.word_list import WordList


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


def _sign_words(data: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """A phrase and its sign a line, divided by `=>`; the longest phrase first."""
    pairs = (line.rpartition("=>") for line in _lines(data, "sign_words"))
    return tuple(
        sorted(((words.strip(), sign.strip()) for words, _, sign in pairs), key=lambda p: -len(p[0]))
    )


def _rivals(groups: Iterable[tuple[str, ...]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in groups:
        for word in group:
            found.setdefault(word, set()).update(set(group) - {word})
    return {word: frozenset(rest) for word, rest in found.items()}


def _contrast(data: dict[str, Any]) -> re.Pattern[str] | None:
    """Matches `A is …, B is not`: A, the verb, what is said, B, the verb again, the denial."""
    if "helping" not in data:
        return None
    verbs, links = (" ".join(data[name].split()).replace(" ", "|") for name in ("helping", "contrasting"))
    denial = str(data["denial"])
    return re.compile(
        rf"(.+?) ({verbs}) (.+?),? (?:(?:{links}) )?(\S+(?: \S+)?)(?: ({verbs}))? ({denial})$", re.IGNORECASE
    )


def _any_of(data: dict[str, Any]) -> re.Pattern[str] | None:
    phrases = "|".join(re.escape(line) for line in sorted(_lines(data, "any_of"), key=len, reverse=True))
    return re.compile(rf"(?:\w+ )?(?:{phrases})(?: the following)?:? ", re.IGNORECASE) if phrases else None


def _parts(data: dict[str, Any], name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(part.strip() for part in line.split(",") if part.strip()) for line in _lines(data, name)
    )


def _poles(data: dict[str, Any]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    lines = (line.replace("||", "|").split("|") for line in _lines(data, "poles"))
    return tuple((tuple(_pole(left)), tuple(_pole(right))) for left, right in lines)


def _with_a_middle(data: dict[str, Any]) -> frozenset[int]:
    return frozenset(group for group, line in enumerate(_lines(data, "poles")) if "||" in line)


def _pole(text: str) -> list[str]:
    """Members are single words; a part in which commas stand is divided by them."""
    parts = text.split(",") if "," in text else text.split()
    return [part.strip() for part in parts if part.strip()]


def _ranked(code: str, data: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """The list of words, commonest block first, with empty lines between; then the file's own."""
    source = resources.files("bot.domain.marking.language") / "data" / f"words-{code}.txt.gz"
    text = gzip.decompress(source.read_bytes()).decode("utf-8") if source.is_file() else ""
    for rank, block in enumerate(text.split("\n\n")):
        yield from ((found[0], rank) for found in re.finditer(r"\S+", block))
    yield from ((word, 1) for word in _words(data, "common") if f"\n{word}\n" not in f"\n{text}\n")


_WORDS = (
    "stop",
    "kept",
    "light",
    "articles",
    "negations",
    "tight",
    "denied",
    "mistakes",
    "affirming",
    "sweeping",
    "excepting",
    "reducing",
    "undoing",
    "superlatives",
    "than",
    "breaks",
    "reasons",
    "giving_reasons",
    "causes",
    "conclusions",
    "purposes",
    "or_words",
    "and_words",
    "both",
    "changing",
    "prepositions",
    "last",
    "percent",
    "minus",
    "leading",
    "option_words",
    "opinion",
    "modifiers",
    "bounds",
    "roughly",
    "amounts",
    "degrees",
    "quantities",
    "coding",
    "grammar",
    "pointing",
    "hindering",
    "agents",
    "inflections",
    "word_classes",
    "placeholders",
    "exchanging",
    "subjects",
    "finite",
    "helping",
    "lessening",
    "embedding",
    "cases",
    "who",
    "particles",
    "yes",
    "no",
    "yes_letters",
    "no_letters",
)
"""Sets of words."""
_PHRASES = (
    "hedges",
    "spelled_out",
    "dont_know",
    "asks_back",
)
"""Phrases, a line each."""
_IN_ORDER = (
    "opposing",
    "months",
    "stem_endings",
    "inside",
    "suffixes",
)
"""Words whose order counts."""


_FUNCTION_WORDS = ("stop", "kept", "negations", "breaks", "reasons", "conclusions", "or_words", "bounds")


def _function_words(data: dict[str, Any]) -> frozenset[str]:
    found = frozenset().union(*(_words(data, name) for name in _FUNCTION_WORDS))
    return found | {word for phrase in _phrases(data, "denying") for word in phrase}


@lru_cache(maxsize=16)
def language(code: str) -> Language:
    """The language of that ISO 639-1 code; one that knows nothing if there is no file for it."""
    source = resources.files("bot.domain.marking.language") / "data" / f"{code}.toml"
    known = code.isalpha() and len(code) <= 3 and source.is_file()
    data: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8")) if known else {}
    numbers = {word: Fraction(value) for word, value in _pairs(data, "numbers").items()}
    return Language(
        code=code,
        known=known,
        function_words=_function_words(data),
        **_lists(data),
        denying=_by_first_word(_phrases(data, "denying")),
        confirming=_by_first_word(_phrases(data, "confirming")),
        numbers=numbers,
        number_pieces=_whole(numbers | {w: Fraction(v) for w, v in _pairs(data, "number_pieces").items()}),
        number_joint=str(data.get("number_joint", "")),
        sizes={word: Fraction(value) for word, value in _pairs(data, "sizes").items()},
        fractions={word: Fraction(value) for word, value in _pairs(data, "fractions").items()},
        all_options=frozenset(_lines(data, "all_options")),
        none_options=_lines(data, "none_options"),
        point=str(data.get("point", "")),
        sign_words=_sign_words(data),
        term_endings=tuple(tuple(line.split()) for line in _lines(data, "term_endings")),
        term_starts=tuple(tuple(line.split()) for line in _lines(data, "term_starts")),
        turning=_rivals(tuple(line.split()) for line in _lines(data, "turning")),
        term_pairs=_rivals(tuple(line.split()) for line in _lines(data, "term_pairs")),
        ordinals={word: int(value) for word, value in _pairs(data, "ordinals").items()},
        decimal=str(data.get("decimal", ".")),
        capital_nouns=bool(data.get("capital_nouns", False)),
        umlauts=_pairs(data, "umlauts"),
        separable=tuple(sorted(_words(data, "separable"), key=lambda word: (-len(word), word))),
        root_endings=tuple(
            (line.split()[0], "".join(line.split()[1:])) for line in _lines(data, "root_endings")
        ),
        chatter=frozenset(_phrases(data, "chatter")),
        endings=tuple(_pairs(data, "endings").items()),
        spellings=_pairs(data, "spellings"),
        forms=_forms(_pairs(data, "spellings")),
        apart={word: f"{word}." for line in _lines(data, "apart") for word in line.split()},
        rarities=WordList(_ranked(code, data) if known else ()),
        pole_lines=_poles(data),
        with_a_middle=_with_a_middle(data),
        same_lines=_parts(data, "same"),
        synonym_lines=_parts(data, "synonyms"),
        siblings=tuple(tuple(line.split()) for line in _lines(data, "siblings")),
        verbs=_pairs(data, "verbs"),
        any_of=_any_of(data),
        contrast=_contrast(data),
        oriented=tuple(frozenset(line.split()) for line in _lines(data, "oriented")),
        signs=tuple((line.split()[0], line.split()[1]) for line in _lines(data, "signs")),
        pictures=tuple(_pairs(data, "pictures").items()),
        stemmer=_stemmer(data.get("stemmer")),
    )


def _stemmer(name: str | None) -> Any:
    if name is None:
        return None
    _leave_out_other_stemmers()
    module = import_module(f"snowballstemmer.{name}_stemmer")
    return getattr(module, f"{name.capitalize()}Stemmer")()


def _leave_out_other_stemmers() -> None:
    """The package file of the library loads 36 languages, a megabyte; an empty one stands in for it."""
    if "snowballstemmer" not in sys.modules and (found := find_spec("snowballstemmer")) is not None:
        package = sys.modules[found.name] = ModuleType(found.name)
        package.__path__ = list(found.submodule_search_locations or ())


def _lists(data: dict[str, Any]) -> dict[str, Any]:
    """What is nothing but a list of words or phrases, by its name."""
    return {
        **{name: _words(data, name) for name in _WORDS},
        **{name: _phrases(data, name) for name in _PHRASES},
        **{name: tuple(str(data.get(name, "")).split()) for name in _IN_ORDER},
    }


def _whole(numbers: dict[str, Fraction]) -> dict[str, Fraction]:
    return {word: value for word, value in numbers.items() if value.denominator == 1}
