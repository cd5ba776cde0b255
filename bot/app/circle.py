"""What the tutor remembers of groups and of the rounds played in them, and what it needs from the store.

A transaction about a group holds the row of its circle, and no person's row.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.app.heard import ChatId, Group, MessageId, PersonId
from bot.domain.marking.verdict import Mark
from bot.domain.question import DeckId, QuestionId
from bot.domain.round import Pace, Round, Setup


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A group or channel, as the tutor remembers it."""

    id: ChatId
    title: str
    channel: bool
    since: datetime
    here: bool = True
    """False once the tutor was removed."""
    admin: bool = False
    """The tutor is an administrator in it."""
    hears_all: bool = False
    """Every message in it reaches the tutor, by the bot's own settings."""
    language: str | None = None
    """IETF tag of whoever began the latest round."""
    deck: DeckId | None = None
    pace: Pace = Pace.NORMAL
    plain: bool = False
    """Text and buttons instead of native polls."""
    gaps_at: datetime | None = None
    """When the next weekly look at what this group forgets is due, UTC; None: none is wanted."""

    @property
    def open(self) -> bool:
        """Plain messages are heard, not commands and replies alone."""
        return self.admin or self.hears_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A round and where it is played."""

    chat: ChatId
    thread: int
    """The forum topic; 0 for none."""
    round: Round
    at: datetime
    """When it was called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A typed answer that somebody owes a round, in their private chat."""

    round: int
    chat: ChatId
    """The group."""
    place: int
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """An answer given in a group, on its way to that person's own memory."""

    person: PersonId
    chat: ChatId
    """The group."""
    deck: DeckId
    question: QuestionId
    snapshot: str
    at: datetime
    mark: Mark
    credit: float
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A person in the table of a group."""

    person: PersonId
    name: str
    points: int
    """In quarters."""
    rounds: int


class CirclePages(Protocol):
    """Groups."""

    def lock_group(self, group: Group, now: datetime) -> Circle:
        """Insert it if absent, lock the row until commit, give it; title and hearing are renewed."""
        ...

    def lock_circle(self, id: ChatId) -> Circle | None:
        """Lock the row until commit and give the record; None if there is none."""
        ...

    def change_circle(self, circle: Circle) -> None:
        """Store the record as it is."""
        ...

    def move_circle(self, old: ChatId, new: ChatId) -> None:
        """Everything of the old number is the new one's from now on. Twice is once."""
        ...

    def poll_of(self, poll: str) -> tuple[ChatId, str] | None:
        """The chat and the slot a poll of ours was sent in."""
        ...

    def slot_of(self, chat: ChatId, message: MessageId) -> str | None:
        """The slot a message of ours was sent in."""
        ...

    def message_of(self, chat: ChatId, slot: str) -> MessageId | None:
        """The message that stands in a slot."""
        ...

    def hide(self, chat: ChatId, person: PersonId, *, hidden: bool) -> None:
        """Leave them out of the group's tables, or take them in again."""
        ...

    def hidden(self, chat: ChatId) -> Set[PersonId]:
        """Who is left out."""
        ...


class RoundPages(CirclePages, Protocol):
    """Rounds."""

    def running(self, chat: ChatId, thread: int) -> Table | None:
        """The round that is not over, in that chat and topic."""
        ...

    def running_in(self, chat: ChatId) -> Sequence[Table]:
        """All rounds of that chat that are not over."""
        ...

    def chat_of_round(self, id: int) -> ChatId | None:
        """Where it is played."""
        ...

    def round(self, id: int) -> Table | None:
        """By id, whatever its phase."""
        ...

    def call_round(self, chat: ChatId, thread: int, setup: Setup, now: datetime, until: datetime) -> Table:
        """Store a new one, in the lobby until then."""
        ...

    def keep_round(self, before: Round, after: Round, now: datetime) -> None:
        """Store what has changed."""
        ...

    def asked_before(self, chat: ChatId) -> Sequence[QuestionId]:
        """Questions of earlier rounds in that chat, the latest first."""
        ...

    def expected_of(self, person: PersonId, at: datetime) -> Expected | None:
        """The typed question of a round, put to this person in private, that what they wrote then answers:
        the one that was open then, else the newest, even if it has just closed."""
        ...

    def reachable(self, people: Sequence[PersonId]) -> Set[PersonId]:
        """Who of them has a private chat with us that is not blocked."""
        ...

    def ranking(self, chat: ChatId, since: datetime | None) -> Sequence[Ranked]:
        """Points of everybody in the rounds of a chat that ended since; most first, none who hides."""
        ...

    def carry(self, answers: Sequence[Carried]) -> None:
        """Hand answers on to the memory of those who gave them, where they want that."""
        ...


class CarriedPages(Protocol):
    """Answers from groups, on their way into memory."""

    def carried_to(self, person: PersonId) -> Sequence[Carried]:
        """Take everything that is on its way to this person; it is gone from there."""
        ...


class RoundTickPages(Protocol):
    """What the tick needs to know of rounds; no row is held."""

    def due_rounds(self, now: datetime, limit: int) -> Sequence[tuple[ChatId, int]]:
        """Chat and id of rounds whose deadline has come, the longest due first."""
        ...

    def due_carried(self, limit: int) -> Sequence[PersonId]:
        """People to whom answers are on their way."""
        ...
