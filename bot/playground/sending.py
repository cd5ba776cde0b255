"""Methods that put something new into a chat."""

from dataclasses import replace

from bot.playground.formatted import formatted, measured_caption, measured_text
from bot.playground.keyboard import inline_keyboard, other_markup
from bot.playground.params import Params
from bot.playground.pictures import size_of
from bot.playground.refusal import Refused, bad_request
from bot.playground.state import Chat, StoredFile
from bot.playground.table import Json
from bot.playground.world import World

TYPING_SECONDS = 5.0
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "record_audio",
        "upload_audio",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_DOCUMENT = 50 * 1024 * 1024
"""Bytes."""


def send_message(world: World, params: Params) -> Json:
    """Send a text."""
    said = formatted(params.text("text"), params.text("parse_mode"), params.things("entities"))
    if not said.text:
        measured_text(said)
    chat = world.open_chat(params.values.get("chat_id"))
    measured_text(said)
    content: Json = {"text": said.text}
    if said.entities:
        content["entities"] = said.entities
    if preview := params.thing("link_preview_options"):
        content["link_preview_options"] = preview
    return _send(world, chat, params, content)


def send_photo(world: World, params: Params) -> Json:
    """Send a picture: uploaded, or one sent before by its file_id."""
    chat = world.open_chat(params.values.get("chat_id"))
    one = _file(world, params, "photo")
    if len(one.data) > LARGEST_PHOTO:
        raise bad_request("file is too big")
    if not one.width or not one.height:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if one.width + one.height > 10_000 or max(one.width, one.height) > 20 * min(one.width, one.height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    size = {"file_id": one.id, "file_unique_id": one.unique_id, "width": one.width, "height": one.height}
    content = {"photo": [size | {"file_size": len(one.data)}]} | _caption(params)
    return _send_file(world, chat, params, content, one)


def send_document(world: World, params: Params) -> Json:
    """Send a file: uploaded, or one sent before by its file_id."""
    chat = world.open_chat(params.values.get("chat_id"))
    one = _file(world, params, "document")
    if len(one.data) > LARGEST_DOCUMENT:
        raise Refused(413, "Request Entity Too Large")
    document = {
        "file_id": one.id,
        "file_unique_id": one.unique_id,
        "file_name": one.name,
        "mime_type": one.mime,
    }
    content = {"document": document | {"file_size": len(one.data)}} | _caption(params)
    return _send_file(world, chat, params, content, one)


def send_chat_action(world: World, params: Params) -> bool:
    """Show for five seconds that the bot is busy."""
    chat = world.open_chat(params.values.get("chat_id"))
    if params.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.changed(chat.id, typing_until=world.seconds() + TYPING_SECONDS)
    return True


def get_file(world: World, params: Params) -> Json:
    """Where a file can be fetched."""
    one = world.state.files.get(params.text("file_id"))
    if one is None:
        raise bad_request("invalid file_id")
    return {
        "file_id": one.id,
        "file_unique_id": one.unique_id,
        "file_size": len(one.data),
        "file_path": one.path,
    }


def _send_file(world: World, chat: Chat, params: Params, content: Json, one: StoredFile) -> Json:
    """The file is kept only when the message is."""
    sent = _send(world, chat, params, content)
    world.state.keep_file(one)
    return sent


def _send(world: World, chat: Chat, params: Params, content: Json) -> Json:
    markup = params.thing("reply_markup")
    keyboard = inline_keyboard(markup)
    if params.integer("message_thread_id") and chat.kind == "private":
        raise bad_request("message thread not found")
    reply_to = _reply_to(world, chat, params)
    if keyboard:
        content["reply_markup"] = keyboard
    if params.flag("protect_content"):
        content["has_protected_content"] = True
    kept = world.add_message(chat, world.bot, content, reply_to)
    if other := other_markup(markup):
        kept = replace(kept, markup=other)
        world.state.keep(chat.id, kept)
    world.changed(chat.id, typing_until=0.0)
    return world.shown(kept)


def _reply_to(world: World, chat: Chat, params: Params) -> int | None:
    reply = params.thing("reply_parameters")
    if reply is None:
        return None
    number = reply.get("message_id")
    if isinstance(number, int) and world.state.message(chat.id, number):
        return number
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _caption(params: Params) -> Json:
    said = measured_caption(
        formatted(params.text("caption"), params.text("parse_mode"), params.things("caption_entities"))
    )
    if not said.text:
        return {}
    return {"caption": said.text} | ({"caption_entities": said.entities} if said.entities else {})


def _file(world: World, params: Params, field: str) -> StoredFile:
    """The file a call names: beside it, under `attach://name`, or one known already."""
    given = params.text(field)
    upload = params.files.get(given.removeprefix("attach://") if given.startswith("attach://") else field)
    if upload is None:
        if not given:
            raise bad_request(f"there is no {field} in the request")
        known = world.state.files.get(given)
        if known is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return known
    if not upload.data:
        raise bad_request("file must be non-empty")
    return new_file(world, f"{field}s", upload.name, upload.mime, upload.data)


def new_file(world: World, folder: str, name: str, mime: str, data: bytes) -> StoredFile:
    """A file with a number of its own, not kept yet."""
    number = world.state.next_number("file")
    size = size_of(data)
    ending = f".{name.rpartition('.')[2]}" if "." in name else ""
    return StoredFile(
        id=f"PlaygroundFile-{number:08d}",
        unique_id=f"PF{number:08d}",
        path=f"{folder}/file_{number}{ending if ending[1:].isalnum() else ''}",
        name=name,
        mime=mime,
        data=data,
        width=size[0],
        height=size[1],
    )
