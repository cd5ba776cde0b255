"""Wishes that a command fulfils, said in a sentence: "ask me every day at half past 8", "delete my data"."""

import re
import tomllib
from functools import cache
from importlib import resources

from bot.domain.intent.words import fold

_SPACE = re.compile(r"[\s,!?]+")
_LONGEST = 120
_NO_WISHES = ("polite", "wanting", "thanks", "around")
_GAP = "…"
"""Where the rest stands between two parts of a phrase."""


def wish_of(said: str) -> tuple[str, str] | None:
    """The command that a sentence asks for, and what stands behind the words that do: ("daily", "at 8"). None
    for any other text. What stands behind may still be something that the command can't read."""
    if len(said) > _LONGEST:
        return None
    text = without_courtesy(said)
    while text:
        for phrase, command in _phrases():
            if (rest := _behind(phrase, text)) is not None:
                return command, rest
        lead = next((lead for lead in _lines("wanting") if text.startswith(f"{lead} ")), None)
        if lead is None:
            return None
        text = text.removeprefix(lead).strip()
    return None


def _behind(phrase: str, text: str) -> str | None:
    """What stands behind a phrase, or in its gap; None if the text is another."""
    head, gap, tail = (part.strip() for part in phrase.partition(_GAP))
    if text == phrase:
        return ""
    if not gap and text.startswith(f"{head} "):
        return text.removeprefix(head).strip()
    if gap and f" {text}".startswith(f" {head} ".replace("  ", " ")) and text.endswith(f" {tail}"):
        return text.removeprefix(head).removesuffix(tail).strip()
    return None


def without_courtesy(said: str) -> str:
    """A text in one spelling, without what is said before a wish and after it: "actually", "please"."""
    return _bare(" ".join(_SPACE.split(fold(said))).strip(" ."))


def without_around(name: str) -> str:
    """A name without what stands around it: "the distributed stuff"."""
    return " ".join(word for word in name.split() if word not in _lines("around"))


def _bare(text: str) -> str:
    """Without what is said out of politeness before a wish, and after it."""
    for lead in _lines("polite"):
        if text.startswith(f"{lead} "):
            return _bare(text.removeprefix(lead).strip())
    for end in _lines("thanks"):
        if text.endswith(f" {end}"):
            return _bare(text.removesuffix(end).strip())
    return text


@cache
def _data() -> dict[str, str]:
    source = resources.files("bot.domain.intent") / "data" / "wishes.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def _lines(name: str) -> tuple[str, ...]:
    """The longest first."""
    lines = (
        _GAP.join(fold(part) for part in line.split(_GAP)) for line in _data()[name].splitlines() if line
    )
    return tuple(sorted(lines, key=len, reverse=True))


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    names = [name for name in _data() if name not in _NO_WISHES]
    found = [(phrase, name) for name in names for phrase in _lines(name)]
    return tuple(sorted(found, key=lambda one: -len(one[0])))
