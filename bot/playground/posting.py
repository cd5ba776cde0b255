"""How a message of the bot gets into a chat: as whom, into which thread, as a reply to what."""

from dataclasses import replace
from typing import Any

from bot.playground.access import check_may_send, readable
from bot.playground.forwarding import forward_post
from bot.playground.keyboard import inline_keyboard, other_markup
from bot.playground.markup import units
from bot.playground.members import has_right
from bot.playground.params import Params
from bot.playground.refusal import bad_request
from bot.playground.rows import Chat, Kept
from bot.playground.rules import thread_of
from bot.playground.sender import Place, Sender, author_of
from bot.playground.table import Json
from bot.playground.world import World

RIGHTS = {
    "text": "can_send_messages",
    "photo": "can_send_photos",
    "audio": "can_send_audios",
    "voice": "can_send_voice_notes",
    "document": "can_send_documents",
    "poll": "can_send_polls",
}
LONGEST_PLACEHOLDER = 64
LONGEST_QUOTE = 1024


def post(world: World, chat: Chat, params: Params, content: Json) -> Json:
    """Put the bot's message into a chat, and give it. Raises Refused."""
    markup = params.thing("reply_markup")
    keyboard = inline_keyboard(markup)
    check_may_send(world, chat, next(right for field, right in RIGHTS.items() if field in content))
    if params.has("message_effect_id"):
        raise bad_request("EFFECT_ID_INVALID")
    place, said = _place(world, chat, params)
    content = _with_mentions(world, content) | said
    if keyboard:
        content["reply_markup"] = keyboard
    if params.flag("protect_content"):
        content["has_protected_content"] = True
    kept = world.add_message(chat, voice_of_bot(world, chat), content, place)
    if other := other_markup(markup):
        kept = replace(kept, markup=other, forced=_forced(world, kept, markup or {}))
        world.keep(chat, kept)
    world.changed(chat.id, typing_until=0.0)
    forward_post(world, chat, kept)
    return world.shown(kept)


def voice_of_bot(world: World, chat: Chat) -> Sender:
    """In a channel the channel speaks."""
    head = {"sender_chat": world.chat_json(chat)} if chat.kind == "channel" else {"from": dict(world.bot)}
    return Sender(head=head, author=world.bot["id"])


def check_thread(world: World, chat: Chat, params: Params) -> int | None:
    """The thread a call names, if the bot may write there. Raises Refused."""
    number = params.integer("message_thread_id")
    if not number:
        return None
    if chat.kind != "supergroup":
        raise bad_request("message thread not found")
    topic = world.state.topics.get((chat.id, number)) if chat.is_forum else None
    if topic is None if chat.is_forum else world.state.message(chat.id, number) is None:
        raise bad_request("message thread not found")
    if topic and topic.closed and not has_right(world, chat.id, world.bot["id"], "can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return number


def _place(world: World, chat: Chat, params: Params) -> tuple[Place, Json]:
    """Where the message goes, and what it says about what it replies to."""
    thread = check_thread(world, chat, params)
    reply = params.thing("reply_parameters")
    if reply is None:
        return thread_of(world, chat, thread, None), {}
    source = readable(world, reply["chat_id"]) if reply.get("chat_id") else chat
    number = reply.get("message_id")
    replied = world.state.message(source.id, number) if isinstance(number, int) else None
    if replied is None:
        if reply.get("allow_sending_without_reply"):
            return thread_of(world, chat, thread, None), {}
        raise bad_request("message to be replied not found")
    said = _quoted(replied, reply) | _option(world, replied, reply)
    is_elsewhere = thread is not None and chat.is_forum and replied.message.get("message_thread_id") != thread
    if source.id != chat.id or is_elsewhere:
        return Place(thread=thread, external=_external(source, replied)), said
    place = thread_of(world, chat, thread, number)
    _check_open(world, chat, place)
    return place, said


def _check_open(world: World, chat: Chat, place: Place) -> None:
    """A reply lands in the topic of what it replies to."""
    topic = world.state.topics.get((chat.id, place.thread)) if place.thread is not None else None
    if topic and topic.closed and not has_right(world, chat.id, world.bot["id"], "can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")


def _quoted(replied: Kept, reply: Json) -> Json:
    quote = reply.get("quote")
    if not isinstance(quote, str) or not quote:
        return {}
    text = str(replied.message.get("text") or replied.message.get("caption") or "")
    at = text.find(quote)
    if at < 0 or units(quote) > LONGEST_QUOTE:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"quote": {"text": quote, "position": units(text[:at]), "is_manual": True}}


def _option(world: World, replied: Kept, reply: Json) -> Json:
    option = reply.get("poll_option_id")
    if not option:
        return {}
    row = world.state.polls.get(replied.message["poll"]["id"]) if "poll" in replied.message else None
    if row is None or option not in [one["persistent_id"] for one in row.poll["options"]]:
        raise bad_request("POLL_OPTION_INVALID")
    return {"reply_to_poll_option_id": option}


def _external(source: Chat, replied: Kept) -> Json:
    message, date = replied.message, replied.message["date"]
    origin: Json = {"type": "user", "date": date, "sender_user": message.get("from")}
    if sender := message.get("sender_chat"):
        origin = {"type": "chat", "date": date, "sender_chat": sender}
    if source.kind == "channel":
        origin = {"type": "channel", "date": date, "chat": message["chat"]}
        origin["message_id"] = message["message_id"]
    where = {"chat": message["chat"], "message_id": message["message_id"]} if source.kind != "group" else {}
    return {"origin": origin} | where


def _forced(world: World, kept: Kept, markup: Json) -> Json | None:
    """Whom a ForceReply is for: everybody, or if selective those it names and whom it replies to."""
    if "force_reply" not in markup:
        return None
    placeholder = str(markup.get("input_field_placeholder") or "")
    if units(placeholder) > LONGEST_PLACEHOLDER:
        raise bad_request("input field placeholder is too long")
    meant: list[int] | None = None
    if markup.get("selective"):
        meant = [
            one["user"]["id"] for one in kept.message.get("entities", ()) if one["type"] == "text_mention"
        ]
        chat = int(kept.message["chat"]["id"])
        replied = world.state.message(chat, kept.reply_to) if kept.reply_to is not None else None
        meant += [author_of(replied)] if replied else []
    return {"for": meant, "placeholder": placeholder}


def _with_mentions(world: World, content: Json) -> Json:
    """Links to tg://user?id=… become mentions of people who are here, and nothing for others."""
    changed: dict[str, Any] = {}
    for name in ("entities", "caption_entities"):
        if name in content:
            changed[name] = [one for one in map(lambda e: _mention(world, e), content[name]) if one]
    return content | changed


def _mention(world: World, entity: Json) -> Json | None:
    head, _, number = str(entity.get("url", "")).partition("tg://user?id=")
    if head or not number.isdecimal():
        return entity
    user = world.state.people.get(int(number))
    kept = {"offset": entity["offset"], "length": entity["length"]}
    return kept | {"type": "text_mention", "user": user} if user else None
