"""Time moved by hand: waiting ends when a test says so."""

import asyncio
import heapq
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from bot.telegram.backoff import Timing

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class HandTime:
    """A clock, a monotonic clock and a `wait`, all moved together by `pass_by`."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.waited: list[float] = []
        """Every wait that was asked for, in seconds."""
        self._ahead = timedelta()
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []
        self._numbers = count()

    def now(self) -> datetime:
        return START + timedelta(seconds=self.passed) + self._ahead

    def jump(self, by: timedelta) -> None:
        """Somebody sets the clock; no time passes."""
        self._ahead += by

    def monotonic(self) -> float:
        return self.passed

    async def wait(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        self.waited.append(seconds)
        woken = asyncio.Event()
        heapq.heappush(self._sleepers, (self.passed + seconds, next(self._numbers), woken))
        await woken.wait()

    async def pass_by(self, seconds: float) -> None:
        """Let so much time pass, waking sleepers one after the other, each at its time."""
        until = self.passed + seconds
        await quiet()
        while self._sleepers and self._sleepers[0][0] <= until:
            at, _, woken = heapq.heappop(self._sleepers)
            self.passed = max(self.passed, at)
            woken.set()
            await quiet()
        self.passed = until
        await quiet()

    def timing(self, seed: int = 1) -> Timing:
        return Timing(clock=self, monotonic=self.monotonic, wait=self.wait, chance=Random(seed))


async def quiet(turns: int = 60) -> None:
    """Let everything that can go on without time passing go on."""
    for _ in range(turns):
        await asyncio.sleep(0)
