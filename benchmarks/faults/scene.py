"""A bot that serves people on a playground, whatever happens to it."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import Process, create_subprocess_exec
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Connection

from benchmarks.faults.arrivals import Arrivals
from benchmarks.faults.people import Expected, invite, speak
from benchmarks.faults.place import Place
from benchmarks.faults.tally import Tally, tally, unsettled
from bot.app.ports.errors import StoreError
from bot.playground.server import Playground
from bot.store.transact import Database
from tests.live.proxy import proxied
from tests.live.running import ROOT, a_playground, by_webhook, delivering, free_port, until
from tests.postgres import PostgresServer

PATIENCE = 120.0
"""Seconds after which whatever has not come is lost."""
GLANCE = 0.2
"""Seconds between two looks."""
FIRST_PERSON = 20_000
AHEAD = timedelta(seconds=3)
EVERY = timedelta(seconds=1)
"""From one daily question to the next."""


@dataclass(slots=True)
class Scene:
    """The place, the people, and the bot's processes."""

    place: Place
    playground: Playground
    server: PostgresServer | None
    url: str
    folder: Path
    chance: Random
    ports: Sequence[int]
    address: str | None
    expected: Expected
    subscribers: int
    steered: bool = False
    """The clock is the playground's."""
    arrivals: Arrivals = field(default_factory=Arrivals)
    people: list[int] = field(default_factory=list)
    broken: int = 0
    recovery: float = 0.0
    _bots: dict[int, Process] = field(default_factory=dict)

    # The bot

    async def start(self, n: int = 0) -> None:
        """Start a process of the bot."""
        by_way = by_webhook(self.ports[n], self.address) if self.place.way == "webhook" else {}
        environment = {
            **os.environ,
            "BOT_TOKEN": self.playground.token,
            "RECALL_TELEGRAM_API": self.playground.url,
            "DATABASE_URL": self.url,
            "RECALL_LOG": "INFO",
            "RECALL_FAULT_FILE": str(self.order_file(n)),
            **by_way,
            **({"RECALL_CLOCK": self.playground.url} if self.steered else {}),
        }
        with self.log(n).open("a") as log:
            self._bots[n] = await create_subprocess_exec(
                *(sys.executable, "-m", "benchmarks.faults.victim", "run"),
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
            )

    async def kill(self, n: int = 0) -> None:
        """End a process as a power cut does."""
        with suppress(ProcessLookupError):
            self._bots[n].kill()
        await self._bots[n].wait()

    async def stop(self, n: int = 0) -> None:
        """End a process as an operator does."""
        with suppress(ProcessLookupError):
            self._bots[n].send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(PATIENCE):
                status = await self._bots[n].wait()
        except TimeoutError:
            await self.kill(n)
            status = -signal.SIGKILL
        # Stopped while it begins, Python itself ends it.
        self.broken += status not in (0, -signal.SIGTERM)

    async def ended(self, n: int, seconds: float) -> bool:
        """Whether a process ends by itself within so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._bots[n].wait()
        return self._bots[n].returncode is not None

    def order(self, n: int, what: str) -> None:
        """Let something happen to a process; see `benchmarks.faults.victim`. Nothing: no more."""
        if what:
            fresh = self.order_file(n).with_suffix(".new")
            fresh.write_text(what)
            fresh.replace(self.order_file(n))
        else:
            self.order_file(n).unlink(missing_ok=True)

    def order_file(self, n: int) -> Path:
        """Where a process reads what is to happen to it."""
        return self.folder / f"order-{n}"

    def log(self, n: int) -> Path:
        """What a process said."""
        return self.folder / f"bot-{n}.log"

    # People

    def speak(self, people: int = 3) -> None:
        """So many more begin to talk."""
        for _ in range(people):
            self.people.append(FIRST_PERSON + len(self.people))
            speak(self.playground.api, self.people[-1])

    async def recover(self) -> None:
        """Somebody writes now; how long until they are answered?"""
        begun = time.monotonic()
        self.speak(1)
        who = self.people[-1]
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await until(self.playground, lambda: bool(self.arrivals.by_chat[who]))
        self.recovery = max(self.recovery, time.monotonic() - begun)

    async def wait(self, true: Callable[[], bool], seconds: float = PATIENCE) -> bool:
        """Wait until something is so, at most so long; whether it is."""
        for _ in range(int(seconds / GLANCE)):
            if true():
                return True
            await asyncio.sleep(GLANCE)
        return true()

    # The end

    async def finish(self, tried: int) -> Tally:
        """When all is quiet, or nothing more comes: count."""
        quiet = await self.wait(self._is_quiet)
        for n in self._bots:
            await self.stop(n)
        with Database.open(self.url) as database, database.snapshot() as connection:
            found = self._count(connection)
        found.tried, found.recovery = tried, self.recovery
        found.broken = self.broken + (not quiet) + len(self.playground.api.complaints)
        return found

    def _is_quiet(self) -> bool:
        if self.playground.api.waiting():
            return False
        with (
            suppress(StoreError),
            Database.open(self.url) as database,
            database.snapshot() as connection,
        ):
            found = self._count(connection)
            lost = found.prompts_lost or found.replies_lost or found.answers_lost
            return not (lost or unsettled(connection))
        return False

    def _count(self, connection: Connection) -> Tally:
        return tally(connection, self.arrivals, self.people, self.subscribers, self.expected)

    async def close(self) -> None:
        """Leave nothing running."""
        for n in self._bots:
            await self.kill(n)


@asynccontextmanager
async def scene(
    place: Place,
    folder: Path,
    expected: Expected,
    *,
    seed: str,
    subscribers: int,
    server: PostgresServer | None = None,
    steered: bool = False,
) -> AsyncIterator[Scene]:
    """A bot that has begun to serve at a place. `server` is needed where the place is on PostgreSQL."""
    async with AsyncExitStack() as stack:
        playground = await stack.enter_async_context(a_playground())
        url = f"sqlite:///{folder / 'recall.db'}"
        if place.kind == "postgresql":
            assert server is not None
            name = server.new_database()
            stack.callback(server.drop, name)
            url = server.url(name)
        ports = [free_port() for _ in range(place.processes)]
        address = await stack.enter_async_context(proxied(ports)) if place.processes > 1 else None
        if place.way == "webhook":
            await stack.enter_async_context(delivering(playground))
        chance = Random(f"{seed} {place}")
        on = Scene(
            place, playground, server, url, folder, chance, ports, address, expected, subscribers, steered
        )
        on.arrivals.watch(playground.api)
        due = datetime.now(UTC).replace(microsecond=0) + AHEAD
        invite(playground.api, url, max(1, subscribers), due, EVERY)
        on.subscribers = max(1, subscribers)
        stack.push_async_callback(on.close)
        for n in range(place.processes):
            await on.start(n)
        await on.recover()
        on.recovery = 0.0
        yield on
