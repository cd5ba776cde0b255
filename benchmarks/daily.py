"""What the daily question costs the bot, by how many are subscribed; beside it the usual way.

    python -m benchmarks.daily
    python -m benchmarks.daily --ours 10000 --jobs 10000      # quicker

Ours is the bot's own tick on a SQLite file. The usual way is a job a learner: `JobQueue.run_daily` of
python-telegram-bot, which is APScheduler with its defaults; its jobs do nothing at all, while ours choose a
question, put it into words and lay it into the outbox. Each measure has a process of its own. Times are the
processor's, all threads together, where nothing else is said, for they change least on a shared machine.
"""

import argparse
import asyncio
import multiprocessing
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from math import isnan
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import ParamSpec, TypeVar

from sqlalchemy import func, select, update

from benchmarks.crowd import make_crowd
from benchmarks.jobs import jobs_of
from benchmarks.measured import MB, Measured, resident
from bot.app.context import Policy
from bot.app.tutor import AT_ONCE, Tutor
from bot.decks.library import DeckLibrary
from bot.store.daily.tables import subscriptions
from bot.store.migrate import upgrade
from bot.store.tables import outbox
from bot.store.transact import Database
from bot.turn import Turn

OURS = (10_000, 100_000, 1_000_000)
JOBS = (10_000, 100_000)
DECKS = Path(__file__).parents[1] / "content"
ZONE = "UTC"
DUE_AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
START = DUE_AT - timedelta(minutes=30)
IDLE_TICKS = 500
MOST_DUE = 2_000
"""Due rows worked through at most; the sender would take over a minute for them."""
SECOND = timedelta(seconds=1)

_DUE_AGAIN = update(subscriptions).where(
    subscriptions.c.last_date == DUE_AT.date(), subscriptions.c.next_at > DUE_AT
)
"""Who was just asked is due once more, as if the clock had been set back: nobody is asked, but each is
scheduled anew."""

P = ParamSpec("P")
T = TypeVar("T")


class HandClock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        """See `bot.clock.Clock.now`."""
        return self.at


def ours(number: int) -> Measured:
    """The bot's tick: idle, and with one in a hundred due in the same minute."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/recall.db"
        in_new_process(_fill, url, number)
        return in_new_process(_ticked, url, number)


def _fill(url: str, number: int) -> None:
    make_crowd(url, number, at=DUE_AT.time(), zone=ZONE, next_at=_next_at)


def _next_at(n: int) -> datetime:
    """One in a hundred at 08:00, the others over the day after that."""
    return DUE_AT if n % 100 == 0 else DUE_AT + timedelta(minutes=10 + n * 7919 % 1400)


def _ticked(url: str, number: int) -> Measured:
    clock, deck_library = HandClock(), DeckLibrary([DECKS])
    before, begun = resident(), time.process_time()
    upgrade(url)
    with Database.open(url) as database:
        turn = Turn(database, Tutor(deck_library, Policy(default_zone=ZONE)), clock)
        asyncio.run(_begin(turn))
        start = time.process_time() - begun
        idle, walls = _timed(turn, clock, IDLE_TICKS)
        clock.at = DUE_AT
        count = min(number // 100, MOST_DUE)
        busy, _ = _timed(turn, clock, -(-count // AT_ONCE))
        made = database.run(lambda c: c.execute(select(func.count()).select_from(outbox)).scalar_one())
        database.run(lambda c: c.execute(_DUE_AGAIN, {"next_at": DUE_AT}) and None)
        schedule, _ = _timed(turn, clock, -(-count // AT_ONCE))
        return Measured(
            subscriptions=number,
            start=start,
            memory=resident() - before,
            idle=idle / IDLE_TICKS,
            idle_wall=median(walls),
            due=count,
            made=made,
            each=busy / made,
            schedule=schedule / made,
        )


def _timed(turn: Turn, clock: HandClock, ticks: int) -> tuple[float, list[float]]:
    """The processor's seconds for all of them, and each by the clock."""
    spent = time.process_time()
    walls = asyncio.run(_ticks(turn, clock, ticks))
    return time.process_time() - spent, walls


async def _begin(turn: Turn) -> None:
    await turn.begin()
    await turn.tick()


async def _ticks(turn: Turn, clock: HandClock, count: int) -> list[float]:
    """How long each took, in seconds; a second lies between two."""
    times: list[float] = []
    for _ in range(count):
        begun = time.perf_counter()
        await turn.tick()
        times.append(time.perf_counter() - begun)
        clock.at += SECOND
    return times


def in_new_process(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run it where nothing has been in memory before."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        return pool.submit(work, *args, **kwargs).result()


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.daily", description=__doc__)
    parser.add_argument("--ours", type=int, nargs="*", default=OURS, help="subscriptions for our tick")
    parser.add_argument("--jobs", type=int, nargs="*", default=JOBS, help="subscriptions for a job each")
    asked = parser.parse_args(argv)
    rows = [ours(number) for number in asked.ours]
    jobs = [in_new_process(jobs_of, number) for number in asked.jobs]
    lines = [*table("The tick", rows), *table("A job each", jobs), *ratios(rows, jobs)]
    sys.stdout.write("\n".join(lines) + "\n")


def table(title: str, rows: Sequence[Measured]) -> list[str]:
    """The figures as rows of a Markdown table."""
    return [
        f"| {title} | start-up | memory | idle | idle, by the clock | due | made | each | of it scheduling |",
        "|---|---|---|---|---|---|---|---|---|",
        *(
            f"| {row.subscriptions:,} | {row.start * 1000:,.0f} ms | {row.memory / MB:.1f} MB "
            f"| {row.idle * 1000:.2f} ms | {row.idle_wall * 1000:.2f} ms "
            f"| {row.due:,} | {row.made:,} | {row.each * 1000:.2f} ms | {_ms(row.schedule)} |"
            for row in rows
        ),
        "",
    ]


def _ms(seconds: float) -> str:
    return "" if isnan(seconds) else f"{seconds * 1000:.2f} ms"


def ratios(ours: Sequence[Measured], jobs: Sequence[Measured]) -> list[str]:
    """The usual way over ours, where both were measured."""
    by_size = {row.subscriptions: row for row in ours}
    return [
        f"{theirs.subscriptions:,} subscriptions, a job each / ours: "
        f"start-up {theirs.start / mine.start:,.0f}, "
        f"memory {theirs.memory / max(mine.memory, MB):,.0f}"
        for theirs in jobs
        if (mine := by_size.get(theirs.subscriptions))
    ]


if __name__ == "__main__":
    main()
