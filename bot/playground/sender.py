"""As whom and where something is written."""

from dataclasses import dataclass

from bot.playground.rows import Kept
from bot.playground.table import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """As whom something is written."""

    head: Json
    """`from`, `sender_chat`, as the message shows them."""
    author: int
    """Who it is in truth: a person's number or the bot's; 0 for Telegram."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a chat something is written."""

    thread: int | None = None
    """A topic, or the message that began a thread."""
    reply_to: int | None = None
    external: Json | None = None
    """What it replies to in another chat or topic."""


NOWHERE = Place()


def author_of(kept: Kept) -> int:
    """Who wrote a message in truth. Older rows say so only in `from`."""
    return kept.author or int(kept.message.get("from", {}).get("id", 0))
