"""What became of messages is written together: while one transaction runs, the next one's share collects."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from msgspec import Struct

from bot.app.events import ChatId
from bot.app.ports.errors import StoreError
from bot.app.ports.outbox import Delivered, OutboxMessage, PutBack, Undelivered
from bot.telegram.backoff import Timing, rest
from bot.telegram.ports import OutboxPort

MOST_AT_ONCE = 500
"""Settlements in one transaction."""
_PAUSES = (0.2, 1.0, 5.0)
"""Seconds between attempts to write; the last one repeats."""

_log = logging.getLogger(__name__)


class Moved(Struct, frozen=True, kw_only=True):
    """It has not arrived: its group has another number now."""

    outgoing: OutboxMessage
    chat: ChatId


class Lost(Struct, frozen=True, kw_only=True):
    """It will not arrive, or must not be sent again."""

    outgoing: OutboxMessage
    why: Undelivered
    called: datetime
    """When the call began; what has happened since it says nothing about."""


Settled = Delivered | PutBack | Moved | Lost


class Settlements:
    """Writes at once when nothing is being written, and else with the next transaction."""

    def __init__(
        self, post: OutboxPort, timing: Timing, written: Callable[[Sequence[Settled], bool], None]
    ) -> None:
        """`written` is called with what is written, and whether messages wait that can be claimed now; also
        with what could not be written, for then its lease decides."""
        self._post = post
        self._timing = timing
        self._written = written
        self._waiting: list[Settled] = []
        self._writing = False
        self._give_up = asyncio.Event()

    @property
    def idle(self) -> bool:
        """Everything is written."""
        return not (self._waiting or self._writing)

    def add(self, settled: Settled, tasks: asyncio.TaskGroup) -> None:
        """Write it soon, in one of `tasks`."""
        self._waiting.append(settled)
        if not self._writing:
            self._writing = True
            tasks.create_task(self._write_all())

    def give_up(self) -> None:
        """From now on what cannot be written is not tried again."""
        self._give_up.set()

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
                await self._write(batch)
        finally:
            self._writing = False

    async def _write(self, batch: Sequence[Settled]) -> None:
        plain = [one for one in batch if isinstance(one, Delivered | PutBack)]
        others = [one for one in batch if isinstance(one, Moved | Lost)]
        if plain:
            await self._write_plain(plain)
        for one in others:
            more = await self._tried([one], lambda one=one: self._write_other(one))  # type: ignore[misc]
            self._written([one], bool(more))

    async def _write_plain(self, batch: Sequence[Delivered | PutBack]) -> None:
        now = self._timing.clock.now()
        more = await self._tried(batch, lambda: self._post.settle(batch, now))
        if more is None and len(batch) > 1:  # one of them is at fault, and must not take the others with it
            for one in batch:
                await self._write_plain([one])
        else:
            self._written(batch, bool(more))

    async def _write_other(self, one: Moved | Lost) -> bool:
        now = self._timing.clock.now()
        if isinstance(one, Moved):
            await self._post.moved(one.outgoing, one.chat, now)
        else:
            await self._post.lost(one.outgoing, one.why, one.called)
        return True

    async def _tried(self, batch: Sequence[Settled], write: Callable[[], Awaitable[bool]]) -> bool | None:
        """What `write` gives, tried again while the database cannot be used; None if it cannot be written."""
        attempt = 0
        while True:
            try:
                return await write()
            except StoreError as trouble:
                if self._give_up.is_set():
                    _log.error("What became of %d messages could not be kept: %s", len(batch), trouble)
                    return None
            except Exception:
                if len(batch) == 1:
                    # A fault of ours with one message must not stop the others; its lease runs out.
                    _log.exception("Message %d could not be settled", batch[0].outgoing.id)
                return None
            await rest(_PAUSES[min(attempt, len(_PAUSES) - 1)], self._timing.wait, self._give_up)
            attempt += 1
