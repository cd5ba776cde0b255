"""How we talk to SQLite and to PostgreSQL: connection settings, and who begins and commits.

SQLite's Python driver begins transactions by itself and late, and then rolls back less than it is
told to. So its own transaction handling is off (`isolation_level=None`) and every transaction begins
with BEGIN IMMEDIATE, which also takes the write lock at once instead of failing half-way.
"""

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Dialect, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from bot.store.sessions import connection_name

POOL = 4
"""Connections to PostgreSQL from one process, and threads that use them. Python runs one of them at a time:
more of them take turns more often."""
IDLE = 5.0
"""Seconds after which a connection to PostgreSQL is tried before it is used again: the server may have gone.
To try it at every transaction would be a statement more each time."""
STATEMENTS = 512
"""Statements that SQLite keeps ready to run, for all that the program has."""
CHECKPOINT = 4000
"""Pages of the write-ahead log (16 MB) after which they are copied into the file: a page that many turns
change is copied once."""
SYNCHRONOUS = "FULL"
"""How SQLite commits: FULL waits for the disk each time, so that what is committed outlasts a power cut."""
PAUSE = 0.01
"""Seconds between two attempts to switch a new SQLite file to its write-ahead log."""
_MAY_COMMIT = "recall_may_commit"


class BadUrl(ValueError):
    """A database address that cannot be used; the message says why and shows one that can."""

    exit_status = 2


def read_url(url: str) -> URL:
    """The address with its driver. Raises BadUrl; never repeats a password."""
    example = "Use sqlite:///var/recall.db or postgresql://user:password@host/name."
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise BadUrl(f"This is not a database address. {example}") from None
    match parsed.get_backend_name():
        case "sqlite":
            if parsed.database in (None, "", ":memory:"):
                raise BadUrl(f"The database has to be a file: what is only in memory is lost. {example}")
            if parsed.query:
                raise BadUrl(f"A SQLite address takes no options: leave out what begins with ?. {example}")
            return parsed.set(drivername="sqlite+pysqlite")
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+psycopg")
        case other:
            raise BadUrl(f"{other} is not a database that Recall knows. {example}")


def file_of(url: str) -> Path | None:
    """The file of a SQLite database, absolute; None for PostgreSQL. Raises BadUrl."""
    parsed = read_url(url)
    if parsed.get_backend_name() != "sqlite":
        return None
    assert parsed.database is not None, "read_url lets no database without a file pass"
    return Path(parsed.database).absolute()


def shown(url: str) -> str:
    """The address as a log may show it: the file, or server and name, without user and password."""
    if (file := file_of(url)) is not None:
        return str(file)
    parsed = read_url(url)
    port = f":{parsed.port}" if parsed.port else ""
    return f"postgresql://{parsed.host or ''}{port}/{parsed.database or ''}"


def make_engine(url: str, *, foreign_keys: bool = True, patience: float = 5.0, idle: float = IDLE) -> Engine:
    """An engine for `url`, by the rules of this file. Connects to nothing yet, but makes a missing file.

    `foreign_keys=False` is for migrations alone, which rebuild tables on SQLite; `patience` is how many
    seconds a statement waits for another process's lock, `idle` how many a connection to PostgreSQL rests
    until it is tried first. Values never show up in error texts (`hide_parameters`): they are people's words.
    Raises BadUrl, also where no file can be.
    """
    parsed = read_url(url)
    if (file := file_of(url)) is None:
        from bot.store.known_columns import DescribedOnce  # not on SQLite: psycopg takes its time

        _check_options(parsed)
        engine = create_engine(
            parsed,
            pool_size=POOL,
            max_overflow=0,
            isolation_level="READ COMMITTED",
            connect_args={
                "connect_timeout": 10,
                "application_name": connection_name(),
                "cursor_factory": DescribedOnce,
            },
            hide_parameters=True,
        )
        _bound_locks(engine, patience)
        _try_idle_connections(engine, idle)
    else:
        _prepare(file)
        engine = create_engine(
            parsed.set(database=str(file)),
            pool_size=1,
            max_overflow=0,
            connect_args={
                "isolation_level": None,
                "check_same_thread": False,
                "cached_statements": STATEMENTS,
            },
            hide_parameters=True,
        )
        _teach_sqlite(engine, foreign_keys=foreign_keys, patience=patience)
    _guard_commit(engine.dialect)
    return engine


