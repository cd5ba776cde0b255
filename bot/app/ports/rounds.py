"""What the tutor remembers of groups and of the rounds played in them, and what it needs from the store.

A transaction about a group holds the row of its chat, and no person's row.
"""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from bot.app.events import ChatId, PersonId
from bot.app.ports.chats import ChatRepository
from bot.domain.marking.verdict import Mark
from bot.domain.question import DeckId, QuestionId
from bot.domain.rounds.round import Round, Setup


class PlayedRound(Struct, frozen=True, kw_only=True):
    """A round and where it is played."""

    chat: ChatId
    thread: int
    """The forum topic; 0 for none."""
    round: Round
    at: datetime
    """When it was called."""


class Expected(Struct, frozen=True, kw_only=True):
    """A typed answer that somebody owes a round, in their private chat."""

    round: int
    chat: ChatId
    """The group."""
    thread: int
    """The forum topic; 0 for none."""
    place: int
    opened_at: datetime
    replied: bool = False
    """It was named by a reply; else it is the one that came last."""


class GroupAnswer(Struct, frozen=True, kw_only=True):
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


class Ranked(Struct, frozen=True, kw_only=True):
    """A person in the table of a group."""

    person: PersonId
    name: str
    points: int
    """In quarters."""
    rounds: int


NOBODY = 0
"""As the `player` of a round: nobody's seat and answers are read."""


class PlayerRepository(Protocol):
    """Who plays, and the table of a group."""

    def has_seat(self, round: int, person: PersonId) -> bool:
        """Whether they play in that round and have not left."""
        ...

    def players_of(self, round: int, limit: int, sides: int) -> Mapping[int | None, Sequence[str]]:
        """Names of those who have not left, told apart, by their team: of each the first ones, in the
        order in which they came. None: they are in none of so many teams (`sides`)."""
        ...

    def answered_in(self, round: int, place: int) -> Sequence[str]:
        """Names of those who have answered that question, in the order of their answers, told apart."""
        ...

    def reachable(self, people: Sequence[PersonId]) -> Set[PersonId]:
        """Who of them has a private chat with us that is not blocked."""
        ...

    def ranking(self, chat: ChatId, since: datetime | None, limit: int) -> tuple[Sequence[Ranked], int]:
        """Points of the first ones in the rounds of a chat that ended since; most first, none who hides. And
        how many more have as many as the last of them."""
        ...


class RoundRepository(ChatRepository, PlayerRepository, Protocol):
    """Rounds.

    Where a `player` is named, only their seat and answers are read with the round, and of the others the
    numbers (`Round.others`): what an answer needs, whatever the number of players.
    """

    def running(self, chat: ChatId, thread: int, player: int | None = None) -> PlayedRound | None:
        """The round that is not over, in that chat and topic."""
        ...

    def running_in(self, chat: ChatId) -> Sequence[PlayedRound]:
        """All rounds of that chat that are not over."""
        ...

    def chat_of_round(self, id: int) -> ChatId | None:
        """Where it is played."""
        ...

    def round(self, id: int, player: int | None = None) -> PlayedRound | None:
        """By id, whatever its phase."""
        ...

    def call_round(
        self, chat: ChatId, thread: int, setup: Setup, now: datetime, until: datetime
    ) -> PlayedRound:
        """Store a new one, in the lobby until then."""
        ...

    def save_round(self, before: Round, after: Round, now: datetime) -> None:
        """Store what has changed."""
        ...

    def asked_before(self, chat: ChatId) -> Sequence[QuestionId]:
        """Questions of earlier rounds in that chat, the latest first."""
        ...

    def expected_of(self, person: PersonId, at: datetime) -> Expected | None:
        """The typed question of a round, put to this person in private, that what they wrote then answers
        (see `bot.domain.rounds.private.typed_place`)."""
        ...

    def over_since(self, person: PersonId, since: datetime) -> PlayedRound | None:
        """Their newest round, with their part of it, if it has ended since then and has put a typed question
        to them in private since then."""
        ...

    def scored_before(self, chat: ChatId, round: int) -> bool:
        """Whether somebody earned points in an earlier round of that chat."""
        ...

    def queue_group_answers(self, answers: Sequence[GroupAnswer]) -> None:
        """Hand answers on to the memory of those who gave them, where they want that."""
        ...


class GroupAnswerRepository(Protocol):
    """Answers from groups, on their way into memory."""

    def take_group_answers(self, person: PersonId) -> Sequence[GroupAnswer]:
        """Take everything that is on its way to this person; it is gone from there."""
        ...


class RoundDueRepository(Protocol):
    """What the tick needs to know of rounds; no row is held."""

    def due_rounds(self, now: datetime, limit: int) -> Sequence[tuple[ChatId, int]]:
        """Chat and id of rounds whose deadline has come, the longest due first."""
        ...

    def due_group_answers(self, limit: int) -> Sequence[PersonId]:
        """People to whom answers are on their way."""
        ...
