"""Who seems to say a message, and what Telegram's own messages say, in words."""

from bot.playground.seed import TELEGRAM
from bot.playground.table import Json
from bot.playground.world import World


def sender_of(world: World, message: Json) -> Json:
    """Who a message seems to come from: id, name and kind (person, bot, chat or telegram)."""
    if chat := message.get("sender_chat"):
        return {"id": chat["id"], "name": chat["title"], "kind": "chat"}
    user = message["from"]
    if user["id"] == world.bot["id"]:
        return {"id": user["id"], "name": user["first_name"], "kind": "bot"}
    kind = "telegram" if user["id"] == TELEGRAM["id"] else "person"
    return {"id": user["id"], "name": user["first_name"], "kind": kind}


def name_of(world: World, who: int) -> str:
    """The name of a person, or of a group or channel somebody acts as."""
    if who > 0:
        return str(world.user_or_bot(who)["first_name"])
    chat = world.state.chats.get(who)
    return chat.title if chat else "a channel"


def service_text(message: Json, name: str) -> str:
    """A sentence for a message that is something that happened."""
    if "new_chat_members" in message:
        new = message["new_chat_members"]
        names = ", ".join(one["first_name"] for one in new)
        return f"{name} joined" if [one["first_name"] for one in new] == [name] else f"{name} added {names}"
    if left := message.get("left_chat_member"):
        return f"{name} left" if left["first_name"] == name else f"{name} removed {left['first_name']}"
    if topic := message.get("forum_topic_created"):
        return f"{name} opened the topic “{topic['name']}”"
    words = {
        "group_chat_created": "made this group",
        "migrate_to_chat_id": "made this a supergroup",
        "migrate_from_chat_id": "made this a supergroup",
        "forum_topic_closed": "closed the topic",
        "forum_topic_reopened": "opened the topic again",
    }
    return f"{name} {next(said for field, said in words.items() if field in message)}"
