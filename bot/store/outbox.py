"""The outbox: what is to be said, in order, until it has arrived or never can.

Policy:
- The messages of a chat leave in the order of their ids. Only the oldest unsettled one can be claimed; one
  that failed holds those behind it until it is due again.
- A message with nothing unsettled before it in its chat can be posted as claimed: whoever posts it sends it
  once the transaction is committed, without a query. Any other waits to be claimed.
- Chats take turns by urgency. A message is as urgent as its lane, or as the most urgent one that was ever
  posted behind it; so a reply pulls the prompt before it out of a long queue instead of waiting with it.
- A claim is a lease. When it runs out and its owner no longer has the message in hand, the message can be
  claimed again, for it is sent at least once. A prompt is sent at most once: nobody knows whether it left, so
  it is never handed out again, and holds its chat until `lost` settles it (see `in_doubt`).
- An edit makes older edits of its slot pointless as long as they have not left.

What becomes of a message is written by `bot.store.outbox_settle`.
"""

from collections.abc import Callable, Container, Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)

from bot.app.events import ChatId, MessageId, PersonId
from bot.app.ports.outbox import Act, Lane, OutboxMessage
from bot.store.outbox_queries import (
    CLAIMED,
    NOW,
    OUTBOX_MESSAGE,
    PENDING,
    DeliveryState,
    at_most_once,
    is_first,
    other,
    outbox_message_of,
    overdue,
    pending,
    pointless,
    unsettled,
)
from bot.store.sessions import running_processes
from bot.store.tables import messages, outbox

_PULL_FORWARD = update(outbox).where(
    outbox.c.chat_id == bindparam("where"), unsettled(outbox), outbox.c.urgency > bindparam("lane_now")
)
_POST = insert(outbox).returning(outbox.c.id)
_AHEAD = exists().where(other.c.chat_id == bindparam("where"), unsettled(other))
_POST_CLAIMED = (
    insert(outbox)
    .values(state=case((_AHEAD, PENDING), else_=CLAIMED), tries=case((_AHEAD, literal(0)), else_=literal(1)))
    .returning(outbox.c.id, outbox.c.state)
)
_READY = (
    select(*OUTBOX_MESSAGE)
    .where(outbox.c.state == PENDING, outbox.c.due <= NOW, is_first())
    .where(outbox.c.urgency.between(bindparam("most_urgent"), bindparam("least_urgent")))
    .order_by(outbox.c.urgency, outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=outbox)
)
_REPLIES = {"most_urgent": min(Lane), "least_urgent": Lane.PROMPT - 1}
_BULK = {"most_urgent": Lane.PROMPT, "least_urgent": max(Lane)}
_IN_DOUBT = (
    select(*OUTBOX_MESSAGE).where(overdue(), at_most_once()).order_by(outbox.c.lease_until, outbox.c.id)
)
_LATE = select(outbox.c.id).where(overdue(), ~at_most_once()).with_for_update(skip_locked=True)
_NEXT_FREE = select(outbox.c.due).where(outbox.c.state == PENDING, is_first()).order_by(outbox.c.due).limit(1)
_NEXT_LEASE = select(func.min(outbox.c.lease_until)).where(outbox.c.state == CLAIMED)


class OutboxDraft(Struct, frozen=True, kw_only=True):
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


class Lease(Struct, frozen=True, kw_only=True):
    """Who claims, and until when others leave it to them."""

    until: datetime
    owner: str | None = None
    """The process that claims; see `bot.process`."""
    in_hand: Container[int] = frozenset()
    """Messages this process holds at the moment. Theirs is no lease that has run out, whatever the clock
    says."""


class Posted(Struct, frozen=True, kw_only=True):
    """What `post` did."""

    id: int
    claimed: OutboxMessage | None
    """The message, if it is the caller's to send; None if it waits to be claimed."""


def post(connection: Connection, draft: OutboxDraft, now: datetime, lease: Lease | None = None) -> Posted:
    """Put a message into the outbox. Older edits of its slot that have not left are dropped.

    With a `lease` it is claimed at once, if nothing older of its chat is unsettled.
    """
    if draft.act is Act.EDIT:
        _drop_older(connection, draft)
    if lease is None:
        _pull_forward(connection, draft)
        waits = {"state": DeliveryState.PENDING, "tries": 0}
        id: int = connection.execute(_POST, _row(draft, now) | waits).scalar_one()
        return Posted(id=id, claimed=None)
    ours = {"lease_until": lease.until, "owner": lease.owner, "where": draft.chat}
    row = connection.execute(_POST_CLAIMED, _row(draft, now) | ours).one()
    if row.state == DeliveryState.PENDING:
        _pull_forward(connection, draft)
        return Posted(id=row.id, claimed=None)
    return Posted(id=row.id, claimed=_claimed(connection, row.id, draft, now))


