"""Roles and rulings as records, and what use cases need from the store for them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from bot.app.events import PersonId
from bot.domain.items import Tally
from bot.domain.marking.verdict import Mark, Reason
from bot.domain.question import DeckId, QuestionId
from bot.domain.rulings import Ruling, RulingKind


class Role(StrEnum):
    """What somebody may do beside learning."""

    OPERATOR = "operator"
    """Looks after the bot: everything."""
    AUTHOR = "author"
    """Of one deck: rules on its answers."""
    TEACHER = "teacher"
    """Of one class; without one: may make classes."""
    ASSISTANT = "assistant"
    """Of one class: sees it and says what is due, but not who took part."""


class Claim(Struct, frozen=True, kw_only=True):
    """What a link gives to whoever opens it first."""

    role: Role
    scope: str
    """The deck of an author, the number of a class; empty for an operator and for who may make classes."""
    until: datetime


class RoleRepository(Protocol):
    """Who may do what. Asked inside the transaction that acts."""

    def roles_of(self, person: PersonId) -> Sequence[tuple[Role, str]]:
        """Their roles, each with its scope."""
        ...

    def roles(self) -> Sequence[tuple[PersonId, Role, str]]:
        """Everybody's, by role, scope and person."""
        ...

    def give_role(self, person: PersonId, role: Role, scope: str, at: datetime) -> bool:
        """False if they have it already."""
        ...

    def take_role(self, person: PersonId, role: Role, scope: str) -> bool:
        """False if they did not have it."""
        ...

    def save_claim(self, token: str, claim: Claim) -> None:
        """Keep a link, by the hash of its token."""
        ...

    def take_claim(self, token: str, now: datetime) -> Claim | None:
        """Use a link up; None if there is no such one (any more)."""
        ...


class WaitingAnswer(Struct, frozen=True, kw_only=True):
    """An answer that waits for a ruling."""

    learner: PersonId
    deck: DeckId
    question: QuestionId
    said: str
    claimed: bool
    """They said that it was right, or the same."""
    asked_for: bool
    """They gave a word on it themselves; False: they went on without one."""
    silent: bool = False
    """It was marked as not right, and they said nothing to that; else, without a word, it was in doubt."""


class WaitingReport(Struct, frozen=True, kw_only=True):
    """A report that waits for the author."""

    learner: PersonId
    deck: DeckId
    question: QuestionId
    reason: str
    said: str | None
    at: datetime


class KeptAnswer(Struct, frozen=True, kw_only=True):
    """An answer whose words are still kept."""

    learner: PersonId
    asked: int
    said: str
    mark: Mark
    counted: bool
    """Its question ended as right all the same."""
    reason: Reason


class Draft(Struct, frozen=True, kw_only=True):
    """What an author was shown, and what they have said to it so far."""

    id: int
    by: PersonId
    deck: DeckId
    question: QuestionId
    kind: RulingKind
    texts: tuple[str, ...]
    told: str
    place: int
    """Where it stood in the inbox, from 0."""
    at: datetime
    klass: int = 0
    """The class it would count in; 0: for everybody."""


class RulingRepository(Protocol):
    """What was ruled, and what waits for it."""

    def ruling_revision(self) -> int:
        """Raised with every change of the rulings."""
        ...

    def lock_rulings(self) -> None:
        """Wait until no other transaction is ruling, and keep others waiting until commit."""
        ...

    def standing_rulings(self) -> Sequence[Ruling]:
        """All that are not undone, in their order, but for what is proposed."""
        ...

    def proposed_rulings(self) -> Sequence[Ruling]:
        """What assistants have proposed and nobody has decided on, in its order."""
        ...

    def rulings_on(self, question: QuestionId) -> Sequence[Ruling]:
        """Those on one question that are not undone, in their order, but for what is proposed."""
        ...

    def ruling(self, id: int) -> Ruling | None:
        """One that is not undone."""
        ...

    def add_ruling(self, ruling: Ruling, by: PersonId) -> Ruling:
        """Store a new one (its `id` is ignored) and give it with its id."""
        ...

    def undo_ruling(self, id: int, at: datetime) -> None:
        """It does not stand any more."""
        ...

    def save_draft(self, draft: Draft) -> Draft:
        """Store a new one (its `id` is ignored) and give it with its id; that author's drafts of earlier days
        go."""
        ...

    def change_draft(self, draft: Draft) -> None:
        """Store what they said to it."""
        ...

    def draft(self, id: int) -> Draft | None:
        """By id, whoever's it is: the caller checks the owner."""
        ...

    def drop_draft(self, id: int) -> None:
        """It was ruled on, or left."""
        ...

    def waiting_answers(self, since: datetime, limit: int) -> Sequence[WaitingAnswer]:
        """Answers that people said were right, or that were in doubt, whose words are kept; newest first."""
        ...

    def reported(self, question: QuestionId, since: datetime) -> Sequence[tuple[PersonId, int]]:
        """Who has reported a question, each with the asking."""
        ...

    def waiting_reports(self, since: datetime, limit: int) -> Sequence[WaitingReport]:
        """Reports, newest first."""
        ...

    def kept_answers(self, question: QuestionId, limit: int) -> Sequence[KeptAnswer]:
        """The answers to a question whose words are kept, newest first."""
        ...

    def missed_answers(self, question: QuestionId, limit: int) -> Sequence[KeptAnswer]:
        """The answers to a question that were wrong or in doubt, and whose words are kept, newest first."""
        ...

    def strengths(
        self, people: Collection[PersonId], without: QuestionId | None = None
    ) -> Mapping[PersonId, float]:
        """For each who has met some questions: the share that the latest review began right, 0 to 1; of all
        but that one."""
        ...


class ItemRepository(Protocol):
    """How it went with questions when people met them first."""

    def tally(self, deck: DeckId, question: QuestionId, more: Tally, step: int | None = None) -> None:
        """Add to the numbers of a question. `step`: how long those people took, by
        `bot.domain.items.step_of`."""
        ...

    def tallies(self, deck: DeckId) -> Mapping[QuestionId, Tally]:
        """The numbers of a deck's questions that somebody has met, or skipped."""
        ...

    def times(self, deck: DeckId) -> Mapping[QuestionId, Mapping[int, int]]:
        """How long first tries at a deck's questions took: people by step."""
        ...

    def has_skipped(self, learner: PersonId, question: QuestionId) -> bool:
        """Whether they have skipped it and not answered it since."""
        ...
