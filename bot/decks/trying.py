"""`recall try`: a deck's questions in the terminal, with the author's word on the spot."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bot.decks.editing import Edit, add_text, edited
from bot.decks.formats.bank import CannotRead
from bot.decks.load import read_all
from bot.decks.source import Source
from bot.decks.told import asked, told
from bot.decks.trials import trials
from bot.domain.deck import Library
from bot.domain.intent import understand
from bot.domain.marking import Lexicon, lexicon_of
from bot.domain.question import Question, QuestionId

Said = Callable[[], str | None]
Tell = Callable[[str], None]
HELP = """Type an answer. An empty line goes on; :quit ends. After an answer:
:accept makes it right, :reject WHY makes it not right and says why, :partly ASK asks further."""


def try_out(folder: Path, said: Said, tell: Tell) -> None:
    """Ask every question of the deck in turn. `said` gives the next line, or None at the end."""
    tell(HELP)
    for id in [question.id for question in _Deck(folder).questions()]:
        if not _Trial(folder, id, said, tell).run():
            return
    tell("That was all of them.")


class _Deck:
    """The deck as it stands in its files now."""

    def __init__(self, folder: Path) -> None:
        reading = read_all([folder])
        if len(reading.sources) != 1:
            raise CannotRead(f"There is no deck in {folder}. Name a deck's folder.")
        if reading.faults:
            raise CannotRead("\n".join(str(fault) for fault in reading.faults))
        self.source: Source = reading.sources[0]
        deck = self.source.deck
        assert deck is not None, "a deck without faults was read"
        self._deck = deck
        self.lexicon: Lexicon = lexicon_of(deck, Library((deck,)))

    def questions(self) -> Iterator[Question]:
        yield from self._deck.questions()

    def question(self, id: QuestionId) -> Question:
        return next(question for question in self._deck.questions() if question.id == id)


class _Trial:
    """One question, until it is left."""

    def __init__(self, folder: Path, id: QuestionId, said: Said, tell: Tell) -> None:
        self._folder, self._id = folder, id
        self._said, self._tell = said, tell
        self._deck = _Deck(folder)

    def run(self) -> bool:
        """True to go on with the next question, False to end."""
        self._tell("\n" + asked(self._question))
        last = ""
        while (line := self._said()) is not None:
            text = line.strip()
            if text in ("", ":next"):
                return True
            if text in (":quit", ":q"):
                return False
            if not text.startswith(":"):
                last = text
                self._mark(last)
            elif not self._rule(text, last):
                self._tell(HELP)
        return False

    @property
    def _question(self) -> Question:
        return self._deck.question(self._id)

    def _mark(self, text: str) -> None:
        understood = understand(self._question, text, self._deck.lexicon)
        if understood.intent is not None:
            self._tell(f"No answer: read as {understood.intent}.")
        else:
            self._tell(told(self._question, understood.verdict))

    def _rule(self, command: str, last: str) -> bool:
        """Do what the author says about the last answer; False if that was not understood."""
        word, _, rest = command.partition(" ")
        keys = {":accept": "accept", ":reject": "reject", ":partly": "prompt"}
        if word not in keys:
            return False
        if not last:
            self._tell("Type an answer first; then say what it is.")
            return True
        key = keys[word]
        said = ("why" if key == "reject" else "ask_for", rest.strip())
        before = self._faults()
        place = self._deck.source.where[self._id].page.file
        text = place.read_text(encoding="utf-8-sig")
        left: list[str] = []
        place.write_text(edited(text, {str(self._id): _moved(key, last, said, left)}), encoding="utf-8")
        try:
            self._deck = _Deck(self._folder)
        except CannotRead as error:
            place.write_text(text, encoding="utf-8")
            self._tell(f"Taken back, for then the deck could not be used.\n{error}")
            return True
        gone = f" Taken out of {' and '.join(left)}." if left else ""
        self._tell(f"Written into {place}: {key}.{gone}")
        self._mark(last)
        for fault in self._faults():
            if fault not in before:
                self._tell(f"Mind: {fault}")
        return True

    def _faults(self) -> list[str]:
        found = (trial.fault(self._question, self._deck.lexicon) for trial in trials(self._question))
        return [f"{fault[0]}; {fault[1]}" for fault in found if fault]


def _moved(key: str, text: str, said: tuple[str, str], left: list[str]) -> Edit:
    """Put the text under that key, and take it out of the other two; `left` gets those it stood in."""

    def edit(table: Any) -> None:
        others = [other for other in ("accept", "reject", "prompt") if other != key]
        left.extend([other for other in others if _take_out(table, other, text)])
        add_text(table, key, text, said=None if key == "accept" else said)

    return edit


def _take_out(table: Any, key: str, text: str) -> bool:
    """Whether it stood there."""
    entries = table.get(key)
    if not isinstance(entries, list):
        return False
    found = False
    for index in range(len(entries) - 1, -1, -1):
        entry = entries[index]
        texts = entry if isinstance(entry, str) else entry["texts"]
        if texts == text or texts == [text]:
            del entries[index]
        elif isinstance(texts, list) and text in texts:
            texts.remove(text)
        else:
            continue
        found = True
    if not entries:
        del table[key]
    return found
