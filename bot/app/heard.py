"""What can happen to the tutor: facts in. A face makes these; the tutor is told them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

PersonId = NewType("PersonId", int)
ChatId = NewType("ChatId", int)
"""In private, the chat's number is the person's."""
MessageId = NewType("MessageId", int)
"""A message's number in its chat."""


class What(StrEnum):
    """What a message consists of. Only text can be marked; the rest gets a helpful reply."""

    TEXT = "text"
    PICTURE = "picture"
    VOICE = "voice"
    STICKER = "sticker"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody, as the face knows them."""

    id: PersonId
    name: str
    """First name as they gave it; may hold anything, so it is escaped wherever it is shown."""
    language: str | None = None
    """IETF tag of their client, if it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A message, or the new text of an edited one."""

    person: Person
    chat: ChatId
    message: MessageId
    at: datetime
    """When the person sent it (an edit: when they edited it), by the server's clock; aware, UTC."""
    text: str = ""
    """A caption counts as text. Empty for a message without words."""
    what: What = What.TEXT
    reply_to: MessageId | None = None
    edited: bool = False
    sent: datetime | None = None
    """For an edit: when the message was first sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tapped:
    """A button under one of the tutor's messages was tapped."""

    person: Person
    chat: ChatId
    at: datetime
    """Time of receipt: a tap carries no date of its own."""
    data: str
    """What the button carries. Anybody can forge it, so it is checked against the store."""
    message: MessageId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """The person blocked the tutor (`here` is False) or came back."""

    person: Person
    chat: ChatId
    at: datetime
    here: bool


Event = Heard | Tapped | Presence
