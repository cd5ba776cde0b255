"""What only one of many processes may do at a time, and which of them does it.

On PostgreSQL any number of equal processes serve one bot. Each takes updates and sends what it has committed;
three things are one process's alone, by a lease in the database. A process that dies is followed by another
one within `TERM + EVERY`. One SQLite file has one process, which does everything.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from math import inf

from sqlalchemy import Connection

from bot.app.ports.errors import StoreError
from bot.store import outbox, process_leases
from bot.store.transact import Database
from bot.telegram.backoff import Timing, rest

TERM = timedelta(seconds=10)
"""How long a lease lasts if it is not renewed."""
EVERY = 3.0
"""Seconds between two renewals."""
MARGIN = 2.0
"""Seconds before its end at which a holder stops relying on its lease: it was a while on its way."""

_log = logging.getLogger(__name__)


class Role(StrEnum):
    """What one process does alone."""

    POLLER = "poller"
    """Fetches updates; Telegram gives them to one at a time."""
    BULK = "bulk"
    """Sends prompts and announcements, whose rate is the bot's and not the process's."""
    NIGHTLY = "nightly"
    """Removes what is over its time."""


class Roles:
    """The roles of this process."""

    def __init__(
        self,
        database: Database,
        process: str,
        timing: Timing,
        *,
        alone: bool,
        on_death: Callable[[], None] = lambda: None,
        clock: Callable[[Connection], datetime] = process_leases.database_now,
    ) -> None:
        """`alone`: no other process can use this database, so there is nothing to agree on. `on_death` is
        called when messages of a dead process have become free."""
        self._database = database
        self._process = process
        self._timing = timing
        self.alone = alone
        self.on_death = on_death
        self._clock = clock
        self._until: dict[Role, float] = {}
        self._renewed = -inf
        self._steady_since = inf
        """Since when this process has renewed without a gap. After trouble with the database everybody's
        leases have run out, and none of them is dead for it."""

    def holds(self, role: Role) -> bool:
        """Whether this process may do that now."""
        return self.alone or self._timing.monotonic() < self._until.get(role, -inf)

    async def run(self, stop: asyncio.Event) -> None:
        """Renew until `stop`."""
        while not (stop.is_set() or self.alone):
            await self.renew()
            await rest(EVERY, self._timing.wait, stop)

    async def renew(self) -> None:
        """Take what is free, keep what is held, and follow those that died."""
        if self.alone:
            return
        begun, now = self._timing.monotonic(), self._timing.clock.now()
        if begun - self._renewed > TERM.total_seconds() - MARGIN:
            self._steady_since = begun
        judges = begun - self._steady_since >= TERM.total_seconds()
        try:
            held, freed = await self._database.transact(lambda c: self._renew(c, now, judges=judges))
        except StoreError as trouble:
            _log.info("The roles of this process could not be renewed: %s", trouble)
            return
        self._renewed = begun
        self._note(held, begun + TERM.total_seconds() - MARGIN)
        if freed:
            _log.warning("%d messages were in the hands of a process that has died; they go on.", freed)
            self.on_death()

    async def release(self) -> None:
        """This process ends; another one may follow at once."""
        self._until = {}
        if self.alone:
            return
        try:
            await self._database.transact(lambda c: process_leases.release(c, self._process))
        except StoreError as trouble:
            _log.info("The roles of this process end by their time: %s", trouble)

    def _renew(self, connection: Connection, now: datetime, *, judges: bool) -> tuple[list[Role], int]:
        at = self._clock(connection)
        process_leases.live(connection, self._process, at, TERM)
        held = [role for role in Role if process_leases.hold(connection, role, self._process, at, TERM)]
        dead = process_leases.bury(connection, at) if judges else []
        return held, outbox.end_leases_of(connection, dead, now)

    def _note(self, held: list[Role], until: float) -> None:
        for role in Role:
            if (role in held) != self.holds(role):
                _log.info("This process is %s %s.", "now the" if role in held else "no longer the", role)
        self._until = dict.fromkeys(held, until)
