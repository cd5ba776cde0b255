"""The chats a person can see, and what they may do there."""

from bot.playground.members import INSIDE, has_right, hears_all, is_in_charge, is_inside, member
from bot.playground.message_words import sender_of, service_text
from bot.playground.privacy_mode import is_service
from bot.playground.rows import Chat
from bot.playground.rules import ANONYMOUSLY
from bot.playground.table import Json
from bot.playground.world import World

KEPT_BACK = ("can_send_messages", "can_send_polls", "can_send_photos", "can_send_documents")
LONGEST_LAST = 80


def chats_for(world: World, person: int) -> list[Json]:
    """Every chat but upgraded ones: the private one first, then groups and channels as they came."""
    shown = [
        chat
        for chat in world.state.chats.values()
        if chat.upgraded_to is None and (chat.kind != "private" or chat.id == person)
    ]
    shown.sort(key=lambda chat: (chat.kind != "private", -chat.id))
    return [chat_entry(world, person, chat) for chat in shown]


def chat_entry(world: World, person: int, chat: Chat) -> Json:
    """A chat in the list: see `GET /play/chats`."""
    head = {"id": chat.id, "kind": chat.kind, "version": chat.version, "can": acts(world, person, chat)}
    if chat.kind == "private":
        name = world.state.settings.get("name:") or world.bot["first_name"]
        return head | {"title": name, "status": "member", "last": _last(world, chat)}
    mine, bot = member(world, chat.id, person), member(world, chat.id, world.bot["id"])
    return head | {
        "title": chat.title,
        "is_forum": chat.is_forum,
        "status": mine.status,
        "is_anonymous": mine.is_anonymous,
        "bot": {"status": bot.status, "rights": bot.rights, "hears_all": hears_all(world, chat.id)},
        "members": _members(world, chat),
        "topics": _topics(world, chat),
        "permissions": {right: chat.permissions.get(right) is not False for right in KEPT_BACK},
        "linked": chat.linked,
        "last": _last(world, chat) if mine.status in INSIDE else None,
    }


def senders(world: World, person: int, chat: Chat) -> list[Json]:
    """As whom a person may write in a chat; nobody where they may not."""
    if chat.kind == "channel":
        may_post = has_right(world, chat.id, person, "can_post_messages")
        return [{"as": None, "name": chat.title}] if may_post else []
    own = {"as": None, "name": world.user(person)["first_name"]}
    if chat.kind == "private":
        return [own]
    if not is_inside(world, chat.id, person):
        return []
    found = [own]
    if chat.kind == "supergroup":
        if is_in_charge(world, chat.id, person):
            found.append({"as": ANONYMOUSLY, "name": chat.title})
        channels = [other for other in world.state.chats.values() if other.kind == "channel"]
        mine = [one for one in channels if member(world, one.id, person).status == "creator"]
        found += [{"as": one.id, "name": one.title} for one in mine]
    return found


def acts(world: World, person: int, chat: Chat) -> list[str]:
    """What a person may do in a chat now, by the names of the page's acts."""
    if chat.kind == "private":
        return ["block"] if chat.blocked else ["write", "vote", "block"]
    mine = member(world, chat.id, person)
    if mine.status not in INSIDE:
        return ["join"] if mine.status == "left" else []
    bot_inside = is_inside(world, chat.id, world.bot["id"])
    is_creator, in_charge = mine.status == "creator", is_in_charge(world, chat.id, person)
    may = {
        "write": bool(senders(world, person, chat)),
        "vote": True,
        "leave": not is_creator,
        "add_bot": not bot_inside and (chat.kind != "channel" or in_charge),
        "remove_bot": bot_inside and in_charge,
        "add": chat.kind != "channel" or in_charge,
        "remove": in_charge,
        "promote": is_creator,
        "permit": in_charge and chat.kind != "channel",
        "topic": chat.is_forum and has_right(world, chat.id, person, "can_manage_topics"),
        "link": is_creator and chat.kind == "channel",
        "upgrade": is_creator and chat.kind == "group",
        "anonymous": in_charge and chat.kind == "supergroup",
    }
    return [name for name, allowed in may.items() if allowed]


def _members(world: World, chat: Chat) -> list[Json]:
    bot = world.bot["id"]
    return [
        {
            "id": user,
            "name": world.user_or_bot(user)["first_name"],
            "status": row.status,
            "is_bot": user == bot,
        }
        for user, row in world.state.members_of(chat.id)
        if row.status in INSIDE
    ]


def _topics(world: World, chat: Chat) -> list[Json]:
    if not chat.is_forum:
        return []
    rows = [(key, topic) for key, topic in world.state.topics.items() if key[0] == chat.id]
    general: Json = {"id": None, "name": "General", "closed": False}
    return [general] + [{"id": key[1], "name": topic.name, "closed": topic.closed} for key, topic in rows]


def _last(world: World, chat: Chat) -> Json | None:
    for kept in world.state.newest(chat.id, 1):
        message = kept.message
        sender = sender_of(world, message)["name"]
        text = message.get("text") or message.get("caption") or message.get("poll", {}).get("question", "")
        if is_service(message):
            text = service_text(message, sender)
        head = {"message_id": message["message_id"], "date": message["date"], "sender": sender}
        return head | {"text": str(text)[:LONGEST_LAST]}
    return None
