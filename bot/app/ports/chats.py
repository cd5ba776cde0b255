"""Groups and channels as the tutor remembers them."""

from collections.abc import Set
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from bot.app.events import ChatId, Group, MessageId, PersonId
from bot.domain.question import DeckId
from bot.domain.rounds.round import Pace


class ChatRecord(Struct, frozen=True, kw_only=True):
    """A group or channel, as the tutor remembers it."""

    id: ChatId
    title: str
    channel: bool
    since: datetime
    here: bool = True
    """False once the tutor was removed."""
    admin: bool = False
    """The tutor is an administrator in it."""
    hears_all: bool = False
    """Every message in it reaches the tutor, by the bot's own settings."""
    language: str | None = None
    """IETF tag of whoever began the latest round."""
    deck: DeckId | None = None
    pace: Pace = Pace.NORMAL
    plain: bool = False
    """Text and buttons instead of native polls."""
    gaps_at: datetime | None = None
    """When the next weekly look at what this group forgets is due, UTC; None: none is wanted."""

    @property
    def open(self) -> bool:
        """Plain messages are heard, not commands and replies alone."""
        return self.admin or self.hears_all


class ChatRepository(Protocol):
    """Groups."""

    def lock_group(self, group: Group, now: datetime) -> ChatRecord:
        """Insert it if absent, lock the row until commit, give it; title and hearing are renewed."""
        ...

    def lock_chat(self, id: ChatId) -> ChatRecord | None:
        """Lock the row until commit and give the record; None if there is none."""
        ...

    def save_chat(self, chat_record: ChatRecord) -> None:
        """Store the record as it is."""
        ...

    def migrate_chat(self, old: ChatId, new: ChatId) -> None:
        """Everything of the old number is the new one's from now on. Twice is once."""
        ...

    def poll_of(self, poll: str) -> tuple[ChatId, str] | None:
        """The chat and the slot a poll of ours was sent in."""
        ...

    def slot_of(self, chat: ChatId, message: MessageId) -> str | None:
        """The slot a message of ours was sent in."""
        ...

    def message_of(self, chat: ChatId, slot: str) -> MessageId | None:
        """The message that stands in a slot."""
        ...

    def hide(self, chat: ChatId, person: PersonId, *, hidden: bool) -> None:
        """Leave them out of the group's tables, or take them in again."""
        ...

    def hidden(self, chat: ChatId) -> Set[PersonId]:
        """Who is left out."""
        ...
