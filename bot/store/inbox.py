"""Updates that came in: which were handled before, which wait, and which never can be handled.

Telegram keeps an update until it is acknowledged, and hands it out again where it was not; so each
update's number is kept for 48 hours, with the transaction that handled it. It is asked for by
membership and never by "greater than the last": after a quiet week the numbers may jump anywhere.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from bot.app.events import PersonId
from bot.app.ports.inbox import InboxUpdate, WaitingUpdate
from bot.store.tables import dead_updates, inbox, seen_updates
from bot.store.upsert import insert_all_new, insert_new


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


def save_updates(connection: Connection, updates: Sequence[InboxUpdate]) -> None:
    """Write updates to the inbox, in one statement. One that is there already stays as it is."""
    rows = [
        {
            "update_id": one.number,
            "learner_id": one.person,
            "lane": one.lane,
            "received_at": one.received,
            "raw": json.dumps(one.raw),
        }
        for one in updates
    ]
    insert_all_new(connection, inbox, rows)


def waiting_updates(connection: Connection) -> list[WaitingUpdate]:
    """All that is in the inbox, in order of receipt."""
    rows = connection.execute(
        select(inbox.c.update_id, inbox.c.lane, inbox.c.received_at).order_by(inbox.c.received_at)
    )
    return [WaitingUpdate(number=row.update_id, lane=row.lane, received=row.received_at) for row in rows]


def load_updates(connection: Connection, numbers: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What updates in the inbox contain, by `update_id`; those that are not there are left out."""
    rows = connection.execute(select(inbox.c.update_id, inbox.c.raw).where(inbox.c.update_id.in_(numbers)))
    return {row.update_id: json.loads(row.raw) for row in rows}


def delete_updates(connection: Connection, numbers: Sequence[int]) -> None:
    """Remove updates that were handled from the inbox."""
    connection.execute(delete(inbox).where(inbox.c.update_id.in_(numbers)))


def forget_seen(connection: Connection, before: datetime) -> int:
    """Remove the numbers of updates handled before that; how many. Those of updates that are still in the
    inbox stay: after a kill they come again from there."""
    old = seen_updates.c.at < before
    waiting = select(inbox.c.update_id)
    return connection.execute(
        delete(seen_updates).where(old, seen_updates.c.update_id.not_in(waiting))
    ).rowcount


def forget_dead(connection: Connection, before: datetime) -> int:
    """Remove the updates buried before that; how many."""
    return connection.execute(delete(dead_updates).where(dead_updates.c.at < before)).rowcount
