"""Leases of processes on one PostgreSQL database: who does alone what only one may do, and who lives.

A lease ends by its time, so a dead process holds nothing for long. Its time is that of the database, for the
clocks of several machines differ.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Executable, bindparam, delete, func, or_, select

from bot.store.columns import moment_of
from bot.store.tables import process_leases as leases
from bot.store.upsert import insert_into

_LIFE = "process "
"""What the names of leases begin with that say a process lives."""


def database_now(connection: Connection) -> datetime:
    """What the clock of the PostgreSQL server says."""
    return moment_of(connection.execute(select(func.clock_timestamp())).scalar_one())


def hold(connection: Connection, name: str, owner: str, now: datetime, term: timedelta) -> bool:
    """Take a lease that is free, or go on holding it; False if it is another's."""
    row = {"lease": name, "owner": owner, "until": now + term, "now": now}
    return connection.execute(_take(connection.dialect.name), row).one_or_none() is not None


def live(connection: Connection, owner: str, now: datetime, term: timedelta) -> None:
    """That process lives, until `term` from now at least."""
    hold(connection, _LIFE + owner, owner, now, term)


def bury(connection: Connection, now: datetime) -> Sequence[str]:
    """Remove the processes that have said nothing for a whole term; gives them, each to one caller alone."""
    silent = leases.c.lease.startswith(_LIFE), leases.c.until <= now
    return list(connection.execute(delete(leases).where(*silent).returning(leases.c.owner)).scalars())


def release(connection: Connection, owner: str) -> None:
    """That process ends: others need not wait for its leases."""
    connection.execute(delete(leases).where(leases.c.owner == owner))


def _take(dialect: str) -> Executable:
    statement = insert_into(dialect, leases).values(
        lease=bindparam("lease"), owner=bindparam("owner"), until=bindparam("until")
    )
    over = leases.c.until <= bindparam("now", type_=leases.c.until.type)
    free = or_(leases.c.owner == statement.excluded.owner, over)
    return statement.on_conflict_do_update(
        index_elements=["lease"],
        set_={"owner": statement.excluded.owner, "until": statement.excluded.until},
        where=free,
    ).returning(leases.c.lease)
