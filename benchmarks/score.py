"""Scores the marker on labelled answers and prints counts and ratios only.

    python -m benchmarks.score dev              both tables for the half that may be read
    python -m benchmarks.score dev --misses     … and each disagreement
    python -m benchmarks.score check            the half that is only scored: never an answer's text

A line is `{"question": id, "answer": text, "mark": right | partial | wrong, "kind": …}`. Right and almost
count as right, unreadable as wrong.
"""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.decks.load import load_library
from bot.domain.marking import Lexicon, Mark, Verdict, lexicon_of, mark
from bot.domain.question import DeckId, QuestionId

ROOT = Path(__file__).resolve().parent.parent


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
        mark = self.verdict.mark
        if self.verdict.passed:
            return "right"
        return "partial" if mark is Mark.PARTIAL else "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a set of marked answers comes to; ratios 0 … 1."""

    count: int
    accuracy: float
    """Right against not right."""
    false_accepts: float
    """Of the answers that are not right, the share that passed."""
    false_rejects: float
    """Of the right answers, the share that didn't pass."""
    three_way: float


def shared() -> Path:
    """The folder with the labelled answers: RECALL_SHARED, or next to the repository."""
    return Path(os.environ.get("RECALL_SHARED", ROOT.parent / "shared"))


def read_marked(half: str, content: Path = ROOT / "content") -> list[Marked]:
    """Every labelled answer of that half, marked by the shipped decks."""
    decks = sorted(path for path in content.iterdir() if (path / "deck.toml").is_file())
    library = load_library(decks)
    lexicons: dict[DeckId, Lexicon] = {deck.id: lexicon_of(deck, library) for deck in library.decks}
    found = []
    for line in (shared() / "answers" / f"{half}.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        question = library.question(QuestionId(entry["question"]))
        if question is None:
            raise LookupError(f"no deck has the question {entry['question']}: load content/intro-ml")
        verdict = mark(question, entry["answer"], lexicons[question.deck])
        found.append(
            Marked(
                question=entry["question"],
                form=question.kind,
                answer=entry["answer"],
                wanted=entry["mark"],
                kind=entry["kind"],
                verdict=verdict,
            )
        )
    return found


def score(marked: Sequence[Marked]) -> Score:
    """The ratios over some marked answers."""
    right = [one for one in marked if one.wanted == "right"]
    other = [one for one in marked if one.wanted != "right"]
    accepted = sum(one.verdict.passed for one in other)
    refused = sum(not one.verdict.passed for one in right)
    return Score(
        count=len(marked),
        accuracy=1 - (accepted + refused) / max(1, len(marked)),
        false_accepts=accepted / max(1, len(other)),
        false_rejects=refused / max(1, len(right)),
        three_way=sum(one.wanted == one.got for one in marked) / max(1, len(marked)),
    )


def table(marked: Sequence[Marked], name: str) -> Iterable[str]:
    """A confusion table by one trait of the answers: wanted>got counts."""
    pairs = [f"{wanted[0]}>{got[0]}" for wanted in ("right", "partial", "wrong") for got in _MARKS]
    yield f"{name:14}" + "".join(f"{pair:>6}" for pair in pairs)
    for value in sorted({getattr(one, name) for one in marked}):
        counts = Counter(f"{one.wanted[0]}>{one.got[0]}" for one in marked if getattr(one, name) == value)
        yield f"{value:14}" + "".join(f"{counts[pair] or '·':>6}" for pair in pairs)


_MARKS = ("right", "partial", "wrong")


def report(half: str, *, misses: bool) -> Iterable[str]:
    """The lines of the report."""
    marked = read_marked(half)
    whole = score(marked)
    yield (
        f"{half}: {whole.count} answers, accuracy {whole.accuracy:.3f}, "
        f"false accepts {whole.false_accepts:.3f}, "
        f"false rejects {whole.false_rejects:.3f}, three-way {whole.three_way:.3f}"
    )
    yield "(r = right, p = partial, w = wrong; wanted > got)"
    yield from table(marked, "form")
    yield from table(marked, "kind")
    if misses:
        for one in marked:
            if one.wanted != one.got:
                why = f"{one.verdict.mark} {one.verdict.reason}"
                yield f"{one.wanted:8} {why:24} {one.question:16} {one.kind:12} {one.answer!r}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the report; `--misses` is refused for the half that is only scored."""
    parser = argparse.ArgumentParser(description="Score the marker on labelled answers.")
    parser.add_argument("half", choices=("dev", "check"))
    parser.add_argument("--misses", action="store_true", help="list each disagreement (dev only)")
    chosen = parser.parse_args(arguments)
    if chosen.misses and chosen.half != "dev":
        parser.error("check.jsonl is only scored: its answers are never shown. Use dev with --misses.")
    for line in report(chosen.half, misses=chosen.misses):
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
