"""What a turn costs a learner of 0, 1, 3 and 10 years, five questions a day, as a ratio to the first.

    python -m benchmarks.history
    python -m benchmarks.history --postgres       # on a PostgreSQL server of its own, which waits for no disk
    python -m benchmarks.history --years 0 3 --turns 50
    python -m benchmarks.history --copies 1       # from the shipped deck as it is, 33 questions

All learners live in one database, with others; their turns alternate. A season of theirs is lived by the
product, earlier seasons are copies of its rows, and what the product keeps besides its log is made anew.
A turn is `Turn.handle` of a right answer to the open question. Every question is made ready for marking
before: its first answer in a process costs some milliseconds more, whoever gives it. Times are the
processor's, all threads of this process together (of PostgreSQL, its server is not in it), and by the clock.
"""

import argparse
import asyncio
import sys
import time
import tracemalloc
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.copies import Copier, opened
from benchmarks.course import COPIES, write_long
from benchmarks.driven import FIVE, DrivenBot
from benchmarks.plans import Statements
from tests.postgres import running_server

YEARS = (0, 1, 3, 10)
SEASON = 73
"""Days lived by the product; five of them are a year."""
OTHERS = 20
TURNS = 100
MODEL = 10_000_000
NEWCOMER = 20_000_000
LOOKS = ("/stats", "/streak", "/export")
EACH = 5
"""How often each of them is timed."""
EARLIER_IDS = 1_000_000
"""Ids left for the copies of one learner's earlier days."""
KB = 1000


@dataclass(slots=True)
class Times:
    """Seconds of one thing that was done again and again: the processor's, and by the clock."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)


def p99(values: Sequence[float]) -> float:
    """What one in a hundred is more than; the last but one of 100."""
    return sorted(values)[max(0, len(values) * 99 // 100 - 1)]


@dataclass(slots=True)
class Measured:
    """One learner."""

    years: int
    answers: int = 0
    """Questions they were asked before."""
    turn: Times = field(default_factory=Times)
    looks: dict[str, Times] = field(default_factory=lambda: {name: Times() for name in LOOKS})
    statements: float = 0.0
    """Of a turn, the median."""
    rows: float = 0.0
    """Fetched in a turn, the median."""
    peak: int = 0
    """Bytes of Python's memory that an export takes at most."""
    size: int = 0
    """Characters of the export."""


async def seeded(
    url: str, folder: Path, years: Sequence[int], others: int, copies: int = COPIES
) -> tuple[DrivenBot, list[int]]:
    """The bot over a new database, and the numbers of its learners, in the order of `years`."""
    answers = write_long(folder, copies)
    bot = DrivenBot(url, folder, answers)
    with opened(url) as connection:
        Copier(connection).reserve()
    await bot.begin(MODEL)
    await bot.live([MODEL], SEASON)
    people = [NEWCOMER if not span else MODEL + 1 + place for place, span in enumerate(years)]
    with opened(url) as connection:
        copier = Copier(connection)
        copier.people(MODEL, len(years) + others)
        for place, span in enumerate(years):
            if span:
                first = 1 + place * EARLIER_IDS
                copier.earlier(people[place], SEASON, span * 365 // SEASON - 1, first)
    bot.rebuild()
    await bot.begin(NEWCOMER)
    await bot.live([NEWCOMER], 1)
    return bot, people


async def measure(bot: DrivenBot, people: Sequence[int], years: Sequence[int], turns: int) -> list[Measured]:
    """All of it, the learners in turns; the first two turns of each are not counted."""
    bot.prepare()
    found = [Measured(years=span, answers=bot.asked(who)) for who, span in zip(people, years, strict=True)]
    pairs = list(zip(people, found, strict=True))
    for number in range(-2, turns):
        if number % FIVE == 0:
            await bot.next_morning()
        for who, one in pairs:
            await timed(bot, who, await bot.ready(who), one.turn if number >= 0 else Times())
    for _ in range(EACH):
        for name in LOOKS:
            for who, one in pairs:
                bot.forget_sent(who)  # an export holds what is in the outbox, so earlier exports, too
                await timed(bot, who, name, one.looks[name])
    for who, one in pairs:
        await _weigh(bot, who, one)
        await _count(bot, who, one)
    return found


async def timed(bot: DrivenBot, who: int, words: str, times: Times) -> None:
    """Somebody writes; what it takes until it is committed is added."""
    update, heard = bot.message(who, words)
    cpu, wall = time.process_time(), time.perf_counter()
    await bot.turn.handle(update, heard)
    times.cpu.append(time.process_time() - cpu)
    times.wall.append(time.perf_counter() - wall)
    await bot.send()


async def _weigh(bot: DrivenBot, who: int, one: Measured) -> None:
    """The memory and the size of an export."""
    bot.forget_sent(who)
    update, heard = bot.message(who, "/export")
    tracemalloc.start()
    await bot.turn.handle(update, heard)
    one.peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    one.size = bot.longest(who)
    await bot.send()


async def _count(bot: DrivenBot, who: int, one: Measured) -> None:
    """Statements and rows of some turns, in which no time is taken."""
    statements, rows = [], []
    for _ in range(FIVE):
        update, heard = bot.message(who, await bot.ready(who))
        with Statements() as executed:
            await bot.turn.handle(update, heard)
        statements.append(len(executed.all))
        rows.append(executed.rows)
        await bot.send()
    one.statements, one.rows = median(statements), median(rows)


def report(found: Sequence[Measured]) -> list[str]:
    """The figures as Markdown."""
    first = found[0]
    lines = [
        "| years | asked | turn: median | p99 | worst | / new | worst / new's median | by the clock "
        "| statements | rows |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for one in found:
        turn, new = one.turn, median(first.turn.cpu)
        lines.append(
            f"| {one.years} | {one.answers:,} | {_ms(median(turn.cpu))} | {_ms(p99(turn.cpu))} "
            f"| {_ms(max(turn.cpu))} | {median(turn.cpu) / new:.2f} | {max(turn.cpu) / new:.2f} "
            f"| {_ms(median(turn.wall))} | {one.statements:.0f} | {one.rows:,.0f} |"
        )
    lines += ["", "| years | /stats | / new | /streak | / new | /export | / new | at most | size |"]
    lines.append("|---|---|---|---|---|---|---|---|---|")
    for one in found:
        cells = " | ".join(
            f"{_ms(median(one.looks[name].cpu))} | "
            f"{median(one.looks[name].cpu) / median(first.looks[name].cpu):.2f}"
            for name in LOOKS
        )
        lines.append(f"| {one.years} | {cells} | {one.peak / KB:,.0f} KB | {one.size / KB:,.0f} KB |")
    return lines


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


async def run(url: str, folder: Path, asked: argparse.Namespace) -> list[Measured]:
    """Seed and measure."""
    bot, people = await seeded(url, folder, asked.years, asked.others, asked.copies)
    try:
        return await measure(bot, people, asked.years, asked.turns)
    finally:
        await bot.close()


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.history", description=__doc__)
    parser.add_argument("--years", type=int, nargs="+", default=YEARS, help="the first is what is divided by")
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--others", type=int, default=OTHERS)
    parser.add_argument("--copies", type=int, default=COPIES, help="of the shipped deck's 33 questions")
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args(argv)
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder, url = Path(name), f"sqlite:///{name}/recall.db"
        if asked.postgres:
            server = stack.enter_context(running_server())
            url = server.url(server.new_database())
        found = asyncio.run(run(url, folder / "decks", asked))
    sys.stdout.write("\n".join(report(found)) + "\n")


if __name__ == "__main__":
    main()