def claim(
    connection: Connection, now: datetime, lease: Lease, limit: int, bulk: int | None = None
) -> Sequence[OutboxMessage]:
    """At most `limit` messages that may leave now, most urgent first and at most one a chat, leased to the
    caller; at most `bulk` of them as little urgent as a prompt. On PostgreSQL several callers never get the
    same one and never wait for each other."""
    _take_back(connection, now, lease.in_hand)
    rows = list(connection.execute(_READY, {"now": now, "most": limit, **_REPLIES}))
    most = limit - len(rows) if bulk is None else min(bulk, limit - len(rows))
    if most > 0:
        rows += connection.execute(_READY, {"now": now, "most": most, **_BULK})
    if rows:
        taken = {"state": DeliveryState.CLAIMED, "lease_until": lease.until, "owner": lease.owner}
        ours = update(outbox).where(outbox.c.id.in_([row.id for row in rows]))
        connection.execute(ours.values(taken | {"tries": outbox.c.tries + 1}))
    return [outbox_message_of(row, tries=row.tries) for row in rows]


def in_doubt(
    connection: Connection, now: datetime, in_hand: Container[int] = frozenset()
) -> Sequence[OutboxMessage]:
    """Prompts whose lease ran out, but for those `in_hand`: they may have left. Each is to be settled as
    `lost`, and the tutor told, in one transaction."""
    rows = connection.execute(_IN_DOUBT, {"now": now}).all()
    return [outbox_message_of(row, tries=row.tries - 1) for row in rows if row.id not in in_hand]


def end_leases(
    connection: Connection, now: datetime, has_ended: Callable[[str | None], bool] = lambda owner: True
) -> int:
    """End the leases of processes that have ended, for one that begins: what they had in hand when they were
    killed need not wait; how many there were.

    `has_ended` is asked about each owner. On SQLite every owner has, for one process at a time uses the file;
    on PostgreSQL one that has no connection has, wherever it ran.
    What was posted by a clock that was ahead of this one does not wait either.
    """
    ahead = and_(outbox.c.state == PENDING, outbox.c.at > now, outbox.c.due > now)
    connection.execute(update(outbox).where(ahead).values(due=now))
    owners = (
        connection.execute(select(outbox.c.owner).where(outbox.c.state == CLAIMED).distinct()).scalars().all()
    )
    if connection.dialect.name == "sqlite":
        ended = list(owners)
    else:
        running = running_processes(connection) if any(owners) else None
        ended = [
            one for one in owners if has_ended(one) or (one and running is not None and one not in running)
        ]
    return end_leases_of(connection, ended, now)


def end_leases_of(connection: Connection, owners: Sequence[str | None], now: datetime) -> int:
    """End the leases of these processes, which are dead; how many there were."""
    named = [owner for owner in owners if owner is not None]
    theirs = outbox.c.owner.in_(named) | (outbox.c.owner.is_(None) if None in owners else False)
    held = update(outbox).where(outbox.c.state == CLAIMED, theirs)
    return connection.execute(held.values(lease_until=now)).rowcount if owners else 0


def clock_set_back(connection: Connection, now: datetime, lease: Lease) -> None:
    """The clock was set back while this process ran: what waits for a time by the old one is due now, and
    leases of ours on what is not in hand end."""
    connection.execute(update(outbox).where(outbox.c.state == PENDING, outbox.c.due > now).values(due=now))
    end_adrift(connection, now, lease)


def end_adrift(connection: Connection, now: datetime, lease: Lease) -> None:
    """End the leases of this process on what it does not hold: the answer to a commit was lost."""
    ours = select(outbox.c.id).where(outbox.c.state == CLAIMED, outbox.c.owner == lease.owner)
    adrift = [id for id in connection.execute(ours).scalars() if id not in lease.in_hand]
    if adrift:
        connection.execute(update(outbox).where(outbox.c.id.in_(adrift)).values(lease_until=now))


