"""What is said in a language when it is no answer, read once from its data file."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from bot.domain.intent.intents import Intent
from bot.domain.intent.words import fold, words_of

Phrase = tuple[str, ...]
Phrases = Mapping[str, tuple[tuple[Phrase, Intent], ...]]
"""By their first word, the longest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """A language that is known fully. The names are explained in its data file."""

    code: str
    said: Phrases
    opened: Phrases
    sure: Phrases
    single: Mapping[int, tuple[tuple[str, Intent], ...]]
    """What is said in one word, by its length."""
    just_said: tuple[Phrase, ...]
    tags: tuple[Phrase, ...]
    proposals: tuple[Phrase, ...]
    function: frozenset[str]
    fillers: frozenset[str]
    dangling: frozenset[str]
    asks: frozenset[str]
    auxiliaries: frozenset[str]
    inverted: frozenset[str]
    guessing: frozenset[str]
    persons: frozenset[str]
    determiners: frozenset[str]
    any_one: frozenset[str]
    me: frozenset[str]
    you: frozenset[str]
    personal: frozenset[str]
    being: frozenset[str]
    naming: frozenset[str]
    dates: frozenset[str]
    meta: frozenset[str]
    positive: frozenset[str]
    negative: frozenset[str]
    time_words: frozenset[str]
    time_joints: frozenset[str]
    explaining: frozenset[str]
    guesses: frozenset[str]
    mind: frozenset[str]
    speech: frozenset[str]
    things: frozenset[str]
    stressing: frozenset[str]
    negations: frozenset[str]
    telling: frozenset[str]
    denies: frozenset[str]
    denies_things: frozenset[str]
    denies_behind: frozenset[str]
    mine: frozenset[str]
    left_out: frozenset[str]
    to_me: frozenset[str]
    units: frozenset[str]
    asking_verbs: frozenset[str]
    deictic: frozenset[str]
    languages: frozenset[str]
    language_joints: frozenset[str]
    meaning: frozenset[str]
    pointing: frozenset[str]
    breaks: frozenset[str]
    joints: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherTongue:
    """A language of which the commonest phrases are known."""

    code: str
    said: Mapping[Phrase, Intent]
    opened: frozenset[Phrase]
    polite: frozenset[Phrase]
    longest: int
    """Words of the longest of these two."""
    function: frozenset[str]
    known: frozenset[str]
    """Every word of these."""


@cache
def tongues() -> tuple[Tongue, ...]:
    """English and German."""
    return tuple(_tongue(code, _data(code)) for code in ("en", "de"))


@cache
def other_tongues() -> tuple[OtherTongue, ...]:
    """The others."""
    return tuple(_other(code, table) for code, table in _data("more").items())


def _data(name: str) -> dict[str, Any]:
    source = resources.files("bot.domain.intent") / "data" / f"{name}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _tongue(code: str, data: Mapping[str, Any]) -> Tongue:
    sets = {
        name: _words(data[name])
        for name in Tongue.__dataclass_fields__
        if name not in ("code", "said", "opened", "sure", "single", "just_said", "tags", "proposals")
    }
    begun = {Intent.FILLER.value: f"{data['said'][Intent.FILLER.value]}\n{data['begins']}"}
    said = _by_first(data["said"] | begun, single=True)
    return Tongue(
        code=code,
        said=said,
        single=_by_length(said),
        opened=_by_first(data["open"], single=False),
        sure=_by_first(data["sure"], single=True),
        just_said=_lines(data["just_said"]),
        tags=_lines(data["tags"]),
        proposals=_lines(data["proposals"]),
        **sets,
    )


def _by_length(said: Phrases) -> Mapping[int, tuple[tuple[str, Intent], ...]]:
    found: dict[int, list[tuple[str, Intent]]] = {}
    for word, phrases in said.items():
        found.setdefault(len(word), []).extend((word, i) for phrase, i in phrases if len(phrase) == 1)
    return {length: tuple(words) for length, words in found.items()}


def _words(text: str) -> frozenset[str]:
    return frozenset(form for word in text.split() for form in _forms(word))


def _forms(text: str) -> Iterable[str]:
    """As it is folded; with umlauts written out too."""
    yield fold(text)
    written = text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    if written != text:
        yield fold(written)


def _lines(text: str) -> tuple[Phrase, ...]:
    found = {words_of(form) for line in text.splitlines() if line.strip() for form in _forms(line)}
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


def _by_first(table: Mapping[str, str], *, single: bool) -> Phrases:
    """`single`: several words of a line that are longer than a phrase are words of their own."""
    found: dict[str, list[tuple[Phrase, Intent]]] = {}
    for name, text in table.items():
        phrases = set(_lines(text)) if not single else {p for line in text.splitlines() for p in _said(line)}
        for phrase in phrases:
            found.setdefault(phrase[0], []).append((phrase, Intent(name)))
    return {word: tuple(sorted(some, key=lambda one: -len(one[0]))) for word, some in found.items()}


def _said(line: str) -> Iterable[Phrase]:
    """A phrase; or, behind a star, the words of a list."""
    texts = line[1:].split() if line.startswith("*") else [line] if line.strip() else []
    return [words_of(form) for text in texts for form in _forms(text) if words_of(form)]


def _other(code: str, table: Mapping[str, str]) -> OtherTongue:
    said = {
        words_of(fold(phrase)): Intent(name)
        for name, text in table.items()
        if name not in ("function", "open", "polite")
        for phrase in text.split(",")
    }
    function = frozenset(fold(word) for word in table["function"].split())
    opened, polite = (
        frozenset(words_of(fold(phrase)) for phrase in table[name].split(",")) for name in ("open", "polite")
    )
    return OtherTongue(
        code=code,
        said=said,
        known=function.union(*said, *polite),
        opened=opened,
        polite=polite,
        longest=max(map(len, opened | polite)),
        function=function,
    )
