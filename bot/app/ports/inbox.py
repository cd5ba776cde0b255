"""Updates that wait in the database until their turn comes: what the update intake needs from the store."""

from datetime import datetime
from typing import Any

from msgspec import Struct

from bot.app.events import PersonId


class WaitingUpdate(Struct, frozen=True, kw_only=True):
    """An update in the inbox, without its content."""

    number: int
    """Its `update_id`."""
    lane: str
    """Whose turn it waits for: updates of one lane are handled in order."""
    received: datetime
    """When it was received; differs from that of every other update in the inbox, and orders them."""


class InboxUpdate(WaitingUpdate, frozen=True, kw_only=True):
    """An update to be written to the inbox."""

    person: PersonId | None
    """Who sent it, if that can be read."""
    raw: dict[str, Any]
    """The update as Telegram sent it."""
