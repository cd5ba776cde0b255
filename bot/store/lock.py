"""One process a SQLite file: an operating system lock, held by `run` and `play` for as long as they live.

The lock goes with the process, however it ends, so nothing is left to clean up. The file itself stays:
removing it would let two processes lock two files of the same name.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.store.engine import file_of


class InUse(Exception):
    """Another process works on this database; the message names the file and the way out."""


class CannotLock(OSError):
    """Nothing can be written where the database is; the message says what to do."""


@contextmanager
def sole_use(url: str) -> Iterator[None]:
    """Keep every other `run` and `play` away from the SQLite file at `url` while the block runs.

    PostgreSQL takes any number of processes, so there it does nothing. Raises InUse, CannotLock.
    """
    if (file := file_of(url)) is None:
        yield
        return
    handle = _locked(file)
    try:
        yield
    finally:
        os.close(handle)


def lock_owner(url: str) -> str:
    """The number of the process that works on the SQLite file at `url`, or was the last to; "" if unknown."""
    file = file_of(url)
    path = file and file.with_name(file.name + ".lock")
    return path.read_text(errors="replace").strip() if path and path.is_file() else ""


def _locked(file: Path) -> int:
    """The lock, taken, with our number in it."""
    path = file.with_name(file.name + ".lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            _take(handle, file)
            os.truncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n".encode())
        except BaseException:
            os.close(handle)
            raise
        return handle
    except OSError as fault:
        raise CannotLock(
            f"{path.parent} cannot be written to ({fault.strerror}), and the database is there. Make room or "
            "give the bot the right to write, or name another place: DATABASE_URL=sqlite:///var/recall.db"
        ) from fault


def _take(handle: int, file: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        owner = os.read(handle, 20).decode(errors="replace").strip()
        by = f" by process {owner}" if owner else ""
        raise InUse(
            f"The database {file} is in use{by}. Stop that one, or choose another file: "
            f"DATABASE_URL=sqlite:///{file.with_name('other.db')}"
        ) from None
