"""Shell lines, compared by structure and never run: program, flags in any order, words;
placeholders match any word.
"""

import shlex
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from bot.domain.marking.reading.slips import distance

_PROMPTS = ("$ ", "> ", "% ", "# ")
_ENDS = (",", ";", ":", "!", "?", ")")
_STOPS = frozenset(
    [
        "then",
        "and",
        "or",
        "und",
        "dann",
        "which",
        "where",
        "to",
        "from",
        "with",
        "as",
        "prints",
        "gives",
        "shows",
        "plus",
        "after",
        ",",
        ";",
        ".",
        "|",
        "&&",
        ">",
        "&",
    ]
)
_MOST, _MOST_PLACES = 64, 4
"""Words of a line, and places of a program's name, that are looked at."""


class Line(Struct, frozen=True):
    """A shell line."""

    program: str
    flags: tuple[tuple[str, str], ...]
    """Each flag with its value, "" for none; `<…>` for any."""
    words: tuple[str, ...]


def split(text: str) -> list[str]:
    """The words of a line; quotes are honoured where they close."""
    try:
        return shlex.split(text, posix=True)[:_MOST]
    except ValueError:
        return text.split()[:_MOST]


def is_line(text: str) -> bool:
    """True for a text that can only be read as a shell line:
    it has flags, placeholders, pipes or a prompt.
    """
    words = text.split()
    return bool(words) and (
        text.startswith("$ ")
        or any(word.startswith("-") and len(word) > 1 and word[1:2].isalpha() for word in words[1:])
        or any(word.startswith("<") and word.endswith(">") for word in words)
        or any(word.startswith("--") and len(word) > 2 for word in words[1:])
    )


def line(text: str) -> Line | None:
    """The structure of a shell line; None for an empty one.
    What follows a pipe or redirection is left out.
    """
    for prompt in _PROMPTS:
        text = text.removeprefix(prompt)
    return _structure(split(text))


def _structure(words: Sequence[str]) -> Line | None:
    if not words:
        return None
    flags: list[tuple[str, str]] = []
    plain: list[str] = []
    for at, word in enumerate(words[1:], 1):
        if word in ("|", ">", ">>", "&", "&&", ";"):
            break
        if word.startswith("-") and len(word) > 1:
            name, _, value = word.partition("=")
            flags.append((name, value))
        elif (
            flags and not flags[-1][1] and words[at - 1].startswith("-") and not flags[-1][0].startswith("--")
        ):
            flags[-1] = (flags[-1][0], word)
        else:
            plain.append(word)
    return Line(words[0], tuple(flags), tuple(plain))


def said_lines(text: str, program: str) -> list[tuple[Line, str]]:
    """Every place where the program is named, read as a line, with the word as it was typed.

    The program may stand in a sentence, in backticks, behind a prompt, in capitals, with a space for its
    hyphen, or with one slip in a name of six letters and more.
    """
    words = _words(text)
    found: list[tuple[Line, str]] = []
    for at, _word in enumerate(words):
        for size in (1, 2):
            typed = " ".join(words[at : at + size])
            if len(words) >= at + size and _names(typed, program):
                rest = _until_stop(words[at + size :])
                made = _structure([program, *rest])
                if made is not None and len(found) < _MOST_PLACES:
                    found.append((made, typed))
                break
    return found


@lru_cache(maxsize=64)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word for raw in text.replace("`", " ").split()[: 4 * _MOST] for word in _bare(raw))


def _bare(raw: str) -> list[str]:
    word = raw.strip("\"'*“”")
    ended = word.endswith(_ENDS) and len(word) > 1
    word = word.rstrip("".join(_ENDS)).lstrip("(")
    if word.endswith(".") and not word.endswith(".."):
        word, ended = word[:-1], True
    return [word, ","] if ended and word else [word] if word else []


@lru_cache(maxsize=4096)
def _names(typed: str, program: str) -> bool:
    one, other = typed.casefold().replace(" ", "-"), program.casefold()
    if one == other or one.replace("-", "") == other.replace("-", ""):
        return True
    return len(other) >= 6 and " " not in typed and distance(one, other, 1) == 1 and one[0] == other[0]


def _until_stop(words: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for word in words:
        if word.casefold() in _STOPS and not (kept and kept[-1].startswith("-") and word not in (",", ";")):
            break
        kept.append(word)
    return kept


def same(wanted: Line, said: Line) -> bool:
    """True if the said line does what the wanted one does."""
    have = dict(_expanded(said.flags))
    for name, value in _expanded(wanted.flags):
        if name not in have:
            return False
        if value and not _any(value) and have[name] != value:
            return False
    if wanted.flags and len(have) > len(_expanded(wanted.flags)):
        return False
    loose = [*said.words, *(value for value in have.values() if value)]
    return all(_any(word) or word in loose for word in wanted.words)


def _expanded(flags: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """`-la` is `-l -a`."""
    found: list[tuple[str, str]] = []
    for name, value in flags:
        if (
            not name.startswith("--")
            and len(name) > 2
            and name[1:].isalpha()
            and name[1:].islower()
            and len(name) <= 4
        ):
            found += [(f"-{letter}", "") for letter in name[1:-1]] + [(f"-{name[-1]}", value)]
        else:
            found.append((name, value))
    return found


def _any(word: str) -> bool:
    return (word.startswith("<") and word.endswith(">")) or (
        word.isupper() and len(word) > 2 and word.isalpha()
    )
