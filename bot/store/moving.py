"""Moves everything from a SQLite file to an empty PostgreSQL database, and looks whether all has come.

One transaction: the target has all of it or nothing, so there is no half a copy to go on from. The source is
opened for reading alone.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import quote

from msgspec import Struct
from sqlalchemy import (
    Connection,
    Engine,
    NullPool,
    Table,
    create_engine,
    delete,
    func,
    insert,
    inspect,
    select,
    text,
)

from bot.store.engine import file_of, make_engine, shown
from bot.store.lock import sole_use
from bot.store.migrate import HEAD, revision_of, upgrade
from bot.store.tables import chores, metadata, process_leases
from bot.store.transact import run_alone

CHUNK = 1000
"""Rows in one statement."""
_ALL = 1 << 64


class CannotMove(Exception):
    """Nothing was moved; the message says why and what to do."""


class Moved(Struct, frozen=True, kw_only=True):
    """A table, as it is on both sides."""

    table: str
    rows: int
    checksum: str
    """Made of the values of all rows, in whatever order they are."""


def move(source: str, target: str) -> Sequence[Moved]:
    """Copy the SQLite database at `source` to the PostgreSQL database at `target`; gives every table.

    To do it again changes nothing. Raises CannotMove, `bot.store.lock.InUse` while the bot is running,
    and what `bot.store.migrate.upgrade` raises for the target.
    """
    file = _source_file(source)
    if file_of(target) is not None:
        raise CannotMove(
            "--to has to be a PostgreSQL address, such as postgresql://user:password@host/recall."
        )
    with sole_use(source):
        reader = _reader(file)
        try:
            with reader.connect() as connection:
                _check_source(connection, file)
                return _into(target, connection)
        finally:
            reader.dispose()


def tables() -> Sequence[Table]:
    """What is moved, each after those that it points to. Which process does what is no part of it."""
    return [table for table in metadata.sorted_tables if table is not process_leases]


def _source_file(source: str) -> Path:
    file = file_of(source)
    if file is None:
        raise CannotMove(
            "DATABASE_URL has to be the SQLite database that is moved; it is PostgreSQL already."
        )
    if not file.is_file():
        raise CannotMove(f"There is no database {file}. Name it by DATABASE_URL.")
    return file


def _reader(file: Path) -> Engine:
    def connect() -> sqlite3.Connection:
        return sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)

    return create_engine("sqlite+pysqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)


def _check_source(connection: Connection, file: Path) -> None:
    revision = revision_of(connection)
    if revision != HEAD:
        raise CannotMove(
            f"{file} is at revision {revision or 'none'}, and this version of Recall needs {HEAD}. "
            "Run `recall migrate` first; it keeps a copy."
        )


def _into(target: str, source: Connection) -> Sequence[Moved]:
    upgrade(target)
    writer = make_engine(target)
    try:
        return run_alone(writer, lambda connection: _move(source, connection, shown(target)))
    finally:
        writer.dispose()


def _move(source: Connection, target: Connection, name: str) -> Sequence[Moved]:
    if target.execute(select(process_leases).limit(1)).first() is not None:
        raise CannotMove(f"A process runs on {name}, or has until a moment ago. Stop it first.")
    if any(target.execute(select(table).limit(1)).first() for table in tables() if table is not chores):
        return _moved_before(source, target, name)
    target.execute(delete(chores))  # the migrations of a new database leave one
    moved = [_copy(source, target, table) for table in tables()]
    for one, table in zip(moved, tables(), strict=True):
        if _sum(target, table) != one:
            raise CannotMove(f"The table {table.name} is not the same on {name}. Nothing was moved.")
    _go_on_counting(source, target)
    return moved


def _moved_before(source: Connection, target: Connection, name: str) -> Sequence[Moved]:
    moved = [_sum(source, table) for table in tables()]
    if moved != [_sum(target, table) for table in tables()]:
        raise CannotMove(
            f"{name} is not empty, and it is no copy of this database. Name an empty one, for example a new "
            "one made by `createdb`."
        )
    return moved


def _copy(source: Connection, target: Connection, table: Table) -> Moved:
    rows, total = 0, 0
    for chunk in _chunks(source, table):
        target.execute(insert(table), [dict(zip(table.c.keys(), row, strict=True)) for row in chunk])
        rows += len(chunk)
        total = (total + sum(map(_hash, chunk))) % _ALL
    return Moved(table=table.name, rows=rows, checksum=f"{total:016x}")


def _sum(connection: Connection, table: Table) -> Moved:
    rows, total = 0, 0
    for chunk in _chunks(connection, table):
        rows += len(chunk)
        total = (total + sum(map(_hash, chunk))) % _ALL
    return Moved(table=table.name, rows=rows, checksum=f"{total:016x}")


def _chunks(connection: Connection, table: Table) -> Iterator[Sequence[tuple[Any, ...]]]:
    with connection.execute(select(table), execution_options={"yield_per": CHUNK}) as found:
        for chunk in found.partitions():
            yield [tuple(map(_kept, row)) for row in chunk]


def _kept(value: Any) -> Any:
    """As PostgreSQL keeps it."""
    if isinstance(value, str) and "\x00" in value:
        return value.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _hash(row: tuple[Any, ...]) -> int:
    return int.from_bytes(blake2b(repr(row).encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _go_on_counting(source: Connection, target: Connection) -> None:
    """Numbers of rows are never used again, those of rows that are gone neither."""
    used = {}
    if inspect(source).has_table("sqlite_sequence"):
        used = {row.name: row.seq for row in source.execute(text("SELECT name, seq FROM sqlite_sequence"))}
    for table in (table for table in tables() if "id" in table.c):
        sequence = target.execute(
            text("SELECT pg_get_serial_sequence(:table, 'id')"), {"table": table.name}
        ).scalar()
        last = used.get(table.name) or target.execute(select(func.max(table.c.id))).scalar()
        if sequence and last:
            target.execute(text("SELECT setval(:sequence, :last)"), {"sequence": sequence, "last": last})
