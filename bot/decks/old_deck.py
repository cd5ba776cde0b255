"""The deck that a bank comes into, as it stands, and the bank made ready for it."""

import tomllib
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from bot.decks.deck_files import LARGEST, DeckFiles
from bot.decks.folders import CARD
from bot.decks.formats.bank import About, Bank, CannotRead, Loss, begin
from bot.decks.formats.ready import Ready, doubts_of, made_ready
from bot.decks.formats.tables import about_of, entry_of
from bot.decks.load import read_source
from bot.decks.merge import Merge
from bot.domain.deck import Deck, Vocabulary
from bot.domain.marking import Lexicon, lexicon_of
from bot.domain.question import DeckId


class OldDeck:
    """A deck as it stands, or that there is none yet. Raises CannotRead if it has faults."""

    def __init__(self, deck: DeckFiles) -> None:
        self.name = deck.name
        self._deck = deck
        self.there = any(file.name == CARD for file in deck.all())
        self.topics: dict[str, Mapping[str, Any]] = {}
        self.lang = ""
        self.title = ""
        self.about = About()
        self.attached = deck.attached
        self.listed: list[str] = []
        if not self.there:
            return
        if faults := read_source(deck).faults:
            raise CannotRead(f"The deck in {deck.folder} has faults; mend them first.\n{faults[0]}")
        card = tomllib.loads(self.text(CARD))
        self.lang, self.title = str(card.get("lang", "")), str(card.get("title", ""))
        self.about = about_of(card)
        self.listed = list(card.get("topics", ()))
        for file in deck.topics():
            self.topics[file.name] = tomllib.loads(self.text(file.name))

    def text(self, name: str) -> str:
        """A file of the deck."""
        return self._deck.read(self._deck.folder / name, LARGEST).decode("utf-8-sig")

    @property
    def tables(self) -> dict[str, Mapping[str, Any]]:
        """The questions by their ids."""
        return {str(each["id"]): each for page in self.topics.values() for each in page.get("question", ())}


def ready_for(bank: Bank, old: OldDeck, lang: str) -> Ready:
    """The bank made ready for that deck: its files are at hand, and its words are those it is marked by."""
    told = replace(bank, losses=(*bank.losses, *_words_left(bank.about, old)))
    return made_ready(told, _lexicon(bank, old, lang), lang, old.attached)


def settled(ready: Ready, found: Merge, old: OldDeck, lang: str) -> Ready:
    """Without doubts about questions that stay as they are; one that changes is tried as the deck will have
    it, with the ideas and examples that stay."""
    bank = ready.bank
    lexicon = _lexicon(bank, old, lang)
    tables = old.tables
    doubts: list[Loss] = []
    for entry, id in zip(bank.entries, found.ids, strict=True):
        own = [doubt for doubt in ready.doubts if (doubt.row, doubt.about) == (entry.row, begin(entry.ask))]
        if id in found.same or id in found.kept:
            continue
        if own and id in found.changed:
            stands = entry_of({**tables[id], **found.changed[id]}, row=entry.row)
            own = [each for each in own if each.kind != "marking"]
            own += doubts_of(stands, bank, (lexicon, lang, old.attached))
        doubts += own
    return replace(ready, doubts=tuple(doubts))


def _words_left(about: About, old: OldDeck) -> list[Loss]:
    """The bank's words of the whole deck that a deck which is there has not."""
    losses = []
    for key in ("synonyms", "confusables") if old.there else ():
        if set(getattr(about, key)) - set(getattr(old.about, key)):
            reason = f"`{key}` of its {CARD} are not taken over; write them into your own"
            losses.append(Loss(row=0, kind=key, reason=reason))
    return losses


def _lexicon(bank: Bank, old: OldDeck, lang: str) -> Lexicon:
    about = old.about if old.there else bank.about
    words = Vocabulary(synonyms=about.synonyms, confusables=about.confusables)
    return lexicon_of(Deck(id=DeckId("bank"), title="", lang=lang, licence="", topics=(), vocabulary=words))
