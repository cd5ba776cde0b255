"""Fits the marker's table of weights to labelled answers, and says how well it does on unseen questions.

    python -m benchmarks.fit_marker              cross-validation by question, then the figures as shipped
    python -m benchmarks.fit_marker --write      … and language/data/weights.toml is written anew

The rows are those that ship (benchmarks/answers, tests/marking/answers/no-deck.jsonl). Questions are divided
into parts by a hash; each part is marked by weights and cuts that were made on the others. The low cut of a
part is chosen there so that of the right answers at most the wanted share is called wrong; the high cut so
that of the others at most the wanted share is called right.
"""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2s
from pathlib import Path
from typing import Any

from benchmarks import logistic
from benchmarks.rulings import GENERAL, Entry, asked, is_ruled, label_of, read
from benchmarks.score import ANSWERS, ROOT, Zones, zone_of, zones_of
from bot.decks.adhoc import question_of
from bot.domain.marking import Mark, lexicon_of
from bot.domain.marking.comparing.judge import First
from bot.domain.marking.comparing.probability import facts, table
from bot.domain.marking.kinds.short import read_first
from bot.domain.marking.marker import read_before

WEIGHTS = ROOT / "bot" / "domain" / "marking" / "language" / "data" / "weights.toml"
PARTS = 10
ACCEPTS, REFUSALS = 0.008, 0.047
"""Shares of errors that the cuts are chosen for; on unseen questions they may be 0.015 and 0.05."""
_STEP = 0.005


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled answer as both readers see it."""

    file: str
    question: str
    answer: str
    right: bool
    passes: bool
    """The first reader takes it for right."""
    settled: str
    """The verdict where nothing is weighed; empty elsewhere."""
    row: tuple[float, ...]


def cases(file: Path) -> list[Case]:
    """The answers of a file that were given to questions with nothing but references."""
    return [_case(file.stem, asked(entry), entry) for entry in read(file)]


def ruled(file: Path) -> list[Case]:
    """Half of the answers of a file, to questions for which an author has ruled on the other half."""
    by_question: dict[str, list[Entry]] = {}
    for entry in read(file):
        by_question.setdefault(asked(entry)["ask"], []).append(entry)
    return [
        _case("ruled", asked(entry, [one for one in same if is_ruled(one)]), entry)
        for same in by_question.values()
        for entry in same
        if not is_ruled(entry)
    ]


def _case(file: str, described: Mapping[str, Any], entry: Entry) -> Case:
    question, answer = question_of(described), entry["answer"]
    lexicon = lexicon_of(None, lang=question.lang)
    verdict, said, compiled = read_before(question, answer, lexicon)
    if verdict is not None:
        first = First(verdict, certain=True)
    else:
        first = read_first(question.id, said, compiled, lexicon)
    closed = first.certain or first.verdict.mark is Mark.UNREADABLE or not compiled.plain
    return Case(
        file=file,
        question=question.ask,
        answer=answer,
        right=label_of(entry) == "right",
        passes=first.verdict.passed,
        settled=zone_of(first.verdict) if closed else "",
        row=() if closed else tuple(facts(first, said, compiled, lexicon).values()),
    )


def shipped() -> list[Case]:
    """All answers that the table is fitted to."""
    other = ANSWERS / "no-deck.jsonl"
    return [*cases(GENERAL), *cases(other), *ruled(GENERAL), *ruled(other)]


def names() -> tuple[str, ...]:
    """The names of the facts, in order."""
    question = question_of({"accept": ["a fair word"], "lang": "en"})
    lexicon = lexicon_of(None, lang="en")
    _, said, compiled = read_before(question, "something else", lexicon)
    return tuple(facts(read_first(question.id, said, compiled, lexicon), said, compiled, lexicon))


def part_of(question: str) -> int:
    """Which of the parts a question belongs to."""
    return blake2s(question.encode(), salt=b"parts").digest()[0] % PARTS


def fitted(known: Sequence[Case]) -> list[float]:
    """Weights and constant, made on what is to be weighed."""
    weighed = [case for case in known if not case.settled]
    return logistic.fit([case.row for case in weighed], [case.right for case in weighed])


def chance(case: Case, weights: Sequence[float]) -> float:
    """How probably it is right; 0 where nothing is weighed."""
    return 0.0 if case.settled else logistic.likely(case.row, weights)


def zone(case: Case, likely: float, cuts: tuple[float, float]) -> str:
    """Right, wrong or doubt."""
    high, low = cuts
    if case.settled:
        return case.settled
    if case.passes:
        return "right" if likely >= high else "doubt"
    return "wrong" if likely <= low else "doubt"


def zones(known: Sequence[tuple[Case, str]]) -> Zones:
    """The shares over some answers."""
    return zones_of([(case.right, said) for case, said in known])


def crossed(known: Sequence[Case]) -> list[tuple[Case, float]]:
    """Each answer with its probability by weights that were made on other questions."""
    found = []
    for part in sorted({part_of(case.question) for case in known}):
        weights = fitted([case for case in known if part_of(case.question) != part])
        found += [(case, chance(case, weights)) for case in known if part_of(case.question) == part]
    return found


def cuts_for(known: Sequence[tuple[Case, float]]) -> tuple[float, float]:
    """The cuts that keep the wanted shares of errors, with the least doubt."""
    chances = [_STEP * n for n in range(1, 200)]
    right = max(1, sum(case.right for case, _ in known))
    other = max(1, len(known) - right)

    def accepted(high: float) -> int:
        return sum(not case.right and zone(case, p, (high, 0)) == "right" for case, p in known)

    def refused(low: float) -> int:
        return sum(case.right and zone(case, p, (1, low)) == "wrong" for case, p in known)

    high = next((cut for cut in chances if cut >= 0.5 and accepted(cut) <= ACCEPTS * other), chances[-1])
    low = next((cut for cut in reversed(chances[:120]) if refused(cut) <= REFUSALS * right), _STEP)
    return round(high, 3), round(low, 3)


def held_out(known: Sequence[Case]) -> list[tuple[Case, str]]:
    """Each answer's zone by weights and cuts that were made on other questions."""
    found = []
    for part in range(PARTS):
        others = [case for case in known if part_of(case.question) != part]
        mine = [case for case in known if part_of(case.question) == part]
        if not mine:
            continue
        cuts = cuts_for([pair for pair in crossed(others) if pair[0].file == GENERAL.stem])
        weights = fitted(others)
        found += [(case, zone(case, chance(case, weights), cuts)) for case in mine]
    return found


