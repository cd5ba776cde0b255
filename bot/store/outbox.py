"""The outbox: what is to be said, in order, until it has arrived or never can.

Policy:
- The messages of a chat leave in the order of their ids. Only the oldest unsettled one can be claimed; one
  that failed holds those behind it until it is due again.
- Chats take turns by urgency. A message is as urgent as its lane, or as the most urgent one that was ever
  posted behind it; so a reply pulls the prompt before it out of a long queue instead of waiting with it.
- A claim is a lease. When it runs out, the message can be claimed again, for it is sent at least once.
  A prompt is sent at most once: nobody knows whether it left, so it is never handed out again, and holds its
  chat until `lost` settles it (see `in_doubt`).
- An edit makes older edits of its slot pointless as long as they have not left; so does a second CLEAR.
  A CLEAR behind an edit waits for its turn: the text comes from the one, the choices go with the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, func, insert, select, update

from bot.app.events import ChatId, MessageId, PersonId
from bot.app.ports.outbox import Act, Lane, OutboxMessage, Undelivered
from bot.store.outbox_queries import (
    CLAIMED,
    NOW,
    OUTBOX_MESSAGE,
    PENDING,
    DeliveryState,
    at_most_once,
    held,
    is_first,
    outbox_message_of,
    overdue,
    pending,
    pointless,
    unsettled,
)
from bot.store.tables import messages, outbox
from bot.store.upsert import insert_new

_PULL_FORWARD = update(outbox).where(
    outbox.c.chat_id == bindparam("where"), unsettled(outbox), outbox.c.urgency > bindparam("lane_now")
)
_POST = insert(outbox).returning(outbox.c.id)
_READY = (
    select(*OUTBOX_MESSAGE)
    .where(outbox.c.state == PENDING, outbox.c.due <= NOW, is_first())
    .order_by(outbox.c.urgency, outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=outbox)
)
_IN_DOUBT = (
    select(*OUTBOX_MESSAGE).where(overdue(), at_most_once()).order_by(outbox.c.lease_until, outbox.c.id)
)
_LATE = select(outbox.c.id).where(overdue(), ~at_most_once()).with_for_update(skip_locked=True)
_NEXT_FREE = select(outbox.c.due).where(outbox.c.state == PENDING, is_first()).order_by(outbox.c.due).limit(1)
_NEXT_LEASE = select(func.min(outbox.c.lease_until)).where(outbox.c.state == CLAIMED)
_ONE = select(outbox).where(outbox.c.id == bindparam("which")).with_for_update()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxDraft:
    """A message before it is posted, and who it is about."""

    chat: ChatId
    learner: PersonId | None
    lane: Lane
    act: Act
    spoken: str
    slot: str | None = None
    answering: MessageId | None = None
    thread: int | None = None
    fleeting: bool = False
    """Removed as soon as it is settled, for it holds what should not lie about."""


def post(connection: Connection, outgoing: OutboxDraft, now: datetime) -> int:
    """Put a message into the outbox; its id. Older edits of its slot that have not left are dropped."""
    if outgoing.act in (Act.EDIT, Act.CLEAR):
        _drop_older(connection, outgoing)
    ahead = {"where": outgoing.chat, "lane_now": outgoing.lane, "urgency": outgoing.lane}
    connection.execute(_PULL_FORWARD, ahead)
    row = {
        "chat_id": outgoing.chat,
        "learner_id": outgoing.learner,
        "lane": outgoing.lane,
        "urgency": outgoing.lane,
        "act": outgoing.act,
        "spoken": outgoing.spoken,
        "slot": outgoing.slot,
        "answering": outgoing.answering,
        "thread": outgoing.thread,
        "fleeting": outgoing.fleeting,
        "state": DeliveryState.PENDING,
        "tries": 0,
        "at": now,
        "due": now,
    }
    id: int = connection.execute(_POST, row).scalar_one()
    return id


def claim(connection: Connection, now: datetime, limit: int, lease: timedelta) -> Sequence[OutboxMessage]:
    """At most `limit` messages that may leave now, most urgent first and at most one a chat, leased to the
    caller. On PostgreSQL several callers never get the same one and never wait for each other."""
    _take_back(connection, now)
    rows = connection.execute(_READY, {"now": now, "most": limit}).all()
    ids = [row.id for row in rows]
    if ids:
        taken = {"state": DeliveryState.CLAIMED, "lease_until": now + lease, "tries": outbox.c.tries + 1}
        connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(taken))
    return [outbox_message_of(row, tries=row.tries) for row in rows]


def in_doubt(connection: Connection, now: datetime) -> Sequence[OutboxMessage]:
    """Prompts whose lease ran out: they may have left. Each is to be settled as `lost`, and the tutor told,
    in one transaction."""
    return [
        outbox_message_of(row, tries=row.tries - 1) for row in connection.execute(_IN_DOUBT, {"now": now})
    ]


def end_leases(connection: Connection, now: datetime) -> int:
    """End every lease now: for a process that has the database to itself and begins, so that what another
    one had in hand when it was killed does not wait; how many there were."""
    held_by_the_dead = update(outbox).where(outbox.c.state == CLAIMED).values(lease_until=now)
    return connection.execute(held_by_the_dead).rowcount


def next_due(connection: Connection) -> datetime | None:
    """When the next message may leave, or the next lease runs out; None if nothing waits."""
    times = [connection.execute(_NEXT_FREE).scalar(), connection.execute(_NEXT_LEASE).scalar()]
    return min((time for time in times if time is not None), default=None)


def bulk_waiting(connection: Connection) -> int:
    """How many bulk messages (prompts and announcements) have not left and are in nobody's hands, those to be
    tried again later included. The few that an answer behind them pulls forward are not counted."""
    waiting = select(func.count()).where(outbox.c.state == PENDING, outbox.c.urgency >= Lane.PROMPT)
    return connection.execute(waiting).scalar_one()


def sent(connection: Connection, outgoing: OutboxMessage, message: MessageId | None, now: datetime) -> None:
    """It has arrived, as that message: the message is settled, and the slot is that message from now on.

    A message whose row is gone (its person was erased meanwhile) leaves no trace.
    """
    row = connection.execute(_ONE, {"which": outgoing.id}).one_or_none()
    if row is None:
        return
    if message is not None and row.slot is not None:
        about = {
            "chat_id": row.chat_id,
            "message_id": message,
            "learner_id": None if row.learner_id == row.chat_id else row.learner_id,
            "slot": row.slot,
        }
        insert_new(connection, messages, about)
    _settle(connection, outbox.c.id == row.id, DeliveryState.SENT, now, message)


def again(connection: Connection, outgoing: OutboxMessage, at: datetime) -> bool:
    """It has certainly not arrived and waits until `at`; an edit that has become pointless is dropped.

    False if the claim was no longer the caller's, and nothing was done.
    """
    waits = {"state": DeliveryState.PENDING, "due": at, "lease_until": None}
    changed = connection.execute(update(outbox).where(held(outgoing)).values(waits)).rowcount
    connection.execute(
        delete(outbox).where(outbox.c.id == outgoing.id, outbox.c.state == PENDING, pointless())
    )
    return changed == 1


def lost(connection: Connection, outgoing: OutboxMessage, why: Undelivered, now: datetime) -> bool:
    """It will not arrive, or must not be sent again. Where the chat is closed, so is what waits for it.

    False if the claim was no longer the caller's, and nothing was done: the tutor is told only once.
    """
    standing = DeliveryState.UNCERTAIN if why is Undelivered.UNCERTAIN else DeliveryState.GIVEN_UP
    if not _settle(connection, held(outgoing), standing, now):
        return False
    if why in (Undelivered.BLOCKED, Undelivered.CHAT_GONE):
        waiting = and_(outbox.c.chat_id == outgoing.chat, pending(outbox))
        _settle(connection, waiting, DeliveryState.GIVEN_UP, now)
    return True


def slot_of(connection: Connection, chat: ChatId, message: MessageId) -> str | None:
    """The slot a message of ours was sent in, or None."""
    slot = select(messages.c.slot).where(messages.c.chat_id == chat, messages.c.message_id == message)
    return connection.execute(slot).scalar()


def message_of(connection: Connection, chat: ChatId, slot: str) -> MessageId | None:
    """The message that stands in a slot of a chat; None if none was sent in it."""
    query = select(messages.c.message_id).where(messages.c.chat_id == chat, messages.c.slot == slot)
    found = connection.execute(query).scalar_one_or_none()
    return None if found is None else MessageId(found)


def forget_settled(connection: Connection, before: datetime) -> int:
    """Remove messages settled before that; how many."""
    old = and_(outbox.c.settled_at.is_not(None), outbox.c.settled_at < before)
    return connection.execute(delete(outbox).where(old)).rowcount


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The outbox as an operator sees it."""

    pending: int
    claimed: int
    uncertain: int
    given_up: int
    oldest: datetime | None
    """When the oldest message that has not left was posted."""


