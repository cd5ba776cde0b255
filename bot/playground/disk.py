"""The playground's rows on disk: one SQLite file, one table. What was told is written down first."""

import asyncio
import sqlite3
from pathlib import Path

from bot.playground.collection import Changes
from bot.playground.state import State

# `shelf` is the name of the collection: so it is called in the files people have.
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS rows (shelf TEXT, key TEXT, body TEXT NOT NULL, PRIMARY KEY (shelf, key))"
)


class StateInUse(OSError):
    """Another playground uses the file; the message says what to do."""


class NoState(OSError):
    """The file cannot be opened, or is no playground's; the message says what to do."""


class Disk:
    """The file. Each write is one transaction and survives the death of the process at any moment."""

    def __init__(self, path: Path) -> None:
        """Raises StateInUse if another process has it open, NoState if it cannot be used."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, isolation_level=None, timeout=0.5)
        try:
            # In this order: with exclusive locking the first transaction keeps all others out.
            self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute(_SCHEMA)
            self._connection.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            self._connection.close()
            if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise StateInUse(
                    f"Another playground uses {path}: stop it, or choose another file."
                ) from error
            raise NoState(
                f"{path} is no playground's file ({error}). Move it away, or choose another one."
            ) from error

    def read(self) -> list[tuple[str, str, str]]:
        """All rows: collection, key, JSON."""
        return list(self._connection.execute("SELECT shelf, key, body FROM rows"))

    def write(self, changes: Changes) -> None:
        """Write all of it, or nothing. Raises sqlite3.Error."""
        kept = [(collection, key, body) for (collection, key), body in changes.items() if body is not None]
        gone = [(collection, key) for (collection, key), body in changes.items() if body is None]
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._connection.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?, ?)", kept)
            self._connection.executemany("DELETE FROM rows WHERE shelf = ? AND key = ?", gone)
            self._connection.execute("COMMIT")
        except sqlite3.Error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


class Writer:
    """Writes changes down before they are told: one transaction for a turn of the event loop."""

    def __init__(self, state: State, disk: Disk | None) -> None:
        self._state = state
        self._disk = disk
        self._waiting: list[asyncio.Future[None]] = []
        self._unwritten: Changes = {}

    async def settled(self) -> None:
        """Come back when all that happened so far is on the disk. Raises sqlite3.Error if it cannot be."""
        if self._disk is None or not (self._unwritten or self._state.has_changes()):
            return
        loop = asyncio.get_running_loop()
        if not self._waiting:
            loop.call_soon(self._write_for_all)
        mine: asyncio.Future[None] = loop.create_future()
        self._waiting.append(mine)
        await mine

    def write(self) -> None:
        """Write at once. What could not be written is tried again next time. Raises sqlite3.Error."""
        self._unwritten |= self._state.take_changes()
        if self._disk is not None and self._unwritten:
            self._disk.write(self._unwritten)
        self._unwritten = {}

    def _write_for_all(self) -> None:
        waiting, self._waiting = self._waiting, []
        failed: sqlite3.Error | None = None
        try:
            self.write()
        except sqlite3.Error as error:
            failed = error
        for one in waiting:
            if one.done():
                continue
            if failed is None:
                one.set_result(None)
            else:
                one.set_exception(failed)
