"""What every use case works with, and the two things all of them do: tell the day, frame a message."""

import secrets
from collections.abc import Callable, Collection, Hashable, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from bot.app.events import ChatId, MessageId, PersonId
from bot.app.ports.account import Learner
from bot.app.ports.authoring import Role
from bot.app.ports.chats import ChatRecord
from bot.app.ports.classes import Membership
from bot.app.ports.decks import PublishedDeck
from bot.app.ports.outbox import Lane
from bot.app.ports.posts import ChannelAdminRepository, PostRepository
from bot.app.ports.repository import Repository
from bot.app.ports.rounds import RoundRepository
from bot.app.replies import AllMet, LectureTold, Message, Reply, asked_of
from bot.app.replies.expected import expected_after, still_expected
from bot.domain.day import learner_day, no_earlier
from bot.domain.deck import Deck, Library
from bot.domain.intent import Understood
from bot.domain.ledger import OUTAGE
from bot.domain.marking import Lexicon
from bot.domain.question import DeckId, Question, QuestionId
from bot.domain.rulings import ByQuestion, Ruling, RulingKind, ruled_in_class
from bot.domain.streak import Ledger
from bot.domain.zone_names import zone_or_none

if TYPE_CHECKING:  # without a model, nothing of it is loaded
    from bot.app.asked_model import SecondOpinions


class DeckLibrary(Protocol):
    """Where the decks stand. It may be reloaded between two turns, never within one."""

    @property
    def current(self) -> Library:
        """All decks."""
        ...

    @property
    def plain(self) -> Library:
        """All decks as their authors wrote them, without what was ruled on them."""
        ...

    def wrong(self) -> Sequence[str]:
        """What is wrong with their files, a sentence each."""
        ...

    def ruled(self, question: Question) -> Question:
        """A question as it was kept, with what was ruled on it since."""
        ...

    @property
    def in_classes(self) -> ByQuestion:
        """What is ruled in classes alone."""
        ...

    def take_rulings(self, rulings: Sequence[Ruling]) -> None:
        """Lay these rulings over the decks, in place of those before. May be called in a thread."""
        ...

    def take_published(self, decks: Sequence[PublishedDeck]) -> None:
        """Teach from these decks too, in place of those that came in by chat before. May be called in a
        thread."""
        ...

    def lexicon(self, deck: DeckId, lang: str) -> Lexicon:
        """The words of a deck; plain words of the language if the deck is gone."""
        ...


