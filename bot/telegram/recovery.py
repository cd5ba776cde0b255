"""Going on after the database could not be used."""

import asyncio
import logging

from bot.app.ports.errors import StoreError
from bot.telegram.backoff import Backoff, Timing, rest
from bot.telegram.update_queue import UpdateQueue

_log = logging.getLogger(__name__)


class Recovery:
    """Lets an `UpdateQueue` begin and go on, each time after a pause that grows while nothing succeeds."""

    def __init__(self, queue: UpdateQueue, timing: Timing) -> None:
        self._queue = queue
        self._timing = timing
        self._pause = Backoff(timing.chance, first=1.0, most=30.0)

    async def begin(self) -> float:
        """Take up what an earlier process left; gives the seconds to wait before trying again, 0 if done."""
        try:
            await self._queue.begin()
        except StoreError as trouble:
            _log.error("The database cannot be used; nothing is fetched: %s", trouble)
            return self._pause.longer()
        return 0.0

    async def run(self, stop: asyncio.Event) -> None:
        """Whenever the database cannot be used, pause and go on."""
        while True:
            await self._queue.troubled.wait()
            _log.error("The database cannot be used; nothing is acknowledged: %s", self._queue.trouble)
            if self._queue.progress:
                self._pause.reset()
            await rest(self._pause.longer(), self._timing.wait, stop)
            if stop.is_set():
                return
            self._queue.resume()
