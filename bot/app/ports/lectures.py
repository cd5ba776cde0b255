"""Questions asked in the lecture, as records, and what use cases need from the store."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from bot.app.events import MessageId, PersonId
from bot.app.ports.classes import ClassId
from bot.domain.lecture import LectureTally
from bot.domain.marking import Mark
from bot.domain.question import DeckId, QuestionId


class LectureState(StrEnum):
    """Where a question of a lecture stands."""

    ASKING = "asking"
    """It goes out, and answers come in."""
    READING = "reading"
    """The time is up; each who answered is told how it was, one after the other."""
    DONE = "done"


class SeatState(StrEnum):
    """Where somebody stands with it."""

    WAITING = "waiting"
    """It was not sent to them yet."""
    SENT = "sent"
    ANSWERED = "answered"


class Lecture(Struct, frozen=True, kw_only=True):
    """A question that is asked to a class at once."""

    id: int
    klass: ClassId
    by: PersonId
    """Who asks it, and whose message fills up."""
    deck: DeckId
    question: QuestionId
    snapshot: str
    state: LectureState
    at: datetime
    due: datetime | None
    """When the clock looks at it next; None: never."""
    told: int = 0
    """How many were in when the message was last written."""
    shown: bool = False
    """The answer is shown in it."""
    tally: LectureTally = LectureTally()
    """How it went, once the time is up."""


class LectureSeat(Struct, frozen=True, kw_only=True):
    """Somebody who gets the question. It is removed once they were told how it was."""

    lecture: int
    learner: PersonId
    state: SeatState
    sent_at: datetime | None = None
    shown_at: datetime | None = None
    """When it arrived; their time begins then."""
    answered_at: datetime | None = None
    said: str | None = None
    """The last answer."""
    mark: Mark | None = None
    message: MessageId | None = None
    """The message it was; None for a tap."""


class LectureCounts(Struct, frozen=True, kw_only=True):
    """How far a question has got."""

    waiting: int
    people: int
    """To whom it was sent."""
    answered: int
    unseen: int
    """Of them, to whom it is still on its way."""
    last: datetime | None
    """When it arrived at the last one, or was sent to them."""


class LectureRepository(Protocol):
    """Questions asked in lectures."""

    def allow_lecture(self, id: ClassId, learner: PersonId, *, on: bool) -> None:
        """They say yes, or no, to questions in the lecture of a class they are in."""
        ...

    def count_lecture(self, id: ClassId, but: PersonId) -> int:
        """How many of a class say yes to questions in the lecture, without that one."""
        ...

    def add_lecture(self, lecture: Lecture) -> Lecture:
        """Store a new one (its `id` is ignored), with a seat for everybody of the class who says yes to it,
        but for who asks; gives it with its id."""
        ...

    def lecture(self, id: int) -> Lecture | None:
        """By id, its row held."""
        ...

    def lecture_asker(self, id: int) -> PersonId | None:
        """Who asks it; its row is not held."""
        ...

    def running_lecture(self, id: ClassId) -> Lecture | None:
        """The newest of a class that is being asked."""
        ...

    def save_lecture(self, lecture: Lecture) -> None:
        """As it stands now."""
        ...

    def waiting_seats(self, id: int, limit: int) -> Sequence[PersonId]:
        """To whom it is to be sent next."""
        ...

    def seat_sent(self, id: int, learner: PersonId, at: datetime) -> None:
        """It is on its way to them."""
        ...

    def seat_shown(self, id: int, learner: PersonId, at: datetime) -> None:
        """It has arrived."""
        ...

    def open_seat(self, learner: PersonId) -> tuple[Lecture, LectureSeat] | None:
        """The newest question of a lecture that they got and that is being asked."""
        ...

    def seat_answered(self, seat: LectureSeat) -> None:
        """Their answer; one that was given before is replaced."""
        ...

    def drop_seat(self, id: int, learner: PersonId) -> None:
        """It concerns them no more."""
        ...

    def lecture_counts(self, id: int) -> LectureCounts:
        """How far it has got."""
        ...

    def lecture_answers(self, id: int) -> Sequence[LectureSeat]:
        """Those who have answered."""
        ...

    def silent_seats(self, id: int, limit: int) -> Sequence[PersonId]:
        """Some who have not answered."""
        ...

    def seats_to_read(self, learner: PersonId) -> Sequence[tuple[Lecture, LectureSeat]]:
        """Answers of theirs whose time is up."""
        ...


class LectureDueRepository(Protocol):
    """What a tick asks about lectures."""

    def due_lectures(self, now: datetime) -> Sequence[int]:
        """Those that are to be looked at."""
        ...

    def due_readings(self, limit: int) -> Sequence[PersonId]:
        """People who are to be told how their answer was."""
        ...
