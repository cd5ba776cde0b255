"""Statements that SQLite and PostgreSQL spell alike but SQLAlchemy keeps apart."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert the row unless it collides with one that is there; True if it was inserted."""
    statement = (
        _insert(connection.dialect.name, table).on_conflict_do_nothing().returning(*table.primary_key.columns)
    )
    inserted = connection.execute(statement, row)
    return inserted.one_or_none() is not None


def insert_or_replace(
    connection: Connection, table: Table, row: Mapping[str, Any], key: Sequence[str]
) -> None:
    """Insert the row, or give the one with the same `key` (a unique constraint) its values."""
    connection.execute(_upsert(connection.dialect.name, table, tuple(row), tuple(key)), row)


@lru_cache
def _upsert(
    dialect: str, table: Table, names: tuple[str, ...], key: tuple[str, ...]
) -> postgresql.Insert | sqlite.Insert:
    statement = _insert(dialect, table)
    rest = {name: statement.excluded[name] for name in names if name not in key}
    return statement.on_conflict_do_update(index_elements=list(key), set_=rest)


def _insert(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
