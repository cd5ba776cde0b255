"""What becomes of messages of the outbox: many are written in a few statements.

The words of a settled message are removed at once, for nobody needs them any more; in groups they name
people.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    Select,
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    select,
    update,
)

from bot.app.ports.outbox import AWAY, Act, Delivered, OutboxMessage, PutBack, Settlement, Undelivered
from bot.store.outbox_queries import CLAIMED, NOW, PENDING, DeliveryState, held, pending, pointless
from bot.store.tables import messages, outbox
from bot.store.upsert import insert_into

_ARRIVED = (
    update(outbox)
    .where(outbox.c.id == bindparam("which"))
    .values(
        state=DeliveryState.SENT,
        spoken="",
        settled_at=bindparam("now"),
        lease_until=None,
        message_id=bindparam("number"),
    )
)
_PUT_BACK = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("which"), outbox.c.state == CLAIMED, outbox.c.tries == bindparam("claims")
    )
    .values(state=DeliveryState.PENDING, due=bindparam("from_"), lease_until=None)
)
_WAITS: Select[tuple[int]] = (
    select(literal_column("1"))
    .where(outbox.c.chat_id.in_(bindparam("chats", expanding=True)), pending(outbox), outbox.c.due <= NOW)
    .limit(literal_column("1"))
)
_STANDS_FOR = select(
    outbox.c.chat_id,
    bindparam("number", type_=outbox.c.message_id.type),
    func.nullif(outbox.c.learner_id, outbox.c.chat_id),
    outbox.c.slot,
).where(outbox.c.id == bindparam("which"), outbox.c.slot.is_not(None))
_NAMES = ["chat_id", "message_id", "learner_id", "slot"]


def settle(connection: Connection, settled: Sequence[Settlement], now: datetime) -> bool:
    """Write what became of the messages; True if more can be claimed now in the chats where one has arrived.

    One that has arrived is settled whoever holds its claim, and its slot stands for the message it arrived
    as; if its row is gone (its person was erased meanwhile) there is no trace of it. One that was put back
    waits, unless the claim was no longer the caller's; an edit that has become pointless is dropped. To write
    the same again changes nothing.
    """
    # In the order of the ids, so that two processes don't wait for each other's rows in a circle.
    ordered = sorted(settled, key=lambda one: one.outgoing.id)
    sent = [one for one in ordered if isinstance(one, Delivered)]
    back = [one for one in ordered if isinstance(one, PutBack)]
    if sent:
        _arrived(connection, sent, now)
    if back:
        _put_back(connection, back)
    if not sent:
        return False
    chats = list({one.outgoing.chat for one in sent})
    return connection.execute(_WAITS, {"chats": chats, "now": now}).scalar() is not None


def lost(connection: Connection, outgoing: OutboxMessage, why: Undelivered, now: datetime) -> bool:
    """It will not arrive, or must not be sent again; it was tried at `now`. Where the chat is closed, so is
    what waited for it then. What was posted since is tried by itself: somebody may have come back.

    False if the claim was no longer the caller's, and nothing was done: the tutor is told only once.
    """
    standing = DeliveryState.UNCERTAIN if why is Undelivered.UNCERTAIN else DeliveryState.GIVEN_UP
    if not _give_up(connection, held(outgoing), standing, now):
        return False
    if why in AWAY:
        waiting = and_(outbox.c.chat_id == outgoing.chat, pending(outbox), outbox.c.at <= now)
        _give_up(connection, waiting, DeliveryState.GIVEN_UP, now)
    return True


def forget_settled(connection: Connection, before: datetime) -> int:
    """Remove messages settled before that; how many."""
    old = and_(outbox.c.settled_at.is_not(None), outbox.c.settled_at < before)
    return connection.execute(delete(outbox).where(old)).rowcount


def _arrived(connection: Connection, sent: Sequence[Delivered], now: datetime) -> None:
    numbers = [{"which": one.outgoing.id, "number": one.message} for one in sent]
    connection.execute(_ARRIVED, [row | {"now": now} for row in numbers])
    named = [row for row, one in zip(numbers, sent, strict=True) if one.message and one.outgoing.slot]
    if named:
        connection.execute(_slots(connection.dialect.name), named)
    if fleeting := [one.outgoing.id for one in sent if one.outgoing.fleeting]:
        connection.execute(delete(outbox).where(outbox.c.id.in_(fleeting)))


def _put_back(connection: Connection, back: Sequence[PutBack]) -> None:
    rows = [{"which": one.outgoing.id, "claims": one.outgoing.tries + 1, "from_": one.at} for one in back]
    connection.execute(_PUT_BACK, rows)
    if edits := [one.outgoing.id for one in back if one.outgoing.act is Act.EDIT]:
        connection.execute(
            delete(outbox).where(outbox.c.id.in_(edits), outbox.c.state == PENDING, pointless())
        )


def _give_up(
    connection: Connection, which: ColumnElement[bool], standing: DeliveryState, now: datetime
) -> bool:
    values = {"state": standing, "settled_at": now, "lease_until": None, "message_id": None, "spoken": ""}
    done = connection.execute(
        update(outbox).where(which).values(values).returning(outbox.c.id, outbox.c.fleeting)
    ).all()
    if fleeting := [row.id for row in done if row.fleeting]:
        connection.execute(delete(outbox).where(outbox.c.id.in_(fleeting)))
    return bool(done)


@cache
def _slots(dialect: str) -> Executable:
    """What a message's slot stands for from now on. Built once: that costs more than to run it."""
    return insert_into(dialect, messages).from_select(_NAMES, _STANDS_FOR).on_conflict_do_nothing()
