"""A German answer to an English question, word by word in English: enough to mark what is short and plain."""

import re
import tomllib
from functools import cache
from importlib import resources

from bot.domain.intent.words import MOST, fold

_WORD = re.compile(r"[^\W\d_]+")
_PART = 4
"""Letters of a part of a word that is made of two."""
_ENDED = 6
"""Letters from which an ending is changed."""


def in_english(said: str) -> str:
    """What was said, with every word that is known in English; empty if none is."""
    text = said[:MOST].casefold()
    for phrase, english in _phrases():
        text = text.replace(phrase, english)
    told = _WORD.sub(lambda found: _word(found.group()), text)
    return told if told != said[:MOST].casefold() else ""


def _word(word: str) -> str:
    known = _words()
    if word in known:
        return known[word]
    if word.startswith("nicht") and len(word) > len("nicht") + 2:
        return f"non-{_word(word.removeprefix('nicht'))}"
    for at in range(_PART, len(word) - _PART + 1):
        if word[:at] in known and word[at:] in known:
            return f"{known[word[:at]]} {known[word[at:]]}"
    for ending, english in _endings():
        if word.endswith(ending) and len(word) >= _ENDED:
            return word.removesuffix(ending) + english
    return word


def _data() -> dict[str, str]:
    source = resources.files("bot.domain.intent") / "data" / "de-en.toml"
    return {key: str(value) for key, value in tomllib.loads(source.read_text(encoding="utf-8")).items()}


@cache
def _words() -> dict[str, str]:
    pairs = [line.partition(" ") for line in _data()["words"].splitlines() if line]
    return {form: english for german, _, english in pairs for form in (german, fold(german))}


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    lines = [line.partition(" = ") for line in _data()["phrases"].splitlines() if line]
    return tuple((german, english) for german, _, english in lines)


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    lines = [line.partition(" ") for line in _data()["endings"].splitlines() if line]
    return tuple((german, english) for german, _, english in lines)
