"""What a face needs from the rest: a door to bring events in, and the post to take letters out.

`bot.turn` implements both; a face gets them as arguments.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.app.heard import Event, MessageId, PersonId
from bot.app.letters import Letter, Lost


class Doors(Protocol):
    """The way in. Each call is one transaction; when it returns, its effect is committed."""

    async def take(self, update: int, event: Event) -> str | None:
        """Tell the tutor what happened; its replies are in the outbox when this returns.

        Returns the short notice for a tap, or None. An `update` seen before has no effect.
        Raises `bot.app.trouble.StoreTrouble` if the database cannot be used (nothing happened: try again);
        any other exception is a fault in our own code.
        """
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

    async def sent(self, letter: Letter, message: MessageId | None, now: datetime) -> None:
        """It has arrived, as that message."""
        ...

    async def again(self, letter: Letter, at: datetime) -> None:
        """It has certainly not arrived; it may be tried again from `at` on."""
        ...

    async def lost(self, letter: Letter, why: Lost, now: datetime) -> None:
        """It will not arrive, or must not be sent again; the tutor is told."""
        ...

    async def next_due(self) -> datetime | None:
        """When the next unsettled letter may leave, or None if there is none."""
        ...