class DecksIn(Struct, frozen=True):
    """The same decks as somebody reads them whose language has that IETF tag, and the one that is theirs
    alone."""

    decks: DeckLibrary
    tag: str | None
    own: Callable[[], Deck | None] | None = None
    """Reads their own questions; None: they have none."""
    classes: Callable[[], Collection[int]] | None = None
    """Gives the classes they are in; None: in none."""
    joined: list[Library] = []
    """What it came to in this turn."""

    @property
    def taught(self) -> Library:
        """The decks that are there for everybody, each in that language where it has a sister in it."""
        return self.decks.current.in_language(self.tag)

    @property
    def plain(self) -> Library:
        """The same without what was ruled on them."""
        return self.decks.plain.in_language(self.tag)

    @property
    def current(self) -> Library:
        """All decks, their own as the last."""
        if self.own is None:
            return self.taught
        if not self.joined:
            own = self.own()
            self.joined.append(self.taught.beside(own) if own else self.taught)
        return self.joined[0]

    def wrong(self) -> Sequence[str]:
        """What is wrong with their files."""
        return self.decks.wrong()

    def ruled(self, question: Question) -> Question:
        """A question as it was kept, with what was ruled on it since, for everybody and in their classes."""
        return self.in_class(self.decks.ruled(question), *self._classes_with(question.id))

    def in_class(self, question: Question, *classes: int) -> Question:
        """A question, ruled as for everybody, as it is in these classes."""
        rulings = self.decks.in_classes.get(question.id, ()) if classes else ()
        own = tuple(ruling for ruling in rulings if ruling.klass in classes)
        return ruled_in_class(question, own) if own else question

    def out_in_classes(self) -> Set[QuestionId]:
        """The questions that are not asked in a class of theirs."""
        return {
            id
            for id, rulings in self.decks.in_classes.items()
            for ruling in rulings
            if ruling.kind is RulingKind.OUT and ruling.klass in self._classes_with(id)
        }

    @property
    def in_classes(self) -> ByQuestion:
        """What is ruled in classes alone."""
        return self.decks.in_classes

    def take_rulings(self, rulings: Sequence[Ruling]) -> None:
        """Lay these rulings over the decks."""
        self.decks.take_rulings(rulings)

    def take_published(self, decks: Sequence[PublishedDeck]) -> None:
        """Teach from these too."""
        self.decks.take_published(decks)

    def _classes_with(self, question: QuestionId) -> Collection[int]:
        """Their classes, if anything is ruled on that question in a class."""
        return self.classes() if self.classes and question in self.decks.in_classes else ()

    def lexicon(self, deck: DeckId, lang: str) -> Lexicon:
        """The words of a deck in the language of a question."""
        return self.decks.lexicon(deck, lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What an operator may choose."""

    default_zone: str = "UTC"
    """IANA zone of learners whose own is not known."""
    default_deck: DeckId | None = None
    """The deck of learners who chose none; None: the first one."""
    outage: timedelta = OUTAGE
    """A silence of the bot's own heartbeat that long is an outage."""
    text_days: int = 90
    """After so many days the words of an answer are blanked."""
    operators: Set[PersonId] = frozenset()
    """People who look after the bot whatever its roles say."""
    token: Callable[[], str] = field(default=partial(secrets.token_urlsafe, 16), compare=False)
    """Makes what a link that gives a role cannot be guessed by."""
    second_opinion: "SecondOpinions | None" = None
    """A model to ask where the marker can't tell; None: there is none."""

    @property
    def waiting_days(self) -> int:
        """After so many days the words that wait for an author are blanked too: appeals and reports."""
        return 2 * self.text_days


class Offer(Protocol):
    """Called after an answer."""

    def __call__(self, context: "LearnerContext", *, early: bool) -> tuple[Reply, ...]:
        """What is offered now; nothing most of the time. `early`: they came by the link of a post."""
        ...


class LearnerContext(Struct, frozen=True, kw_only=True):
    """One learner, one chat, one moment, one transaction."""

    repo: Repository
    deck_library: DecksIn
    policy: Policy
    learner: Learner
    chat: ChatId
    at: datetime
    """When the person did it; decides the day."""
    offer: "Offer"
    """What another area has to offer once a question was answered; chosen by `bot.app.tutor`."""
    understood: dict[Hashable, Understood] = {}
    """What was understood in this turn already (`bot.app.learning.hearing`)."""

    def deck(self) -> Deck:
        """The deck this learner learns from."""
        library = self.deck_library.current
        chosen = self.learner.deck and library.deck(self.learner.deck)
        default = self.policy.default_deck and library.deck(self.policy.default_deck)
        return chosen or default or library.decks[0]

    def zone(self) -> str:
        """The learner's IANA zone; the default one as a guess where theirs is not known, or is none any more
        by the lists of this machine."""
        return (self.learner.zone and zone_or_none(self.learner.zone)) or self.policy.default_zone

    def wall(self) -> datetime:
        """What their clock shows, as far as their zone is known; without a zone of its own."""
        return self.at.astimezone(ZoneInfo(self.zone())).replace(tzinfo=None)

    def change(self, **values: Any) -> "LearnerContext":
        """Change something about the learner, and give the context as it stands then.

        The row is read anew: this transaction holds it, and may have changed it elsewhere.
        """
        learner = replace(self.repo.learner(self.learner.id) or self.learner, **values)
        self.repo.save_learner(learner)
        return replace(self, learner=learner)

    def ledger(self) -> Ledger:
        """The learner's ledger, as it is kept."""
        return self.repo.ledger(self.learner.id)

    def today(self) -> date:
        """The learner's day of this moment; never before the last one in the ledger."""
        return no_earlier(learner_day(self.at, self.zone()), self.ledger().last_on)

    def is_operator(self) -> bool:
        """Whether they look after the bot."""
        who = self.learner.id
        return who in self.policy.operators or (Role.OPERATOR, "") in self.repo.roles_of(who)

    def memberships(self) -> Sequence[Membership]:
        """Their classes that are open or paused. Nothing is read of somebody who never joined one."""
        if not self.learner.in_class:
            return ()
        joined = self.repo.memberships(self.learner.id)
        return [one for one in joined if one.klass.lives]

    def exam(self) -> date | None:
        """The day it all has to be known: their own; else the nearest ahead of their classes."""
        own, today = self.learner.exam, self.today()
        if own is not None and (own >= today or not self.learner.in_class):
            return own
        days = [one.klass.exam for one in self.memberships() if one.klass.exam is not None]
        return min((day for day in days if day >= today), default=own)

    def message(self, replies: Sequence[Reply], answering: MessageId | None = None) -> tuple[Message, ...]:
        """The replies as one message; a moment of its own (all questions met) becomes a second one. What they
        ask is remembered, so that the next text can be read as an answer to it."""
        moments = [reply for reply in replies if isinstance(reply, AllMet)]
        rest = tuple(reply for reply in replies if not isinstance(reply, AllMet))
        before = self.learner.expected
        if (expected := expected_after(replies) or still_expected(before, replies)) != before:
            self.change(expected=expected)
        first = Message(chat=self.chat, replies=rest, slot=self._slot(rest), answering=answering)
        return (first, *(Message(chat=self.chat, replies=(reply,)) for reply in moments))

    def _slot(self, replies: Sequence[Reply]) -> str | None:
        """Names the message after the question it is last about, so that a reply to it finds the question."""
        if lecture := next((reply for reply in replies if isinstance(reply, LectureTold)), None):
            return f"lecture.{lecture.id}"
        ids = [id for id in map(asked_of, replies) if id is not None]
        number = self.repo.next_message(ids[-1]) if ids else None
        return None if number is None else f"{ids[-1]}.{number}"


class GroupRepository(RoundRepository, PostRepository, ChannelAdminRepository, Protocol):
    """What a transaction about a group reads and writes."""

    def learner(self, id: PersonId) -> Learner | None:
        """Somebody's record as it stands; nobody's row is held."""
        ...


class ChatContext(Struct, frozen=True, kw_only=True):
    """One group, whose row this transaction holds."""

    repo: GroupRepository
    deck_library: DeckLibrary
    policy: Policy
    chat_record: ChatRecord
    thread: int
    now: datetime
    """When we heard of it."""

    def deck(self) -> Deck:
        """The deck this group plays from."""
        library = self.deck_library.current
        chosen = self.chat_record.deck and library.deck(self.chat_record.deck)
        default = self.policy.default_deck and library.deck(self.policy.default_deck)
        return chosen or default or library.decks[0]

    def deck_of(self, id: DeckId) -> Deck:
        """That deck; the group's own if it is gone."""
        return self.deck_library.current.deck(id) or self.deck()

    def say(
        self,
        *replies: Reply,
        slot: str | None = None,
        edits: bool = False,
        answering: MessageId | None = None,
        silent: bool = False,
    ) -> Message:
        """One message to the group, in the topic at hand."""
        return Message(
            chat=self.chat_record.id,
            thread=self.thread,
            replies=replies,
            slot=slot,
            edits=edits,
            answering=answering,
            silent=silent,
            lane=Lane.ROUND,
        )

    def whisper(self, person: int, *replies: Reply, slot: str | None = None) -> Message:
        """One message to a player's private chat. It stands beside the conversation there."""
        return Message(chat=ChatId(person), replies=replies, slot=slot, lane=Lane.ROUND, aside=True)
