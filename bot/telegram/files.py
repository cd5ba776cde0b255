"""Files that are made when they are sent, so that neither a turn nor the outbox has to carry them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO


class FileFailed(Exception):
    """A file could not be made. Nothing was sent."""


class NothingToSend(Exception):
    """What was to be sent is not there any more, and nobody misses it. Nothing was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile:
    """A file that is ready to be read from where it stands. Closing it removes it."""

    stream: BinaryIO
    suffix: str = ""
    """To be added to the name, such as `.gz`."""


MakeFile = Callable[[str], MadeFile | None]
"""Gives the file that a description asks for, or None if there is nothing left to make it of. It is called in
a thread, in several at once; it may raise."""
