"""A channel's posts appear in its discussion group by themselves."""

from dataclasses import replace

from bot.playground.privacy_mode import tell
from bot.playground.rows import Chat, Kept
from bot.playground.seed import TELEGRAM
from bot.playground.sender import Sender
from bot.playground.state import MOST_MESSAGES
from bot.playground.world import World

KEPT = frozenset({"message_id", "sender_chat", "from", "chat", "date"})
"""What a forwarded post has of its own."""
STAYS = KEPT | {"edit_date", "reply_markup"}
"""What it does not take along; buttons stay in the channel."""
ORIGIN = frozenset({"is_automatic_forward", "forward_origin"})


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
    content = {name: value for name, value in post.message.items() if name not in STAYS}
    sender = Sender(head={"from": dict(TELEGRAM), "sender_chat": world.chat_json(channel)}, author=0)
    kept = world.add_message(
        group, sender, content | {"is_automatic_forward": True, "forward_origin": origin}
    )
    tell(world, group, kept)
    return kept


def follow_edit(world: World, channel: Chat, post: Kept) -> None:
    """Change the forwarded post with the one in the channel."""
    group = world.state.chats.get(channel.linked) if channel.linked is not None else None
    if channel.kind != "channel" or group is None:
        return
    content = {name: value for name, value in post.message.items() if name not in STAYS}
    for kept in world.state.newest(group.id, MOST_MESSAGES):
        origin = kept.message.get("forward_origin", {})
        if kept.message.get("is_automatic_forward") and origin["message_id"] == post.message["message_id"]:
            head = {name: value for name, value in kept.message.items() if name in KEPT | ORIGIN}
            edited = replace(kept, message=head | content | {"edit_date": int(world.seconds())})
            world.keep(group, edited)
            tell(world, group, edited, is_edited=True)
