"""A row of the outbox: something to be said, on its way to a chat."""

from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from msgspec import Struct

from bot.app.events import ChatId, MessageId, PersonId

LEASE = timedelta(minutes=1)
"""How long a process may hold a message without settling it: longer than it waits in memory and is sent."""


class Lane(IntEnum):
    """How urgent a message is; the lower number goes first."""

    REPLY = 0
    """An answer to somebody who is waiting. At least once."""
    ROUND = 1
    PROMPT = 2
    """A daily question. At most once: claimed and committed before the call, never repeated when in doubt."""
    ANNOUNCEMENT = 3
    """A word of an operator to everybody. At most once, as a prompt."""


class Act(StrEnum):
    """What is to be done."""

    SEND = "send"
    EDIT = "edit"
    """The message in `slot` becomes this one. The newest pending edit of a slot replaces older ones."""
    CLEAR = "clear"
    """The message in `slot` keeps its text and loses its buttons. Posted by earlier releases only: see
    `StaleButtons`."""
    STOP = "stop"
    """The poll in `slot` is closed."""


class Undelivered(StrEnum):
    """Why a message can never arrive."""

    BLOCKED = "blocked"
    CHAT_GONE = "chat_gone"
    UNCERTAIN = "uncertain"
    """It may have arrived, and must not be sent twice."""
    NO_RIGHTS = "no_rights"
    """We are there, and may not write."""
    REFUSED = "refused"
    """The server will not take it (too long, bad markup): our own fault, logged."""


class OutboxMessage(Struct, frozen=True, kw_only=True):
    """One row, claimed by the sender. Rows of one chat leave in the order of their ids."""

    id: int
    chat: ChatId
    learner: PersonId | None = None
    """Whom it is about; None once they are erased."""
    lane: Lane
    act: Act
    spoken: str
    """A `bot.words.spoken.Spoken` as JSON; empty for a CLEAR."""
    slot: str | None = None
    """Names the message, so that it can be edited and found by reply, such as `asked:17`."""
    message: MessageId | None = None
    """EDIT and CLEAR: which message the slot is today; None if it was never sent."""
    answering: MessageId | None = None
    """Sent as a reply to this message, if it still exists."""
    thread: int | None = None
    """The forum topic of a group it goes to."""
    tries: int = 0
    due: datetime | None = None
    fleeting: bool = False
    """Its row is removed as soon as it is settled."""


AWAY = (Undelivered.BLOCKED, Undelivered.CHAT_GONE)
"""Nothing arrives in that chat any more."""


class Delivered(Struct, frozen=True, kw_only=True):
    """A message that has arrived."""

    outgoing: OutboxMessage
    message: MessageId | None
    """The message it arrived as, if it is one of its own."""
    poll: str | None = None
    """The number of the poll that it is."""


class PutBack(Struct, frozen=True, kw_only=True):
    """A message that has certainly not arrived; it may be tried again from `at` on."""

    outgoing: OutboxMessage
    at: datetime


Settlement = Delivered | PutBack
"""What became of a message, as far as the outbox alone is concerned."""


class StaleButtons(Struct, frozen=True, kw_only=True):
    """An older message of ours whose buttons are to be taken away.

    This is tidying: it is kept in memory only, may be dropped, and no message waits for it.
    """

    chat: ChatId
    slot: str | None = None
    message: MessageId | None = None
    """The message itself; None: the one its slot stands for."""