def make_reader(engine: Engine) -> Engine:
    """An engine for the same database whose connections only read, each a single state of it while its
    transaction lasts, and are closed after use. Writers and these readers do not wait for each other."""
    if engine.dialect.name != "sqlite":
        reader = create_engine(
            engine.url,
            poolclass=NullPool,
            isolation_level="REPEATABLE READ",
            connect_args={"connect_timeout": 10},
            hide_parameters=True,
        )
        return reader.execution_options(postgresql_readonly=True)
    reader = create_engine(
        engine.url, poolclass=NullPool, connect_args={"isolation_level": None}, hide_parameters=True
    )

    @event.listens_for(reader, "connect")
    def _set_up(raw: Any, _record: object) -> None:
        raw.execute("PRAGMA busy_timeout = 5000")
        raw.execute("PRAGMA query_only = ON")

    _begin_with(reader.dialect, "BEGIN")
    return reader


def commit(connection: Connection) -> None:
    """Commit, for those whose part it is: `transact` and the migrations."""
    info = connection.info  # asked for once: a connection that breaks has none any more
    info[_MAY_COMMIT] = True
    try:
        connection.commit()
    finally:
        info.pop(_MAY_COMMIT, None)


def is_alive(connection: Connection) -> bool:
    """False if the transaction is gone: SQLite rolls it back silently when the disk is full, and
    whatever follows would be committed statement by statement."""
    if connection.invalidated or not connection.in_transaction():
        return False
    raw: Any = connection.connection.dbapi_connection
    return connection.dialect.name != "sqlite" or bool(raw.in_transaction)


def _check_options(parsed: URL) -> None:
    """Raise BadUrl for options of the address that PostgreSQL's library does not know."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import make_conninfo

    for name in parsed.query:
        try:
            make_conninfo(**{name: "0"})
        except ProgrammingError:
            raise BadUrl(
                f"DATABASE_URL: PostgreSQL knows no option {name}. Leave it out, or name one it knows: "
                "postgresql://user:password@host/name?sslmode=require"
            ) from None


def _prepare(file: Path) -> None:
    """Make the folder, and the file so that no other user can read it (SQLite's side files follow it)."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=0o600)
    except OSError as fault:
        raise BadUrl(
            f"The database {file} cannot be made: {fault.strerror}. Choose another place by DATABASE_URL."
        ) from fault


def _bound_locks(engine: Engine, patience: float) -> None:
    """A transaction somewhere that never ends must not hold us for ever."""

    @event.listens_for(engine, "connect")
    def _set_up(raw: Any, _record: object) -> None:
        raw.execute(f"SET lock_timeout = {int(patience * 1000)}")
        raw.commit()


def _try_idle_connections(engine: Engine, idle: float) -> None:
    @event.listens_for(engine, "checkin")
    def _note(_raw: Any, record: ConnectionPoolEntry) -> None:
        record.info["used"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _try(raw: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        if time.monotonic() - record.info.get("used", time.monotonic()) < idle:
            return
        try:
            engine.dialect.do_ping(raw)
        except Exception as fault:  # the driver's own: SQLAlchemy wraps those of statements alone
            raise InvalidatePoolError from fault


def _teach_sqlite(engine: Engine, *, foreign_keys: bool, patience: float) -> None:
    @event.listens_for(engine, "connect")
    def _set_up(raw: Any, _record: object) -> None:
        raw.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
        _switch_to_wal(raw, patience)
        raw.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
        raw.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
        raw.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")

    _begin_with(engine.dialect, "BEGIN IMMEDIATE")


def _switch_to_wal(raw: sqlite3.Connection, patience: float) -> None:
    """Turn the write-ahead log on. A file is switched once in its life, and for that step SQLite does not
    wait for others as `busy_timeout` says, so two programs on a new file would trip over each other."""
    for left in range(int(patience / PAUSE), -1, -1):
        try:
            raw.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or not left:
                raise
        else:
            return
        time.sleep(PAUSE)


def _guard_commit(dialect: Dialect) -> None:
    """Let `commit` of this file alone commit.

    It is a method of the dialect and no listener: while a connection has one listener, SQLAlchemy looks for
    others at every step of every statement.
    """

    def _commit(dbapi_connection: PoolProxiedConnection) -> None:
        if not dbapi_connection.info.get(_MAY_COMMIT):
            raise RuntimeError("a work never commits: transact does, after the work has returned")
        type(dialect).do_commit(dialect, dbapi_connection)

    dialect.do_commit = _commit  # type: ignore[method-assign]


def _begin_with(dialect: Dialect, statement: str) -> None:
    def _begin(dbapi_connection: PoolProxiedConnection) -> None:
        driver: Any = dbapi_connection.dbapi_connection
        driver.execute(statement)

    dialect.do_begin = _begin  # type: ignore[method-assign]
