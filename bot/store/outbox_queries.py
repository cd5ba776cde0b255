"""Where a message of the outbox stands, as the conditions that the outbox's statements are made of."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Row,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
)

from bot.app.events import ChatId, MessageId, PersonId
from bot.app.ports.outbox import Act, Lane, OutboxMessage
from bot.store.tables import messages, outbox


class DeliveryState(StrEnum):
    """Where a message stands. All but the first two are settled."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    """It may have arrived, and is never sent again."""
    GIVEN_UP = "given_up"


PENDING: ColumnElement[str] = literal_column("'pending'")
CLAIMED: ColumnElement[str] = literal_column("'claimed'")
"""Constants, not parameters: only so are the indexes used that cover nothing but these rows."""


other = outbox.alias("other")
"""Another message, beside the one that is asked about."""
_today = (
    select(func.max(messages.c.message_id))
    .where(messages.c.chat_id == outbox.c.chat_id, messages.c.slot == outbox.c.slot)
    .correlate(outbox)
    .scalar_subquery()
)
OUTBOX_MESSAGE = (outbox, _today.label("today"))
"""The columns a message is made of; `today` is the message its slot stands for."""


def outbox_message_of(row: Row[Any], tries: int) -> OutboxMessage:
    """The message of a row of `OUTBOX_MESSAGE`; `tries` counts the claims before this one."""
    return OutboxMessage(
        id=row.id,
        chat=ChatId(row.chat_id),
        learner=None if row.learner_id is None else PersonId(row.learner_id),
        lane=Lane(row.lane),
        act=Act(row.act),
        spoken=row.spoken,
        slot=row.slot,
        message=None if row.act == Act.SEND or row.today is None else MessageId(row.today),
        answering=None if row.answering is None else MessageId(row.answering),
        thread=row.thread,
        tries=tries,
        due=row.due,
        fleeting=row.fleeting,
    )


def unsettled(table: FromClause) -> ColumnElement[bool]:
    """It has not arrived yet, and still may."""
    return or_(table.c.state == PENDING, table.c.state == CLAIMED)


def pending(table: FromClause) -> ColumnElement[bool]:
    """It has not left and is in nobody's hands. Says what `unsettled` says as well: SQLite does not see that
    the one follows from the other, and would not look for a chat by the index of unsettled messages."""
    return and_(unsettled(table), table.c.state == PENDING)


def is_first() -> ColumnElement[bool]:
    """No older message of the chat is unsettled.

    Asked for as the lowest id of the chat, which is one step in an index. With NOT EXISTS, PostgreSQL may
    compare every message of a chat with every other one (minutes, where one chat has 100,000).
    """
    lowest = select(func.min(other.c.id)).where(other.c.chat_id == outbox.c.chat_id, unsettled(other))
    return outbox.c.id == lowest.correlate(outbox).scalar_subquery()


def pointless() -> ColumnElement[bool]:
    """A newer edit of the same slot waits, which will say everything that this one would."""
    newer = and_(
        other.c.chat_id == outbox.c.chat_id,
        other.c.slot == outbox.c.slot,
        other.c.id > outbox.c.id,
        unsettled(other),
        other.c.act == Act.EDIT,
    )
    return and_(outbox.c.act == Act.EDIT, exists().where(newer))


def at_most_once() -> ColumnElement[bool]:
    """A prompt or an announcement that is sent. To edit one twice does no harm."""
    return and_(outbox.c.lane >= Lane.PROMPT, outbox.c.act == Act.SEND)


NOW: BindParameter[datetime] = bindparam("now")
"""The present instant, in statements that are built once: to build one costs more than to run it."""


def overdue() -> ColumnElement[bool]:
    """It was claimed and the lease has run out at NOW."""
    return and_(outbox.c.state == CLAIMED, outbox.c.lease_until <= NOW)


def held(outgoing: OutboxMessage) -> ColumnElement[bool]:
    """The message is still claimed, and by the claim that handed out this value of it."""
    return and_(outbox.c.id == outgoing.id, outbox.c.state == CLAIMED, outbox.c.tries == outgoing.tries + 1)
