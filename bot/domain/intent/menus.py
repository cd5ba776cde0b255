"""Names of menus, with a slash or without, as people type them."""

import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from rapidfuzz.distance import OSA

from bot.domain.intent.tongue import tongues
from bot.domain.intent.words import fold, words_of

_SLIP_FROM = 4
"""Letters from which a command may have a slip."""


def slashed(said: str) -> str:
    """The text with the slash of a command as it is sent: `／daily` and `/ daily` are `/daily`."""
    text = unicodedata.normalize("NFKC", said[:1]) + said[1:]
    return f"/{text[1:].lstrip()}" if text.startswith("/") else said


def nearest_command(name: str, commands: Iterable[str]) -> str | None:
    """The command that was meant: another word for it, or the name with one slip."""
    folded = fold(name)
    if folded in _menus():
        return _menus()[folded]
    near = [one for one in commands if len(one) >= _SLIP_FROM and _is_slip(one, folded)]
    near = [one for one in near if sorted(one) == sorted(folded)] or near
    return near[0] if len(near) == 1 else None


def menu_of(said: str) -> tuple[str, str] | None:
    """The command a text without a slash names, and what stands behind it: `daily 8:30`, `my streak`."""
    words = words_of(fold(said))
    if not words:
        return None
    silent = {word for tongue in tongues() for word in tongue.fillers}
    bare = tuple(word for word in words if word not in silent)
    if asked := _asked().get(words, _asked().get(bare)):
        return asked, ""
    first, rest = _menus().get(words[0]), said.strip().partition(" ")[2]
    if first and (not rest or any(char.isdigit() for char in rest) or rest in ("on", "off", "text", "why")):
        return first, rest
    named = [_menus()[word] for word in words if word in _menus()]
    silent = {word for tongue in tongues() for word in tongue.function | tongue.fillers}
    rest_silent = all(word in _menus() or word in silent or word in _AROUND for word in words)
    return (named[0], "") if named and rest_silent else None


_AROUND = frozenset(
    ("main", "back", "open", "turn", "switch", "mute", "change", "stumm", "aus", "zuruck", "mein")
)


def _is_slip(meant: str, typed: str) -> bool:
    return OSA.distance(meant, typed, score_cutoff=1) == 1


@cache
def _data() -> dict[str, Any]:
    source = resources.files("bot.domain.intent") / "data" / "menus.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def _menus() -> dict[str, str]:
    names = {name: words for name, words in _data().items() if name != "asked"}
    return {fold(word): name for name, words in names.items() for word in str(words).split()}


@cache
def _asked() -> dict[tuple[str, ...], str]:
    """Whole questions that a menu answers."""
    lines = [(name, line) for name, lines in _data()["asked"].items() for line in lines.splitlines()]
    return {words_of(fold(line)): name for name, line in lines if line}
