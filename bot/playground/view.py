"""What a person sees of a chat and its messages."""

from bot.playground.chat_list import chat_entry, senders
from bot.playground.members import is_inside
from bot.playground.message_words import name_of, sender_of, service_text
from bot.playground.pictures import sound_mime
from bot.playground.poll_view import as_seen, vote_seen
from bot.playground.privacy_mode import is_service
from bot.playground.profile import menu_for
from bot.playground.rows import Chat, Kept
from bot.playground.sender import author_of
from bot.playground.table import Json
from bot.playground.world import World

SHOWN_MESSAGES = 200
NOTICE_SECONDS = 30.0


def view(world: World, person: int, chat: Chat) -> Json:
    """What a person sees: see `GET /play/state`."""
    now = world.seconds()
    notices = [
        {name: one[name] for name in ("id", "text", "alert", "url") if name in one}
        for one in chat.notices
        if one["for"] == person and now - one["at"] < NOTICE_SECONDS
    ]
    return {
        "version": chat.version,
        "messages": seen_messages(world, person, chat),
        "notices": notices,
        "commands": menu_for(world, person, chat),
        "blocked": chat.blocked,
        "typing": now < chat.typing_until,
        "chat": chat_entry(world, person, chat),
        "senders": senders(world, person, chat),
    }


def seen_messages(world: World, person: int, chat: Chat) -> list[Json]:
    """The newest messages of a chat, oldest of them first; none for whoever is not in it."""
    if chat.kind != "private" and not is_inside(world, chat.id, person):
        return []
    return [_seen(world, person, kept) for kept in world.state.newest(chat.id, SHOWN_MESSAGES)]


def _seen(world: World, person: int, kept: Kept) -> Json:
    message = world.shown(kept)
    seen = {name: value for name, value in message.items() if name != "chat"}
    if is_service(message.get("reply_to_message", {})):
        del seen["reply_to_message"]  # how Telegram says that it stands in a topic
    seen["sender"] = sender_of(world, message)
    seen["mine"] = author_of(kept) == person and not is_service(message)
    seen["reactions"] = [_reaction(world, person, who, emoji) for who, emoji in kept.reactions.items()]
    if is_service(message):
        seen["service"] = service_text(message, seen["sender"]["name"])
    if kept.forced is not None and (kept.forced["for"] is None or person in kept.forced["for"]):
        seen["force_reply"] = {"placeholder": kept.forced["placeholder"]}
    if photo := message.get("photo"):
        seen["photo_url"] = f"/play/file/{photo[-1]['file_id']}"
    if document := message.get("document"):
        seen["document_url"] = f"/play/file/{document['file_id']}"
    if sound := message.get("audio") or message.get("voice"):
        one = world.state.files.get(sound["file_id"])
        if one is not None and sound_mime(one.data):
            seen["audio_url"] = f"/play/file/{one.id}"
    row = world.state.polls.get(message["poll"]["id"]) if "poll" in message else None
    if row is not None:
        seen["poll"] = as_seen(row, person)
        seen["vote"] = vote_seen(world, row, person)
    return seen


def _reaction(world: World, person: int, who: str, emoji: str) -> Json:
    if who == "bot":
        return {"emoji": emoji, "from": "bot"}
    name = {} if int(who) == person else {"name": name_of(world, int(who))}
    return {"emoji": emoji, "from": "person"} | name
