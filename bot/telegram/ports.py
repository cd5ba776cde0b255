"""What a transport needs from the rest: a handler for events, and the outbox to take messages from.

`bot.turn` implements both; a transport gets them as arguments.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.app.events import ChatId, Event, MessageId, PersonId
from bot.app.ports.inbox import InboxUpdate, WaitingUpdate
from bot.app.ports.outbox import OutboxMessage, Undelivered
from bot.app.replies import Reaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Ack:
    """What whoever did something sees at once, besides any message. Best effort, after the commit."""

    notice: str | None = None
    """The short notice for a tap."""
    link: str | None = None
    """For a tap: what our private chat is to be opened with."""
    reaction: Reaction | None = None
    """The sign at the message that was heard."""


class InboxPort(Protocol):
    """Updates that wait longer than Telegram should keep them for us. Every call may raise `StoreError`."""

    async def save_updates(self, updates: Sequence[InboxUpdate]) -> None:
        """Write updates to the inbox, in one statement. One that is there already stays as it is."""
        ...

    async def waiting_updates(self) -> Sequence[WaitingUpdate]:
        """All that is in the inbox, in order of receipt."""
        ...

    async def load_updates(self, numbers: Sequence[int]) -> Mapping[int, dict[str, Any]]:
        """Updates as Telegram sent them, by `update_id`; those that are not in the inbox are left out."""
        ...

    async def delete_updates(self, numbers: Sequence[int]) -> None:
        """Remove updates that were handled from the inbox, in one statement."""
        ...


class UpdateHandler(InboxPort, Protocol):
    """The way in. Each call is one transaction; when it returns, its effect is committed."""

    async def handle(self, update: int, event: Event) -> Ack:
        """Tell the tutor what happened; its replies are in the outbox when this returns.

        An `update` seen before has no effect, and an empty acknowledgement.
        Raises `bot.app.ports.errors.StoreError` if the database cannot be used (nothing happened: try again);
        any other exception is a fault in our own code.
        """
        ...

    async def channels_of(self, person: PersonId) -> Sequence[ChatId]:
        """The channels that somebody looks after, the latest chosen first. Raises `StoreError`."""
        ...

    async def save_dead_update(
        self, update: int, raw: dict[str, Any], error: str, person: PersonId | None
    ) -> None:
        """Keep an update that cannot be handled in `dead_updates` and never hand it out again."""
        ...


class OutboxPort(Protocol):
    """The way out."""

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[OutboxMessage]:
        """Messages that may leave now, most urgent lane first and at most one per chat, marked as claimed.

        A claim that is neither settled nor renewed within `lease` becomes claimable again
        (a PROMPT becomes uncertain instead).
        """
        ...

    async def sent(
        self, outgoing: OutboxMessage, message: MessageId | None, now: datetime, poll: str | None = None
    ) -> None:
        """It has arrived, as that message, and as that poll if it is one."""
        ...

    async def again(self, outgoing: OutboxMessage, at: datetime) -> None:
        """It has certainly not arrived; it may be tried again from `at` on."""
        ...

    async def moved(self, outgoing: OutboxMessage, chat: ChatId, now: datetime) -> None:
        """Its group has another number now: all about it goes there, and it is tried again."""
        ...

    async def lost(self, outgoing: OutboxMessage, why: Undelivered, now: datetime) -> None:
        """It will not arrive, or must not be sent again; the tutor is told."""
        ...

    async def next_due(self) -> datetime | None:
        """When the next unsettled message may leave, or None if there is none."""
        ...
