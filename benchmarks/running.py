"""A bot as a process of its own: started, measured from outside, ended."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import Process, create_subprocess_exec
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.stand_in import TOKEN, StandIn

ROOT = Path(__file__).parents[1]
READY = 60.0
"""Seconds a bot may take until its first `getUpdates`."""
GRACE = 15.0
"""Seconds a bot may take to stop."""
_TICKS = os.sysconf("SC_CLK_TCK")


class NotServing(Exception):
    """A bot ended or does not poll; the message has the end of its log."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a bot is started."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that serves."""

    process: Process
    start: float
    """Seconds from the start of the process to its first `getUpdates`."""

    def cpu(self) -> float:
        """Seconds of the processor it has used, in all its threads, in user and system mode."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def resident(self) -> float:
        """Megabytes (10^6 bytes) of memory it holds."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def ours(server: StandIn, database: str, *, content: Path | None = None, zone: str = "UTC") -> Way:
    """`recall run` on that database."""
    environment = {
        "BOT_TOKEN": TOKEN,
        "RECALL_TELEGRAM_API": server.url,
        "DATABASE_URL": database,
        "RECALL_LOG": "WARNING",
        "DEFAULT_ZONE": zone,
    }
    if content is not None:
        environment["RECALL_CONTENT"] = str(content)
    return Way("ours", [sys.executable, "-m", "bot", "run"], environment)


def usual(server: StandIn, database: str, python: str) -> Way:
    """The usual bot on that database, by an interpreter that has its dependencies."""
    url = database.replace("sqlite:", "sqlite+aiosqlite:").replace("postgresql:", "postgresql+asyncpg:")
    command = [python, "-m", "benchmarks.usual_bot", server.url, TOKEN, url, str(ROOT / "content")]
    return Way("usual", command, {})


def under(way: Way, watcher: str, file: Path) -> Way:
    """The same bot, started by `benchmarks.<watcher>`, which writes to that file at SIGUSR1."""
    python, _, module, *rest = way.command
    return Way(way.name, [python, "-m", f"benchmarks.{watcher}", str(file), module, *rest], way.environment)


@asynccontextmanager
async def running(way: Way, server: StandIn, folder: Path) -> AsyncIterator[Running]:
    """Start it, wait until it polls, and stop it after the block. Its words go to `<name>.log` in the folder.

    Raises NotServing.
    """
    server.forget()
    # In a folder without an `.env`, and past any proxy: the server is on this machine.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_PROXY": "127.0.0.1", **way.environment}
    log = folder / f"{way.name}.log"
    with log.open("a") as words:
        began = time.perf_counter()
        process = await create_subprocess_exec(
            *way.command, cwd=folder, env=environment, stdout=words, stderr=words
        )
    try:
        await _ready(process, server, log)
        yield Running(process, server.first_poll - began)
    finally:
        await _end(process)


async def _ready(process: Process, server: StandIn, log: Path) -> None:
    ended, polled = asyncio.create_task(process.wait()), asyncio.create_task(server.polled())
    try:
        await asyncio.wait([ended, polled], timeout=READY, return_when=asyncio.FIRST_COMPLETED)
        if not polled.done():
            raise NotServing(f"The bot does not poll. The end of its log:\n{_end_of(log)}")
    finally:
        ended.cancel()
        polled.cancel()


def _end_of(log: Path) -> str:
    return log.read_text()[-2000:]


async def _end(process: Process) -> None:
    if process.returncode is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), GRACE)
    except TimeoutError:
        process.kill()
        await process.wait()
