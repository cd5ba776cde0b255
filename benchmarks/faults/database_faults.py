"""What may happen to the database."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress

import psycopg

from benchmarks.faults.scene import Scene
from bot.store.engine import file_of

LONG = 7.0
"""Seconds; longer than anybody waits for a lock."""
SHORT = 3.0
MANY = 12
"""People whose messages need more room than there is."""


async def locked(scene: Scene) -> int:
    """Somebody else has what is needed, and keeps it."""
    scene.speak()
    file = file_of(scene.url)
    if file is not None:
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("PRAGMA busy_timeout = 20000")
            other.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(LONG)
            other.execute("ROLLBACK")
    else:
        with psycopg.connect(scene.url) as another:
            _lock(another)
            await asyncio.sleep(LONG)
            another.rollback()
    await scene.recover()
    return _noticed(scene)


def _lock(another: psycopg.Connection) -> None:
    """Take the tables, one after the other; where a turn holds one and waits for another that is ours,
    PostgreSQL ends one of the two, and this may be the one."""
    while True:
        try:
            another.execute("LOCK TABLE outbox, seen_updates, learners IN ACCESS EXCLUSIVE MODE")
        except psycopg.errors.DeadlockDetected:
            another.rollback()
        else:
            return


async def full(scene: Scene) -> int:
    """SQLite: no page can be added."""
    file = file_of(scene.url)
    assert file is not None
    async with _limited(scene, "full"):
        with closing(sqlite3.connect(file, isolation_level=None, timeout=20)) as other:
            _fill(other)
            scene.speak(MANY)
            await asyncio.sleep(SHORT)
            other.execute("DROP TABLE filler")
    await scene.recover()
    return _noticed(scene)


async def read_only(scene: Scene) -> int:
    """Nothing can be written."""
    if scene.place.kind == "sqlite":
        async with _limited(scene, "read-only"):
            scene.speak()
            await asyncio.sleep(SHORT)
    else:
        name = scene.url.split("?")[0].rpartition("/")[2]
        _tell(scene, f"ALTER DATABASE {name} SET default_transaction_read_only = on", cut=True)
        scene.speak()
        await asyncio.sleep(SHORT)
        _tell(scene, f"ALTER DATABASE {name} SET default_transaction_read_only = off", cut=True)
    await scene.recover()
    return _noticed(scene)


async def cut(scene: Scene) -> int:
    """PostgreSQL: every connection is ended, twice while people talk."""
    for _ in range(2):
        scene.speak()
        await asyncio.sleep(scene.chance.uniform(0.1, 0.6))
        _tell(scene, "SELECT 1", cut=True)
    await scene.recover()
    return 1


async def restarted(scene: Scene) -> int:
    """PostgreSQL ends at once, as in a crash, and begins again."""
    assert scene.server is not None
    scene.speak()
    await asyncio.sleep(scene.chance.uniform(0.1, 0.6))
    await asyncio.to_thread(scene.server.restart)
    await scene.recover()
    return 1


def _fill(other: sqlite3.Connection) -> None:
    """Use up the pages that are free within the file."""
    other.execute("CREATE TABLE filler (content BLOB)")
    other.execute("PRAGMA max_page_count = 1")  # it is never less than there are
    for size in (100_000, 2000):
        with suppress(sqlite3.OperationalError):
            while True:
                other.execute("INSERT INTO filler VALUES (zeroblob(?))", (size,))


def _noticed(scene: Scene) -> int:
    """1 if the bot has met it."""
    logs = [scene.log(n).read_text() for n in range(scene.place.processes)]
    return int(any("cannot be used" in log for log in logs))


@asynccontextmanager
async def _limited(scene: Scene, how: str) -> AsyncIterator[None]:
    for n in range(scene.place.processes):
        scene.order(n, how)
    yield
    for n in range(scene.place.processes):
        scene.order(n, "")


def _tell(scene: Scene, statement: str, *, cut: bool) -> None:
    with psycopg.connect(scene.url, autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        connection.execute(statement.encode())
        if cut:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
