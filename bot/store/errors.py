"""Which errors mean that the database is in trouble, and which are faults of our own."""

import sqlite3

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from bot.app.ports.errors import StoreError

_SQLITE_TROUBLE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_NOLFS,
    }
)
"""Primary result codes (https://sqlite.org/rescode.html). SQLITE_ERROR is a wrong statement: ours."""

_POSTGRES_TROUBLE = ("08", "25006", "40", "53", "55P03", "57", "58", "XX")
"""SQLSTATE classes and codes (PostgreSQL manual, appendix A): connection, read only, rolled back,
out of resources, lock not available, stopped by an operator, system and internal errors."""

_TRY_AGAIN = frozenset({"40001", "40P01"})
"""Serialisation failure and deadlock."""


def store_error_of(fault: BaseException) -> StoreError | None:
    """The trouble behind an exception, or None if the exception is a fault of our own.

    Locked, full, gone, read-only, stopped: trouble. A wrong statement or a broken constraint: ours.
    """
    if isinstance(fault, StoreError):
        return fault
    if isinstance(fault, NoConnection) or (isinstance(fault, DBAPIError) and _is_trouble(fault)):
        cause = fault.orig if isinstance(fault, DBAPIError) else fault
        trouble = StoreError(f"The database cannot be used right now ({cause}). Nothing was done.")
        trouble.__cause__ = fault
        return trouble
    return None


def may_be_repeated(fault: BaseException) -> bool:
    """True if PostgreSQL asks for the whole transaction to be run again."""
    return isinstance(fault, DBAPIError) and getattr(fault.orig, "sqlstate", None) in _TRY_AGAIN


def _is_trouble(fault: DBAPIError) -> bool:
    origin = fault.orig
    if isinstance(origin, sqlite3.Error):
        # An error without a code comes from the driver itself, which was used wrongly.
        return (getattr(origin, "sqlite_errorcode", 0) & 0xFF) in _SQLITE_TROUBLE
    state = getattr(origin, "sqlstate", None)
    if state is None:  # psycopg has no code where the connection was lost or never made
        return fault.connection_invalidated or type(origin).__name__ in ("OperationalError", "InterfaceError")
    return str(state).startswith(_POSTGRES_TROUBLE)
