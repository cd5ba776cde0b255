"""What can happen to the tutor: replies in. A transport makes these; the tutor is told them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

PersonId = NewType("PersonId", int)
ChatId = NewType("ChatId", int)
"""In private, the chat's number is the person's."""
MessageId = NewType("MessageId", int)
"""A message's number in its chat."""


def is_group(chat: ChatId) -> bool:
    """True for a group or channel: their numbers are negative, people's are not."""
    return chat < 0


class ContentKind(StrEnum):
    """What a message consists of. Only text can be marked; the rest gets a helpful reply."""

    TEXT = "text"
    PICTURE = "picture"
    VOICE = "voice"
    STICKER = "sticker"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody, as the transport knows them."""

    id: PersonId
    name: str
    """First name as they gave it; may hold anything, so it is escaped wherever it is shown."""
    language: str | None = None
    """IETF tag of their client, if it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """A channel in which somebody is an administrator at the moment, as the server says."""

    chat: ChatId
    may_post: bool
    """We may post there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReceived:
    """A message, or the new text of an edited one."""

    person: Person
    chat: ChatId
    message: MessageId
    at: datetime
    """When the person sent it (an edit: when they edited it), by the server's clock; aware, UTC."""
    text: str = ""
    """A caption counts as text. Empty for a message without words."""
    what: ContentKind = ContentKind.TEXT
    reply_to: MessageId | None = None
    edited: bool = False
    sent: datetime | None = None
    """For an edit: when the message was first sent."""
    channels: tuple[Rights, ...] = ()
    """Of the channels they look after, those that are theirs to run now; looked up where it matters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonTapped:
    """A button under one of the tutor's messages was tapped."""

    person: Person
    chat: ChatId
    at: datetime
    """Time of receipt: a tap carries no date of its own."""
    data: str
    """What the button carries. Anybody can forge it, so it is checked against the store."""
    message: MessageId | None = None
    channels: tuple[Rights, ...] = ()
    """As in `MessageReceived`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockChanged:
    """The person blocked the tutor (`here` is False) or came back."""

    person: Person
    chat: ChatId
    at: datetime
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group or a channel, as the transport knows it at the moment of an event."""

    id: ChatId
    title: str
    channel: bool = False
    hears_all: bool = False
    """Every message in it reaches us; else commands and replies do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMessageReceived:
    """A message in a group, or the new text of an edited one."""

    group: Group
    thread: int
    """The forum topic; 0 for none."""
    person: Person | None
    """None for somebody who writes as the group or as a channel: they have no seat."""
    admin: bool
    """They are an administrator of the group; looked up for commands, else False."""
    message: MessageId
    at: datetime
    text: str
    reply_to: MessageId | None = None
    edited: bool = False
    root: MessageId | None = None
    """The message that began the thread of replies it stands in, such as a channel's post; None in topics."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupButtonTapped:
    """A button in a group was tapped."""

    group: Group
    thread: int
    person: Person
    admin: bool
    at: datetime
    data: str
    message: MessageId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PollVoted:
    """Somebody voted in one of our polls, or took their vote back."""

    poll: str
    person: Person
    at: datetime
    """Time of receipt: a vote carries no date."""
    options: tuple[int, ...]
    """Places of the chosen options as the poll was sent; empty: taken back."""
    member: bool = True
    """False: they are not in the chat that the poll was sent to, but met it elsewhere, forwarded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollCountsChanged:
    """How many chose which option of an anonymous poll."""

    poll: str
    at: datetime
    counts: tuple[int, ...]
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipChanged:
    """We were added to a group or channel, removed, promoted or demoted."""

    group: Group
    person: Person
    """Who did it."""
    at: datetime
    here: bool
    admin: bool
    may_post: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PostForwarded:
    """A post of a channel has appeared in its discussion group by itself."""

    group: Group
    """The discussion group."""
    message: MessageId
    """What it is there."""
    channel: ChatId
    post: MessageId
    """What it is in the channel."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLeft:
    """Somebody left a group, or was removed."""

    group: Group
    person: PersonId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatMigrated:
    """A group became a supergroup and has a new number."""

    old: ChatId
    new: ChatId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Flooded:
    """Somebody sent far more than can be handled; what comes of it is left out until they are calm."""

    person: Person
    chat: ChatId
    at: datetime


GroupEvent = (
    GroupMessageReceived
    | GroupButtonTapped
    | PollVoted
    | PollCountsChanged
    | MembershipChanged
    | PostForwarded
    | MemberLeft
    | ChatMigrated
)
Event = MessageReceived | ButtonTapped | BlockChanged | Flooded | GroupEvent
