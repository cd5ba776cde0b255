"""The tick: once a second, somebody looks whether something is due. There is no job per learner."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.app.ports.errors import StoreError
from bot.telegram.backoff import Timing, rest

log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds from the beginning of a tick to the next."""


class Ticker:
    """Runs `work` once a second and whenever it is asked to, never twice at a time."""

    def __init__(self, work: Callable[[], Awaitable[int]]) -> None:
        """`work` gives how much there was to do."""
        self._work = work
        self._alone = asyncio.Lock()
        self._troubled = False

    async def tick(self) -> int:
        """One tick; gives how much there was to do, 0 if it failed. Trouble is logged when it begins and when
        it ends, not every second."""
        done = 0
        async with self._alone:
            try:
                done = await self._work()
            except StoreError as trouble:
                if not self._troubled:
                    log.warning("The database cannot be used right now: %s", trouble)
                self._troubled = True
            except Exception:
                log.exception("A tick has failed; the next one comes in a second")
            else:
                if self._troubled:
                    log.warning("The database can be used again")
                self._troubled = False
        return done

    async def run(self, stop: asyncio.Event, timing: Timing) -> None:
        """Tick every second until `stop` is set; a tick in hand is finished. Seconds that pass while one
        is at work are left out.
        """
        while not stop.is_set():
            began = timing.monotonic()
            await self.tick()
            taken = (timing.monotonic() - began) % EVERY
            await rest(EVERY - taken, timing.wait, stop)
        async with self._alone:  # a tick that was asked for
            pass
