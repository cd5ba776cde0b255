"""How fast the marker is: microseconds an answer, load time of a big deck, memory over many answers.

    python -m benchmarks.marking            all of it, about a minute
    python -m benchmarks.marking --quick    the answers alone
    python -m benchmarks.marking --million  a million different answers instead of 50,000

Typical answers are the examples of the deck (at most 60 characters), long ones are 400 characters of
sentences, hostile ones 4096 characters made to hurt. `WRatio` is rapidfuzz's over the same accepted
strings, in the same run, for a measure of the machine. Times are those of this process, whoever else
uses the machine.
"""

import argparse
import gc
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

from rapidfuzz import fuzz

from benchmarks import big_deck
from bot.decks.load import load_library
from bot.domain.marking import Lexicon, lexicon_of, mark
from bot.domain.marking.language.lexicon import answers_of
from bot.domain.question import Question

CONTENT = Path(__file__).resolve().parent.parent / "content"
HOSTILE = 4096
_AGAIN = (
    "1+",
    "1b ",
    "a ",
    "twenty one ",
    "x=1;",
    "1 or 2 ",
    "b) ",
    "option 1 ",
    "50 % ",
    "12:30 ",
    "<a>",
    "i think ",
    "neither nor ",
    "once twice ",
    "https://a.b/",
)
"""Said over and over, where work for every pair, or from every place on, shows."""


def typical(question: Question) -> Iterator[str]:
    """The deck's own examples, short ones."""
    examples = question.examples
    for text in (*examples.right, *examples.partial, *examples.wrong, question.answer):
        if len(text) <= 60:
            yield text


def long_answers(questions: Sequence[Question]) -> Iterator[tuple[Question, str]]:
    """400 characters of other people's sentences, the right ones among them."""
    for question in questions:
        chance = Random(str(question.id))
        parts = [question.answer, *(chance.choice(questions).why for _ in range(12))]
        yield question, " ".join(parts)[:400]


def hostile() -> tuple[str, ...]:
    """Texts of 4096 characters made to hurt."""
    return (
        "not " * (HOSTILE // 4),
        "," * 2000 + "a," * 1000,
        "a" * HOSTILE,
        "a\u0301" * (HOSTILE // 2),
        "Z" + "\u0335\u0321\u0322" * (HOSTILE // 3),
        "\ufdfa" * HOSTILE,
        "\x00" * HOSTILE,
        "regularisatoin " * (HOSTILE // 15),
        "learning rate or number of units and " * (HOSTILE // 37),
        "((((((((" * (HOSTILE // 8),
        "1/2*3+" * (HOSTILE // 6),
        "qacct -j " * (HOSTILE // 9),
        "-j" * (HOSTILE // 2),
        "freeze layers " * (HOSTILE // 14),
        "\u202e\u200b" * (HOSTILE // 2),
        " ".join(chr(97 + n % 26) * (n % 9 + 1) for n in range(900))[:HOSTILE],
        *(text * (HOSTILE // len(text)) for text in _AGAIN),
        " ".join(str(n) for n in range(1000))[:HOSTILE],
    )


def timed(work: Callable[[], object]) -> float:
    """Microseconds of one call."""
    start = time.process_time_ns()
    work()
    return (time.process_time_ns() - start) / 1000


def spread(times: Sequence[float]) -> str:
    """Median and 99th percentile."""
    ordered = sorted(times)
    return f"median {statistics.median(ordered):7.0f} µs, p99 {ordered[int(len(ordered) * 0.99) - 1]:7.0f} µs"


def measure(pairs: Sequence[tuple[Question, str]], lexicon: Lexicon, rounds: int) -> list[float]:
    """The time of marking each answer: warm, the best of some rounds, for others use the machine too."""
    for question, said in pairs:
        mark(question, said, lexicon)
    return [
        min(timed(lambda q=question, s=said: mark(q, s, lexicon)) for _ in range(rounds))  # type: ignore[misc]
        for question, said in pairs
    ]


def against_wratio(pairs: Sequence[tuple[Question, str]]) -> list[float]:
    """The times of WRatio over the accepted strings of each question."""
    return [
        timed(lambda q=question, s=said: [fuzz.WRatio(s, text) for text in answers_of(q)])  # type: ignore[misc]
        for question, said in pairs
    ]


def memory() -> float:
    """Peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report(*, quick: bool, many: int) -> Iterator[str]:
    """The lines of the report."""
    library = load_library([CONTENT / "intro-ml"])
    deck = library.decks[0]
    lexicon = lexicon_of(deck, library)
    questions = list(deck.questions())
    short = [(question, said) for question in questions for said in typical(question)]
    times = measure(short, lexicon, 5)
    yield f"typical  ({len(short)} answers): {spread(times)}"
    ratios = against_wratio(short)
    share = statistics.median(times) / max(0.01, statistics.median(ratios))
    yield f"WRatio over the same accepted strings: {spread(ratios)}; marker / WRatio = {share:.1f}"
    yield f"long     (400 characters): {spread(measure(list(long_answers(questions)), lexicon, 5))}"
    worst = measure([(question, said) for question in questions for said in hostile()], lexicon, 3)
    yield f"hostile  (4096 characters): {spread(worst)}, worst {max(worst):.0f} µs"
    if not quick:
        yield from big_deck.report()
        yield from _many(short, lexicon, many)


def _many(pairs: Sequence[tuple[Question, str]], lexicon: Lexicon, count: int) -> Iterator[str]:
    """Memory after a tenth of the answers, when every cache is in use, and after all of them."""
    gc.collect()
    before = after = memory()
    for n in range(count):
        question, said = pairs[n % len(pairs)]
        mark(question, f"{said} {_strange(n)}", lexicon)
        if n == count // 10:
            after = memory()
    whole, late = memory() - before, memory() - after
    yield f"{count:,} different answers: {whole:.1f} MB more, {late:.1f} of it after the first tenth"


def _strange(n: int) -> str:
    """A word that no other answer has."""
    letters = ""
    while n:
        n, rest = divmod(n, 26)
        letters += chr(97 + rest)
    return f"zq{letters}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the report."""
    parser = argparse.ArgumentParser(description="Measure the marker.")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--million", action="store_true", help="mark a million answers, not 50,000")
    chosen = parser.parse_args(arguments)
    for line in report(quick=chosen.quick, many=1_000_000 if chosen.million else 50_000):
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