def written(weights: Sequence[float], cuts: tuple[float, float]) -> str:
    """The text of the table."""
    old = table()
    high, low = cuts
    lines = [
        "# Made by benchmarks/fit_marker.py. The facts: bot/domain/marking/comparing/probability.py.",
        f"constant = {weights[-1]:.3f}",
        "",
        "[cuts]",
        f"high = {high}",
        f"low = {low}",
        f"low_authored = {old.low_authored}",
        f"authored = {old.authored}",
        "",
        "[weights]",
        *(f"{name} = {weight:.3f}" for name, weight in zip(names(), weights[:-1], strict=True)),
    ]
    return "\n".join(lines) + "\n"


def report(known: Sequence[Case], *, write: bool) -> Iterable[str]:
    """The lines of the report."""
    yield f"{len(names())} weights and a constant"
    apart = held_out(known)
    for file in (GENERAL.stem, "no-deck", "ruled"):
        yield f"{file}, held out: {zones([pair for pair in apart if pair[0].file == file])}"
    weights = fitted(known)
    cuts = cuts_for([pair for pair in crossed(known) if pair[0].file == GENERAL.stem])
    learned = [(case, zone(case, chance(case, weights), cuts)) for case in known]
    for file in (GENERAL.stem, "no-deck", "ruled"):
        yield f"{file}, learned:  {zones([pair for pair in learned if pair[0].file == file])}"
    yield f"cuts: right from {cuts[0]}, wrong up to {cuts[1]}"
    yield from (f"{name:24}{weight:8.3f}" for name, weight in zip(names(), weights[:-1], strict=True))
    if write:
        WEIGHTS.write_text(written(weights, cuts), encoding="utf-8")
        yield f"written: {WEIGHTS.relative_to(ROOT)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the report."""
    parser = argparse.ArgumentParser(description="Fit the marker's table of weights.")
    parser.add_argument("--write", action="store_true", help="write the table anew")
    chosen = parser.parse_args(arguments)
    known = shipped()
    for line in report(known, write=chosen.write):
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
