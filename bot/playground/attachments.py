"""Files that are sent, by the bot or by people, and how Telegram describes them."""

import re
from typing import Any, Literal

from bot.playground.params import Upload
from bot.playground.pictures import SAMPLE_STICKER, SAMPLE_VOICE, sample_picture, size_of, sound_mime
from bot.playground.rows import StoredFile
from bot.playground.table import Json
from bot.playground.world import World

Kind = Literal["photo", "voice", "sticker"]
"""What there is a sample of."""
LARGEST_DOCUMENT = 50 * 1024 * 1024
LARGEST_FETCHED = 20 * 1024 * 1024
"""Bytes. A bot may send more than it can fetch."""
LONGEST_NAME = 128
_MIME = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")


def new_file(world: World, folder: str, upload: Upload) -> StoredFile:
    """A file with a number of its own, not kept yet."""
    number = world.state.next_number("file")
    size = size_of(upload.data)
    ending = f".{upload.name.rpartition('.')[2]}" if "." in upload.name else ""
    return StoredFile(
        id=f"PlaygroundFile-{number:08d}",
        unique_id=f"PF{number:08d}",
        path=f"{folder}/file_{number}{ending if ending[1:].isalnum() else ''}",
        name=upload.name,
        mime=upload.mime,
        data=upload.data,
        width=size[0],
        height=size[1],
    )


def document_of(one: StoredFile) -> Json:
    """Telegram's Document."""
    head = {"file_id": one.id, "file_unique_id": one.unique_id, "file_size": len(one.data)}
    return head | {"file_name": one.name, "mime_type": one.mime}


def sound_of(one: StoredFile, seconds: int) -> Json:
    """What Telegram's Audio and Voice share."""
    head = {"file_id": one.id, "file_unique_id": one.unique_id, "file_size": len(one.data)}
    return head | {"duration": max(0, seconds), "mime_type": sound_mime(one.data) or one.mime}


def named(name: str, data: bytes, mime: str) -> Upload:
    """What a person sends, with a name that is no path, and a type that is one."""
    last = re.split(r"[/\\]", name)[-1]
    tidy = "".join(one for one in last if one.isprintable()).strip()[:LONGEST_NAME]
    is_mime = _MIME.fullmatch(mime.lower())
    return Upload(
        name=tidy or "file", data=data, mime=mime.lower() if is_mime else "application/octet-stream"
    )


def sample(world: World, kind: Kind) -> tuple[StoredFile, Json]:
    """A picture, a voice note or a sticker: its file, and the message's field for it."""
    upload = {
        "photo": Upload(name="sample.png", data=sample_picture(), mime="image/png"),
        "voice": Upload(name="sample.oga", data=SAMPLE_VOICE, mime="audio/ogg"),
        "sticker": Upload(name="sample.webp", data=SAMPLE_STICKER, mime="image/webp"),
    }[kind]
    one = new_file(world, f"{kind}s", upload)
    head: dict[str, Any] = {"file_id": one.id, "file_unique_id": one.unique_id, "file_size": len(one.data)}
    match kind:
        case "photo":
            return one, {"photo": [head | {"width": one.width, "height": one.height}]}
        case "voice":
            return one, {"voice": head | {"duration": 2, "mime_type": one.mime}}
    plain = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return one, {"sticker": head | plain | {"emoji": "🙂"}}
