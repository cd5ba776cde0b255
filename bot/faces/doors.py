"""What a face needs from the rest: a door to bring events in, and the post to take letters out.

`bot.turn` implements both; a face gets them as arguments.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.app.facts import Reaction
from bot.app.heard import ChatId, Event, MessageId, PersonId
from bot.app.letters import Letter, Lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Ack:
    """What whoever did something sees at once, besides any message. Best effort, after the commit."""

    notice: str | None = None
    """The short notice for a tap."""
    link: str | None = None
    """For a tap: what our private chat is to be opened with."""
    reaction: Reaction | None = None
    """The sign at the message that was heard."""


class Doors(Protocol):
    """The way in. Each call is one transaction; when it returns, its effect is committed."""

    async def take(self, update: int, event: Event) -> Ack:
        """Tell the tutor what happened; its replies are in the outbox when this returns.

        An `update` seen before has no effect, and an empty acknowledgement.
        Raises `bot.app.trouble.StoreTrouble` if the database cannot be used (nothing happened: try again);
        any other exception is a fault in our own code.
        """
        ...

    async def channels_of(self, person: PersonId) -> Sequence[ChatId]:
        """The channels that somebody looks after, the latest chosen first. Raises `StoreTrouble`."""
        ...

    async def bury(self, update: int, raw: dict[str, Any], error: str, person: PersonId | None) -> None:
        """Keep an update that cannot be handled in `dead_updates` and never hand it out again."""
        ...


class Post(Protocol):
    """The way out."""

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[Letter]:
        """Letters that may leave now, most urgent lane first and at most one per chat, marked as claimed.

        A claim that is neither settled nor renewed within `lease` becomes claimable again
        (a PROMPT becomes uncertain instead).
        """
        ...

    async def sent(
        self, letter: Letter, message: MessageId | None, now: datetime, poll: str | None = None
    ) -> None:
        """It has arrived, as that message, and as that poll if it is one."""
        ...

    async def again(self, letter: Letter, at: datetime) -> None:
        """It has certainly not arrived; it may be tried again from `at` on."""
        ...

    async def moved(self, letter: Letter, chat: ChatId, now: datetime) -> None:
        """Its group has another number now: everything about it goes there, and the letter is tried again."""
        ...

    async def lost(self, letter: Letter, why: Lost, now: datetime) -> None:
        """It will not arrive, or must not be sent again; the tutor is told."""
        ...

    async def next_due(self) -> datetime | None:
        """When the next unsettled letter may leave, or None if there is none."""
        ...
