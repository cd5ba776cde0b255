"""How long marking takes: `make bench-marking`.

Marks every answer that the authors vouch for, and some of 4096 hostile characters, and prints microseconds
of one mark: the middle one, the 99th of a hundred, and the longest. Compiled answers are warm, as in a bot
that runs.
"""

import sys
import time
from collections.abc import Iterator, Sequence

from bot.decks.load import load_library
from bot.decks.trials import trials
from bot.domain.marking import Lexicon, lexicon_of, mark
from bot.domain.question import Question
from bot.settings import shipped

ROUNDS = 3
LONGEST = 4096
HOSTILE = ("a", "ab ", "not ", "1.", "word, ", "\ufdfa", "((", "é̂", "A or B and ")
"""Repeated until the message is as long as Telegram lets it be."""

Case = tuple[Question, str, Lexicon]


def main() -> None:
    """Measure and print."""
    usual, hostile = list(_usual()), list(_hostile())
    for question, said, lexicon in usual:
        mark(question, said, lexicon)
    for name, cases in ((f"{len(usual):,} answers of authors", usual), (f"{LONGEST} characters", hostile)):
        times = sorted(_microseconds(cases))
        middle, late, last = times[len(times) // 2], times[len(times) * 99 // 100], times[-1]
        sys.stdout.write(
            f"{name:28} middle {middle:8,.0f} µs   99 % {late:8,.0f} µs   longest {last:8,.0f} µs\n"
        )


def _usual() -> Iterator[Case]:
    for question, lexicon in _questions():
        for trial in trials(question):
            yield question, trial.said, lexicon


def _hostile() -> Iterator[Case]:
    for question, lexicon in _questions():
        for piece in (*HOSTILE, f"{question.answer} "):
            yield question, (piece * LONGEST)[:LONGEST], lexicon


def _questions() -> Iterator[tuple[Question, Lexicon]]:
    library = load_library([shipped("content")])
    for deck in library.decks:
        lexicon = lexicon_of(deck, library)
        for question in deck.questions():
            yield question, lexicon


def _microseconds(cases: Sequence[Case]) -> Iterator[float]:
    for question, said, lexicon in cases:
        times = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            mark(question, said, lexicon)
            times.append(time.perf_counter() - begun)
        yield min(times) * 1e6


if __name__ == "__main__":
    main()
