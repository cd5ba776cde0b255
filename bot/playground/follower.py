"""The playground's time on the wire: the bot follows it, the page moves it in small steps."""

import asyncio
from collections.abc import Callable

from bot.playground.disk import Writer
from bot.playground.table import Json
from bot.playground.waiting_api import ChangeSignal
from bot.playground.world import World

HOUR = 3600.0
BEYOND = 0.001
"""Seconds by which a step passes the time at which the follower has work, for that is no whole number."""
FOLLOW_SECONDS = 25.0
"""A follower waits so long for a step."""
ACK_SECONDS = 60.0
"""A step waits so long for its follower, who may have much to do on a busy machine."""
GONE_SECONDS = 30.0
"""Whoever was not seen for so long follows no more."""
NEVER = float("-inf")


class Follower:
    """Knows whether somebody follows the clock, and how far they have come."""

    def __init__(self, world: World, changes: ChangeSignal, writer: Writer) -> None:
        self._world = world
        self._changes = changes
        self._writer = writer
        self._waiting = 0
        self._seen = NEVER
        self._done = 0
        self._next: float | None = None
        self._moving = asyncio.Lock()
        self.closing = False

    async def follow(self, after: int) -> Json:
        """The step and the offset, as soon as the step is another than `after`, or after 25 seconds."""
        loop = asyncio.get_running_loop()
        until = loop.time() + FOLLOW_SECONDS
        self._waiting += 1
        self._seen = NEVER
        try:
            while self._world.step == after and not self.closing and (left := until - loop.time()) > 0:
                await self._changes.wait(left)
            self._seen = loop.time()
        finally:
            self._waiting -= 1
        return {"step": self._world.step, "offset_seconds": self._world.offset_seconds}

    def done(self, step: int, due: float | None = None) -> None:
        """The follower has done everything that was due at a step, and has work again at `due` (seconds since
        1970; None: not that it knows)."""
        self._done = max(self._done, step)
        self._next = due
        self._seen = asyncio.get_running_loop().time()
        self._world.notify()

    async def advance(self, hours: float) -> None:
        """Move the time in steps of an hour, each when the follower is done with the one before; one that is
        silent for a minute is waited for no longer.

        Before the first it hears what people have done so far, and finishes that. A step ends early where it
        has work, so that what it does comes at its time, as when nobody moves the clock.
        """
        async with self._moving:
            if self.is_followed():
                await self._until(lambda: not self._world.state.updates)
                await self._move(0.0)
            left = hours * HOUR
            while left > 0 and not self.closing:
                seconds = min(left, HOUR, self._until_work())
                left -= seconds
                await self._move(seconds)

    def is_followed(self) -> bool:
        """Does somebody follow, as far as can be told?"""
        return self._waiting > 0 or asyncio.get_running_loop().time() - self._seen < GONE_SECONDS

    def _until_work(self) -> float:
        """Seconds until the follower has work, as far as is known."""
        ahead = HOUR if self._next is None else self._next - self._world.seconds() + BEYOND
        return ahead if ahead > 0 and self.is_followed() else HOUR

    async def _move(self, seconds: float) -> None:
        """One step, and what the follower has to do at it."""
        step = self._world.move(seconds)
        await self._writer.settled()
        if self.is_followed() and not await self._until(lambda: self._done >= step):
            self._seen = NEVER

    async def _until(self, happened: Callable[[], bool]) -> bool:
        """Wait for it; False if it takes too long."""
        loop = asyncio.get_running_loop()
        until = loop.time() + ACK_SECONDS
        while not happened() and not self.closing:
            if (left := until - loop.time()) <= 0:
                return False
            await self._changes.wait(left)
        return True
