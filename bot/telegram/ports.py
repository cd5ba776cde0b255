"""What a transport needs from the rest: a handler for events, and the outbox to take messages from.

`bot.turn` implements both; a transport gets them as arguments.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from msgspec import Struct

from bot.app.events import ChatId, Event, MessageId, PersonId
from bot.app.ports.inbox import InboxUpdate, WaitingUpdate
from bot.app.ports.outbox import OutboxMessage, Settlement, Undelivered
from bot.app.replies import Reaction


class Ack(Struct, frozen=True, kw_only=True):
    """What whoever did something sees at once, besides any message. Best effort, after the commit."""

    notice: str | None = None
    """The short notice for a tap."""
    link: str | None = None
    """For a tap: what our private chat is to be opened with."""
    reaction: Reaction | None = None
    """The sign at the message that was heard."""


class Intake(Protocol):
    """How updates come in."""

    async def run(self, stop: asyncio.Event) -> None:
        """Take them until `stop`; finish what is in hand. Raises CannotServe when there is no use in it."""
        ...

    async def rested(self) -> None:
        """Return when nothing is at work of what was received."""
        ...


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

    async def unknown_voter(self, poll: str, person: PersonId) -> ChatId | None:
        """The group that a poll of ours was sent to, if it isn't known whether somebody who voted in it is
        there: whoever has a seat in its round is. None: there is nothing to ask. Raises `StoreError`."""
        ...

    async def unknown_tapper(self, data: str, person: PersonId) -> bool:
        """Whether a button of a round was tapped by somebody of whom it isn't known that they are in its
        group: whoever has a seat is. Raises `StoreError`."""
        ...

    async def save_dead_update(
        self, update: int, raw: dict[str, Any], error: str, person: PersonId | None
    ) -> None:
        """Keep an update that cannot be handled in `dead_updates` and never hand it out again."""
        ...


class OutboxPort(Protocol):
    """The way out. Each call is one transaction, and raises `bot.app.ports.errors.StoreError` if the database
    cannot be used."""

    async def claim(self, now: datetime, limit: int, bulk: int) -> Sequence[OutboxMessage]:
        """At most `limit` messages that may leave now, most urgent first and at most one per chat, marked as
        claimed; at most `bulk` of them prompts and announcements that nobody waits behind.

        A claim that is not settled within `bot.app.ports.outbox.LEASE`, and is not in hand any more, becomes
        claimable again (a PROMPT becomes uncertain instead).
        """
        ...

    async def settle(self, settled: Sequence[Settlement], now: datetime) -> bool:
        """Write what became of messages, few or many. True if more can be claimed in one of their chats.

        It may be called again with the same, for example after a StoreError.
        """
        ...

    async def moved(self, outgoing: OutboxMessage, chat: ChatId, now: datetime) -> None:
        """Its group has another number now: all about it goes there, and it is tried again."""
        ...

    async def lost(self, outgoing: OutboxMessage, why: Undelivered, now: datetime) -> None:
        """It will not arrive, or must not be sent again; the tutor is told. `now`: when it was tried."""
        ...

    async def next_due(self) -> datetime | None:
        """When the next unsettled message may leave, or None if there is none."""
        ...

    async def message_of(self, chat: ChatId, slot: str) -> MessageId | None:
        """The message a slot of a chat stands for, or None."""
        ...

    async def clock_set_back(self, now: datetime) -> None:
        """The clock was set back to `now`: nothing waits for a time by the old one."""
        ...
