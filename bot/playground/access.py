"""What the bot may do in a chat, and how Telegram says no."""

from typing import Any

from bot.playground.members import INSIDE, has_right, is_in_charge, member
from bot.playground.refusal import Refused, bad_request, forbidden
from bot.playground.rows import Chat
from bot.playground.world import World

SENDING = {
    "can_send_messages": "text messages",
    "can_send_photos": "photos",
    "can_send_audios": "audios",
    "can_send_voice_notes": "voice notes",
    "can_send_documents": "documents",
    "can_send_polls": "polls",
}
"""What ordinary members may be kept from, and how Telegram calls it."""


def readable(world: World, chat_id: Any) -> Chat:
    """The chat a bot means, if it may look into it. Raises Refused."""
    chat = world.chat_of(chat_id)
    if chat.upgraded_to is not None:
        raise Refused(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": chat.upgraded_to},
        )
    if chat.kind != "private":
        _check_inside(world, chat)
    return chat


def reachable(world: World, chat_id: Any) -> Chat:
    """The chat, if the bot is let in there and nobody has blocked it. Raises Refused."""
    chat = readable(world, chat_id)
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if chat.kind == "private" and not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def writable(world: World, chat_id: Any) -> Chat:
    """The chat, if the bot may write there. Raises Refused."""
    chat = reachable(world, chat_id)
    if chat.kind == "channel" and not has_right(world, chat.id, world.bot["id"], "can_post_messages"):
        raise bad_request("need administrator rights in the channel chat")
    return chat


def check_may_send(world: World, chat: Chat, right: str) -> None:
    """Raise Refused if members are kept from sending this and the bot is an ordinary one."""
    is_kept_back = chat.permissions.get(right) is False or chat.permissions.get("can_send_messages") is False
    if is_kept_back and not is_in_charge(world, chat.id, world.bot["id"]):
        raise bad_request(f"not enough rights to send {SENDING[right]} to the chat")


def _check_inside(world: World, chat: Chat) -> None:
    status = member(world, chat.id, world.bot["id"]).status
    if status in INSIDE:
        return
    if world.state.members.get((chat.id, world.bot["id"])) is None:
        raise bad_request("chat not found")
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    raise forbidden(f"bot is not a member of the {chat.kind} chat")
