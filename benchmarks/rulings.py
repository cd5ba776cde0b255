"""What a teacher's rulings buy: half of the answers to a question become `accept` or `reject`.

    python -m benchmarks.rulings

The answers are those of benchmarks/answers. Each question is marked twice, with its references alone and with
the rulings too: an author accepts what is right and rejects what is wrong, in the learner's words. Which half
is ruled on is decided by a hash of the answer.
"""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import blake2s
from pathlib import Path
from typing import Any

from benchmarks.score import ROOT
from bot.decks.adhoc import question_of
from bot.domain.marking import Mark, lexicon_of, mark

Entry = Mapping[str, Any]
GENERAL = ROOT / "benchmarks" / "answers" / "general.jsonl"


def is_ruled(entry: Entry) -> bool:
    """True for the half that an author has ruled on."""
    return blake2s(entry["answer"].encode()).digest()[0] % 2 == 0


def label_of(entry: Entry) -> str:
    """right, partial or wrong."""
    return str(entry.get("label") or entry["mark"])


def asked(entry: Entry, ruled: Sequence[Entry] = ()) -> dict[str, Any]:
    """The question with its references, and what an author ruled."""
    accepted = [one["answer"] for one in ruled if label_of(one) == "right"]
    rejected = [one["answer"] for one in ruled if label_of(one) == "wrong"]
    references = entry.get("accept") or entry["references"]
    known = {
        "ask": entry.get("ask") or entry["question"],
        "accept": [*references, *accepted],
        "lang": entry["lang"],
    }
    return known | ({"reject": rejected} if rejected else {})


def read(file: Path) -> list[Entry]:
    """The entries of a file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def counted(entries: Sequence[Entry], *, rulings: bool) -> Counter[str]:
    """How the answers fall that nobody has ruled on."""
    found: Counter[str] = Counter()
    for entry in entries:
        if is_ruled(entry):
            continue
        same = [one for one in entries if one["question"] == entry["question"] and is_ruled(one)]
        question = question_of(asked(entry, same if rulings else ()))
        verdict = mark(question, entry["answer"], lexicon_of(None, lang=question.lang))
        right = entry["label"] == "right"
        found["right" if right else "other"] += 1
        found["doubtful"] += verdict.mark is Mark.DOUBTFUL
        found["accepted"] += verdict.passed and not right
        found["refused"] += right and verdict.mark in (Mark.WRONG, Mark.UNREADABLE)
        found["passed"] += right and verdict.passed
    return found


def main() -> int:
    """Prints both rows."""
    entries = read(GENERAL)
    for name, rulings in (("references alone", False), ("with rulings", True)):
        found = counted(entries, rulings=rulings)
        right, other = found["right"], found["other"]
        sys.stdout.write(
            f"{name:18}{right + other} answers: said right though not {found['accepted'] / other:.4f}, "
            f'said "Not quite" though right {found["refused"] / right:.4f}, '
            f"doubtful {found['doubtful'] / (right + other):.3f}, "
            f"right and said so {found['passed'] / right:.3f}\n"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
