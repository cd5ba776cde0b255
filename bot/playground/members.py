"""Who is in a group or channel, with which rights; and how the bot is told when that changes."""

from dataclasses import replace

from bot.playground.rows import Chat, Member
from bot.playground.seed import ANONYMOUS
from bot.playground.table import Json
from bot.playground.world import World

NOBODY = Member(status="left")
INSIDE = frozenset({"creator", "administrator", "member"})
IN_CHARGE = frozenset({"creator", "administrator"})

RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
"""Of every administrator; others belong to a kind of chat."""
RIGHTS_OF_KIND = {
    "group": ("can_pin_messages",),
    "supergroup": ("can_pin_messages", "can_manage_topics"),
    "channel": ("can_post_messages", "can_edit_messages"),
}


def member(world: World, chat: int, user: int) -> Member:
    """Somebody's status; whoever never came has left."""
    return world.state.members.get((chat, user)) or NOBODY


def is_inside(world: World, chat: int, user: int) -> bool:
    """Is somebody in the chat now?"""
    return member(world, chat, user).status in INSIDE


def is_in_charge(world: World, chat: int, user: int) -> bool:
    """Is somebody the chat's creator or one of its administrators?"""
    return member(world, chat, user).status in IN_CHARGE


def hears_all(world: World, chat: int) -> bool:
    """Does the bot hear everything in a group: as an administrator, or let in with privacy mode off?"""
    row = member(world, chat, world.bot["id"])
    return row.status in IN_CHARGE or (row.status in INSIDE and row.hears_all)


def has_right(world: World, chat: int, user: int, right: str) -> bool:
    """May somebody do this, as creator or as an administrator with the right?"""
    row = member(world, chat, user)
    return row.status == "creator" or (row.status == "administrator" and bool(row.rights.get(right)))


def rights_for(kind: str) -> tuple[str, ...]:
    """The rights an administrator of this kind of chat can have."""
    return RIGHTS + RIGHTS_OF_KIND[kind]


def member_json(world: World, chat: Chat, user: int, row: Member) -> Json:
    """Telegram's ChatMember."""
    head = {"status": row.status, "user": _user(world, user)}
    match row.status:
        case "creator":
            return head | {"is_anonymous": row.is_anonymous}
        case "administrator":
            rights = {name: bool(row.rights.get(name)) for name in rights_for(chat.kind)}
            rights["can_manage_chat"] = True
            return head | {"can_be_edited": False, "is_anonymous": row.is_anonymous} | rights
        case "kicked":
            return head | {"until_date": 0}
    return head


def change_member(world: World, chat: Chat, user: int, row: Member, by: Json) -> None:
    """Change somebody's membership, and tell the bot: of its own always, of others' if it is in charge."""
    before = member(world, chat.id, user)
    mine = user == world.bot["id"]
    if mine:
        was_inside = before.status in INSIDE
        row = replace(row, hears_all=before.hears_all if was_inside else not world.is_privacy_on())
    is_told = mine or is_in_charge(world, chat.id, world.bot["id"])
    world.state.set_member(chat.id, user, row)
    world.changed(chat.id)
    if is_told and before != row:
        change = {
            "chat": world.chat_json(chat),
            "from": by,
            "date": int(world.seconds()),
            "old_chat_member": member_json(world, chat, user, before),
            "new_chat_member": member_json(world, chat, user, row),
        }
        world.queue("my_chat_member" if mine else "chat_member", change)


def _user(world: World, number: int) -> Json:
    return dict(ANONYMOUS) if number == ANONYMOUS["id"] else world.user_or_bot(number)
