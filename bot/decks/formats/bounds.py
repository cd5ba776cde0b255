"""How much is read of a file that somebody sends: beyond it, a sentence."""

import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePosixPath

from bot.decks.formats.bank import CannotRead

LARGEST = 32 * 1024 * 1024
"""Bytes of a bank's file."""
UNPACKED = 64 * 1024 * 1024
"""Bytes of all that is packed in it."""
MEMBERS = 20_000
"""Files packed in it."""
ENTRIES = 20_000
"""Questions of one bank."""
CELL = 20_000
"""Characters of one text."""
_CHUNK = 64 * 1024

PICTURES = {
    "png": b"\x89PNG",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "gif": b"GIF8",
    "webp": b"RIFF",
}
"""Endings of pictures that come along, and how such a file begins."""
SOUNDS = ("mp3", "m4a", "ogg", "oga", "opus")
"""Endings of sounds that come along."""
PICTURE = 5 * 1024 * 1024
"""Bytes of one picture."""


def text_of(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, else the Western code page. Line ends are single."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise CannotRead("This is not a text file: it has zero bytes in it. Save it as text, in UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


class Archive:
    """A zip file, read within bounds. Raises CannotRead for what is no zip, or unpacks to far too much."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            found = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
            raise CannotRead("This is no zip archive, or a broken one. Export the bank again.") from error
        if len(found) > MEMBERS:
            raise CannotRead(f"More than {MEMBERS:,} files are packed in this archive. Split the bank.")
        if sum(info.file_size for info in found) > UNPACKED:
            raise _too_much()
        for info in found:
            if outside(info.filename):
                raise CannotRead(
                    f"The archive names a file outside itself ({info.filename[:60]!r}). It is not read."
                )
        self._infos = {info.filename: info for info in found if not info.is_dir()}
        self._left = UNPACKED

    def names(self) -> tuple[str, ...]:
        """The files in it."""
        return tuple(self._infos)

    def read(self, name: str) -> bytes:
        """One file. Raises CannotRead where it is broken, locked, or larger than the archive says."""
        info = self._infos.get(name)
        if info is None:
            raise CannotRead(f"{name[:60]} is missing in the archive. Export the bank again.")
        try:
            with self._zip.open(info) as stream:
                return self._bounded(stream.read)
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            RuntimeError,
            NotImplementedError,
            EOFError,
        ) as error:
            raise CannotRead(f"{name[:60]} in the archive is locked or broken. Export it again.") from error
        except Exception as error:  # zlib, lzma and bz2 raise errors of their own
            if isinstance(error, CannotRead):
                raise
            raise CannotRead(f"{name[:60]} in the archive is broken. Export the bank again.") from error

    def _bounded(self, read: Callable[[int], bytes]) -> bytes:
        parts: list[bytes] = []
        while part := read(_CHUNK):
            self._left -= len(part)
            if self._left < 0:
                raise _too_much()
            parts.append(part)
        return b"".join(parts)


def outside(name: str) -> bool:
    """Whether that name leads out of the folder it is unpacked in."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name.partition("/")[0]


def unzstd(data: bytes, most: int = UNPACKED) -> bytes:
    """What is packed by zstandard. Raises CannotRead."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd

    window = {int(zstd.DecompressionParameter.window_log_max): 27}  # 128 MiB, the most a reader has to have
    try:
        found: bytes = zstd.ZstdDecompressor(options=window).decompress(data, max_length=most + 1)
    except (zstd.ZstdError, EOFError, MemoryError) as error:
        raise CannotRead("A part of this archive cannot be unpacked. Export the bank again.") from error
    if len(found) > most:
        raise _too_much()
    return found


def is_medium(name: str) -> bool:
    """Whether that file may be a picture or a sound, by its name."""
    return name.rpartition(".")[2].lower() in (*PICTURES, *SOUNDS)


def is_picture(name: str, data: bytes) -> bool:
    """Whether that file is a picture that may come along, by its name, size and first bytes."""
    ending = name.rpartition(".")[2].lower()
    return ending in PICTURES and len(data) <= PICTURE and data.startswith(PICTURES[ending])


def is_sound(name: str, data: bytes) -> bool:
    """Whether that file may come along as a sound, by its name and size; what is in it is looked at later."""
    return name.rpartition(".")[2].lower() in SOUNDS and len(data) <= PICTURE


def _too_much() -> CannotRead:
    most = UNPACKED // 1024 // 1024
    return CannotRead(f"Unpacked, this archive has more than {most} MiB. Split the bank into several files.")
