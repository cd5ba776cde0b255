"""What each rule, list and veto of the marker is worth: each is taken away in turn.

    python -m benchmarks.ablation                all of them, about ten minutes
    python -m benchmarks.ablation --only stuffed  those whose name has this in it

The table of weights is fitted anew without the rule, and the cuts stay. Shown is how many answers more are
said right though they aren't, told "Not quite" though they are right, and doubtful, of the general ones
(benchmarks/answers: no rule was made for them), of the project's own to other subjects, and of those to the
first deck. A rule that saves nothing anywhere goes.
"""

import argparse
import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from msgspec.structs import fields

from benchmarks.fit_marker import cases, chance, fitted, zone
from benchmarks.rulings import GENERAL
from benchmarks.score import ANSWERS, marked_in
from bot.domain.marking import Mark
from bot.domain.marking.language import language_file, lexicon
from bot.domain.marking.language.language import Language

_ROOM = "bot.domain.marking."
_NO, _NONE = "no", "none"

RULES: tuple[tuple[str, str, Callable[..., Any]], ...] = tuple(
    (module, name, {_NO: lambda *a, **k: False, _NONE: lambda *a, **k: None}[kind])
    for module, kind, names in (
        ("comparing.vetoes", _NONE, "denied number_off"),
        ("comparing.vetoes", _NO, "another_name competed swapped crossed turn_of"),
        (
            "comparing.vetoes",
            _NO,
            "hedged paired stuffed _signs_off _denied_to_be_it undone",
        ),
        ("comparing.vetoes", _NO, "figures_exchanged outdone levelled _said_for_itself"),
        ("comparing.rivals", _NO, "related confused _is_only_in_the_reason"),
        (
            "comparing.enough",
            _NO,
            "_vague _of_something_else _replaced turn_of ends_exchanged _counts_others _is_let_go",
        ),
        ("comparing.judge", _NO, "half_denied substituted"),
        ("kinds.short", _NO, "half_said same_as_other _is_other_form left_open"),
        ("kinds.short", _NONE, "rejected _foreseen by_elimination by_comparison told_apart"),
        ("reading.read_answer", _NONE, "spell_out mend_synonyms"),
        ("reading.closer", _NO, "_camel _clipped _opposite _by_root"),
        ("reading.read_answer", _NO, "_join"),
        ("reading.read_answer", _NONE, "_worded"),
        (
            "comparing.align",
            _NONE,
            "_phrases _abbreviated _cancel _settle_turned _count_once _drop_doubtful _draw_together",
        ),
        ("reading.polarity", _NONE, "_deny_elliptically _deny_backwards _deny_asked"),
        ("kinds.explain", _NO, "_foreign babbled"),
    )
    for name in names.split()
)
"""Module, function, and what stands in its place: a rule that never speaks."""
_KEPT = frozenset(("code", "known", "decimal", "stemmer", "rarities", "numbers", "number_pieces", "months"))
"""Of a language, what is no rule."""


@dataclass(frozen=True, slots=True)
class Errors:
    """How many answers of a set are off."""

    accepted: int
    refused: int
    doubtful: int

    def __sub__(self, other: "Errors") -> "Errors":
        return Errors(
            self.accepted - other.accepted, self.refused - other.refused, self.doubtful - other.doubtful
        )

    def __str__(self) -> str:
        return f"{self.accepted:+4d}{self.refused:+5d}{self.doubtful:+5d}"


@contextmanager
def without(module: str, name: str, instead: Callable[..., Any]) -> Iterator[None]:
    """A function of the marker is another one for a while."""
    room = importlib.import_module(_ROOM + module)
    kept = getattr(room, name)
    setattr(room, name, instead)
    try:
        yield
    finally:
        setattr(room, name, kept)


@contextmanager
def without_list(name: str) -> Iterator[None]:
    """A list of all languages is empty for a while."""

    def forgotten(code: str) -> Language:
        known = whole(code)
        empty = type(getattr(known, name))()
        values = {field.name: getattr(known, field.name) for field in fields(Language)}
        values |= {name: empty, "_facts": {}}
        return Language(**values)

    whole = language_file.language
    with without("language.lexicon", "language", forgotten):
        _forget()
        try:
            yield
        finally:
            _forget()


def _forget() -> None:
    for name in ("plain", "_language_spans", "_siblings"):
        getattr(lexicon, name).cache_clear()


def measured() -> dict[str, Errors]:
    """The errors on each set."""
    lexicon.plain.cache_clear()
    known = [*cases(GENERAL), *cases(ANSWERS / "no-deck.jsonl")]
    weights = fitted(known)
    found = {}
    for file in (GENERAL.stem, "no-deck"):
        mine = [case for case in known if case.file == file]
        said = [(case.right, zone(case, chance(case, weights), CUTS)) for case in mine]
        found[file] = Errors(
            sum(not right and what == "right" for right, what in said),
            sum(right and what == "wrong" for right, what in said),
            sum(what == "doubt" for _, what in said),
        )
    deck = marked_in(ANSWERS / "first-deck.jsonl")
    found["first-deck"] = Errors(
        sum(one.wanted != "right" and one.verdict.passed for one in deck),
        sum(one.wanted == "right" and one.verdict.mark in (Mark.WRONG, Mark.UNREADABLE) for one in deck),
        sum(one.verdict.mark is Mark.DOUBTFUL for one in deck),
    )
    return found


CUTS = (0.5, 0.11)


def rules(only: str) -> Iterator[tuple[str, Callable[[], Any]]]:
    """The name of each rule, and how it is taken away."""
    for module, name, instead in RULES:
        if only in f"{module}.{name}":
            yield f"{module}.{name}", lambda m=module, n=name, i=instead: without(m, n, i)  # type: ignore[misc]
    for field in fields(Language):
        if not field.name.startswith("_") and field.name not in _KEPT and only in field.name:
            if isinstance(field.type, str) and field.type in ("bool", "str", "int"):
                continue
            yield f"list {field.name}", lambda n=field.name: without_list(n)  # type: ignore[misc]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="Take each rule of the marker away in turn.")
    parser.add_argument("--only", default="", help="rules whose name has this in it")
    chosen = parser.parse_args(arguments)
    whole = measured()
    print_line("(all rules)", whole)
    for name, away in rules(chosen.only):
        try:
            with away():
                found = measured()
        except Exception as error:
            sys.stdout.write(f"{name:36} can't be taken away: {type(error).__name__}: {error}\n")
            continue
        print_line(name, {file: found[file] - whole[file] for file in whole})
    return 0


def print_line(name: str, found: dict[str, Errors]) -> None:
    """A line of the table."""
    sys.stdout.write(f"{name:36}" + "  |".join(f" {errors}" for errors in found.values()) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
