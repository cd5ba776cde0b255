"""Which messages the bot is told of: all in private and in channels, in groups as privacy mode has it."""

from bot.playground.members import hears_all, is_inside
from bot.playground.rows import Chat, Kept
from bot.playground.sender import NOWHERE, Place, Sender, author_of
from bot.playground.table import Json
from bot.playground.world import World

SERVICE = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "group_chat_created",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "forum_topic_created",
        "forum_topic_closed",
        "forum_topic_reopened",
    }
)
"""Fields that make a message one of Telegram's own."""


def tell(world: World, chat: Chat, kept: Kept, *, is_edited: bool = False) -> None:
    """Let the bot hear of a new or edited message, if it hears of such."""
    if reaches_bot(world, chat, kept):
        kind = "channel_post" if chat.kind == "channel" else "message"
        world.queue(f"edited_{kind}" if is_edited else kind, world.shown(kept))


def reaches_bot(world: World, chat: Chat, kept: Kept) -> bool:
    """Does the bot hear of this message? Never of its own."""
    bot = world.bot["id"]
    if author_of(kept) == bot and not is_service(kept.message):
        return False
    if chat.kind == "private":
        return True
    if not is_inside(world, chat.id, bot):
        return False
    if chat.kind == "channel" or is_service(kept.message):
        return True
    if hears_all(world, chat.id):
        return True
    return _is_command(world, kept.message) or _is_reply_to_bot(world, chat, kept)


def is_service(message: Json) -> bool:
    """Is this something that happened, not something somebody wrote?"""
    return not SERVICE.isdisjoint(message)


def add_service(world: World, chat: Chat, by: Sender, content: Json, place: Place = NOWHERE) -> Kept:
    """Say in a chat what happened, and tell the bot. A channel says no such things."""
    kept = world.add_message(chat, by, content, place)
    tell(world, chat, kept)
    return kept


def _is_command(world: World, message: Json) -> bool:
    """/cmd or /cmd@this_bot at the beginning; not /cmd@another_bot."""
    for entity in message.get("entities", ()):
        if entity["type"] == "bot_command" and entity["offset"] == 0:
            _, at, name = str(message["text"])[: entity["length"]].partition("@")
            return not at or name.lower() == world.bot["username"].lower()
    return False


def _is_reply_to_bot(world: World, chat: Chat, kept: Kept) -> bool:
    replied = world.state.message(chat.id, kept.reply_to) if kept.reply_to is not None else None
    return replied is not None and author_of(replied) == world.bot["id"]
