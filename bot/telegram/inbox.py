"""Updates that are saved in the database until their turn comes, and how much of them is kept in memory."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.app.ports.errors import StoreError
from bot.app.ports.inbox import InboxUpdate
from bot.telegram.ports import InboxPort
from bot.telegram.updates import person_in
from bot.telegram.window import HeldUpdate

IN_MEMORY = 1000
"""Updates in the inbox whose content is kept in memory as well."""
TOGETHER = 64
"""Most updates removed at once."""
_TICK = timedelta(microseconds=1)

_log = logging.getLogger(__name__)


class Inbox:
    """The inbox of one process. Content that is not in memory is loaded before it is needed."""

    def __init__(self, port: InboxPort) -> None:
        self._port = port
        self._last = datetime.fromtimestamp(0, UTC)
        self._handled: list[int] = []
        self._in_memory = 0
        self._deleting = False

    async def left(self, since: float) -> list[HeldUpdate]:
        """What an earlier process has left, in order of receipt, without content. Raises StoreError."""
        waiting = await self._port.waiting_updates()
        self._last = max((one.received for one in waiting), default=self._last)
        return [
            HeldUpdate(number=one.number, lane=one.lane, received=one.received, since=since, saved=True)
            for one in waiting
        ]

    async def save(self, updates: Sequence[HeldUpdate]) -> None:
        """Write updates to the inbox, in order of receipt. Raises StoreError."""
        await self._port.save_updates([self._row_of(one) for one in updates])

    async def load(self, updates: Sequence[HeldUpdate]) -> None:
        """Load the content of updates; it stays None where they are gone. Raises StoreError."""
        found = await self._port.load_updates([one.number for one in updates])
        for update in updates:
            update.raw = found.get(update.number)
            self._in_memory += update.raw is not None

    def keep(self, update: HeldUpdate) -> None:
        """It was saved and waits; its content stays in memory if there is room."""
        self._in_memory += 1
        if self._in_memory > IN_MEMORY:
            self._drop(update)

    def finish(self, update: HeldUpdate) -> None:
        """It was saved, and is handled."""
        self._drop(update)
        self._handled.append(update.number)

    def has_handled(self, least: int = 1) -> bool:
        """Whether so many updates are in the inbox that were handled."""
        return len(self._handled) >= least

    async def delete_handled(self) -> None:
        """Remove what was handled. Left to another time if the database cannot be used."""
        while self._handled and not self._deleting:
            numbers = self._handled[:TOGETHER]
            self._deleting = True
            try:
                await self._port.delete_updates(numbers)
            except StoreError as trouble:
                _log.warning("Handled updates stay in the inbox for now: %s", trouble)
                return
            finally:
                self._deleting = False
            del self._handled[: len(numbers)]

    def _drop(self, update: HeldUpdate) -> None:
        if update.saved and update.raw is not None:
            update.raw = None
            self._in_memory -= 1

    def _row_of(self, update: HeldUpdate) -> InboxUpdate:
        assert update.raw is not None
        # The order in the inbox is the order of receipt, also when the clock is put back.
        self._last = max(update.received, self._last + _TICK)
        return InboxUpdate(
            number=update.number,
            lane=update.lane,
            received=self._last,
            person=person_in(update.raw),
            raw=update.raw,
        )
