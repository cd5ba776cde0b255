"""A look at a database that changes nothing, for `recall doctor`."""

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import Connection, Engine, func, select

from bot.app.ports.errors import StoreError
from bot.store.engine import file_of, make_engine, make_reader
from bot.store.errors import store_error_of
from bot.store.migrate import HEAD, revision_of
from bot.store.posts.tables import chat_subscription
from bot.store.rounds.tables import chats
from bot.store.tables import dead_updates, learners

MOST_CHATS = 50
_DAILY = select(chat_subscription.c.group_id).where(chat_subscription.c.next_at.is_not(None))
_CHATS = (
    select(chats.c.group_id)
    .where(chats.c.here)
    .order_by(chats.c.group_id.in_(_DAILY).desc(), chats.c.group_id)
    .limit(MOST_CHATS)
)


class Inspected(Struct, frozen=True, kw_only=True):
    """What was found."""

    revision: str | None
    faults: str = ""
    """What is wrong with the file; "" if nothing is, and on PostgreSQL."""
    readable_by_others: bool = False
    learners: int = 0
    dead: int = 0
    zones: Sequence[str] = ()
    """Time zones that learners live in."""
    chats: Sequence[int] = ()
    """Groups and channels that the bot is in, those with a daily question first; at most `MOST_CHATS`."""


def inspect_database(url: str) -> Inspected:
    """Look at the database at `url`, which is there. Raises StoreError and BadUrl."""
    engine = make_engine(url)
    try:
        return _look(make_reader(engine), url)
    finally:
        engine.dispose()


def _look(reader: Engine, url: str) -> Inspected:
    file = file_of(url)
    others = file is not None and bool(file.stat().st_mode & 0o077)
    try:
        with reader.connect() as connection, connection.begin():
            revision = revision_of(connection)
            faults = _faults(connection) if file is not None else ""
            if revision is None or faults:
                return Inspected(revision=revision, faults=faults, readable_by_others=others)
            return Inspected(
                revision=revision,
                readable_by_others=others,
                learners=connection.execute(select(func.count()).select_from(learners)).scalar_one(),
                dead=connection.execute(select(func.count()).select_from(dead_updates)).scalar_one(),
                zones=[zone for zone in connection.scalars(select(learners.c.zone).distinct()) if zone],
                chats=list(connection.scalars(_CHATS)) if revision == HEAD else (),
            )
    except StoreError:
        raise
    except Exception as fault:
        if (trouble := store_error_of(fault)) is not None:
            raise trouble from fault
        raise
    finally:
        reader.dispose()


def _faults(connection: Connection) -> str:
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(3)")]
    return "" if found == ["ok"] else "; ".join(found)
