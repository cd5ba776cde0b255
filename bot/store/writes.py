"""Statements that SQLite and PostgreSQL spell alike but SQLAlchemy keeps apart."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert the row unless it collides with one that is there; True if it was inserted."""
    statement = _insert(connection, table).on_conflict_do_nothing().returning(*table.primary_key.columns)
    inserted = connection.execute(statement, row)
    return inserted.one_or_none() is not None


def insert_or_replace(
    connection: Connection, table: Table, row: Mapping[str, Any], key: Sequence[str]
) -> None:
    """Insert the row, or give the one with the same `key` (a unique constraint) its values."""
    statement = _insert(connection, table)
    rest = {name: statement.excluded[name] for name in row if name not in key}
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=rest), row)


def _insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
