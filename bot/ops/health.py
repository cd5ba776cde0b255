"""Whether the bot is alive, and whether a message sent now would be answered.

A running bot judges itself every few seconds and leaves the judgement in a small file, which `recall health`
reads: a check that needs no port and loads next to nothing.
"""

import asyncio
import json
import logging
import os
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import blake2s
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from bot.app.ports.errors import StoreError
from bot.measures import Measures
from bot.telegram.backoff import Timing, rest

EVERY = 5.0
"""Seconds between two judgements."""
STALE = timedelta(seconds=30)
"""A judgement older than this was left by a bot that hangs or has ended."""
TICK_ALIVE = 180.0
"""Seconds without a tick after which the process is taken for dead."""
TICK_READY = 30.0
"""Seconds without a tick after which the database is taken for out of use: a tick writes to it."""
HEARD_READY = 90.0
"""Seconds without an answer to a fetch of updates: three times the longest one."""
REPLY_READY = timedelta(seconds=60)
"""A reply that could have left so long ago means that nothing is being sent."""
SENT_READY = 60.0
"""Seconds for which every attempt to send has failed, beyond which that is no accident."""
TRIED_LATELY = 120.0
"""Seconds for which a failed attempt tells something: what failed is tried again within a minute."""

log = logging.getLogger(__name__)


class Health(Struct, frozen=True, kw_only=True):
    """A judgement."""

    alive: bool
    ready: bool
    why: Sequence[str] = ()
    """What is wrong, a sentence each."""


def judge(measures: Measures, began: float, now: float, reply_waits: timedelta | None) -> Health:
    """Judge the process by its figures. `began` and `now` are monotonic seconds.

    `reply_waits` is how long the oldest reply that may leave has waited, None if the database can't be asked.
    """
    ticked = now - (began if measures.ticked_at is None else measures.ticked_at)
    heard = now - (began if measures.heard_at is None else measures.heard_at)
    why = []
    if ticked > TICK_READY or reply_waits is None:
        why.append(
            f"The database has not been written to for {ticked:.0f} s. Is its disk full, or is it gone?"
        )
    if measures.heard_at is None:
        why.append("The Bot API server has not answered yet.")
    elif heard > HEARD_READY:
        why.append(f"The Bot API server has not answered for {heard:.0f} s. Is the network there?")
    if reply_waits is not None and reply_waits > REPLY_READY:
        why.append(f"A reply has waited for {reply_waits.total_seconds():.0f} s. Is sending refused?")
    failing = 0.0 if measures.unsent_since is None else measures.unsent_at - measures.unsent_since
    if failing > SENT_READY and now - measures.unsent_at < TRIED_LATELY:
        why.append(f"No message could be sent for {failing:.0f} s. Is the Bot API server in order?")
    return Health(alive=ticked <= TICK_ALIVE, ready=not why and measures.ticked_at is not None, why=why)


def health_file(url: str) -> Path:
    """Where the bot on that database leaves its judgement: beside a SQLite file, or among temporary files."""
    if url.startswith("sqlite:///"):
        file = Path(urlsplit(url.removeprefix("sqlite:///")).path).absolute()
        return file.with_name(f"{file.name}.health")
    return _temporary(url)


def spare_file(file: Path) -> Path:
    """Where the judgement is left while it cannot be left in its file, for the disk is full or read-only."""
    return _temporary(str(file))


def _temporary(name: str) -> Path:
    named = blake2s(name.encode(), digest_size=6).hexdigest()
    return Path(tempfile.gettempdir()) / f"recall-{named}.health"


def write(file: Path, health: Health, at: datetime) -> None:
    """Leave a judgement, whole or not at all. Raises OSError."""
    said = {"at": at.timestamp(), "alive": health.alive, "ready": health.ready, "why": list(health.why)}
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(said, stream)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read(file: Path, now: datetime) -> Health:
    """The judgement that the running bot left; that it does not run, where it has not lately."""
    found = _read(file, now)
    if found.alive or not (spare := _read(spare_file(file), now)).alive:
        return found
    return spare


def _read(file: Path, now: datetime) -> Health:
    try:
        if file.stat().st_uid != os.geteuid():
            return Health(alive=False, ready=False, why=[f"{file} is somebody else's."])
        said = json.loads(file.read_text(encoding="utf-8"))
        age = abs(now.timestamp() - said["at"])
        if age > STALE.total_seconds():
            return Health(alive=False, ready=False, why=[f"The bot has not been heard of for {age:.0f} s."])
        return Health(alive=said["alive"] is True, ready=said["ready"] is True, why=tuple(said["why"]))
    except FileNotFoundError:
        return Health(alive=False, ready=False, why=["The bot does not run on this database."])
    except (OSError, ValueError, KeyError, TypeError) as fault:
        return Health(alive=False, ready=False, why=[f"{file} cannot be read ({type(fault).__name__})."])


class HealthWatch:
    """Judges this process every few seconds."""

    def __init__(
        self, measures: Measures, timing: Timing, reply_waits: Callable[[], Awaitable[timedelta]], file: Path
    ) -> None:
        """`reply_waits` asks the database how long the oldest reply that may leave has waited; it may raise
        StoreError."""
        self.health = Health(alive=True, ready=False, why=["It has just begun."])
        """The latest judgement."""
        self._measures = measures
        self._timing = timing
        self._reply_waits = reply_waits
        self._file = file
        self._began = timing.monotonic()
        self._troubled = False

    async def run(self, stop: asyncio.Event) -> None:
        """Judge until `stop`; then there is no judgement any more."""
        while not stop.is_set():
            await self.look()
            await rest(EVERY, self._timing.wait, stop)
        for file in (self._file, spare_file(self._file)):
            with suppress(OSError):
                file.unlink(missing_ok=True)

    async def look(self) -> None:
        """Judge now."""
        waits: timedelta | None = None
        try:
            async with asyncio.timeout(EVERY):
                waits = await self._reply_waits()
        except (StoreError, TimeoutError):
            pass
        before = self.health
        self.health = judge(self._measures, self._began, self._timing.monotonic(), waits)
        self._tell(before)
        try:
            self._leave()
        except OSError as fault:
            if not self._troubled:
                log.warning(
                    "%s cannot be written (%s): `recall health` will fail.", self._file, fault.strerror
                )
            self._troubled = True

    def _leave(self) -> None:
        now = self._timing.clock.now()
        try:
            write(self._file, self.health, now)
        except OSError:
            write(spare_file(self._file), self.health, now)

    def _tell(self, before: Health) -> None:
        if before.ready and not self.health.ready:
            log.warning("A message sent now would not be answered. %s", " ".join(self.health.why))
        elif self.health.ready and not before.ready:
            log.info("Ready: a message sent now is answered.")
