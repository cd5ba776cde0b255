"""Statements that SQLite and PostgreSQL spell alike but SQLAlchemy keeps apart."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def insert_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert the row unless it collides with one that is there; True if it was inserted."""
    inserted = connection.execute(_new(connection.dialect.name, table), row)
    return inserted.one_or_none() is not None


def insert_all_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows, in one statement, but those that collide with one that is there."""
    if rows:
        # With RETURNING, SQLAlchemy makes one statement of all rows.
        connection.execute(_new(connection.dialect.name, table), list(rows))


def insert_or_replace(
    connection: Connection, table: Table, row: Mapping[str, Any], key: Sequence[str]
) -> None:
    """Insert the row, or give the one with the same `key` (a unique constraint) its values."""
    replace_all(connection, table, [row], key)


def replace_all(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], key: Sequence[str]
) -> None:
    """The same with many rows of the same columns."""
    if rows:
        statement = _or_replace(connection.dialect.name, table, tuple(rows[0]), tuple(key))
        connection.execute(statement, list(rows))


# To build a statement costs more than to run it, so each is built once.


@cache
def _new(dialect: str, table: Table) -> Executable:
    return insert_into(dialect, table).on_conflict_do_nothing().returning(*table.primary_key.columns)


@cache
def _or_replace(dialect: str, table: Table, names: tuple[str, ...], key: tuple[str, ...]) -> Executable:
    statement = insert_into(dialect, table)
    rest = {name: statement.excluded[name] for name in names if name not in key}
    return statement.on_conflict_do_update(index_elements=list(key), set_=rest)


def insert_into(dialect: str, table: Table) -> "postgresql.Insert | sqlite.Insert":
    """An `INSERT` that may say what is done where it collides."""
    if dialect != "postgresql":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # 2.4 MB that SQLite does without

    return postgresql.insert(table)
