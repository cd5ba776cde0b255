"""What a turn and a tick cost among a thousand learners and among a million, and how statements are run.

    python -m benchmarks.million                              # SQLite, some minutes, some 5 GB on the disk
    python -m benchmarks.million --postgres                   # a PostgreSQL server of its own
    python -m benchmarks.million --learners 1000 100000

Each learner has answered one question, has another one open and wants one a day, each in some minute of the
day; all are copies of one who was made by the product. Turns are of learners far apart from each other. The
databases take turns. Times are the processor's, all threads of this process together, and by the clock, which
is the one to look at for PostgreSQL: its server is a process of its own, and waits for no disk here.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.copies import Copier, opened
from benchmarks.course import write_short
from benchmarks.driven import DrivenBot
from benchmarks.history import Times, p99, timed
from benchmarks.plans import Scan, Statements, scans
from tests.postgres import running_server

LEARNERS = (1_000, 1_000_000)
TURNS = 200
WARM = 20
"""Turns and ticks before those that are counted."""
IDLE_TICKS = 200
BUSY_TICKS = 3
MODEL = 10_000_000
MINUTES = 1440
"""Their daily questions are spread over so many minutes."""
DUE = timedelta(hours=5)
"""So long after the first of them the busy ticks come: a fifth of the learners is due."""


@dataclass(slots=True)
class Measured:
    """One database."""

    learners: int
    bot: DrivenBot
    seeding: float
    """Seconds by the clock."""
    turn: Times = field(default_factory=Times)
    idle: Times = field(default_factory=Times)
    busy: Times = field(default_factory=Times)
    """Of ticks in which many are due."""
    prompts: int = 0
    """That these brought about."""
    scans: Sequence[Scan] = ()


async def seeded(url: str, folder: Path, learners: int) -> Measured:
    """A new database with so many learners, and the bot over it."""
    begun = time.perf_counter()
    bot = DrivenBot(url, folder, write_short(folder))
    await bot.taste(MODEL)
    with opened(url) as connection:
        Copier(connection).people(MODEL, learners - 1, {"next_at": MINUTES})
        connection.exec_driver_sql("ANALYZE" if connection.dialect.name == "postgresql" else "SELECT 1")
    return Measured(learners, bot, time.perf_counter() - begun)


async def measure(found: Sequence[Measured], turns: int) -> None:
    """Turns, then ticks without anybody due, then ticks with as many as one takes."""
    chance = Random("million")
    for number in range(-WARM, turns):
        place = chance.random()
        for one in found:
            who = MODEL + 1 + int(place * (one.learners - 1))
            words = await one.bot.ready(who)
            await timed(one.bot, who, words, one.turn if number >= 0 else Times())
    for number in range(-WARM, IDLE_TICKS):
        for one in found:
            one.bot.clock.at += timedelta(seconds=1)
            await _ticked(one.bot, one.idle if number >= 0 else Times())
    for one in found:
        one.scans = await _scans(one)
        await one.bot.next_morning()
        one.bot.clock.at += DUE
        await one.bot.turn.tick()  # takes what retention removes
        await one.bot.send()
    for _ in range(BUSY_TICKS):
        for one in found:
            one.prompts += await _ticked(one.bot, one.busy)


async def _ticked(bot: DrivenBot, times: Times) -> int:
    cpu, wall = time.process_time(), time.perf_counter()
    due = await bot.turn.tick()
    times.cpu.append(time.process_time() - cpu)
    times.wall.append(time.perf_counter() - wall)
    await bot.send()
    return due


async def _scans(one: Measured) -> list[Scan]:
    """Of what a turn, the sender and ticks execute; the prompts and the retention are due in one of them."""
    who = MODEL + one.learners // 2
    with Statements() as executed:
        await one.bot.say(who, await one.bot.ready(who))
        for _ in range(2):
            await one.bot.next_morning()
    with opened(one.bot.url) as connection:
        return scans(connection, executed.distinct())


def report(found: Sequence[Measured]) -> list[str]:
    """The figures as Markdown; each cell has the processor's and the clock's milliseconds, and the ratios of
    both to the first row."""
    lines = [
        "| learners | seeded in | turn, median | turn, p99 | idle tick, median | tick, each due |",
        "|---|---|---|---|---|---|",
    ]
    first = found[0]
    for one in found:
        cells = [
            _cell(_middle(one.turn), _middle(first.turn)),
            _cell(_late(one.turn), _late(first.turn)),
            _cell(_middle(one.idle), _middle(first.idle)),
            _cell(_each(one), _each(first)),
        ]
        lines.append(f"| {one.learners:,} | {one.seeding:.0f} s | {' | '.join(cells)} |")
    for one in found:
        lines += ["", f"{one.learners:,} learners, statements that walk a table: {len(one.scans)}"]
        lines += [f"  {scan}" for scan in one.scans]
    return lines


def _middle(times: Times) -> tuple[float, float]:
    return median(times.cpu), median(times.wall)


def _late(times: Times) -> tuple[float, float]:
    return p99(times.cpu), p99(times.wall)


def _each(one: Measured) -> tuple[float, float]:
    return sum(one.busy.cpu) / max(one.prompts, 1), sum(one.busy.wall) / max(one.prompts, 1)


def _cell(mine: tuple[float, float], first: tuple[float, float]) -> str:
    cpu, wall = (f"{value * 1000:.2f}" for value in mine)
    by_cpu, by_wall = (f"{mine[n] / first[n]:.2f}" if first[n] else "–" for n in (0, 1))
    return f"{cpu} / {wall} ms ({by_cpu} / {by_wall})"


async def run(urls: Sequence[str], folder: Path, learners: Sequence[int], turns: int) -> list[Measured]:
    """Seed and measure."""
    found: list[Measured] = []
    try:
        for url, number in zip(urls, learners, strict=True):
            found.append(await seeded(url, folder / str(number), number))
        await measure(found, turns)
        return found
    finally:
        for one in found:
            await one.bot.close()


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.million", description=__doc__)
    parser.add_argument(
        "--learners", type=int, nargs="+", default=LEARNERS, help="the first is divided by; all different"
    )
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args(argv)
    with TemporaryDirectory() as name, ExitStack() as stack:
        urls = [f"sqlite:///{name}/{number}.db" for number in asked.learners]
        if asked.postgres:
            server = stack.enter_context(running_server())
            urls = [server.url(server.new_database()) for _ in asked.learners]
        found = asyncio.run(run(urls, Path(name), asked.learners, asked.turns))
    sys.stdout.write("\n".join(report(found)) + "\n")


if __name__ == "__main__":
    main()
