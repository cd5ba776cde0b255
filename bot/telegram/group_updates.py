"""Updates from groups -> what happened. Pure."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace
from telegram import (
    CallbackQuery,
    Chat,
    ChatMemberUpdated,
    MaybeInaccessibleMessage,
    Message,
    MessageOriginChannel,
    Poll,
    PollAnswer,
    User,
)
from telegram.constants import ChatMemberStatus, ChatType

from bot.app.events import (
    ChatId,
    ChatMigrated,
    Group,
    GroupButtonTapped,
    GroupEvent,
    GroupMessageReceived,
    MemberLeft,
    MembershipChanged,
    MessageId,
    Person,
    PersonId,
    PollCountsChanged,
    PollVoted,
    PostForwarded,
)
from bot.domain.names import tidy

_HERE = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.RESTRICTED)
_QUIET_TAPS = ("join", "team-", "o")
"""Taps that anybody may make: whose rank need not be looked up."""


class Me(Struct, frozen=True, kw_only=True):
    """The bot, as the server knows it."""

    username: str = ""
    reads_all: bool = False
    """Privacy mode is off: every message of a group reaches us."""


def group_message_of(message: Message, me: Me, *, edited: bool) -> GroupEvent | None:
    """A message in a group; None for what is not for us."""
    if message.migrate_to_chat_id:
        return ChatMigrated(
            old=ChatId(message.chat.id), new=ChatId(message.migrate_to_chat_id), at=message.date
        )
    if message.migrate_from_chat_id:
        return ChatMigrated(
            old=ChatId(message.migrate_from_chat_id), new=ChatId(message.chat.id), at=message.date
        )
    group = group_of(message.chat, me)
    if message.left_chat_member:
        return MemberLeft(group=group, person=PersonId(message.left_chat_member.id), at=message.date)
    if message.is_automatic_forward:
        return forwarded(message, group)
    text = message.text or message.caption or ""
    if not text or message.chat.type == ChatType.CHANNEL or not _for_us(text, me):
        return None
    if message.is_automatic_forward:  # a channel's post, forwarded into its discussion group
        return None
    as_group = message.sender_chat is not None
    if message.from_user is None or (message.from_user.is_bot and not as_group):
        return None
    replied = message.reply_to_message
    return GroupMessageReceived(
        group=group,
        thread=_thread(message),
        person=None if as_group else person_of(message.from_user),
        admin=as_group and message.sender_chat == message.chat,
        message=MessageId(message.message_id),
        at=(message.edit_date if edited else None) or message.date,
        text=text,
        reply_to=MessageId(replied.message_id) if replied and not _opens_thread(replied) else None,
        edited=edited,
        root=_root(message),
    )


def forwarded(message: Message, group: Group) -> PostForwarded | None:
    """A channel's post in its discussion group; an edit of it is the same post."""
    origin = message.forward_origin
    if not isinstance(origin, MessageOriginChannel):
        return None
    return PostForwarded(
        group=group,
        message=MessageId(message.message_id),
        channel=ChatId(origin.chat.id),
        post=MessageId(origin.message_id),
        at=message.date,
    )


def group_tap_of(
    query: CallbackQuery, message: MaybeInaccessibleMessage, me: Me, now: datetime
) -> GroupButtonTapped | None:
    """A tap under a message in a group."""
    if query.data is None:
        return None
    return GroupButtonTapped(
        group=group_of(message.chat, me),
        thread=_thread(message) if isinstance(message, Message) else 0,
        person=person_of(query.from_user),
        admin=False,
        at=now,
        data=query.data,
        message=MessageId(message.message_id),
    )


def voted(answer: PollAnswer, now: datetime) -> PollVoted | None:
    """A vote. One cast as a channel is nobody's."""
    if answer.user is None or answer.voter_chat is not None:
        return None
    person = person_of(answer.user)
    return PollVoted(poll=answer.poll_id, person=person, at=now, options=tuple(answer.option_ids))


def counted(poll: Poll, now: datetime) -> PollCountsChanged:
    """How a poll stands."""
    counts = tuple(option.voter_count for option in poll.options)
    return PollCountsChanged(poll=poll.id, at=now, counts=counts, closed=poll.is_closed)


def membership(change: ChatMemberUpdated, me: Me) -> MembershipChanged:
    """We came, went, or were given other rights."""
    now = change.new_chat_member
    may_post = getattr(now, "can_post_messages", None)
    return MembershipChanged(
        group=group_of(change.chat, me),
        person=person_of(change.from_user),
        at=change.date,
        here=now.status in _HERE,
        admin=now.status == ChatMemberStatus.ADMINISTRATOR,
        may_post=may_post is not False,
    )


def needs_rank(event: GroupEvent) -> bool:
    """Whether it matters if whoever did it is an administrator."""
    match event:
        case GroupMessageReceived(person=Person()):
            return event.text.startswith("/")
        case GroupButtonTapped():
            return not event.data.rpartition(":")[2].startswith(_QUIET_TAPS)
        case _:
            return False


def ranked(event: GroupEvent, *, admin: bool) -> GroupEvent:
    """The event, with the rank of whoever did it."""
    return (
        replace(event, admin=admin) if isinstance(event, GroupMessageReceived | GroupButtonTapped) else event
    )


def group_of(chat: Chat, me: Me) -> Group:
    """The group as we know it."""
    return Group(
        id=ChatId(chat.id),
        title=chat.title or "",
        channel=chat.type == ChatType.CHANNEL,
        hears_all=me.reads_all,
    )


def person_of(user: User) -> Person:
    """Somebody."""
    return Person(id=PersonId(user.id), name=tidy(user.first_name), language=user.language_code)


def _thread(message: Message) -> int:
    # In a group without topics, replies have a thread too; it means nothing there.
    return message.message_thread_id or 0 if message.is_topic_message else 0


def _root(message: Message) -> MessageId | None:
    """In a group without topics a thread is what replies to one message, and bears its number."""
    number = None if message.is_topic_message else message.message_thread_id
    return MessageId(number) if number is not None else None


def _opens_thread(replied: Message) -> bool:
    """In a topic, a message that replies to nothing seems to reply to what opened the topic."""
    return replied.forum_topic_created is not None


def _for_us(text: str, me: Me) -> bool:
    """A command may name the bot it is for. Not knowing our own name, we take it."""
    word = text.split(maxsplit=1)[0] if text.startswith("/") else ""
    _, at, name = word.partition("@")
    return not at or not me.username or name.casefold() == me.username.casefold()
