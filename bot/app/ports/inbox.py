"""Updates that wait in the database until their turn comes: what the update intake needs from the store."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.app.events import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingUpdate:
    """An update in the inbox, without its content."""

    number: int
    """Its `update_id`."""
    lane: str
    """Whose turn it waits for: updates of one lane are handled in order."""
    received: datetime
    """When it was received; differs from that of every other update in the inbox, and orders them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxUpdate(WaitingUpdate):
    """An update to be written to the inbox."""

    person: PersonId | None
    """Who sent it, if that can be read."""
    raw: dict[str, Any]
    """The update as Telegram sent it."""
