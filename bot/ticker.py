"""The tick: once a second, somebody looks whether something is due. There is no job per learner."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app.ports.errors import StoreError

log = logging.getLogger(__name__)


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

    async def run(self, stop: asyncio.Event) -> None:
        """Tick until `stop` is set; a tick in hand is finished."""
        # It warns of each second that passes while a tick is still at work, as in a crowded minute it may.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        scheduler = AsyncIOScheduler(timezone=UTC)
        async with asyncio.TaskGroup() as ticks:

            async def fire() -> None:
                # A scheduler that ends cancels what it runs, and logs that as a fault; the tick goes on.
                with suppress(asyncio.CancelledError):
                    await asyncio.shield(ticks.create_task(self.tick()))

            # With the default grace of a second, ticks that come late would be dropped without a word.
            scheduler.add_job(
                fire, "interval", seconds=1, misfire_grace_time=None, coalesce=True, max_instances=1
            )
            scheduler.start()
            await stop.wait()
            scheduler.shutdown(wait=False)
        async with self._alone:  # a tick that was asked for
            pass
