"""What can happen to the tutor: replies in. A transport makes these; the tutor is told them."""

from datetime import datetime
from enum import StrEnum
from typing import NewType

from msgspec import Struct

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


class Person(Struct, frozen=True, kw_only=True):
    """Somebody, as the transport knows them."""

    id: PersonId
    name: str
    """First name as they gave it; may hold anything, so it is escaped wherever it is shown."""
    language: str | None = None
    """IETF tag of their client, if it says."""


class Rights(Struct, frozen=True, kw_only=True):
    """A channel in which somebody is an administrator at the moment, as the server says."""

    chat: ChatId
    may_post: bool
    """We may post there."""


class MessageReceived(Struct, frozen=True, kw_only=True):
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


class ButtonTapped(Struct, frozen=True, kw_only=True):
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


class BlockChanged(Struct, frozen=True, kw_only=True):
    """The person blocked the tutor (`here` is False) or came back."""

    person: Person
    chat: ChatId
    at: datetime
    here: bool


class Group(Struct, frozen=True, kw_only=True):
    """A group or a channel, as the transport knows it at the moment of an event."""

    id: ChatId
    title: str
    channel: bool = False
    hears_all: bool = False
    """Every message in it reaches us; else commands and replies do."""


class GroupMessageReceived(Struct, frozen=True, kw_only=True):
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


class GroupButtonTapped(Struct, frozen=True, kw_only=True):
    """A button in a group was tapped."""

    group: Group
    thread: int
    person: Person
    admin: bool
    at: datetime
    data: str
    message: MessageId | None = None
    member: bool = True
    """False: they are not in the group, though they see its messages; looked up where it counts."""


class PollVoted(Struct, frozen=True, kw_only=True):
    """Somebody voted in one of our polls, or took their vote back."""

    poll: str
    person: Person
    at: datetime
    """Time of receipt: a vote carries no date."""
    options: tuple[int, ...]
    """Places of the chosen options as the poll was sent; empty: taken back."""
    member: bool = True
    """False: they are not in the chat that the poll was sent to, but met it elsewhere, forwarded."""


class PollCountsChanged(Struct, frozen=True, kw_only=True):
    """How many chose which option of an anonymous poll."""

    poll: str
    at: datetime
    counts: tuple[int, ...]
    closed: bool


class MembershipChanged(Struct, frozen=True, kw_only=True):
    """We were added to a group or channel, removed, promoted or demoted."""

    group: Group
    person: Person
    """Who did it."""
    at: datetime
    here: bool
    admin: bool
    may_post: bool = True


class PostForwarded(Struct, frozen=True, kw_only=True):
    """A post of a channel has appeared in its discussion group by itself."""

    group: Group
    """The discussion group."""
    message: MessageId
    """What it is there."""
    channel: ChatId
    post: MessageId
    """What it is in the channel."""
    at: datetime


class MemberLeft(Struct, frozen=True, kw_only=True):
    """Somebody left a group, or was removed."""

    group: Group
    person: PersonId
    at: datetime


class ChatMigrated(Struct, frozen=True, kw_only=True):
    """A group became a supergroup and has a new number."""

    old: ChatId
    new: ChatId
    at: datetime


class Flooded(Struct, frozen=True, kw_only=True):
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
