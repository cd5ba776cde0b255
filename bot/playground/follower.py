"""The playground's time on the wire: the bot follows it, the page moves it, an hour at a time."""

import asyncio

from bot.playground.disk import Writer
from bot.playground.door import Bell
from bot.playground.table import Json
from bot.playground.world import World

HOUR = 3600.0
FOLLOW_SECONDS = 25.0
"""A follower waits so long for a step."""
ACK_SECONDS = 5.0
"""A step waits so long for its follower."""
GONE_SECONDS = 30.0
"""Whoever was not seen for so long follows no more."""
NEVER = float("-inf")


class Follower:
    """Knows whether somebody follows the clock, and how far they have come."""

    def __init__(self, world: World, bell: Bell, writer: Writer) -> None:
        self._world = world
        self._bell = bell
        self._writer = writer
        self._waiting = 0
        self._seen = NEVER
        self._done = 0
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
                await self._bell.wait(left)
            self._seen = loop.time()
        finally:
            self._waiting -= 1
        return {"step": self._world.step, "offset_seconds": self._world.offset_seconds}

    def done(self, step: int) -> None:
        """The follower has done everything that was due at a step."""
        self._done = max(self._done, step)
        self._seen = asyncio.get_running_loop().time()
        self._world.ring()

    async def advance(self, hours: float) -> None:
        """Move the time, each hour when the follower is done with the one before; one that is silent for
        five seconds is waited for no longer.
        """
        async with self._moving:
            left = hours * HOUR
            while left > 0 and not self.closing:
                step = self._world.move(min(left, HOUR))
                left -= HOUR
                await self._writer.settled()
                if self.is_followed():
                    await self._wait_for(step)

    def is_followed(self) -> bool:
        """Does somebody follow, as far as can be told?"""
        return self._waiting > 0 or asyncio.get_running_loop().time() - self._seen < GONE_SECONDS

    async def _wait_for(self, step: int) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + ACK_SECONDS
        while self._done < step and not self.closing:
            if (left := until - loop.time()) <= 0:
                self._seen = NEVER
                return
            await self._bell.wait(left)
