"""The decks that are being taught from, and their change while the tutor runs."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock

from msgspec import Struct, field

from bot.app.ports.decks import PublishedDeck
from bot.decks.deck_files import DeckFiles, files_with_pictures, published
from bot.decks.faults import BrokenDeck, Fault
from bot.decks.folders import deck_folders, state_of
from bot.decks.load import read_all
from bot.decks.media import MediumGone, digest_of, read_medium
from bot.decks.sound import sound
from bot.domain.deck import Library
from bot.domain.marking import Lexicon, lexicon_of, mark
from bot.domain.question import DeckId, Question
from bot.domain.rulings import ByQuestion, Ruling, by_question, ruled_library, with_rulings


class _Held(Struct, frozen=True, kw_only=True):
    """What belongs together and is exchanged in one go, so that other threads never see half of it."""

    plain: Library
    """As the authors wrote it."""
    library: Library
    """With rulings laid over it."""
    rulings: ByQuestion = field(default_factory=dict)
    in_classes: ByQuestion = field(default_factory=dict)
    """What is ruled in classes alone."""
    lexicons: dict[tuple[DeckId, str], Lexicon] = field(default_factory=dict)
    """Of each deck in each language it is in. Made when they are needed first: half a second that a start
    does not wait for."""
    lock: Lock = field(default_factory=Lock)

    def lexicon(self, id: DeckId, lang: str) -> Lexicon | None:
        """The words of a deck in that language, else in its own; None if there is no such deck."""
        deck = self.plain.deck(id)
        if deck is None:
            return None
        key = id, deck.in_language(lang).lang
        if key not in self.lexicons:
            with self.lock:
                if key not in self.lexicons:
                    spoken = self.plain.in_language(lang)
                    self.lexicons[key] = lexicon_of(spoken.deck(id), spoken)
        return self.lexicons[key]

    def prepare(self) -> None:
        """Make every lexicon that is not made yet. May be called in a thread."""
        for deck in self.library.decks:
            for each in (deck, *deck.sisters):
                lexicon = self.lexicon(each.id, each.lang)
                for question in each.questions():
                    if question.id in self.rulings and question.lang == each.lang:
                        mark(question, question.answer, lexicon)


class DeckLibrary:
    """Holds the decks at some paths, and those that came in by chat; these replace one of their name.

    A question that is wrong is left out; a deck that is wrong as a whole is not taken in, and the one before
    serves on. Neither stops the others.

    One thread may look for changes and reload while others read: what they read is exchanged in one step.
    Raises BrokenDeck when made from decks of which none can be used: there is nothing to fall back on yet.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = tuple(paths)
        self._seen = state_of(self._paths)
        self._published: tuple[DeckFiles, ...] = ()
        self._changing = Lock()
        """One at a time takes something over."""
        reading = read_all(self._paths)
        library = sound(reading)
        if not library.decks:
            raise BrokenDeck(reading.faults)
        self.faults: tuple[Fault, ...] = reading.faults
        """What is wrong with the decks as they were last read."""
        self._held = _Held(plain=library, library=library)

    def medium(self, deck: str, file: str, digest: str) -> bytes:
        """A file of a deck, to be sent. Raises MediumGone if it is not there as it was when it was loaded."""
        for files in self._published:
            if files.name == deck and files.held is not None:
                if digest_of(data := files.held.get(file, b"")) == digest:
                    return data
                raise MediumGone
        return read_medium(self._paths, deck, file, digest)

    def wrong(self) -> Sequence[str]:
        """What is wrong with their files, a sentence each."""
        return [str(fault) for fault in self.faults]

    @property
    def current(self) -> Library:
        """The decks as they were last loaded, with what was ruled on them."""
        return self._held.library

    def lexicon(self, deck: DeckId, lang: str) -> Lexicon:
        """The words of that deck in that language, else in its own; those of the language alone if the deck
        is not here (any more)."""
        return self._held.lexicon(deck, lang) or lexicon_of(None, lang=lang)

    def ruled(self, question: Question) -> Question:
        """A question, as it may have been kept for long, with what was ruled on it since."""
        rulings = self._held.rulings.get(question.id)
        return with_rulings(question, rulings) if rulings else question

    @property
    def in_classes(self) -> ByQuestion:
        """What is ruled in classes alone."""
        return self._held.in_classes

    @property
    def plain(self) -> Library:
        """The decks as their authors wrote them."""
        return self._held.plain

    def take_rulings(self, rulings: Sequence[Ruling]) -> None:
        """Lay these rulings over the decks, in place of those before. What they change is compiled here; may
        be called in a thread."""
        with self._changing:
            everywhere = by_question(ruling for ruling in rulings if not ruling.klass)
            in_classes = by_question(ruling for ruling in rulings if ruling.klass)
            self._held = self._with(self._held.plain, everywhere, in_classes, self._held.lexicons)

    def take_published(self, decks: Sequence[PublishedDeck]) -> None:
        """Teach from these too, in place of those that came in by chat before. May be called in a thread."""
        with self._changing:
            self._published = tuple(published(one.deck, one.files) for one in decks)
            self._read()

    def files_of(self, deck: DeckId) -> Mapping[str, bytes]:
        """Every file of a deck by its name, as it stands now; none if there is no such deck. May be called in
        a thread. Raises OSError if one of them cannot be read."""
        files = next((one for one in self._published if one.name == deck), None)
        if files is not None and files.held is not None:
            return files.held
        folders = (folder for path in self._paths for folder in deck_folders(path))
        folder = next((one for one in folders if one.resolve().name == deck), None)
        return files_with_pictures(DeckFiles(folder=folder)) if folder else {}

    def _with(
        self,
        plain: Library,
        rulings: ByQuestion,
        in_classes: ByQuestion,
        lexicons: dict[tuple[DeckId, str], Lexicon],
    ) -> _Held:
        library = ruled_library(plain, rulings)
        held = _Held(plain=plain, library=library, rulings=rulings, in_classes=in_classes, lexicons=lexicons)
        held.prepare()
        return held

    def prepare(self) -> None:
        """Get ready for marking what would otherwise be made at a deck's first answer, in about half a second
        for each language. May be called in a thread."""
        self._held.prepare()

    def changed(self) -> bool:
        """True if a file was edited, added or taken away since the decks were last read, whole or not."""
        return state_of(self._paths) != self._seen

    def reload(self) -> list[Fault]:
        """Read the decks anew and take over what can be used. What is wrong with the rest is returned."""
        with self._changing:
            self._read()
            return list(self.faults)

    def _read(self) -> None:
        seen = state_of(self._paths)
        try:
            reading = read_all(self._paths, self._published)
            library = sound(reading, self._held.plain)
            if library.decks and library != self._held.plain:
                self._held = self._with(library, self._held.rulings, self._held.in_classes, {})
        finally:
            self._seen = seen
        self.faults = reading.faults
