"""What waits in the database: messages to be sent, updates to be handled, updates that cannot be."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import Connection, func, select

from bot.app.ports.outbox import Lane
from bot.store.outbox_queries import unsettled
from bot.store.tables import dead_updates, inbox, outbox


class Backlog(Struct, frozen=True, kw_only=True):
    """How much of it there is."""

    messages: Mapping[tuple[str, str], int]
    """Messages that have not left, by lane and state; every lane is there."""
    oldest: Mapping[str, timedelta]
    """How old the oldest of a lane is; 0 where none waits."""
    inbox: int
    dead: int


def read_backlog(connection: Connection, now: datetime) -> Backlog:
    """Count what waits; settled messages are not looked at."""
    since = func.min(outbox.c.at, type_=outbox.c.at.type).label("since")
    waiting = select(outbox.c.lane, outbox.c.state, func.count().label("number"), since)
    rows = connection.execute(waiting.where(unsettled(outbox)).group_by(outbox.c.lane, outbox.c.state)).all()
    messages = {(lane.name.lower(), state): 0 for lane in Lane for state in ("pending", "claimed")}
    oldest = {lane.name.lower(): timedelta() for lane in Lane}
    for row in rows:
        lane = Lane(row.lane).name.lower()
        messages[lane, str(row.state)] = row.number
        oldest[lane] = max(oldest[lane], now - row.since)
    return Backlog(
        messages=messages,
        oldest=oldest,
        inbox=connection.execute(select(func.count()).select_from(inbox)).scalar_one(),
        dead=connection.execute(select(func.count()).select_from(dead_updates)).scalar_one(),
    )
