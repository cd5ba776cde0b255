"""What every use case works with, and the two things all of them do: tell the day, frame a message."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from bot.app.facts import AllMet, Fact, Reply, asked_of
from bot.app.heard import ChatId, MessageId
from bot.app.pages import Pages
from bot.app.records import Learner
from bot.app.zones import zone_or_none
from bot.domain.day import learner_day, no_earlier
from bot.domain.deck import Deck, Library
from bot.domain.ledger import OUTAGE
from bot.domain.marking import Lexicon
from bot.domain.question import DeckId
from bot.domain.streak import CountedDay, counted


class Shelf(Protocol):
    """Where the decks stand. It may be reloaded between two turns, never within one."""

    @property
    def library(self) -> Library:
        """All decks."""
        ...

    def lexicon(self, deck: DeckId, lang: str) -> Lexicon:
        """The words of a deck; plain words of the language if the deck is gone."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What an operator may choose."""

    default_zone: str = "UTC"
    """IANA zone of learners whose own is not known."""
    default_deck: DeckId | None = None
    """The deck of learners who chose none; None: the first one."""
    outage: timedelta = OUTAGE
    """A silence of the bot's own heartbeat that long is an outage."""
    text_days: int = 90
    """After so many days the words of an answer are blanked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One learner, one chat, one moment, one transaction."""

    pages: Pages
    shelf: Shelf
    rules: Rules
    learner: Learner
    chat: ChatId
    at: datetime
    """When the person did it; decides the day."""

    def deck(self) -> Deck:
        """The deck this learner learns from."""
        library = self.shelf.library
        chosen = self.learner.deck and library.deck(self.learner.deck)
        default = self.rules.default_deck and library.deck(self.rules.default_deck)
        return chosen or default or library.decks[0]

    def counted_days(self) -> list[CountedDay]:
        """The ledger, a date once."""
        return counted(self.pages.days(self.learner.id))

    def zone(self) -> str:
        """The learner's IANA zone; the default one as a guess where theirs is not known, or is none any more
        by the lists of this machine."""
        return (self.learner.zone and zone_or_none(self.learner.zone)) or self.rules.default_zone

    def wall(self) -> datetime:
        """What their clock shows, as far as their zone is known; without a zone of its own."""
        return self.at.astimezone(ZoneInfo(self.zone())).replace(tzinfo=None)

    def change(self, **values: Any) -> "Desk":
        """Change something about the learner, and give the desk as it stands then.

        The row is read anew: this transaction holds it, and may have changed it elsewhere.
        """
        learner = replace(self.pages.learner(self.learner.id) or self.learner, **values)
        self.pages.change_learner(learner)
        return replace(self, learner=learner)

    def today(self, days: Sequence[CountedDay]) -> date:
        """The learner's day of this moment; never before the last one in the ledger."""
        return no_earlier(learner_day(self.at, self.zone()), days[-1].local_date if days else None)

    def message(self, facts: Sequence[Fact], answering: MessageId | None = None) -> tuple[Reply, ...]:
        """The facts as one message; a moment of its own (all questions met) becomes a second one."""
        moments = [fact for fact in facts if isinstance(fact, AllMet)]
        rest = tuple(fact for fact in facts if not isinstance(fact, AllMet))
        first = Reply(chat=self.chat, facts=rest, slot=self._slot(rest), answering=answering)
        return (first, *(Reply(chat=self.chat, facts=(fact,)) for fact in moments))

    def _slot(self, facts: Sequence[Fact]) -> str | None:
        """Names the message after the question it is last about, so that a reply to it finds the question."""
        ids = [id for id in map(asked_of, facts) if id is not None]
        number = self.pages.next_message(ids[-1]) if ids else None
        return None if number is None else f"{ids[-1]}.{number}"
