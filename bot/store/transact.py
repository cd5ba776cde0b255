"""The door to the database: `transact(work)` runs a plain function in one transaction."""

import asyncio
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, Engine

from bot.app.ports.errors import StoreError
from bot.store import snapshots
from bot.store.engine import POOL, commit, make_engine, make_reader
from bot.store.errors import may_be_repeated, store_error_of
from bot.store.presence import Presence
from bot.store.sqlite_writer import Writer

T = TypeVar("T")

REPEATS = 5
"""How often a transaction is run when PostgreSQL asks for it to be run again."""
PAUSE = 0.01
"""Seconds before the second run, twice that before the third, and so on."""


class Pool:
    """Runs works in a few threads, each in a PostgreSQL transaction of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._threads = ThreadPoolExecutor(max_workers=POOL, thread_name_prefix="store")

    def submit(self, work: Callable[[Connection], T]) -> "Future[T]":
        """Queue a work. Raises RuntimeError after `stop`."""
        return self._threads.submit(self._run, work)

    def stop(self) -> None:
        """Finish what is queued, then end. Twice is once."""
        self._threads.shutdown()
        self._engine.dispose()

    def _run(self, work: Callable[[Connection], T]) -> T:
        for run in range(1, REPEATS + 1):
            try:
                return run_alone(self._engine, work)
            except Exception as fault:
                if run == REPEATS or not may_be_repeated(fault):
                    if (trouble := store_error_of(fault)) is not None:
                        raise trouble from fault
                    raise
            time.sleep(PAUSE * run)
        raise AssertionError("the last run returns or raises")


def run_alone(engine: Engine, work: Callable[[Connection], T]) -> T:
    """Run one work in a transaction of its own and commit it."""
    with engine.connect() as connection:
        connection.begin()
        snapshots.undone(connection)
        try:
            value = work(connection)
            commit(connection)
            snapshots.committed(connection)
        except BaseException:
            if not connection.in_transaction():  # an ended transaction would not be rolled back on closing
                connection.invalidate()
            raise
    return value


class Database:
    """A SQLite file or a PostgreSQL database; callers need not know which.

    A work is a plain function of a connection. It reads, decides and writes; it never commits, sends,
    sleeps or awaits, and it may be run more than once before one run counts. On PostgreSQL it locks the
    person's row (or the chat's) before it decides; on SQLite there is one writer anyway.
    """

    def __init__(self, engine: Engine) -> None:
        self.troubles = 0
        """How many transactions the database could not take."""
        self._reader = make_reader(engine)
        self._runner: Writer | Pool
        if engine.dialect.name == "sqlite":
            self._presence = Presence(Path(engine.url.database or ""))
            self._runner = Writer(engine, self._presence.check)
        else:
            self._presence = Presence(None)
            self._runner = Pool(engine)

    @staticmethod
    def open(url: str) -> "Database":
        """The database at `url`, such as `sqlite:///var/recall.db` or `postgresql://user@host/name`.

        Connects with the first work, not here. Raises `bot.store.engine.BadUrl`.
        """
        return Database(make_engine(url))

    async def transact(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction; when this returns, it is committed.

        Raises `bot.app.ports.errors.StoreError` if the database cannot be used right now, and whatever
        `work` raises as it is; in both cases nothing was done. (One exception: a connection to PostgreSQL
        that breaks during the COMMIT itself leaves it open whether anything was done.) If the caller is
        cancelled, the work is not begun, or done to the end.
        """
        try:
            value: T = await asyncio.wrap_future(self._runner.submit(work))
        except StoreError:
            self.troubles += 1
            raise
        return value

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """The database as it is now, until the block ends, for long reads in the calling thread.

        Nothing can be written there. It waits for no turn and none waits for it: it has a connection of its
        own. Raises `bot.app.ports.errors.StoreError` as `transact` does.
        """
        self._presence.check()
        try:
            with self._reader.connect() as connection, connection.begin():
                yield connection
        except Exception as fault:
            if (trouble := store_error_of(fault)) is not None:
                raise trouble from fault
            raise

    def run(self, work: Callable[[Connection], T]) -> T:
        """The same for commands, which have no event loop. Never call it from inside a work."""
        value: T = self._runner.submit(work).result()
        return value

    async def close(self) -> None:
        """Finish what was begun and let go of the database."""
        await asyncio.to_thread(self._runner.stop)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._runner.stop()
