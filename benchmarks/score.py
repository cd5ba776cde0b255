"""Scores the marker on labelled answers and prints counts and ratios only.

    python -m benchmarks.score dev              both tables for the half that may be read
    python -m benchmarks.score dev --misses     … and each disagreement
    python -m benchmarks.score check            the half that is only scored: never an answer's text
    python -m benchmarks.score fresh            the project's own answers (tests/marking/answers), divided

A line is `{"question": id, "answer": text, "mark": right | partial | wrong, "kind": …}`; or it has `ask`,
`accept` and `lang` in place of `question`. Right and almost count as right, unreadable as wrong. The fresh
answers are divided by question: three quarters are for learning (`--misses` lists them), of the last one only
counts are looked at.
"""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2s
from pathlib import Path
from typing import Any

from bot.decks.adhoc import question_of
from bot.decks.load import load_library
from bot.domain.deck import Library
from bot.domain.marking import Lexicon, Mark, Verdict, lexicon_of, mark
from bot.domain.question import DeckId, Question, QuestionId

ROOT = Path(__file__).resolve().parent.parent
ANSWERS = ROOT / "tests" / "marking" / "answers"
FRESH = ("first-deck", "no-deck", "many-subjects")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One labelled answer with the marker's verdict."""

    question: str
    form: str
    """Kind of question."""
    answer: str
    wanted: str
    kind: str
    """Kind of answer."""
    verdict: Verdict

    @property
    def got(self) -> str:
        """The verdict in the labels' words."""
        return zone_of(self.verdict)


@dataclass(frozen=True, slots=True)
class Zones:
    """How answers fall; shares 0 … 1."""

    count: int
    accepts: float
    """Of those that are not right, said right."""
    refusals: float
    """Of the right ones, told "Not quite"."""
    partly: float
    """Of the right ones, told that something is missing."""
    doubt: float

    def __str__(self) -> str:
        return (
            f"{self.count} answers: said right though not {self.accepts:.4f}, "
            f'told "Not quite" though right {self.refusals:.4f} (and partly {self.partly:.4f}), '
            f"doubtful {self.doubt:.3f}"
        )


def zones_of(known: Sequence[tuple[bool, str]]) -> Zones:
    """The shares over some answers: is it right, and what is said (right, partial, doubt or wrong)."""
    right = [said for is_right, said in known if is_right]
    other = [said for is_right, said in known if not is_right]
    return Zones(
        count=len(known),
        accepts=other.count("right") / max(1, len(other)),
        refusals=right.count("wrong") / max(1, len(right)),
        partly=right.count("partial") / max(1, len(right)),
        doubt=sum(said == "doubt" for _, said in known) / max(1, len(known)),
    )


def shared() -> Path:
    """The folder with the labelled answers: RECALL_SHARED, or next to the repository."""
    return Path(os.environ.get("RECALL_SHARED", ROOT.parent / "shared"))


def read_marked(half: str) -> list[Marked]:
    """Every labelled answer of that half, marked by the shipped decks."""
    return marked_in(shared() / "answers" / f"{half}.jsonl")


def marked_in(file: Path, content: Path = ROOT / "content") -> list[Marked]:
    """Every labelled answer of a file, marked by the shipped decks or by its own references."""
    library = load_library(sorted(path for path in content.iterdir() if (path / "deck.toml").is_file()))
    lexicons: dict[DeckId, Lexicon] = {deck.id: lexicon_of(deck, library) for deck in library.decks}
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        question = _asked(entry, library)
        words = lexicons.get(question.deck) or lexicon_of(None, lang=question.lang)
        found.append(
            Marked(
                question=entry.get("question") or entry["ask"],
                form=question.kind,
                answer=entry["answer"],
                wanted=entry["mark"],
                kind=entry["kind"],
                verdict=mark(question, entry["answer"], words),
            )
        )
    return found


def _asked(entry: Mapping[str, Any], library: Library) -> Question:
    if "question" not in entry:
        return question_of({key: entry[key] for key in ("ask", "accept", "lang")})
    question = library.question(QuestionId(entry["question"]))
    if question is None:
        raise LookupError(f"no deck has the question {entry['question']}: load content/intro-ml")
    return question


def to_learn_from(one: Marked) -> bool:
    """True for the three quarters of the questions whose answers may be looked at one by one."""
    return blake2s(one.question.encode()).digest()[0] % 4 != 3


def zone_of(verdict: Verdict) -> str:
    """What a verdict says: right, partial, doubt or wrong."""
    if verdict.passed:
        return "right"
    return {Mark.PARTIAL: "partial", Mark.DOUBTFUL: "doubt"}.get(verdict.mark, "wrong")


def zones(marked: Sequence[Marked]) -> Zones:
    """The shares over some marked answers."""
    return zones_of([(one.wanted == "right", one.got) for one in marked])


def table(marked: Sequence[Marked], name: str) -> Iterable[str]:
    """A confusion table by one trait of the answers: wanted>got counts."""
    pairs = [f"{wanted[0]}>{got[0]}" for wanted in ("right", "partial", "wrong") for got in _MARKS]
    yield f"{name:14}" + "".join(f"{pair:>6}" for pair in pairs)
    for value in sorted({getattr(one, name) for one in marked}):
        counts = Counter(f"{one.wanted[0]}>{one.got[0]}" for one in marked if getattr(one, name) == value)
        yield f"{value:14}" + "".join(f"{counts[pair] or '·':>6}" for pair in pairs)


_MARKS = ("right", "partial", "doubt", "wrong")


def report(marked: Sequence[Marked], name: str, *, misses: bool) -> Iterable[str]:
    """The lines of the report."""
    yield summary(marked, name)
    yield "(r = right, p = partial, d = doubtful, w = wrong; wanted > got)"
    yield from table(marked, "form")
    yield from table(marked, "kind")
    if misses:
        yield from _misses(marked)


def summary(marked: Sequence[Marked], name: str) -> str:
    """The shares in one line."""
    return f"{name}: {zones(marked)}"


def fresh(*, misses: bool) -> Iterable[str]:
    """The lines for the project's own answers, file by file, part by part."""
    for name in FRESH:
        marked = marked_in(ANSWERS / f"{name}.jsonl")
        learn = [one for one in marked if to_learn_from(one)]
        yield summary(marked, name)
        yield summary(learn, "  to learn from")
        yield summary([one for one in marked if not to_learn_from(one)], "  to check by")
        yield from table(marked, "form")
        yield from table(marked, "kind")
        if misses:
            yield from _misses(learn)


def _misses(marked: Sequence[Marked]) -> Iterable[str]:
    for one in marked:
        if one.wanted != one.got:
            why = f"{one.verdict.mark} {one.verdict.reason}"
            yield f"{one.wanted:8} {why:24} {one.question:16} {one.kind:12} {one.answer!r}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the report; `--misses` is refused for the half that is only scored."""
    parser = argparse.ArgumentParser(description="Score the marker on labelled answers.")
    parser.add_argument("half", choices=("dev", "check", "fresh"))
    parser.add_argument("--misses", action="store_true", help="list each disagreement (not of check)")
    chosen = parser.parse_args(arguments)
    if chosen.misses and chosen.half == "check":
        parser.error("check.jsonl is only scored: its answers are never shown. Use dev with --misses.")
    if chosen.half == "fresh":
        lines = fresh(misses=chosen.misses)
    else:
        lines = report(read_marked(chosen.half), chosen.half, misses=chosen.misses)
    for line in lines:
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
