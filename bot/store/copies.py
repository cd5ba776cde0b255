"""Whole copies of a SQLite database, taken and put back. Plain `sqlite3`: there are no tables to know."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

Readable = Callable[[str | None], None]


class NoCopy(Exception):
    """The database could not be copied, or a copy cannot be used; the message says why and what to do."""


def copy_to(file: Path, target: Path) -> None:
    """Copy the database in `file` to the new file `target`, as it is at one moment, while others may write.

    The copy is one file, is readable by its owner alone, was looked through, and is on the disk when this
    returns; if anything fails there is none. Raises NoCopy.
    """
    if not file.is_file():
        raise NoCopy(f"There is no database {file}. Name it by DATABASE_URL.")
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise NoCopy(f"{target} is there already; nothing was written.") from None
    except OSError as fault:
        raise NoCopy(f"{target} cannot be written: {fault.strerror}.") from fault
    try:
        with closing(_opened(file)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        look_through(target)
        _sync(target)
    except BaseException as fault:
        target.unlink(missing_ok=True)
        if isinstance(fault, sqlite3.Error | OSError):
            raise NoCopy(f"{file} could not be copied to {target}: {fault}. Is there room?") from fault
        raise


def look_through(file: Path) -> str | None:
    """Check every page of a copy, and give the revision of its schema. Raises NoCopy."""
    try:
        with closing(_opened(file)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
            if found != ["ok"]:
                raise NoCopy(f"{file} is damaged: {'; '.join(map(str, found))}. Take an older copy.")
            named = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
            if connection.execute(named).fetchone() is None:
                raise NoCopy(f"{file} is a database, but not one of Recall's.")
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            return None if row is None else str(row[0])
    except sqlite3.Error as fault:
        raise NoCopy(f"{file} is no SQLite database, or damaged ({fault}). Take another copy.") from fault


def put_back(copy: Path, file: Path, aside: Path, now: datetime) -> None:
    """Have `file` be the database of `copy`, and keep the old one as `aside`. Nobody may be using it.

    What waited to be sent when the copy was taken is not sent: it has been since. Raises NoCopy: then
    everything is as before.
    """
    fresh = file.with_name(f"{file.name}.restoring")
    fresh.unlink(missing_ok=True)
    copy_to(copy, fresh)
    try:
        _settle_what_waits(fresh, now)
        _set_aside(file, aside)
        os.replace(fresh, file)
        _sync(file.parent)
    except OSError as fault:
        raise NoCopy(f"{file} could not be restored: {fault}. The old one is there as it was.") from fault
    finally:
        fresh.unlink(missing_ok=True)


def _settle_what_waits(file: Path, now: datetime) -> None:
    moment = int(now.timestamp() * 1_000_000)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "UPDATE outbox SET state = 'uncertain', settled_at = ?, lease_until = NULL"
            " WHERE state IN ('pending', 'claimed')",
            (moment,),
        )
    _sync(file)


def _set_aside(file: Path, aside: Path) -> None:
    """Keep the old database under another name. `file` stays until it is replaced, so that there is always
    one; its side files go with it if they could not be merged."""
    if not file.exists():
        return
    try:
        with closing(sqlite3.connect(file)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        pass  # damaged: then it is kept as it is
    os.link(file, aside)
    for end in ("-wal", "-shm"):
        beside = file.with_name(file.name + end)
        if beside.exists():
            os.replace(beside, aside.with_name(aside.name + end))


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=30.0)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
