"""Several processes of one bot on one PostgreSQL, by webhook, behind a small proxy.

    python -m benchmarks.processes                          # three, 200 updates a second for two minutes,
                                                            # one killed every five seconds
    python -m benchmarks.processes --rate 50 --seconds 20
    python -m benchmarks.processes --scaling                # what 1, 2 and 4 processes take
    python -m benchmarks.processes --whole                  # the first, then the last

People say five things each, a second apart. What was lost, done twice or out of order is counted at the
server and in the database; a reply's time is from when its text was due until it arrived. With `--scaling`
everything waits from the beginning, and the rate is that at which it is worked off; once as it is, once with
a database whose commits take as long as on a slow disk, for else the cores are all that is measured.
"""

import argparse
import asyncio
import html
import os
import re
import signal
import sys
import time
from asyncio.subprocess import Process, create_subprocess_exec
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory

import psycopg

from benchmarks.faults.arrivals import Arrival, Arrivals
from benchmarks.faults.people import GUESSES, Expected, guess, undisturbed
from benchmarks.faults.tally import Tally, tally, unsettled
from benchmarks.running import ROOT, ours
from benchmarks.said import text_from
from benchmarks.stand_in import SENDS, Call, StandIn, stand_in
from benchmarks.webhook_delivery import WebhookDelivery, delivering_to_webhooks
from bot.store.migrate import upgrade
from bot.store.transact import Database
from tests.live.proxy import proxied
from tests.live.running import free_port
from tests.postgres import PostgresServer, running_server

TEXTS = 1 + 2 * GUESSES
FIRST = 600_000
TAG = re.compile("<[^>]+>")
APART = 1.2
"""Seconds between two texts of a person: more than Telegram's one a second in a chat."""
PATIENCE = 120.0
"""Seconds after which replies of which none comes any more are taken for lost. What waits may take longer: a
machine that is slower than the texts come works them off afterwards."""
SLOW = 50
"""Milliseconds of a slow commit."""
GLANCE = 0.1


@dataclass(slots=True)
class Fleet:
    """The processes."""

    server: StandIn
    url: str
    ports: Sequence[int]
    address: str
    folder: Path
    chance: Random
    running: dict[int, Process]
    kills: int = 0

    async def start(self, port: int) -> None:
        """Start the process that listens there."""
        environment = {
            **os.environ,
            **ours(self.server, self.url).environment,
            "RECALL_WEBHOOK": self.address,
            "RECALL_LISTEN": f"127.0.0.1:{port}",
            "RECALL_FLOOD_LIMIT": "0",
            "NO_PROXY": "127.0.0.1",
        }
        with (self.folder / f"bot-{port}.log").open("a") as log:
            self.running[port] = await create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"), cwd=ROOT, env=environment, stdout=log, stderr=log
            )

    async def kill_now_and_then(self, every: float) -> None:
        """Kill one and start it again, for ever."""
        while True:
            await asyncio.sleep(every)
            port = self.chance.choice(self.ports)
            self.running[port].kill()
            await self.running[port].wait()
            await self.start(port)
            self.kills += 1

    async def stop(self) -> None:
        """Stop all."""
        for process in self.running.values():
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
        for process in self.running.values():
            await process.wait()


@asynccontextmanager
async def fleet(number: int, server: StandIn, url: str, folder: Path) -> AsyncIterator[Fleet]:
    """So many processes that serve, and a proxy before them."""
    ports = [free_port() for _ in range(number)]
    async with proxied(ports) as address:
        serving = Fleet(server, url, ports, address, folder, Random(f"fleet {number}"), {})
        try:
            for port in ports:
                await serving.start(port)
            yield serving
        finally:
            await serving.stop()


