"""The decks that are being taught from, and their change while the tutor runs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from bot.decks.faults import BrokenDeck, Fault
from bot.decks.load import deck_files, deck_folders, load_library
from bot.domain.deck import Library
from bot.domain.marking import Lexicon, lexicon_of
from bot.domain.question import DeckId

State = tuple[tuple[str, int, int], ...]
"""Every file of the decks with its time of change (nanoseconds) and its size (bytes)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What belongs together and is exchanged in one go, so that other threads never see half of it."""

    library: Library
    lexicons: dict[DeckId, Lexicon] = field(default_factory=dict)
    """Made when they are needed first: half a second that a start does not wait for."""
    lock: Lock = field(default_factory=Lock)

    def lexicon(self, deck: DeckId) -> Lexicon | None:
        """None if there is no such deck."""
        if deck not in self.lexicons:
            with self.lock:
                for one in self.library.decks:
                    if one.id == deck and deck not in self.lexicons:
                        self.lexicons[deck] = lexicon_of(one, self.library)
        return self.lexicons.get(deck)

    def prepare(self) -> None:
        """Make every lexicon that is not made yet. May be called in a thread."""
        for deck in self.library.decks:
            self.lexicon(deck.id)


class DeckLibrary:
    """Holds the decks at some paths. Edited decks are taken in whole, or the old ones stay.

    Raises BrokenDeck when made from decks that cannot be used: there is nothing to fall back on yet.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = tuple(paths)
        self._seen = _state(self._paths)
        self._held = _Held(library=load_library(self._paths))

    @property
    def current(self) -> Library:
        """The decks as they were last loaded."""
        return self._held.library

    def lexicon(self, deck: DeckId, lang: str) -> Lexicon:
        """The words of that deck; those of the language alone if the deck is not here (any more)."""
        return self._held.lexicon(deck) or lexicon_of(None, lang=lang)

    def prepare(self) -> None:
        """Get ready for marking what would otherwise be made at a deck's first answer, in about half a second
        for each language. May be called in a thread."""
        self._held.prepare()

    def changed(self) -> bool:
        """True if a file was edited, added or taken away since the decks were last read, whole or not."""
        return _state(self._paths) != self._seen

    def reload(self) -> list[Fault]:
        """Read the decks anew. If anything is wrong with them, that is returned and nothing changes."""
        seen = _state(self._paths)
        try:
            held = _Held(library=load_library(self._paths))
            held.prepare()
        except BrokenDeck as broken:
            return list(broken.faults)
        finally:
            self._seen = seen
        self._held = held
        return []


def _state(paths: Sequence[Path]) -> State:
    files = [file for path in paths for folder in deck_folders(path) for file in deck_files(folder)]
    return tuple(_stamp(file) for file in files)


def _stamp(file: Path) -> tuple[str, int, int]:
    try:
        status = file.stat()
    except OSError:
        return str(file), 0, 0
    return str(file), status.st_mtime_ns, status.st_size
