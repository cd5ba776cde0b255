"""What a turn costs: `recall run` against the bot most people would write, over HTTP at the same server.

    python -m benchmarks.turn [--people 400] [--pairs 3] [--postgres] [--profile] [--only-ours]

The two bots (`usual_bot.py` is the other) take turns; each is a process of its own on a database of its
own. The same people say the same kind of thing to both: all say /start at once, all answer at once, then they
go on steadily. (After a right answer ours waits for "/next", so some of its steady updates are that; the
other shows the next question with the verdict.) A ratio is ours over theirs: the median, and each pair's.
Statements are counted in runs of their own, one answer after the other, so that counting costs the other
figures nothing. Needs the extra `bench`; `--usual-python` names another interpreter that has it. About two
minutes a pair.
"""

import argparse
import asyncio
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.people import People, people, share
from benchmarks.questions import load
from benchmarks.running import Running, Way, ours, running, usual
from benchmarks.stand_in import StandIn, stand_in
from benchmarks.turn_parts import SUMS, Places, by_size, profile, statements

PATIENCE = 120.0
"""Seconds the replies to what was said at once may take."""
RATE = 12.0
"""Answers a second in the steady part, which both bots can follow; fewer for few people:"""
PAUSE = 2.0
"""seconds between two answers of one person, at least."""
IDLE = 1.5
SELDOM = 0.05
"""Statements that are executed less often for an answer are not listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One run of one bot. Times in seconds, memory in MB; the names are those of the table."""

    start: float
    idle_memory: float
    cpu_start: float
    """The processor's seconds for a /start, all at once."""
    cpu_at_once: float
    """… for an answer, all at once."""
    cpu_steady: float
    """… for an update of the steady part."""
    calls: float
    """Calls of the Bot API for an answer of those at once."""
    last_reply: float
    """From the first of the answers at once to the last reply."""
    reply_p50: float
    """In the steady part."""
    reply_p99: float
    memory: float


ROWS = {
    "cpu_at_once": ("CPU per answer and its reply, all at once", 1000, "ms"),
    "cpu_steady": ("CPU per update and its reply, steady", 1000, "ms"),
    "cpu_start": ("CPU per /start and its reply", 1000, "ms"),
    "calls": ("Bot API calls per answer", 1, ""),
    "last_reply": ("all answer at once: last reply after", 1, "s"),
    "reply_p50": ("steady: reply after, p50", 1000, "ms"),
    "reply_p99": ("steady: reply after, p99", 1000, "ms"),
    "start": ("start to the first getUpdates, existing database", 1, "s"),
    "idle_memory": ("resident, idle", 1, "MB"),
    "memory": ("resident, after", 1, "MB"),
}
"""Each row: what it is, the factor to the unit, the unit."""


async def measure(way: Way, server: StandIn, folder: Path, number: int) -> Measured:
    """One run: a start that makes the database, and the one that is measured. Raises NotServing."""
    async with running(way, server, folder):
        pass
    who, crowd = people(number), People(server, load())
    try:
        async with running(way, server, folder) as bot:
            await asyncio.sleep(IDLE)
            idle = bot.resident()
            cpu_start, _, _ = await _at_once(bot, crowd, who, first=True)
            cpu_at_once, calls, last = await _at_once(bot, crowd, who, first=False)
            steady = await _steadily(bot, crowd, who)
            return Measured(
                start=bot.start,
                idle_memory=idle,
                cpu_start=cpu_start,
                cpu_at_once=cpu_at_once,
                cpu_steady=steady,
                calls=calls,
                last_reply=last,
                reply_p50=share(crowd.waits, 0.5),
                reply_p99=share(crowd.waits, 0.99),
                memory=bot.resident(),
            )
    finally:
        crowd.leave()


async def _at_once(
    bot: Running, crowd: People, who: Sequence[int], *, first: bool
) -> tuple[float, float, float]:
    """All write at once: CPU and calls for each, and the seconds until the last reply."""
    crowd.waits.clear()
    before, calls = bot.cpu(), len(crowd.server.calls)
    for person in who:
        if first:
            crowd.says(person, "/start")
        else:
            crowd.goes_on(person)
    if not await crowd.replied(PATIENCE):
        raise TimeoutError(f"{crowd.open()} of {len(who)} messages have no reply after {PATIENCE:g} s")
    await crowd.settled()
    made = len(crowd.server.calls) - calls
    return (bot.cpu() - before) / len(who), made / len(who), max(crowd.waits)


