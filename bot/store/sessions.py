"""Which processes are connected to a PostgreSQL database: each gives its name with its connections."""

from collections.abc import Collection

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from bot.process import this_process

_NAME = "recall "
_LONGEST = 63
"""Most bytes of a connection's name; what exceeds them PostgreSQL cuts off."""
_RUNNING = text(
    "SELECT application_name FROM pg_stat_activity"
    " WHERE datname = current_database() AND application_name LIKE 'recall %'"
)


def connection_name(process: str | None = None) -> str:
    """The name for the connections of a process; of this one, if none is named."""
    return f"{_NAME}{process or this_process()}"[:_LONGEST]


def running_processes(connection: Connection) -> "Running | None":
    """The processes that have a connection at this moment; None if the database cannot tell."""
    try:
        with connection.begin_nested():
            names = frozenset(connection.execute(_RUNNING).scalars())
    except DBAPIError:
        return None
    return Running(names)


class Running:
    """Processes by name, as far as connections keep it."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names

    def __contains__(self, process: str) -> bool:
        return connection_name(process) in self._names
