"""The decks that are being taught from, and their change while the tutor runs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from bot.decks.faults import BrokenDeck, Fault
from bot.decks.folders import state_of
from bot.decks.load import read_all
from bot.decks.media import read_medium
from bot.decks.sound import sound
from bot.domain.deck import Library
from bot.domain.marking import Lexicon, lexicon_of
from bot.domain.question import DeckId


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
    """Holds the decks at some paths. A question that is wrong is left out; a deck that is wrong as a whole
    is not taken in, and the one before serves on. Neither stops the others.

    One thread may look for changes and reload while others read: what they read is exchanged in one step.
    Raises BrokenDeck when made from decks of which none can be used: there is nothing to fall back on yet.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = tuple(paths)
        self._seen = state_of(self._paths)
        reading = read_all(self._paths)
        library = sound(reading)
        if not library.decks:
            raise BrokenDeck(reading.faults)
        self.faults: tuple[Fault, ...] = reading.faults
        """What is wrong with the decks as they were last read."""
        self._held = _Held(library=library)

    def medium(self, deck: str, file: str, digest: str) -> bytes:
        """A file of a deck, to be sent. Raises MediumGone if it is not there as it was when it was loaded."""
        return read_medium(self._paths, deck, file, digest)

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
        return state_of(self._paths) != self._seen

    def reload(self) -> list[Fault]:
        """Read the decks anew and take over what can be used. What is wrong with the rest is returned."""
        seen = state_of(self._paths)
        try:
            reading = read_all(self._paths)
            library = sound(reading, self.current)
            if library.decks and library != self.current:
                held = _Held(library=library)
                held.prepare()
                self._held = held
        finally:
            self._seen = seen
        self.faults = reading.faults
        return list(reading.faults)
