"""Update -> what happened. Pure. What comes from groups is read in `hear_groups.py`."""

from datetime import datetime
from typing import Any

from telegram import CallbackQuery, ChatMemberUpdated, Document, Message, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.app.events import (
    BlockChanged,
    ButtonTapped,
    ChatId,
    ContentKind,
    Event,
    GroupButtonTapped,
    MembershipChanged,
    MessageId,
    MessageReceived,
    PersonId,
    SentFile,
)
from bot.telegram.group_updates import (
    Me,
    counted,
    group_message_of,
    group_tap_of,
    membership,
    person_of,
    voted,
)

NOBODY = Me()

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member", "poll_answer", "poll")
"""The kinds of update asked for."""

VOTER_LANES = 8
"""Of one poll. More would not be asked about at once (`bot.telegram.lookups.AT_ONCE`)."""
BEYOND = 2**63
"""Numbers from here on have no room in a database; Telegram's have 52 bits at most."""
_NOTICES = (
    "boost_added",
    "chat_background_set",
    "chat_shared",
    "connected_website",
    "forum_topic_closed",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_reopened",
    "message_auto_delete_timer_changed",
    "pinned_message",
    "proximity_alert_triggered",
    "users_shared",
    "write_access_allowed",
)
"""Messages of a private chat that Telegram writes in a person's name. To answer them would be odd."""


def event_of(update: Update, now: datetime, me: Me = NOBODY) -> Event | None:
    """What the update tells; None for what does not concern the tutor.

    `now` is the time of receipt, for taps and votes: they carry no time of their own. `me` is needed where
    a group is concerned (see `in_group`).
    """
    if message := update.message or update.edited_message:
        edited = update.message is None
        if message.chat.type == ChatType.PRIVATE:
            return _heard(message, edited=edited)
        return group_message_of(message, me, edited=edited)
    if update.callback_query:
        return _tapped(update.callback_query, me, now)
    if update.my_chat_member:
        return _presence(update.my_chat_member, me)
    if update.poll_answer:
        return voted(update.poll_answer, now)
    return counted(update.poll, now) if update.poll else None


def in_group(update: Update) -> bool:
    """Whether the update comes from a group or channel."""
    chat = update.effective_chat
    return chat is not None and chat.type != ChatType.PRIVATE


def lane_of(raw: dict[str, Any]) -> str:
    """Whose turn an update waits for: each person's in private, each group's, each poll's. Where that cannot
    be read, the update has a lane of its own. The votes of a poll have several lanes, each person in one of
    them: so not all wait while it is asked whether one voter is a member."""
    for kind, field in (("poll_answer", "poll_id"), ("poll", "id")):
        poll = raw.get(kind)
        if isinstance(poll, dict) and isinstance(poll.get(field), str):
            voter = person_in(raw) if kind == "poll_answer" else None
            return f"poll:{poll[field]}" + ("" if voter is None else f":{voter % VOTER_LANES}")
    for kind in ALLOWED:
        body = raw.get(kind)
        if kind == "callback_query" and isinstance(body, dict):
            body = body.get("message")
        if not isinstance(body, dict):
            continue
        chat = body.get("chat")
        number = body.get("migrate_from_chat_id") or (chat.get("id") if isinstance(chat, dict) else None)
        if isinstance(number, int):
            return f"chat:{number}"
    return f"update:{raw['update_id']}"


def is_numbered(raw: dict[str, Any]) -> bool:
    """Whether an update has a number by which it can be acknowledged and remembered."""
    number = raw.get("update_id")
    return isinstance(number, int) and 0 <= number < BEYOND


def kind_of(raw: dict[str, Any]) -> str:
    """Which kind of update it is, one of ALLOWED; "other" where it is none of them."""
    return next((kind for kind in ALLOWED if kind in raw), "other")


def sent_at(raw: dict[str, Any]) -> float | None:
    """When it was sent, in seconds since 1970, by the server's clock; None where it does not say (taps and
    votes)."""
    body = raw.get(kind_of(raw))
    date = body.get("edit_date", body.get("date")) if isinstance(body, dict) else None
    return float(date) if isinstance(date, int) else None


def person_in(raw: dict[str, Any]) -> PersonId | None:
    """Whose update it is, as far as that can be read from one that cannot be parsed."""
    for kind in ALLOWED:
        body = raw.get(kind)
        sender = body.get("from") or body.get("user") if isinstance(body, dict) else None
        number = sender.get("id") if isinstance(sender, dict) else None
        if isinstance(number, int) and abs(number) < BEYOND:
            return PersonId(number)
    return None


def _heard(message: Message, *, edited: bool) -> MessageReceived | None:
    sender = message.from_user
    if sender is None or sender.is_bot:
        return None
    what = _what(message)
    if what is None:
        return None
    replied = message.reply_to_message
    return MessageReceived(
        person=person_of(sender),
        chat=ChatId(message.chat.id),
        message=MessageId(message.message_id),
        at=(message.edit_date if edited else None) or message.date,
        text=message.text or message.caption or "",
        what=what,
        reply_to=MessageId(replied.message_id) if replied else None,
        edited=edited,
        sent=message.date if edited else None,
        file=_file(message.document) if message.document else None,
    )


def _file(document: Document) -> SentFile:
    return SentFile(id=document.file_id, name=document.file_name or "", size=document.file_size)


def _what(message: Message) -> ContentKind | None:
    if message.text:
        return ContentKind.TEXT
    if message.photo:
        return ContentKind.PICTURE
    if message.voice or message.audio or message.video_note:
        return ContentKind.VOICE
    if message.sticker:
        return ContentKind.STICKER
    if any(message[name] is not None for name in _NOTICES):
        return None
    return ContentKind.OTHER


def _tapped(query: CallbackQuery, me: Me, now: datetime) -> ButtonTapped | GroupButtonTapped | None:
    message = query.message
    if message is None or query.data is None:
        return None
    if message.chat.type != ChatType.PRIVATE:
        return group_tap_of(query, message, me, now)
    return ButtonTapped(
        person=person_of(query.from_user),
        chat=ChatId(message.chat.id),
        at=now,
        data=query.data,
        message=MessageId(message.message_id),
    )


def _presence(change: ChatMemberUpdated, me: Me) -> BlockChanged | MembershipChanged | None:
    status = change.new_chat_member.status
    if change.chat.type != ChatType.PRIVATE:
        return membership(change, me)
    if status not in (ChatMemberStatus.BANNED, ChatMemberStatus.MEMBER):
        return None
    return BlockChanged(
        person=person_of(change.from_user),
        chat=ChatId(change.chat.id),
        at=change.date,
        here=status == ChatMemberStatus.MEMBER,
    )