def say(delivery: WebhookDelivery, person: int, number: int, message: int) -> None:
    """A person says the n-th of what they have to say."""
    text = "/start" if not number else guess(person, number // 2) if number % 2 else "next"
    delivery.bring(person, text_from(person, text, message))


@dataclass(slots=True)
class Outcome:
    """What came of it."""

    found: Tally
    kills: int
    texts: int
    refused: int
    waits: Sequence[float]
    """Seconds."""
    took: float
    """Seconds from the first text to the last reply."""


def watch(server: StandIn) -> Arrivals:
    """Every message that arrives at the server."""
    arrivals = Arrivals()

    def hears(call: Call) -> None:
        if call.method in SENDS:
            words = html.unescape(TAG.sub("", str(call.params.get("text", ""))))
            arrivals.by_chat[call.chat].append(Arrival(time.monotonic(), words, call.message))

    server.listeners.append(hears)
    return arrivals


async def lived(
    url: str, folder: Path, expected: Expected, rate: float, seconds: float, every: float
) -> Outcome:
    """Three processes, people who talk, and one that is killed every so often."""
    async with stand_in() as server, delivering_to_webhooks(server) as delivery:
        arrivals = watch(server)
        async with fleet(3, server, url, folder) as serving:
            await delivery.is_set()
            await asyncio.sleep(5)  # until the others listen too
            due: dict[tuple[int, int], float] = {}
            people = range(FIRST, FIRST + ceil(rate * seconds / TEXTS))
            began = time.monotonic()
            async with asyncio.TaskGroup() as group:
                killing = group.create_task(serving.kill_now_and_then(every))
                await _talk(server, delivery, people, rate, due)
                killing.cancel()
            quiet = await _worked_off(arrivals, people, url)
            refused, kills = delivery.refused, serving.kills
        with Database.open(url) as database, database.snapshot() as connection:
            found = tally(connection, arrivals, people, 0, expected)
        found.broken += not quiet
    took = max((one.at for person in people for one in arrivals.by_chat[person]), default=began) - began
    return Outcome(found, kills, len(due), refused, _waits(arrivals, due, expected), took)


async def _talk(
    server: StandIn, delivery: WebhookDelivery, people: range, rate: float, due: dict[tuple[int, int], float]
) -> None:
    """Texts come at that rate: of each person one every `APART` seconds, people one after the other."""
    began = time.monotonic()
    plan = sorted(
        (n * TEXTS / rate + number * APART, person, number)
        for n, person in enumerate(people)
        for number in range(TEXTS)
    )
    for at, person, number in plan:
        await asyncio.sleep(began + at - time.monotonic())
        due[person, number] = began + at
        say(delivery, person, number, server.message_number())


async def _all_told(arrivals: Arrivals, people: range, texts: int) -> bool:
    """Whether everybody has so many messages before nothing comes any more."""
    most, since = 0, time.monotonic()
    while True:
        came = [len(arrivals.by_chat[person]) for person in people]
        if min(came) >= texts:
            return True
        if sum(came) > most:
            most, since = sum(came), time.monotonic()
        elif time.monotonic() - since > PATIENCE:
            return False
        await asyncio.sleep(GLANCE)


async def _worked_off(arrivals: Arrivals, people: range, url: str) -> bool:
    """Whether everybody has all their replies, and nothing is on its way, before patience ends."""
    if not await _all_told(arrivals, people, TEXTS):
        return False
    with Database.open(url) as database:
        for _ in range(int(PATIENCE / GLANCE)):
            with database.snapshot() as connection:
                if not unsettled(connection):
                    return True
            await asyncio.sleep(GLANCE)
    return False


def _waits(arrivals: Arrivals, due: dict[tuple[int, int], float], expected: Expected) -> list[float]:
    """How long each reply took, from when its text was due."""
    first: dict[tuple[int, str], float] = {}
    for person, came in arrivals.by_chat.items():
        for one in reversed(came):
            first[person, one.text] = one.at
    found = ((first.get((person, expected.texts[n])), at) for (person, n), at in due.items())
    return [arrived - at for arrived, at in found if arrived is not None]


async def worked_off(number: int, url: str, folder: Path, people: int) -> float:
    """So many processes with everything waiting; gives the updates a second until the last reply. A few
    come before all of them, so that what is loaded at the first message is loaded."""
    async with stand_in() as server, delivering_to_webhooks(server) as delivery:
        arrivals = watch(server)
        async with fleet(number, server, url, folder):
            await delivery.is_set()
            await asyncio.sleep(5)
            for crowd in (range(FIRST - 40 * number, FIRST), range(FIRST, FIRST + people)):
                began = time.monotonic()
                for turn in range(2):  # three at once are what a chat takes without a pause
                    for person in crowd:
                        say(delivery, person, turn, server.message_number())
                await _all_told(arrivals, crowd, 2)
            return 2 * people / (time.monotonic() - began)


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.processes",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--rate", type=float, default=200.0, help="updates a second (default 200)")
    parser.add_argument("--seconds", type=float, default=120.0, help="so long (default 120)")
    parser.add_argument("--every", type=float, default=5.0, help="seconds between kills (default 5)")
    parser.add_argument("--scaling", action="store_true", help="what 1, 2 and 4 processes take")
    parser.add_argument("--whole", action="store_true", help="both")
    parser.add_argument("--people", type=int, default=600, help="with --scaling (default 600)")
    asked = parser.parse_args(argv)
    with running_server() as server, TemporaryDirectory(prefix="processes-") as folder:
        if asked.whole or not asked.scaling:
            _killing(server, Path(folder), asked.rate, asked.seconds, asked.every)
        if asked.whole or asked.scaling:
            _scaling(server, Path(folder), asked.people)


