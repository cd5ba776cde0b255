"""Files that are made when they are sent, so that neither a turn nor the outbox has to carry them."""

from collections.abc import Callable
from typing import BinaryIO, Protocol

from msgspec import Struct


class FileFailed(Exception):
    """A file could not be made. Nothing was sent."""


class NothingToSend(Exception):
    """What was to be sent is not there any more, and nobody misses it. Nothing was sent."""


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
