"""The files that decks are made of: found and read within bounds, whatever else lies in their folders.

Only regular files are read. A link is followed if it stays inside its deck's folder (see `bot.decks.load`)
and leads to a regular file; pipes, devices, sockets and folders are refused without being opened.
"""

import os
import stat
from itertools import islice
from pathlib import Path

CARD = "deck.toml"
ENTRIES = 4096
"""Entries of one folder that are looked at."""

State = tuple[tuple[str, int, int], ...]
"""Every file of the decks with its time of change (nanoseconds) and its size (bytes)."""


class NotRegular(Exception):
    """It is there, and it is no regular file."""


def deck_folders(path: Path) -> list[Path]:
    """The folder itself if it is a deck, else the decks one level below; a file stands for its folder."""
    path = path.parent if path.is_file() else path
    if (path / CARD).is_file() or (path / CARD).is_symlink():
        return [path]
    return [child for child in _entries(path) if not _is_hidden(child) and (child / CARD).is_file()]


def deck_files(folder: Path) -> list[Path]:
    """All files a deck in that folder is made of, whatever they are; those that begin with a dot are none."""
    return [entry for entry in _entries(folder) if entry.name.endswith(".toml") and not _is_hidden(entry)]


def sister_of(file: Path) -> tuple[str, str] | None:
    """For `west.de.toml` the name `west` and the language `de`; None for what is in the deck's own."""
    name, dot, lang = file.stem.partition(".")
    return (name, lang) if dot else None


def topic_files(folder: Path) -> list[Path]:
    """The files of a deck that hold its questions in its own language."""
    return [file for file in deck_files(folder) if file.name != CARD and sister_of(file) is None]


def is_crowded(folder: Path) -> bool:
    """Whether the folder has more entries than are looked at."""
    return len(_entries(folder)) > ENTRIES


def read_regular(file: Path, most: int) -> bytes:
    """At most `most` bytes of a regular file; never waits for another program.

    Raises NotRegular, and OSError if it cannot be read.
    """
    # Looked at before, for to open a device may do something, and after, for it may be another file by now.
    if not stat.S_ISREG(file.stat().st_mode):
        raise NotRegular
    with open(file, "rb", opener=_open_at_once) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise NotRegular
        return stream.read(most)


def state_of(paths: tuple[Path, ...]) -> State:
    """What there is at these paths now; it differs if a file was edited, added or taken away."""
    files = [file for path in paths for folder in deck_folders(path) for file in deck_files(folder)]
    return tuple(_stamp(file) for file in files)


def _entries(folder: Path) -> list[Path]:
    """In order; of a crowded folder one more than are looked at. None of what is no folder."""
    try:
        with os.scandir(folder) as found:
            return sorted(folder / entry.name for entry in islice(found, ENTRIES + 1))
    except OSError:
        return []


def _is_hidden(entry: Path) -> bool:
    """Files that begin with a dot are no part of a deck: editors and other systems leave them behind."""
    return entry.name.startswith(".")


def _open_at_once(file: str, flags: int) -> int:
    return os.open(file, flags | getattr(os, "O_NONBLOCK", 0))


def _stamp(file: Path) -> tuple[str, int, int]:
    try:
        status = file.stat()
    except OSError:
        return str(file), 0, 0
    return str(file), status.st_mtime_ns, status.st_size