def _killing(server: PostgresServer, folder: Path, rate: float, seconds: float, every: float) -> None:
    expected = asyncio.run(undisturbed(folder))
    url = server.url(server.new_database())
    upgrade(url)
    told = asyncio.run(lived(url, folder, expected, rate, seconds, every))
    found, cuts = told.found, quantiles([*told.waits, 0.0, 0.0], n=1000)
    sys.stdout.write(
        f"three processes, {told.texts} updates at {rate:g} a second, one killed every {every:g} s, "
        f"{told.kills} in all; {told.refused} updates brought again, all worked off {told.took:.0f} s after "
        f"the first\n"
        f"answers lost {found.answers_lost}, marked twice {found.marked_twice}, replies lost "
        f"{found.replies_lost}, people out of order {found.out_of_order}, not worked off {found.broken}; "
        f"replies that came twice {found.repeated}\n"
        f"until the reply: median {cuts[499]:.2f} s, p99 {cuts[989]:.2f} s, longest {max(told.waits):.2f} s\n"
    )


def _scaling(server: PostgresServer, folder: Path, people: int) -> None:
    for slow in (False, True):
        _slow_commits(server, SLOW if slow else 0)
        rates = []
        for number in (1, 2, 4):
            url = server.url(server.new_database())
            upgrade(url)
            rates.append(asyncio.run(worked_off(number, url, folder, people)))
        ratios = " : ".join(f"{rate / rates[0]:.2f}" for rate in rates)
        what = f"commits of {SLOW} ms" if slow else "commits as they are"
        counts = ", ".join(f"{rate:.0f}" for rate in rates)
        sys.stdout.write(f"1, 2 and 4 processes, {what}: {counts} updates a second, {ratios}\n")
        sys.stdout.flush()


def _slow_commits(server: PostgresServer, milliseconds: int) -> None:
    """Let each commit wait so long before it goes to the disk, as on a slow one."""
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        on = "on" if milliseconds else "off"
        connection.execute(f"ALTER SYSTEM SET fsync = {on}".encode())
        connection.execute(f"ALTER SYSTEM SET synchronous_commit = {on}".encode())
        connection.execute(f"ALTER SYSTEM SET commit_delay = {milliseconds * 1000}".encode())
        connection.execute(b"ALTER SYSTEM SET commit_siblings = 0")
        connection.execute(b"SELECT pg_reload_conf()")


if __name__ == "__main__":
    main()
