"""SIGKILL while a command has the whole database in its hands: migrations, back-ups, marking anew."""

import asyncio
import os
import sys
import time
from asyncio.subprocess import DEVNULL, create_subprocess_exec
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import time as Time
from pathlib import Path
from random import Random

from benchmarks.crowd import make_crowd
from benchmarks.faults.place import Kind
from benchmarks.faults.tally import Tally
from bot.store.copies import NoCopy, look_through
from bot.store.migrate import upgrade
from tests.live.running import ROOT
from tests.live.test_kill_remark import POINTS
from tests.live.test_kill_remark import test_killed as killed_while_marking
from tests.postgres import PostgresServer
from tests.store.test_old_databases import contents, old_database

STATEMENTS = 300
"""Of all migrations together, from the first tables on, about."""
PEOPLE = 4000


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a file fault is tried."""

    kind: Kind
    folder: Path
    server: PostgresServer | None
    chance: Random

    def fresh(self, number: int) -> str:
        """A new database without tables."""
        if self.server is not None:
            return self.server.url(self.server.new_database())
        return f"sqlite:///{self.folder / f'{number}.db'}"


Try = Callable[[Ground, int], Awaitable[Tally]]


async def killed_in_a_migration(ground: Ground, times: int) -> Tally:
    """From the tables of the first release, with rows in each: after the next start all of them are there."""
    found = Tally()
    for number in range(times):
        url = ground.fresh(number)
        old = old_database(url)
        before = contents(url, old)
        last = ground.chance.randint(5, STATEMENTS)
        status = await _run(url, "benchmarks.faults.migrating", "migrate", KILL_AFTER=str(last))
        found.tried += status == -9
        found.broken += status not in (0, -9)
        begun = time.monotonic()
        found.broken += await _run(url, "bot", "migrate") != 0
        found.recovery = max(found.recovery, time.monotonic() - begun)
        found.broken += contents(url, old) != before
    return found


async def killed_in_a_back_up(ground: Ground, times: int) -> Tally:
    """What is there as a back-up is whole, and the next one works."""
    found, url = Tally(), ground.fresh(0)
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    make_crowd(url, PEOPLE, at=Time(12), zone="UTC", next_at=lambda _: noon)
    folder = ground.folder / "backups"
    begun = time.monotonic()
    found.broken += await _back_up(ground, url, folder) != 0
    whole = time.monotonic() - begun
    for _ in range(times):
        status = await _back_up(ground, url, folder, seconds=ground.chance.uniform(whole / 3, whole))
        found.tried += status == -9
        found.broken += _damaged(folder)
        await asyncio.sleep(1)  # the names of back-ups have seconds
        begun = time.monotonic()
        found.broken += await _back_up(ground, url, folder) != 0
        found.recovery = max(found.recovery, time.monotonic() - begun)
        found.broken += _damaged(folder)
    return found


async def killed_while_marking_anew(ground: Ground, times: int) -> Tally:
    """At each of its points: nothing is half, nothing twice, and memory is what the log says."""
    found = Tally()
    for number in range(times):
        folder = ground.folder / f"marking-{number}"
        folder.mkdir()
        url = f"sqlite:///{folder / 'recall.db'}"
        upgrade(url)
        begun = time.monotonic()
        try:
            await killed_while_marking(url, folder, ground.chance.choice(POINTS))
        except AssertionError:
            found.broken += 1
        found.tried += 1
        found.recovery = max(found.recovery, time.monotonic() - begun)
    return found


FILE_FAULTS: dict[str, tuple[Try, tuple[Kind, ...]]] = {
    "killed in a migration": (killed_in_a_migration, ("sqlite", "postgresql")),
    "killed in a back-up": (killed_in_a_back_up, ("sqlite", "postgresql")),
    "killed while marking anew": (killed_while_marking_anew, ("sqlite",)),
}
"""What is tried, and on which databases."""


def _damaged(folder: Path) -> int:
    """Back-ups of SQLite that are not whole."""
    damaged = 0
    for copy in folder.glob("*.db"):
        try:
            look_through(copy)
        except NoCopy:
            damaged += 1
    return damaged


async def _back_up(ground: Ground, url: str, folder: Path, seconds: float = 120.0) -> int:
    more = {}
    if ground.server is not None:
        more["PATH"] = f"{ground.server.programs}{os.pathsep}{os.environ['PATH']}"
    return await _run(url, "bot", "backup", str(folder), "--keep", "3", seconds=seconds, **more)


async def _run(url: str, program: str, *words: str, seconds: float = 120.0, **more: str) -> int:
    """Run a command, killed after so many seconds; gives how it ended."""
    process = await create_subprocess_exec(
        *(sys.executable, "-m", program, *words),
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "RECALL_LOG": "ERROR", **more},
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
    try:
        async with asyncio.timeout(seconds):
            return await process.wait()
    except TimeoutError:
        process.kill()
        return await process.wait()
