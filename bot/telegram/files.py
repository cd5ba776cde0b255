"""Files that are made when they are sent, so that neither a turn nor the outbox has to carry them."""

import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Protocol

from msgspec import Struct


class FileFailed(Exception):
    """A file could not be made. Nothing was sent."""


class NothingToSend(Exception):
    """What was to be sent is not there any more, and nobody misses it. Nothing was sent."""


class NoSuchFile(Exception):
    """A file that somebody sent is too large, or cannot be had (any more)."""


class FetchFailed(Exception):
    """A file that somebody sent cannot be had just now."""


class FetchFile(Protocol):
    """Fetches files over HTTP."""

    async def fetch(self, url: str, most: int, seconds: float) -> tuple[int, bytes]:
        """Status and body, of which no more is read than one byte over `most`; `seconds` is the longest
        silence. Raises TelegramError."""
        ...


class MadeFile(Struct, frozen=True, kw_only=True):
    """A file that is ready to be read from where it stands. Closing it removes it."""

    stream: BinaryIO
    suffix: str = ""
    """To be added to the name, such as `.gz`."""


class FileIds(Protocol):
    """What the server calls the files that it has; a bot has names of its own."""

    async def known(self, bot: int, digest: str) -> str | None:
        """The name of a file; None if it was not sent yet."""
        ...

    async def keep(self, bot: int, digest: str, file_id: str | None) -> None:
        """Remember a name; None forgets it."""
        ...


MakeFile = Callable[[str], MadeFile | None]
"""Gives the file that a description asks for, or None if there is nothing left to make it of. It is called in
a thread, in several at once; it may raise."""


def from_disk(file: Path, most: int) -> bytes:
    """A file of a server on this machine, and no more of it than one byte over `most`. Raises NoSuchFile."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise NoSuchFile("it is no file")
        with file.open("rb") as stream:
            return stream.read(most + 1)
    except OSError as error:
        raise NoSuchFile(error.strerror or "it cannot be read") from error
