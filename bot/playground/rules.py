"""What a person may do in a chat, and as whom."""

from dataclasses import replace

from bot.playground.members import has_right, is_in_charge, is_inside, member
from bot.playground.rows import Chat, Kept
from bot.playground.seed import ANONYMOUS, CHANNEL_BOT
from bot.playground.sender import Place, Sender
from bot.playground.table import Json
from bot.playground.world import World

SendAs = str | int | None
"""As whom a person acts: None as they are, "anonymous" as the group, a number as that channel."""
ANONYMOUSLY = "anonymous"


class CannotDo(ValueError):
    """A person cannot do that; the message is a sentence for them."""


def chat_for(world: World, number: int) -> Chat:
    """A chat people can be in. Raises CannotDo."""
    chat = world.state.chats.get(number)
    if chat is None:
        raise CannotDo("There is no such chat.")
    if chat.upgraded_to is not None:
        raise CannotDo("This group has become a supergroup. Go on there.")
    return chat


def sender_for(world: World, chat: Chat, person: int, send_as: SendAs = None) -> Sender:
    """As whom a person writes in a chat. Raises CannotDo if they may not."""
    user, own = world.user(person), world.chat_json(chat)
    if chat.kind == "private":
        return Sender(head={"from": dict(user)}, author=person)
    if not is_inside(world, chat.id, person):
        raise CannotDo("You are not in this chat. Join first.")
    if chat.kind == "channel":
        if not has_right(world, chat.id, person, "can_post_messages"):
            raise CannotDo("Only administrators who may post write in a channel.")
        return Sender(head={"sender_chat": own}, author=person)
    if isinstance(send_as, int):
        return _channel_sender(world, chat, person, send_as)
    if send_as == ANONYMOUSLY or member(world, chat.id, person).is_anonymous:
        if chat.kind != "supergroup" or not is_in_charge(world, chat.id, person):
            raise CannotDo("Only administrators of a supergroup write anonymously.")
        return Sender(head={"from": dict(ANONYMOUS), "sender_chat": own}, author=person)
    return Sender(head={"from": dict(user)}, author=person)


def check_may(world: World, chat: Chat, person: int, right: str, sentence: str) -> None:
    """Raise CannotDo if ordinary members are kept from this and the person is one."""
    if chat.kind in ("private", "channel") or is_in_charge(world, chat.id, person):
        return
    if chat.permissions.get(right) is False or chat.permissions.get("can_send_messages") is False:
        raise CannotDo(sentence)


def place_for(world: World, chat: Chat, person: int, topic: int | None, reply_to: int | None) -> Place:
    """Where a person's message goes: the topic it is written in, or the thread of what it replies to.

    Raises CannotDo if the topic is not there, or closed.
    """
    if reply_to is not None and world.state.message(chat.id, reply_to) is None:
        raise CannotDo("This message is not there any more.")
    place = thread_of(world, chat, topic, reply_to)
    row = world.state.topics.get((chat.id, place.thread)) if chat.is_forum and place.thread else None
    if chat.is_forum and place.thread is not None:
        if row is None:
            raise CannotDo("There is no such topic.")
        if row.closed and not has_right(world, chat.id, person, "can_manage_topics"):
            raise CannotDo("This topic is closed.")
    elif topic is not None and world.state.message(chat.id, topic) is None:
        raise CannotDo("There is no such thread.")
    return place


def thread_of(world: World, chat: Chat, thread: int | None, reply_to: int | None) -> Place:
    """A place in a thread. What replies to nothing there replies to what began it, as with Telegram."""
    if chat.kind != "supergroup":
        return Place(reply_to=reply_to)
    replied = world.state.message(chat.id, reply_to) if reply_to is not None else None
    if thread is None and replied is not None:
        thread = replied.message.get("message_thread_id", None if chat.is_forum else reply_to)
    return Place(thread=thread, reply_to=thread if reply_to is None else reply_to)


def changed_text(kept: Kept, content: Json, date: int) -> Kept:
    """A text message with other words."""
    rest = {name: value for name, value in kept.message.items() if name not in ("text", "entities")}
    return replace(kept, message=rest | content | {"edit_date": date})


def _channel_sender(world: World, chat: Chat, person: int, channel: int) -> Sender:
    found = world.state.chats.get(channel)
    if chat.kind != "supergroup":
        raise CannotDo("Channels write in supergroups only.")
    if found is None or found.kind != "channel" or member(world, channel, person).status != "creator":
        raise CannotDo("Only whoever made a channel writes in its name.")
    return Sender(head={"from": dict(CHANNEL_BOT), "sender_chat": world.chat_json(found)}, author=person)
