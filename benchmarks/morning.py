"""A whole morning: so many learners, all with the same minute, at a server that enforces Telegram's limits.

    python -m benchmarks.morning                      # 10,000 learners, about seven minutes
    python -m benchmarks.morning --kills 2            # the bot is killed twice on the way
    python -m benchmarks.morning --learners 500

The bot is a process of its own, `python -m bot run`, on a SQLite file; the server is the local Bot API server
over HTTP, in this one. Time is real. A kill is SIGKILL, from within the server, while it has the bot's call
in hand: the message is there, and the bot will never hear of it.
"""

import argparse
import asyncio
import os
import signal
import sqlite3
import sys
from asyncio.subprocess import Process, create_subprocess_exec
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.crowd import FIRST, make_crowd
from bot.app.ports.outbox import Act, Lane
from bot.clock import SystemClock
from bot.playground.limits import SendLimits
from bot.playground.seed import NewPerson
from bot.playground.server import Playground, serve

LEARNERS = 10_000
RATE = 25
"""Prompts a second: what is left of Telegram's 30 when answers are to find room beside them."""
MORNING = 9
"""The hour at the learners' place, wherever that may be now."""
AHEAD = timedelta(seconds=2)
"""From an empty database to the minute they chose; and as much more for each of these:"""
SEEDED_IN_A_SECOND = 4_000
IN_HAND = 16
"""Messages a bot can have on their way when it is killed."""
GLANCE = 0.2
"""Seconds between two looks whether all is done."""
PATIENCE = timedelta(minutes=2)
"""So long without a new message, and it is given up."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ROOT = Path(__file__).parents[1]


class GivenUp(Exception):
    """Nothing happens any more; the message has the bot's last words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """How the bot is killed, and how far away the server is."""

    times: int = 0
    """So often, evenly spread over the messages, while the server has one of its calls in hand."""
    network: float = 0.0
    """Seconds an answer of the server takes, so that some calls are under way at once."""
    victim: str = "bot"
    """The program; one that kills itself is told when by KILL_AT."""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a morning."""

    learners: int
    deaths: int
    taken: int
    """Learners whose day was taken for a prompt, as the bot has it."""
    got: int
    """Learners who got it."""
    doubled: int
    """Learners who got more than one."""
    uncertain: int
    """Prompts the bot had in hand when it was killed: it does not know, and never sends them again."""
    arrived: int
    """Of these, the ones that arrived."""
    forgotten: int
    """Learners who got none, and the bot does not know it."""
    seconds: float
    """From the time they chose to the last message."""
    passed: int
    """Messages the server took."""
    refused: int
    """429s."""
    fastest: int
    """Most messages within any one second."""


@dataclass(slots=True)
class Morning:
    """The server, the bot, and when it is killed."""

    playground: Playground
    folder: Path
    learners: int
    struck: Struck
    deaths: int = 0
    limits: SendLimits = field(default_factory=SendLimits)
    due: datetime = EPOCH
    _strikes: list[int] = field(default_factory=list)
    """After how many messages it is killed."""
    _bot: Process | None = None
    _last: datetime = EPOCH
    _seen: int = 0

    @property
    def file(self) -> Path:
        """The bot's database."""
        return self.folder / "recall.db"

    async def live(self) -> Outcome:
        """All of it. Raises GivenUp."""
        self._invite()
        times = self.struck.times
        self._strikes = [self.learners * n // (times + 1) for n in range(1, times + 1)]
        if self.struck.network:
            self.playground.api.fault("sendMessage", delay=self.struck.network, times=2 * self.learners)
        self.playground.api.limits = self.limits
        self.playground.api.world.listeners.append(self._look)
        try:
            while not await self._serve():
                pass
        finally:
            self.playground.api.world.listeners.remove(self._look)
            if self._bot and self._bot.returncode is None:
                self._bot.kill()
        return self._outcome()

    def _invite(self) -> None:
        """Everybody has written to the bot before, and wants a question at the same time."""
        world = self.playground.api.world
        for id in range(FIRST, FIRST + self.learners):
            world.add_person(NewPerson(id=id, name="Somebody"))
            chat = world.state.chats.get(id)
            assert chat is not None
            world.state.chats.put(id, replace(chat, started=True))
        now = datetime.now(UTC).replace(microsecond=0)
        self.due = now + AHEAD + timedelta(seconds=self.learners // SEEDED_IN_A_SECOND)
        hours = (MORNING - now.hour + 11) % 24 - 11
        make_crowd(
            f"sqlite:///{self.file}",
            self.learners,
            at=(self.due + timedelta(hours=hours)).time(),
            zone=f"Etc/GMT{-hours:+d}",  # east of Greenwich is minus there
            next_at=lambda _: self.due,
        )

    async def _serve(self) -> bool:
        """Let the bot serve until everybody has been told; False if it was killed before."""
        self._bot = await self._started()
        ended = asyncio.create_task(self._bot.wait())
        begun = datetime.now(UTC)
        while not self._done():
            await asyncio.wait([ended], timeout=GLANCE)
            if ended.done() and self._bot.returncode == -signal.SIGKILL:
                self.deaths += 1
                return False
            if ended.done() or datetime.now(UTC) - max(begun, self._last) > PATIENCE:
                raise GivenUp(self._stand())
        self._bot.send_signal(signal.SIGTERM)
        await ended
        return True

    def _stand(self) -> str:
        """Where it stands, and the bot's last words."""
        states = Counter(state for _, state in self._letters())
        words = (self.folder / "bot.log").read_text()[-2000:]
        return f"{self._seen} messages, killed {self.deaths} times, letters {dict(states)}\n{words}"

    async def _started(self) -> Process:
        environment = {
            **os.environ,
            "BOT_TOKEN": self.playground.token,
            "RECALL_TELEGRAM_API": self.playground.url,
            "DATABASE_URL": f"sqlite:///{self.file}",
            "RECALL_LOG": "WARNING",
            "KILL_AT": self.struck.at or ":0",
        }
        command = (sys.executable, "-m", self.struck.victim, "run")
        with (self.folder / "bot.log").open("a") as log:
            return await create_subprocess_exec(*command, cwd=ROOT, env=environment, stdout=log, stderr=log)

    def _look(self) -> None:
        """Called within every change on the server, so also in the middle of a call of the bot's."""
        messages = len(self.playground.api.world.state.messages)
        if messages > self._seen:
            self._seen, self._last = messages, datetime.now(UTC)
        if self._strikes and messages >= self._strikes[0] and self._bot:
            self._strikes.pop(0)
            self._bot.kill()

    def _done(self) -> bool:
        """Everybody got a prompt or the bot knows that it does not know, and it has no message in hand."""
        if self._strikes or self._seen + IN_HAND * 10 < self.learners:
            return False
        open_ones = [chat for chat, state in self._letters() if state in ("pending", "claimed")]
        return not open_ones and len(self._got().keys() | self._doubtful()) == self.learners

    def _got(self) -> Counter[int]:
        people = (chat for chat, _ in self.playground.api.world.state.messages if chat > 0)
        return Counter(people)

    def _doubtful(self) -> set[int]:
        return {chat for chat, state in self._letters() if state == "uncertain"}

    def _letters(self) -> list[tuple[int, str]]:
        prompts = "SELECT chat_id, state FROM outbox WHERE lane = ? AND act = ?"
        return self._rows(prompts, int(Lane.PROMPT), str(Act.SEND))

    def _rows(self, query: str, *values: object) -> list[tuple[int, str]]:
        connection = sqlite3.connect(self.file)
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()

    def _outcome(self) -> Outcome:
        got, doubtful = self._got(), self._doubtful()
        taken = {id for id, _ in self._rows("SELECT learner_id, kind FROM sent_days WHERE kind = 'prompt'")}
        settled = {chat for chat, state in self._letters() if state == "sent"}
        everybody = set(range(FIRST, FIRST + self.learners))
        return Outcome(
            learners=self.learners,
            deaths=self.deaths,
            taken=len(taken & everybody),
            got=len(got.keys() & everybody),
            doubled=sum(1 for times in got.values() if times > 1),
            uncertain=len(doubtful),
            arrived=len(doubtful & got.keys()),
            forgotten=len(everybody - (settled & got.keys()) - doubtful),
            seconds=(self._last - self.due).total_seconds(),
            passed=self.limits.passed,
            refused=self.limits.refused,
            fastest=self.limits.fastest,
        )


async def live(folder: Path, learners: int, struck: Struck = Struck(), *, checked: bool = False) -> Outcome:
    """A morning of so many learners; `checked`: every call is compared with the Bot API's table."""
    playground = await serve(None, "127.0.0.1", 0, SystemClock().now, checked=checked)
    try:
        outcome = await Morning(playground, folder, learners, struck).live()
        if playground.api.complaints:
            raise GivenUp(str(playground.api.complaints[:3]))
        return outcome
    finally:
        await playground.close()


def main(argv: Sequence[str] | None = None) -> None:
    """Live it and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.morning", description=__doc__)
    parser.add_argument("--learners", type=int, default=LEARNERS)
    parser.add_argument("--kills", type=int, default=0, help="how often the bot is killed")
    parser.add_argument("--network", type=float, default=0.1, help="seconds an answer takes (default 0.1)")
    asked = parser.parse_args(argv)
    with TemporaryDirectory() as folder:
        told = asyncio.run(
            live(Path(folder), asked.learners, Struck(times=asked.kills, network=asked.network))
        )
    least = told.learners / RATE
    sys.stdout.write(
        f"{told.learners:,} learners, killed {told.deaths} times: {told.got:,} got it, {told.doubled} twice, "
        f"{told.forgotten} forgotten\n"
        f"uncertain {told.uncertain}, of which {told.arrived} arrived; days taken {told.taken:,}\n"
        f"429s {told.refused}; most messages in a second {told.fastest}\n"
        f"{told.seconds:.1f} s; at {RATE} a second {least:.0f} s at least; ratio {told.seconds / least:.3f}\n"
    )


if __name__ == "__main__":
    main()
