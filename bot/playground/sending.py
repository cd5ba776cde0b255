"""Methods that put something new into a chat."""

from bot.playground.access import writable
from bot.playground.attachments import LARGEST_DOCUMENT, LARGEST_FETCHED, document_of, new_file, sound_of
from bot.playground.formatted import formatted, measured_caption, measured_text
from bot.playground.params import Params
from bot.playground.posting import check_thread, post
from bot.playground.refusal import Refused, bad_request
from bot.playground.rows import Chat, StoredFile
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
"""Bytes."""


def send_message(world: World, params: Params) -> Json:
    """Send a text."""
    said = formatted(params.text("text"), params.text("parse_mode"), params.things("entities"))
    if not said.text:
        measured_text(said)
    chat = writable(world, params.values.get("chat_id"))
    measured_text(said)
    content: Json = {"text": said.text}
    if said.entities:
        content["entities"] = said.entities
    if preview := params.thing("link_preview_options"):
        content["link_preview_options"] = preview
    return post(world, chat, params, content)


def send_photo(world: World, params: Params) -> Json:
    """Send a picture: uploaded, or one sent before by its file_id."""
    chat = writable(world, params.values.get("chat_id"))
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


def send_audio(world: World, params: Params) -> Json:
    """Send a sound as music: uploaded, or one sent before by its file_id."""
    chat = writable(world, params.values.get("chat_id"))
    one = _file(world, params, "audio")
    named = {name: params.text(name) for name in ("title", "performer") if params.text(name)}
    content = {"audio": sound_of(one, params.integer("duration")) | {"file_name": one.name} | named}
    return _send_file(world, chat, params, content | _caption(params), _small(one))


def send_voice(world: World, params: Params) -> Json:
    """Send a sound as a voice message: uploaded, or one sent before by its file_id."""
    chat = writable(world, params.values.get("chat_id"))
    one = _file(world, params, "voice")
    content = {"voice": sound_of(one, params.integer("duration"))} | _caption(params)
    return _send_file(world, chat, params, content, _small(one))


def _small(one: StoredFile) -> StoredFile:
    if len(one.data) > LARGEST_DOCUMENT:
        raise Refused(413, "Request Entity Too Large")
    return one


def send_document(world: World, params: Params) -> Json:
    """Send a file: uploaded, or one sent before by its file_id."""
    chat = writable(world, params.values.get("chat_id"))
    one = _file(world, params, "document")
    if len(one.data) > LARGEST_DOCUMENT:
        raise Refused(413, "Request Entity Too Large")
    content = {"document": document_of(one)} | _caption(params)
    return _send_file(world, chat, params, content, one)


def send_chat_action(world: World, params: Params) -> bool:
    """Show for five seconds that the bot is busy."""
    chat = writable(world, params.values.get("chat_id"))
    check_thread(world, chat, params)
    if params.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.changed(chat.id, typing_until=world.seconds() + TYPING_SECONDS)
    return True


def get_file(world: World, params: Params) -> Json:
    """Where a file can be fetched."""
    one = world.state.files.get(params.text("file_id"))
    if one is None:
        raise bad_request("invalid file_id")
    if len(one.data) > LARGEST_FETCHED:
        raise bad_request("file is too big")
    return {
        "file_id": one.id,
        "file_unique_id": one.unique_id,
        "file_size": len(one.data),
        "file_path": one.path,
    }


def _send_file(world: World, chat: Chat, params: Params, content: Json, one: StoredFile) -> Json:
    """The file is kept only when the message is."""
    sent = post(world, chat, params, content)
    world.state.keep_file(one)
    return sent


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
    return new_file(world, f"{field}s", upload)