def counts(connection: Connection) -> Counts:
    """How many messages stand where, and how old the oldest unsettled one is."""
    rows = connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
    by_state = {state: number for state, number in rows}
    waits = outbox.c.state.in_([PENDING, CLAIMED])
    return Counts(
        pending=by_state.get(DeliveryState.PENDING, 0),
        claimed=by_state.get(DeliveryState.CLAIMED, 0),
        uncertain=by_state.get(DeliveryState.UNCERTAIN, 0),
        given_up=by_state.get(DeliveryState.GIVEN_UP, 0),
        oldest=connection.execute(select(func.min(outbox.c.at)).where(waits)).scalar(),
    )


def _drop_older(connection: Connection, outgoing: OutboxDraft) -> None:
    acts = [Act.EDIT, Act.CLEAR] if outgoing.act is Act.EDIT else [Act.CLEAR]
    same = and_(outbox.c.chat_id == outgoing.chat, outbox.c.slot == outgoing.slot, outbox.c.act.in_(acts))
    connection.execute(delete(outbox).where(same, pending(outbox)))


def _take_back(connection: Connection, now: datetime) -> None:
    """Make claims that ran out claimable again, all but prompts; an edit that became pointless is dropped."""
    ids = connection.execute(_LATE, {"now": now}).scalars().all()
    if ids:
        theirs = outbox.c.id.in_(ids)
        connection.execute(update(outbox).where(theirs).values(state=DeliveryState.PENDING, lease_until=None))
        connection.execute(delete(outbox).where(theirs, pointless()))


def _settle(
    connection: Connection,
    which: ColumnElement[bool],
    standing: DeliveryState,
    now: datetime,
    message: MessageId | None = None,
) -> bool:
    values = {"state": standing, "settled_at": now, "lease_until": None, "message_id": message}
    done = connection.execute(
        update(outbox).where(which).values(values).returning(outbox.c.id, outbox.c.fleeting)
    ).all()
    if fleeting := [row.id for row in done if row.fleeting]:
        connection.execute(delete(outbox).where(outbox.c.id.in_(fleeting)))
    return bool(done)