def next_due(connection: Connection) -> datetime | None:
    """When the next message may leave, or the next lease runs out; None if nothing waits."""
    times = [connection.execute(_NEXT_FREE).scalar(), connection.execute(_NEXT_LEASE).scalar()]
    return min((time for time in times if time is not None), default=None)


def replies_due_since(connection: Connection, now: datetime) -> datetime | None:
    """Since when the oldest reply could have left that has not, and is in nobody's hands; None if there is
    none."""
    urgent = and_(outbox.c.state == PENDING, outbox.c.urgency < Lane.PROMPT, outbox.c.due <= now)
    return connection.execute(select(func.min(outbox.c.due)).where(urgent)).scalar()


def waits_for(connection: Connection, chat: ChatId) -> bool:
    """Whether a message waits for that chat."""
    waiting = exists().where(outbox.c.chat_id == chat, pending(outbox))
    return connection.execute(select(literal(1)).where(waiting)).scalar() is not None


def bulk_waiting(connection: Connection) -> int:
    """How many bulk messages (prompts and announcements) have not left and are in nobody's hands, those to be
    tried again later included. The few that an answer behind them pulls forward are not counted."""
    waiting = select(func.count()).where(outbox.c.state == PENDING, outbox.c.urgency >= Lane.PROMPT)
    return connection.execute(waiting).scalar_one()


def slot_of(connection: Connection, chat: ChatId, message: MessageId) -> str | None:
    """The slot a message of ours was sent in, or None."""
    slot = select(messages.c.slot).where(messages.c.chat_id == chat, messages.c.message_id == message)
    return connection.execute(slot).scalar()


def message_of(connection: Connection, chat: ChatId, slot: str) -> MessageId | None:
    """The message that stands in a slot of a chat, the newest that was sent in it; None if none was."""
    query = select(messages.c.message_id).where(messages.c.chat_id == chat, messages.c.slot == slot)
    found = connection.execute(query.order_by(messages.c.message_id.desc()).limit(1)).scalar()
    return None if found is None else MessageId(found)


class Counts(Struct, frozen=True, kw_only=True):
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


def _row(draft: OutboxDraft, now: datetime) -> dict[str, object]:
    return {
        "chat_id": draft.chat,
        "learner_id": draft.learner,
        "lane": draft.lane,
        "urgency": draft.lane,
        "act": draft.act,
        "spoken": draft.spoken,
        "slot": draft.slot,
        "answering": draft.answering,
        "thread": draft.thread,
        "fleeting": draft.fleeting,
        "at": now,
        "due": now,
    }


def _claimed(connection: Connection, id: int, draft: OutboxDraft, now: datetime) -> OutboxMessage:
    edited = draft.slot if draft.act is not Act.SEND else None
    return OutboxMessage(
        id=id,
        chat=draft.chat,
        learner=draft.learner,
        lane=draft.lane,
        act=draft.act,
        spoken=draft.spoken,
        slot=draft.slot,
        message=message_of(connection, draft.chat, edited) if edited else None,
        answering=draft.answering,
        thread=draft.thread,
        due=now,
        fleeting=draft.fleeting,
    )


def _pull_forward(connection: Connection, draft: OutboxDraft) -> None:
    connection.execute(_PULL_FORWARD, {"where": draft.chat, "lane_now": draft.lane, "urgency": draft.lane})


def _drop_older(connection: Connection, draft: OutboxDraft) -> None:
    acts = outbox.c.act.in_([Act.EDIT, Act.CLEAR])
    same = and_(outbox.c.chat_id == draft.chat, outbox.c.slot == draft.slot, acts)
    connection.execute(delete(outbox).where(same, pending(outbox)))


def _take_back(connection: Connection, now: datetime, in_hand: Container[int]) -> None:
    """Make claims that ran out claimable again, all but prompts and what is in hand; an edit that became
    pointless is dropped."""
    ids = [id for id in connection.execute(_LATE, {"now": now}).scalars() if id not in in_hand]
    if ids:
        theirs = outbox.c.id.in_(ids)
        free = {"state": DeliveryState.PENDING, "due": now, "lease_until": None}
        connection.execute(update(outbox).where(theirs).values(free))
        connection.execute(delete(outbox).where(theirs, pointless()))
