"""A channel's posts appear in its discussion group by themselves."""

from bot.playground.cast import TELEGRAM
from bot.playground.rows import Chat, Kept
from bot.playground.telling import tell
from bot.playground.voice import Voice
from bot.playground.world import World

LEFT_BEHIND = frozenset({"message_id", "sender_chat", "from", "chat", "date", "edit_date", "reply_markup"})
"""What a forwarded post does not take along; callback buttons stay in the channel."""


def forward_post(world: World, channel: Chat, post: Kept) -> Kept | None:
    """Put a new post into the linked group, as Telegram itself does; None where there is none."""
    group = world.state.chats.get(channel.linked) if channel.linked is not None else None
    if channel.kind != "channel" or group is None:
        return None
    origin = {
        "type": "channel",
        "date": post.message["date"],
        "chat": world.chat_json(channel),
        "message_id": post.message["message_id"],
    }
    content = {name: value for name, value in post.message.items() if name not in LEFT_BEHIND}
    voice = Voice(head={"from": dict(TELEGRAM), "sender_chat": world.chat_json(channel)}, author=0)
    kept = world.add_message(group, voice, content | {"is_automatic_forward": True, "forward_origin": origin})
    tell(world, group, kept)
    return kept
