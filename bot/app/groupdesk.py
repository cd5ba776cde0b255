"""What every use case in a group works with: one group, one moment, one transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.app.circle import Circle, RoundPages
from bot.app.desk import Rules, Shelf
from bot.app.facts import Fact, Reply
from bot.app.heard import ChatId, MessageId, PersonId
from bot.app.letters import Lane
from bot.app.records import Learner
from bot.app.serial import KeeperPages, SeriesPages
from bot.domain.deck import Deck
from bot.domain.question import DeckId


class GroupPages(RoundPages, SeriesPages, KeeperPages, Protocol):
    """What a transaction about a group reads and writes."""

    def learner(self, id: PersonId) -> Learner | None:
        """Somebody's record as it stands; nobody's row is held."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDesk:
    """One group, whose row this transaction holds."""

    pages: GroupPages
    shelf: Shelf
    rules: Rules
    circle: Circle
    thread: int
    now: datetime
    """When we heard of it."""

    def deck(self) -> Deck:
        """The deck this group plays from."""
        library = self.shelf.library
        chosen = self.circle.deck and library.deck(self.circle.deck)
        default = self.rules.default_deck and library.deck(self.rules.default_deck)
        return chosen or default or library.decks[0]

    def deck_of(self, id: DeckId) -> Deck:
        """That deck; the group's own if it is gone."""
        return self.shelf.library.deck(id) or self.deck()

    def say(
        self,
        *facts: Fact,
        slot: str | None = None,
        edits: bool = False,
        answering: MessageId | None = None,
        silent: bool = False,
    ) -> Reply:
        """One message to the group, in the topic at hand."""
        return Reply(
            chat=self.circle.id,
            thread=self.thread,
            facts=facts,
            slot=slot,
            edits=edits,
            answering=answering,
            silent=silent,
            lane=Lane.ROUND,
        )

    def whisper(self, person: int, *facts: Fact, slot: str | None = None) -> Reply:
        """One message to a player's private chat. It stands beside the conversation there."""
        return Reply(chat=ChatId(person), facts=facts, slot=slot, lane=Lane.ROUND, aside=True)