async def _steadily(bot: Running, crowd: People, who: Sequence[int]) -> float:
    """As many updates as there are people, evenly in time: CPU for each."""
    crowd.waits.clear()
    before = bot.cpu()
    await crowd.go_on_steadily(who, len(who), min(RATE, len(who) / PAUSE))
    await crowd.replied(PATIENCE)
    await crowd.settled()
    return (bot.cpu() - before) / len(who)


def table(pairs: Sequence[tuple[Measured, Measured]]) -> Iterator[str]:
    """The rows: medians of ours, theirs and the ratios, and each pair's ratio."""
    yield "| | ours | usual | ours / usual | each pair |"
    yield "| --- | --- | --- | --- | --- |"
    for name, (what, factor, unit) in ROWS.items():
        mine, theirs = ([getattr(one[side], name) for one in pairs] for side in (0, 1))
        ratios = [a / b for a, b in zip(mine, theirs, strict=True)]
        each = " ".join(f"{ratio:.2f}" for ratio in ratios)
        left, right = (f"{median(values) * factor:.4g} {unit}".strip() for values in (mine, theirs))
        yield f"| {what} | {left} | {right} | **{median(ratios):.2f}** | {each} |"


def alone(measured: Sequence[Measured]) -> Iterator[str]:
    """The same of our bot alone."""
    for field in fields(Measured):
        what, factor, unit = ROWS[field.name]
        value = median(getattr(one, field.name) for one in measured)
        yield f"| {what} | {f'{value * factor:.4g} {unit}'.strip()} |"


def counted(mine: Mapping[str, float], theirs: Mapping[str, float]) -> Iterator[str]:
    """The rows of what SQLAlchemy executed for an answer."""
    for what in SUMS:
        a, b = mine[what], theirs[what]
        ratio = f"{a / b:.2f}" if b else "–"
        yield f"| SQL for an answer, outbox included: {what} | {a:.4g} | {b:.4g} | **{ratio}** | |"


async def run(asked: argparse.Namespace, places: Places) -> None:
    """Measure and print."""
    async with stand_in() as server:
        pairs: list[tuple[Measured, Measured]] = []
        mine: list[Measured] = []
        for pair in range(asked.pairs):
            found: dict[str, Measured] = {}
            sides = [False] if asked.only_ours else [False, True] if pair % 2 == 0 else [True, False]
            for theirs in sides:
                url, folder = places.new()
                way = usual(server, url, asked.usual_python) if theirs else ours(server, url)
                found[way.name] = await measure(way, server, folder, asked.people)
                print(f"pair {pair + 1}: {way.name} measured", file=sys.stderr)
            mine.append(found["ours"])
            if not asked.only_ours:
                pairs.append((found["ours"], found["usual"]))
        print("\n".join(table(pairs) if pairs else alone(mine)))
        await _more(asked, places, server)


async def _more(asked: argparse.Namespace, places: Places, server: StandIn) -> None:
    """Statements of both, and the profile of ours."""
    url, folder = places.new()
    mine = await statements(ours(server, url), server, folder)
    if not asked.only_ours:
        url, folder = places.new()
        theirs = await statements(usual(server, url, asked.usual_python), server, folder)
        print("\n".join(counted(mine, theirs)))
    if asked.profile:
        print("\n| statement of ours | for an answer |\n| --- | --- |")
        for name, times in by_size(mine):
            if name not in SUMS and times >= SELDOM:
                print(f"| {name} | {times:.2f} |")
        url, folder = places.new()
        print(await profile(ours(server, url), server, folder, asked.people))


@contextmanager
def places(*, postgres: bool) -> Iterator[Places]:
    """Where databases are made, for the time of the block."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        if not postgres:
            yield Places(folder, None)
            return
        from tests.postgres import running_server

        yield Places(folder, stack.enter_context(running_server()))


def main(argv: Sequence[str] | None = None) -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.turn", description=__doc__)
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--postgres", action="store_true", help="both bots on PostgreSQL")
    parser.add_argument("--profile", action="store_true", help="where our time goes, and each statement")
    parser.add_argument("--only-ours", action="store_true", help="leave the other bot out")
    parser.add_argument("--usual-python", default=sys.executable, help="interpreter for the other bot")
    asked = parser.parse_args(argv)
    with places(postgres=asked.postgres) as made:
        asyncio.run(run(asked, made))


if __name__ == "__main__":
    main()
