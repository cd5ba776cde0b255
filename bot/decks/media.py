"""Pictures and sounds in a deck's folder: looked at when it is loaded, read again when they are sent."""

import struct
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from bot.decks.folders import NotRegular, deck_folders, read_regular
from bot.decks.model import QuestionForm
from bot.decks.parts import Misfit
from bot.domain.question import Medium

LARGEST = 5 * 1024 * 1024
"""Bytes."""
_WIDEST, _NARROW = 10_000, 20
"""Telegram's limits: width and height together, and one of them to the other."""
_NO_SOUND = "it is none of MP3, M4A and Ogg with Opus"
_TOO_LARGE = "it is too large"
_PNG = b"\x89PNG\r\n\x1a\n"


ReadFile = Callable[[str], bytes | str]
"""Gives a file of a deck by its name, or what is wrong with it."""


class MediumGone(Exception):
    """The file is not there any more, or it is another one."""


def media_of(read: ReadFile, form: QuestionForm) -> dict[str, Medium | Misfit | None]:
    """The pictures and sounds of a question by their keys: each as it is, what is wrong with it, or None."""
    return {
        "picture": _picture(read, "picture", form.picture, form.picture_alt),
        "answer_picture": _picture(read, "answer_picture", form.answer_picture, form.answer_picture_alt),
        "audio": _sound(read, "audio", form.audio, form.audio_alt),
        "answer_audio": _sound(read, "answer_audio", form.answer_audio, form.answer_audio_alt),
    }


def _picture(read: ReadFile, key: str, file: str | None, alt: str | None) -> Medium | Misfit | None:
    if file is None:
        return _nothing(key, "picture", alt)
    if not alt:
        wrong = f"`{key}` has no description"
        return Misfit(path=(key,), wrong=wrong, mend=f"say in `{key}_alt` what is to be seen on it")
    data = read(file)
    wrong = data if isinstance(data, str) else _unfit(data)
    if wrong or isinstance(data, str):
        mend = "name a PNG or JPEG file in the deck's folder, of 5 MiB at most"
        return Misfit(path=(key,), wrong=f"“{file}”: {wrong}", mend=mend)
    return Medium(file=file, digest=digest_of(data), alt=alt)


def _sound(read: ReadFile, key: str, file: str | None, alt: str | None) -> Medium | Misfit | None:
    if file is None:
        return _nothing(key, "sound", alt)
    data = read(file)
    kind = None if isinstance(data, str) else _sound_kind(data)
    if kind is None or isinstance(data, str):
        wrong = data if isinstance(data, str) else _NO_SOUND
        mend = "name an MP3, M4A or Ogg (Opus) file in the deck's folder, of 5 MiB at most"
        return Misfit(path=(key,), wrong=f"“{file}”: {wrong}", mend=mend)
    return Medium(file=file, digest=digest_of(data), alt=alt or "", kind=kind)


def unplayable(read: ReadFile, file: str) -> str:
    """What is wrong with a sound; else nothing."""
    data = read(file)
    if isinstance(data, str):
        return data
    return "" if _sound_kind(data) else _NO_SOUND


def _nothing(key: str, what: str, alt: str | None) -> Misfit | None:
    """No file is named; so there is nothing to be described either."""
    wrong = f"`{key}_alt` describes no {what}"
    return Misfit(path=(f"{key}_alt",), wrong=wrong, mend=f"add `{key}`") if alt else None


def read_medium(paths: Sequence[Path], deck: str, file: str, digest: str) -> bytes:
    """The bytes of a file that a question was loaded with. Raises MediumGone."""
    for path in paths:
        for folder in deck_folders(path):
            data = in_folder(folder)(file) if folder.resolve().name == deck else ""
            if isinstance(data, bytes) and digest_of(data) == digest:
                return data
    raise MediumGone


def in_folder(folder: Path) -> ReadFile:
    """Reads files inside that folder."""
    return lambda file: _read(folder, file)


def among(files: Mapping[str, bytes]) -> ReadFile:
    """Reads files that are held in memory, by their names."""

    def read(file: str) -> bytes | str:
        data = files.get(file, "it is not among the deck's files")
        return data if len(data) <= LARGEST else _TOO_LARGE

    return read


def either(first: ReadFile, second: ReadFile) -> ReadFile:
    """Reads files from the first place that has them; what is wrong is told of the first one."""

    def read(file: str) -> bytes | str:
        data = first(file)
        other = second(file) if isinstance(data, str) else data
        return other if isinstance(other, bytes) else data

    return read


NO_FILES: ReadFile = among({})
"""There are none."""


def _read(folder: Path, file: str) -> bytes | str:
    try:
        inside = (folder / file).resolve()
        if Path(file).is_absolute() or not inside.is_relative_to(folder.resolve()):
            return "it is not inside the deck's folder"
        data = read_regular(inside, LARGEST + 1)
    except NotRegular:
        return "it is no regular file"
    except (OSError, RuntimeError, ValueError):
        return "it cannot be read"
    return data if len(data) <= LARGEST else _TOO_LARGE


def _unfit(data: bytes) -> str:
    width, height = _size(data)
    if not width or not height:
        return "it is neither PNG nor JPEG"
    too_long = max(width, height) > _NARROW * min(width, height)
    return "it is too wide or too high" if width + height > _WIDEST or too_long else ""


def _sound_kind(data: bytes) -> Literal["audio", "voice"] | None:
    """How Telegram takes a sound: MP3 and M4A as audio, Opus in Ogg as a voice; anything else not at all."""
    if data[:4] == b"OggS":
        return "voice" if b"OpusHead" in data[:128] else None
    tagged = data[:3] == b"ID3" or data[4:8] == b"ftyp"
    framed = len(data) > 4 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2  # MPEG audio, layer III
    return "audio" if tagged or framed else None


def _size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG or a JPEG; zero of anything else."""
    if data[:8] == _PNG and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    at = 2 if data[:2] == b"\xff\xd8" else len(data)
    while at + 9 <= len(data) and data[at] == 0xFF:
        if 0xC0 <= data[at + 1] <= 0xCF and data[at + 1] not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 0, 0


def digest_of(data: bytes) -> str:
    """By what a file is known again."""
    return blake2b(data, digest_size=16).hexdigest()
