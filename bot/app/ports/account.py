"""People, and what a person can do with their own data."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Protocol

from msgspec import Struct

from bot.app.events import Person, PersonId
from bot.domain.question import DeckId


class Learner(Struct, frozen=True, kw_only=True):
    """A person who has written to the tutor."""

    id: PersonId
    name: str
    language: str | None
    """IETF tag, as the client says it; None: not known."""
    zone: str | None
    """IANA zone; None: not known, the default zone is a guess."""
    here: bool
    """False once they have blocked the tutor, until they come back."""
    since: datetime
    deck: DeckId | None = None
    """The deck they learn from; None: the default one."""
    flow: bool = True
    """A right answer brings the next question by itself."""
    live: str | None = None
    """Slot of the newest message that carries choices; the one before loses its own."""
    exam: date | None = None
    """The day it all has to be known."""
    new_cap: int = 10
    """New questions a day at most."""
    review_cap: int = 30
    """Reviews a day at most; what is over it waits, the best known first."""
    ahead: bool = True
    """Nothing due: ask the one nearest to forgetting. False: say so; the day counts all the same."""
    paused_from: date | None = None
    """The first day of a pause, or on which they had blocked the tutor; None: no pause."""
    paused_until: date | None = None
    """The first day after it; None while the end is open."""
    rest_days: int = 0
    """Weekdays on which nothing is expected, as bits: Monday 1, Tuesday 2 … Sunday 64."""
    weekly: bool = False
    """A summary on Sunday evening is wanted."""
    quiet_from: time = time(22, 0)
    quiet_to: time = time(7, 0)
    """Nothing but replies is sent between the two, by their clock. Equal: no quiet hours."""
    offered: bool = False
    """The daily question was offered to them."""
    milestone: int = 0
    """The greatest milestone of the streak they were told of."""
    rest_from: date | None = None
    """The day they chose their days of rest; missed days before it are not mended by the choice."""
    carries: bool = False
    """What they answer in groups counts for their own memory."""
    returned_on: date | None = None
    """The day they last came back after a silence."""
    mended: bool = False
    """A ruling has mended answers of theirs, and they were not told yet."""
    in_class: bool = False
    """They have joined a class; it may be gone since."""
    own_questions: bool = False
    """They have written questions of their own; these may be gone since."""
    expected: str | None = None
    """What the tutor asked last, other than a question of a course (`bot.app.replies.expected`)."""


class LearnerRepository(Protocol):
    """People."""

    def lock_person(self, person: Person, now: datetime) -> Learner:
        """Insert the person if absent, lock the row until commit, give it; name and language are renewed."""
        ...

    def learner(self, id: PersonId) -> Learner | None:
        """The record as it stands."""
        ...

    def save_learner(self, learner: Learner) -> None:
        """Store the record as it is."""
        ...

    def lock_learner(self, id: PersonId) -> Learner | None:
        """Lock the row until commit and give the record; None if there is no such learner."""
        ...

    def hold_people(self, people: Collection[PersonId]) -> None:
        """Lock the rows of all of them until commit, in the order of their numbers."""
        ...


class PersonalDataRepository(Protocol):
    """A person's own data."""

    def erase(self, learner: PersonId) -> None:
        """Remove every row about the person, the person's row included."""
        ...


class RetentionRepository(Protocol):
    """Work that comes round by the clock."""

    def retention_due(self, name: str, now: datetime) -> bool:
        """True if the chore's time has come, or it was never set."""
        ...

    def set_retention_due(self, name: str, due: datetime) -> None:
        """Do it again at `due`."""
        ...

    def blank_texts(self, before: datetime, waiting_before: datetime) -> int:
        """Blank what people said in answers older than `before`, and in appeals and reports, which wait for
        an author, older than `waiting_before` (rows stay); how many."""
        ...

    def forget_classes(self, now: datetime) -> int:
        """Remove classes whose time is over, with their members, roles and what was due; how many."""
        ...

    def forget_uploads(self, before: datetime) -> int:
        """Remove what authors sent before then, whatever became of it; how many."""
        ...

    def forget_opinions(self, before: datetime) -> int:
        """Remove what a model said of answers, and who waited for it, before then; how many rows."""
        ...

    def forget_announcements(self, before: datetime) -> int:
        """Remove announcements of before then, but one that is going out; how many."""
        ...

    def forget_traces(
        self, updates_before: datetime, messages_before: datetime, dead_before: datetime
    ) -> int:
        """Remove seen update numbers, settled messages and dead updates older than that; how many."""
        ...
