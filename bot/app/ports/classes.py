"""Classes, who is in them and what is due there, as records, and what use cases need from the store."""

from collections.abc import Collection, Sequence, Set
from datetime import date, datetime
from enum import StrEnum
from typing import NewType, Protocol

from msgspec import Struct

from bot.app.events import PersonId
from bot.app.ports.authoring import Role
from bot.domain.class_week import Week
from bot.domain.question import DeckId, QuestionId, TopicId

ClassId = NewType("ClassId", int)


class ClassState(StrEnum):
    """Where a class stands."""

    NEW = "new"
    """It has no course yet."""
    OPEN = "open"
    PAUSED = "paused"
    """Nobody comes in, nothing is due and no report comes; all of it is kept until it goes on."""
    CLOSED = "closed"
    """Nobody comes in, nothing is due."""


class Shares(StrEnum):
    """What a member lets the teacher see."""

    DAYS = "days"
    """Their name, and on how many days they practised."""
    NOTHING = "nothing"
    """They are counted, without a name."""


class ClassRecord(Struct, frozen=True, kw_only=True):
    """A class as the tutor remembers it. Who teaches it is a role."""

    id: ClassId
    title: str
    deck: DeckId | None
    zone: str
    """IANA zone: its days and its Monday."""
    state: ClassState
    at: datetime
    exam: date | None = None
    link_at: datetime | None = None
    """Since when the link lets people in that lets them in now."""
    link_until: date | None = None
    """The last day on which it does."""
    gone_at: datetime | None = None
    """When it is forgotten, with who was in it; None: it goes on."""
    report_at: datetime | None = None
    """When the next report is due, UTC; None: none is."""

    @property
    def lives(self) -> bool:
        """Whether it is open or paused."""
        return self.state in (ClassState.OPEN, ClassState.PAUSED)


class Assignment(Struct, frozen=True, kw_only=True):
    """A topic that is due in a class."""

    klass: ClassId
    topic: TopicId
    on: date
    """The last day."""
    at: datetime


class Membership(Struct, frozen=True, kw_only=True):
    """Somebody in a class, with what is due there."""

    klass: ClassRecord
    shares: Shares
    due: tuple[Assignment, ...]
    lecture: bool
    """They say yes to questions in the lecture."""


class ClassRepository(Protocol):
    """Classes and their members. Links are kept by the hash of their token."""

    def add_class(self, record: ClassRecord) -> ClassRecord:
        """Store a new one (its `id` is ignored) and give it with its id."""
        ...

    def class_of(self, id: ClassId) -> ClassRecord | None:
        """By id."""
        ...

    def lock_class(self, id: ClassId) -> ClassRecord | None:
        """By id; others wait for it until commit."""
        ...

    def save_class(self, record: ClassRecord) -> None:
        """Store the record as it is."""
        ...

    def classes(self) -> Sequence[ClassRecord]:
        """All of them, in their order."""
        ...

    def set_link(self, id: ClassId, token: str) -> None:
        """From now on this one lets people in, and no other."""
        ...

    def class_by_link(self, token: str) -> ClassRecord | None:
        """The class whose link it is, whatever its state; None for one that was replaced or never was."""
        ...

    def staff(self, id: ClassId) -> Sequence[tuple[PersonId, Role]]:
        """Who teaches it and who assists, in the order in which they came."""
        ...

    def join(self, id: ClassId, learner: PersonId, shares: Shares, at: datetime) -> bool:
        """They are in, or see to what they share if they were; True if they are new there."""
        ...

    def leave(self, id: ClassId, learner: PersonId) -> bool:
        """False if they were not in it."""
        ...

    def memberships(self, learner: PersonId) -> Sequence[Membership]:
        """The classes they are in, that are open or closed, in the order in which they joined."""
        ...

    def count_members(self, id: ClassId, since: datetime | None = None) -> int:
        """How many are in it, or have joined since."""
        ...

    def members_of(self, id: int, among: Collection[PersonId] | None = None) -> Set[PersonId]:
        """Who is in it, of these people or of all."""
        ...

    def count_daily(self, id: ClassId) -> int:
        """How many of its members have a daily question."""
        ...

    def assign(self, assignment: Assignment) -> None:
        """It is due from now on; one of the same topic is replaced."""
        ...

    def unassign(self, id: ClassId, topic: TopicId) -> bool:
        """It is not due any more; False if it was not."""
        ...

    def assignments(self, id: ClassId) -> Sequence[Assignment]:
        """What is or was due, by day."""
        ...

    def done_of(self, learner: PersonId, questions: Collection[QuestionId]) -> Set[QuestionId]:
        """Which of these they brought to a verdict, or had shown after a try."""
        ...

    def class_week(self, id: ClassId, deck: DeckId, first: date, last: date) -> Week:
        """How a class's members used its course on the days from first to last, by their own clocks."""
        ...

    def participants(self, id: ClassId, deck: DeckId) -> Sequence[tuple[str, int]]:
        """The names of those who share that, and on how many days they practised since they joined."""
        ...


class ClassDueRepository(Protocol):
    """What a tick asks about classes."""

    def due_reports(self, now: datetime, limit: int) -> Sequence[ClassId]:
        """Classes whose report is due."""
        ...
