"""Parts of the benchmark of a turn: databases, statements and the profile, each by a watched bot."""

import asyncio
import json
import signal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.people import People, people, until
from benchmarks.questions import load
from benchmarks.running import Running, Way, running, under
from benchmarks.stand_in import StandIn
from benchmarks.statements import ENDS, is_control
from tests.postgres import PostgresServer

COUNTED = 30
"""Answers that are counted, one after the other."""
APART = 0.3
"""Seconds between two of them."""
IDLE = 4.0
"""Seconds in which nobody writes: what is executed then belongs to no answer."""
PATIENCE = 60.0
SUMS = ("statements", "begin, savepoint …", "commits")
"""Among the statements by name, the sums of them."""
_WRITTEN = 5.0
_SHOWN = 16


@dataclass(slots=True)
class Places:
    """Gives each bot a new folder and a new database."""

    folder: Path
    postgres: PostgresServer | None
    _numbers: "count[int]" = field(default_factory=count)

    def new(self) -> tuple[str, Path]:
        """The database's address, as DATABASE_URL takes it, and the folder."""
        folder = self.folder / str(next(self._numbers))
        folder.mkdir()
        if self.postgres:
            return self.postgres.url(self.postgres.new_database()), folder
        return f"sqlite:///{folder / 'bench.db'}", folder


async def statements(way: Way, server: StandIn, folder: Path) -> dict[str, float]:
    """What is executed for one answer, all that follows from it included: `statements`, `commits`,
    `begin, savepoint …`, and each statement by name. What an idle second executes is taken off."""
    file = folder / "counts.json"
    who, crowd = people(COUNTED), People(server, load())
    try:
        async with running(under(way, "statements", file), server, folder) as bot:
            for person in who:
                crowd.says(person, "/start")
            await crowd.replied(PATIENCE)
            await crowd.settled()
            before = await _written(bot, file)
            await asyncio.sleep(IDLE)
            idle = _less(await _written(bot, file), before, 1.0)
            before, began = await _written(bot, file), asyncio.get_running_loop().time()
            await crowd.go_on_steadily(who, COUNTED, 1 / APART)
            await crowd.replied(PATIENCE)
            await crowd.settled()
            seconds = asyncio.get_running_loop().time() - began
            used = _less(await _written(bot, file), before, 1.0)
    finally:
        crowd.leave()
    return _summed({name: (used[name] - idle.get(name, 0) * seconds / IDLE) / COUNTED for name in used})


async def profile(way: Way, server: StandIn, folder: Path, number: int) -> str:
    """Two tables: where the time of answers that come all at once goes, and on whose behalf."""
    file = folder / "profile.json"
    who, crowd = people(number), People(server, load())
    try:
        async with running(under(way, "cpu_profile", file), server, folder) as bot:
            for person in who:
                crowd.says(person, "/start")
            await crowd.replied(PATIENCE)
            await crowd.settled()
            before = await _written(bot, file)
            for person in who:
                crowd.goes_on(person)
            await crowd.replied(PATIENCE)
            await crowd.settled()
            after = await _written(bot, file)
    finally:
        crowd.leave()
    parts = [_less(after[kind], before[kind], number) for kind in ("self", "for")]
    heads = ("CPU of an answer, by package that runs", "CPU of an answer, by module that asked for it")
    return "\n".join(line for head, part in zip(heads, parts, strict=True) for line in _rows(head, part))


def _rows(head: str, part: Mapping[str, float]) -> Iterator[str]:
    whole = sum(part.values())
    yield f"\n| {head} ({whole * 1000:.1f} ms) | ms | % |\n| --- | --- | --- |"
    for name, seconds in by_size(part)[:_SHOWN]:
        yield f"| {name} | {seconds * 1000:.2f} | {seconds / whole:.0%} |"


def by_size(part: Mapping[str, float]) -> list[tuple[str, float]]:
    """The largest first."""
    return sorted(part.items(), key=lambda one: -one[1])


async def _written(bot: Running, file: Path) -> dict[str, Any]:
    """What the watcher writes when it is asked to. Raises TimeoutError."""
    _remove(file)
    bot.process.send_signal(signal.SIGUSR1)
    if not await until(file.exists, _WRITTEN):
        raise TimeoutError("the watcher does not write")
    return _read(file)


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)


def _read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text())
    return found


def _less(after: Mapping[str, float], before: Mapping[str, float], parts: float) -> dict[str, float]:
    return {name: (value - before.get(name, 0)) / parts for name, value in after.items()}


def _summed(each: Mapping[str, float]) -> dict[str, float]:
    plain = {name: times for name, times in each.items() if not is_control(name)}
    opened = sum(times for name, times in each.items() if is_control(name) and name not in ENDS)
    sums = (sum(plain.values()), opened, each.get("COMMIT", 0.0))
    return dict(zip(SUMS, sums, strict=True)) | plain
