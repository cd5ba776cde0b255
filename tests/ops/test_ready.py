"""Ready is said only where a message sent now is answered: whatever is in trouble, and after it is over."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from telegram.error import NetworkError, TimedOut

from bot.app.ports.errors import StoreError
from bot.measures import Measures
from bot.ops.health import EVERY, HealthWatch
from bot.telegram.client import SEND_SECONDS
from bot.telegram.intake import LONG_POLL
from bot.telegram.rate_limits import RateLimits
from bot.telegram.telegram_bot import TelegramBot
from tests.telegram.hand_time import HandTime, quiet
from tests.telegram.rooms import MemoryPost
from tests.telegram.server import Answer, Server, refusal
from tests.telegram.test_telegram_bot import Echo
from tests.telegram.updates import said

LONG = 240
"""Seconds of trouble; each is noticed well before."""
SOON = 90
"""Seconds after its end."""
MANY = 1000


class Watched:
    """A bot that echoes, its tick, and whoever judges it."""

    def __init__(self, folder: Path) -> None:
        self.server, self.time, self.post, self.stop = Server(), HandTime(), MemoryPost(), asyncio.Event()
        self.handler, self.measures = Echo(self.post), Measures()
        self.full = False
        self.said = 0
        self.bot = TelegramBot(
            self.server.client(),
            self.handler,
            self.post,
            self.time.timing(),
            RateLimits.none(),
            measures=self.measures,
        )
        self.health = HealthWatch(self.measures, self.time.timing(), self._reply_waits, folder / "h")

    async def _reply_waits(self) -> timedelta:
        if self.full:
            raise StoreError("full")
        waiting = [row for row in self.post.rows.values() if not row.settled and row.leased_until is None]
        due = min((row.due for row in waiting), default=self.time.now())
        return max(timedelta(), self.time.now() - due)

    async def live(self, seconds: int) -> None:
        """Time passes, with its ticks."""
        for second in range(seconds):
            await self.time.pass_by(1.0)
            if not self.full:
                self.measures.ticked_at = self.time.monotonic()
            if second % LONG_POLL == 0:  # a fetch is answered in the end, also where there is nothing new
                self.server.news.set()
            if second % EVERY == 0:
                await self.health.look()

    async def answers(self) -> bool:
        """Whether something said now is answered within seconds."""
        self.said += 1
        self.server.bring(said(self.said, f"message {self.said}", person=100 + self.said))
        await self.live(10)
        arrived = {self.post.rows[number].outgoing.chat for number in self.post.arrived}
        return 100 + self.said in arrived


Trouble = Callable[[Watched], Iterator[None]]


def nothing(_: Watched) -> Iterator[None]:
    yield


def told(method: str, *answers: Answer) -> Trouble:
    def trouble(on: Watched) -> Iterator[None]:
        on.server.told[method].extend([*answers] * MANY)
        yield
        on.server.told[method].clear()

    return trouble


def hanging(method: str, seconds: float) -> Trouble:
    """Nothing is said until whoever asks gives up."""

    def trouble(on: Watched) -> Iterator[None]:
        async def hang() -> None:
            await on.time.wait(seconds)
            raise TimedOut

        on.server.told[method].extend([hang] * MANY)
        yield
        on.server.told[method].clear()

    return trouble


def full(on: Watched) -> Iterator[None]:
    on.full, on.post.broken = True, 10 * MANY
    on.handler.trouble = lambda _: StoreError("full")
    yield
    on.full, on.post.broken = False, 0
    on.handler.trouble = lambda _: None


@pytest.mark.parametrize(
    ("trouble", "ready"),
    [
        (nothing, True),
        (hanging("getUpdates", 1000 * LONG), False),
        (hanging("sendMessage", SEND_SECONDS), False),
        (told("getUpdates", NetworkError("no route")), False),
        (told("sendMessage", NetworkError("no route")), False),
        (told("sendMessage", refusal(502, "Bad Gateway")), False),
        (told("sendMessage", refusal(404, "Not Found")), False),
        (full, False),
    ],
    ids=["nothing", "fetching hangs", "sending hangs", "deaf", "mute", "502", "404", "full"],
)
async def test_ready_is_said_only_where_a_message_is_answered(
    tmp_path: Path, trouble: Trouble, ready: bool
) -> None:
    on = Watched(tmp_path)
    async with asyncio.TaskGroup() as group:
        group.create_task(on.bot.run(on.stop))
        await quiet()
        assert await on.answers()
        await on.live(10)
        assert on.health.health.ready
        with contextmanager(trouble)(on):
            await on.answers()
            await on.live(LONG)
            assert on.health.health.ready is ready
            assert await on.answers() is ready
        await on.live(SOON)
        assert await on.answers()
        assert on.health.health.ready
        on.stop.set()
        for _ in range(10):
            await on.time.pass_by(1.0)


async def test_one_message_that_fails_in_a_quiet_night_is_no_alarm(tmp_path: Path) -> None:
    """A prompt of which nobody knows whether it arrived is not tried again."""
    on = Watched(tmp_path)
    async with asyncio.TaskGroup() as group:
        group.create_task(on.bot.run(on.stop))
        assert await on.answers()
        on.measures.unsent_since, on.measures.unsent_at = on.time.monotonic(), on.time.monotonic() + 1
        await on.live(LONG)
        assert on.health.health.ready
        on.stop.set()
        for _ in range(10):
            await on.time.pass_by(1.0)
