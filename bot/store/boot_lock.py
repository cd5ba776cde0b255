"""What a process does once at its start is done by one process at a time, though several start together."""

from sqlalchemy import Connection, text

_KEY = 7_237_911_045
"""Any number, as long as every process uses the same: the key of PostgreSQL's advisory lock on starting."""
_PATIENCE = "120s"
"""How long one waits for another that migrates, or makes anew what is derived from the logs."""


def one_start_at_a_time(connection: Connection) -> None:
    """Wait until no other process is between this call and the end of its transaction.

    To be called before the first look at what is to be changed: on PostgreSQL each statement of a transaction
    sees what was committed before it. A SQLite file has one writer anyhow, so there it does nothing. Raises
    what a lock raises that is not granted in time.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(
            text("SELECT set_config('lock_timeout', :patience, true)"), {"patience": _PATIENCE}
        )
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _KEY})
