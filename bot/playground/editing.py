"""Methods that change what is there: edits, deletions, reactions, answers to taps."""

from dataclasses import replace

from bot.playground.access import reachable, readable, writable
from bot.playground.formatted import formatted, measured_caption, measured_text
from bot.playground.forwarding import follow_edit
from bot.playground.keyboard import inline_keyboard
from bot.playground.markup import units
from bot.playground.members import has_right
from bot.playground.params import Params
from bot.playground.privacy_mode import is_service
from bot.playground.refusal import NOT_MODIFIED, OLD_QUERY, bad_request
from bot.playground.rows import Chat, Kept
from bot.playground.sender import author_of
from bot.playground.table import Json
from bot.playground.world import World

ANSWER_SECONDS = 15.0
"""A tap can be answered for so long."""
DELETE_SECONDS = 48 * 60 * 60.0
MOST_DELETED = 100
LONGEST_NOTICE = 200
MOST_NOTICES = 5
REACTIONS = frozenset(
    "👍👎❤🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓"
    "🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷😡"
) | {"❤\u200d🔥", "👨\u200d💻", "🤷\u200d♂", "🤷\u200d♀"}
"""What Telegram takes as a reaction (Bot API, ReactionTypeEmoji)."""


def edit_message_text(world: World, params: Params) -> Json:
    """Replace a text; a keyboard not given again goes away."""
    said = measured_text(formatted(params.text("text"), params.text("parse_mode"), params.things("entities")))
    chat, kept = _own(world, params)
    if "text" not in kept.message:
        raise bad_request("there is no text in the message to edit")
    content: Json = {"text": said.text} | ({"entities": said.entities} if said.entities else {})
    if preview := params.thing("link_preview_options"):
        content["link_preview_options"] = preview
    return _replace(world, chat, kept, content, params)


def edit_message_caption(world: World, params: Params) -> Json:
    """Replace what stands under a picture or file."""
    said = measured_caption(
        formatted(params.text("caption"), params.text("parse_mode"), params.things("caption_entities"))
    )
    chat, kept = _own(world, params)
    if not any(name in kept.message for name in ("photo", "audio", "voice", "document")):
        raise bad_request("there is no caption in the message to edit")
    content: Json = {"caption": said.text} if said.text else {}
    return _replace(
        world, chat, kept, content | ({"caption_entities": said.entities} if said.entities else {}), params
    )


def edit_message_reply_markup(world: World, params: Params) -> Json:
    """Replace the keyboard, or take it away."""
    chat, kept = _own(world, params)
    texts = ("text", "entities", "link_preview_options", "caption", "caption_entities")
    content = {name: kept.message[name] for name in texts if name in kept.message}
    return _replace(world, chat, kept, content, params)


def delete_message(world: World, params: Params) -> bool:
    """Take a message away, younger than 48 hours."""
    chat = readable(world, params.values.get("chat_id"))
    kept = world.state.message(chat.id, _number(params))
    if kept is None:
        raise bad_request("message to delete not found")
    if not _may_delete(world, chat, kept):
        raise bad_request("message can't be deleted")
    if _is_too_old(world, kept):
        raise bad_request("message can't be deleted for everyone")
    world.forget(chat, kept.message["message_id"])
    return True


def delete_messages(world: World, params: Params) -> bool:
    """Take up to a hundred messages away; those that cannot be are passed over."""
    chat = readable(world, params.values.get("chat_id"))
    numbers = params.things("message_ids") or []
    if not 1 <= len(numbers) <= MOST_DELETED:
        raise bad_request("message identifiers are not specified" if not numbers else "too many messages")
    for number in numbers:
        kept = world.state.message(chat.id, number) if isinstance(number, int) else None
        if kept and _may_delete(world, chat, kept) and not _is_too_old(world, kept):
            world.forget(chat, number)
    return True


def set_message_reaction(world: World, params: Params) -> bool:
    """Put one emoji on a message, or take it away."""
    chat = reachable(world, params.values.get("chat_id"))
    kept = world.state.message(chat.id, _number(params))
    if kept is None:
        raise bad_request("message to react not found")
    wanted = params.things("reaction") or []
    if len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emoji = wanted[0].get("emoji") if wanted and isinstance(wanted[0], dict) else None
    if wanted and not is_reaction(emoji):
        raise bad_request("REACTION_INVALID")
    reactions = {who: one for who, one in kept.reactions.items() if who != "bot"}
    world.keep(chat, replace(kept, reactions=reactions | ({"bot": emoji} if emoji else {})))
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    """Answer a tap within 15 seconds, once; a text is shown to the person."""
    key = params.text("callback_query_id")
    query = world.state.queries.get(key)
    if query is None or world.seconds() - query.at > ANSWER_SECONDS:
        raise bad_request(OLD_QUERY)
    text = params.text("text")
    if units(text) > LONGEST_NOTICE:
        raise bad_request("MESSAGE_TOO_LONG")
    link = {"url": params.text("url")} if params.text("url") else {}
    if link and not link["url"].startswith(f"https://t.me/{world.bot['username']}?start="):
        raise bad_request("URL_INVALID")
    world.state.queries.drop(key)
    chat = world.state.chats.get(query.chat)
    if chat and (text or link):
        notice = {"id": world.state.next_number("notice"), "text": text, "alert": params.flag("show_alert")}
        notices = [*chat.notices, notice | link | {"at": world.seconds(), "for": query.person}]
        world.changed(chat.id, notices=notices[-MOST_NOTICES:])
    return True


def is_reaction(emoji: object) -> bool:
    """Is this an emoji one can react with?"""
    return isinstance(emoji, str) and emoji.replace("\ufe0f", "") in REACTIONS


def _may_delete(world: World, chat: Chat, kept: Kept) -> bool:
    """In private anything, elsewhere the bot's own, and what administrators may delete."""
    bot = world.bot["id"]
    is_own = author_of(kept) == bot and not is_service(kept.message)
    return chat.kind == "private" or is_own or has_right(world, chat.id, bot, "can_delete_messages")


def _is_too_old(world: World, kept: Kept) -> bool:
    return world.seconds() - float(kept.message["date"]) > DELETE_SECONDS


def _number(params: Params) -> int:
    number = params.integer("message_id")
    if number <= 0:
        raise bad_request("message identifier is not specified")
    return number


def _own(world: World, params: Params) -> tuple[Chat, Kept]:
    """The bot's message a call wants to edit. Raises Refused."""
    if params.has("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = writable(world, params.values.get("chat_id"))
    kept = world.state.message(chat.id, _number(params))
    if kept is None:
        raise bad_request("message to edit not found")
    if author_of(kept) != world.bot["id"] or kept.markup:
        raise bad_request("message can't be edited")
    return chat, kept


def _replace(world: World, chat: Chat, kept: Kept, content: Json, params: Params) -> Json:
    keyboard = inline_keyboard(params.thing("reply_markup"))
    if keyboard:
        content = content | {"reply_markup": keyboard}
    compared = ("text", "entities", "caption", "caption_entities", "reply_markup")
    if all(content.get(name) == kept.message.get(name) for name in compared):
        raise bad_request(NOT_MODIFIED)
    dropped = {*compared, "link_preview_options"}
    rest = {name: value for name, value in kept.message.items() if name not in dropped}
    edited = replace(kept, message=rest | content | {"edit_date": int(world.seconds())})
    world.keep(chat, edited)
    follow_edit(world, chat, edited)
    return world.shown(edited)
