"""Methods about chats: what they are and who is in them."""

from bot.playground.access import SENDING, readable
from bot.playground.members import IN_CHARGE, INSIDE, NOBODY, change_member, member, member_json
from bot.playground.params import Params
from bot.playground.refusal import bad_request
from bot.playground.sender import Sender
from bot.playground.table import Json
from bot.playground.world import World

GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def get_chat(world: World, params: Params) -> Json:
    """Everything about a chat."""
    chat = readable(world, params.values.get("chat_id"))
    full: Json = {"accent_color_id": abs(chat.id) % 7, "max_reaction_count": 11}
    if chat.kind in ("group", "supergroup"):
        full["permissions"] = {right: chat.permissions.get(right) is not False for right in SENDING}
    if chat.linked is not None:
        full["linked_chat_id"] = chat.linked
    return world.chat_json(chat) | full | {"accepted_gift_types": dict.fromkeys(GIFTS, False)}


def get_chat_member(world: World, params: Params) -> Json:
    """Somebody's status in a chat; whoever never came has left."""
    chat, user = readable(world, params.values.get("chat_id")), params.integer("user_id")
    if user != world.bot["id"] and world.state.people.get(user) is None:
        raise bad_request("user not found")
    if chat.kind == "private":
        raise bad_request("chat not found" if user != chat.id else "can't get members of a private chat")
    return member_json(world, chat, user, member(world, chat.id, user))


def get_chat_administrators(world: World, params: Params) -> list[Json]:
    """The creator and all administrators, other bots left out (there are none but this one)."""
    chat = readable(world, params.values.get("chat_id"))
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    rows = world.state.members_of(chat.id)
    return [member_json(world, chat, user, row) for user, row in rows if row.status in IN_CHARGE]


def get_chat_member_count(world: World, params: Params) -> int:
    """How many are in a chat."""
    chat = readable(world, params.values.get("chat_id"))
    if chat.kind == "private":
        return 2
    return sum(row.status in INSIDE for _, row in world.state.members_of(chat.id))


def leave_chat(world: World, params: Params) -> bool:
    """Go out of a group or channel."""
    chat = readable(world, params.values.get("chat_id"))
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    change_member(world, chat, world.bot["id"], NOBODY, dict(world.bot))
    if chat.kind != "channel":
        sender = Sender(head={"from": dict(world.bot)}, author=world.bot["id"])
        world.add_message(chat, sender, {"left_chat_member": dict(world.bot)})
    return True
