"""Updates that came in: which were handled before, and which never can be.

Telegram keeps an update until it is acknowledged, and hands it out again where it was not; so each
update's number is kept for 48 hours, with the transaction that handled it. It is asked for by
membership and never by "greater than the last": after a quiet week the numbers may jump anywhere.
"""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete

from bot.app.events import PersonId
from bot.store.tables import dead_updates, seen_updates
from bot.store.upsert import insert_new


def seen(connection: Connection, update: int, now: datetime) -> bool:
    """True if that update was handled before; else it is marked as handled, with this transaction."""
    return not insert_new(connection, seen_updates, {"update_id": update, "at": now})


def save_dead_update(
    connection: Connection,
    update: int,
    raw: dict[str, Any],
    error: str,
    person: PersonId | None,
    now: datetime,
) -> None:
    """Keep an update that cannot be handled, and mark it as handled. Twice is once."""
    seen(connection, update, now)
    row = {
        "update_id": update,
        "learner_id": person,
        "at": now,
        "error": error,
        "raw": json.dumps(raw),
    }
    insert_new(connection, dead_updates, row)


def forget_seen(connection: Connection, before: datetime) -> int:
    """Remove the numbers of updates handled before that; how many."""
    return connection.execute(delete(seen_updates).where(seen_updates.c.at < before)).rowcount


def forget_dead(connection: Connection, before: datetime) -> int:
    """Remove the updates buried before that; how many."""
    return connection.execute(delete(dead_updates).where(dead_updates.c.at < before)).rowcount
