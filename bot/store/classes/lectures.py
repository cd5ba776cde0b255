"""Questions asked in the lecture, and who gets them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    case,
    delete,
    func,
    insert,
    literal,
    literal_column,
    select,
    true,
    update,
)

from bot.app.events import MessageId, PersonId
from bot.app.ports.classes import ClassId
from bot.app.ports.lectures import Lecture, LectureCounts, LectureSeat, LectureState, SeatState
from bot.domain.lecture import LectureTally
from bot.domain.marking import Mark
from bot.domain.question import DeckId, QuestionId
from bot.store.account.learners import Rows
from bot.store.classes.tables import class_members, lecture_seats, lectures


def _constant(state: LectureState | SeatState) -> ColumnElement[str]:
    return literal_column(f"'{state}'")


_ASKING, _READING = _constant(LectureState.ASKING), _constant(LectureState.READING)
_WAITING, _SENT, _ANSWERED = map(_constant, SeatState)
_OF_ONE = ("said", "answered_at", "sent_at", "shown_at")
_SEATS = select(
    lectures,
    lecture_seats.c.learner_id.label("who"),
    lecture_seats.c.state.label("seat"),
    lecture_seats.c.mark,
    lecture_seats.c.message_id,
    *(lecture_seats.c[name] for name in _OF_ONE),
).join_from(lecture_seats, lectures, lectures.c.id == lecture_seats.c.lecture_id)


class LectureRows(Rows):
    """`bot.app.ports.lectures.LectureRepository` and `LectureDueRepository`."""

    __slots__ = ()

    def allow_lecture(self, id: ClassId, learner: PersonId, *, on: bool) -> None:
        """They say yes, or no, to questions in the lecture of a class they are in."""
        theirs = (class_members.c.learner_id == learner) & (class_members.c.class_id == id)
        self.connection.execute(update(class_members).where(theirs).values(lecture=on))

    def count_lecture(self, id: ClassId, but: PersonId) -> int:
        """How many of a class say yes to questions in the lecture, without that one."""
        found = select(func.count()).select_from(class_members).where(*_agreed(id, but))
        return int(self.connection.execute(found).scalar_one())

    def add_lecture(self, lecture: Lecture) -> Lecture:
        """Store a new one (its `id` is ignored), with a seat for everybody of the class who says yes to it,
        but for who asks; gives it with its id."""
        made = insert(lectures).values(_values(lecture)).returning(lectures.c.id)
        id = int(self.connection.execute(made).scalar_one())
        state = literal(SeatState.WAITING.value)
        agreed = select(class_members.c.learner_id, literal(id), state).where(
            *_agreed(lecture.klass, lecture.by)
        )
        seats = insert(lecture_seats).from_select(["learner_id", "lecture_id", "state"], agreed)
        self.connection.execute(seats)
        return msgspec.structs.replace(lecture, id=id)

    def lecture(self, id: int) -> Lecture | None:
        """By id, its row held."""
        found = select(lectures).where(lectures.c.id == id).with_for_update()
        row = self.connection.execute(found).one_or_none()
        return None if row is None else _lecture(row)

    def lecture_asker(self, id: int) -> PersonId | None:
        """Who asks it; its row is not held."""
        who = self.connection.execute(select(lectures.c.learner_id).where(lectures.c.id == id)).scalar()
        return None if who is None else PersonId(who)

    def running_lecture(self, id: ClassId) -> Lecture | None:
        """The newest of a class that is being asked."""
        found = (
            select(lectures)
            .where(lectures.c.class_id == id, lectures.c.state == _ASKING)
            .order_by(lectures.c.id.desc())
        )
        row = self.connection.execute(found.limit(1)).one_or_none()
        return None if row is None else _lecture(row)

    def save_lecture(self, lecture: Lecture) -> None:
        """As it stands now."""
        this = lectures.c.id == lecture.id
        self.connection.execute(update(lectures).where(this).values(_values(lecture)))

    def waiting_seats(self, id: int, limit: int) -> Sequence[PersonId]:
        """To whom it is to be sent next."""
        return self._people(id, _WAITING, limit)

    def silent_seats(self, id: int, limit: int) -> Sequence[PersonId]:
        """Some who have not answered."""
        return self._people(id, _SENT, limit)

    def seat_sent(self, id: int, learner: PersonId, at: datetime) -> None:
        """It is on its way to them."""
        self._change(id, learner, state=SeatState.SENT.value, sent_at=at)

    def seat_shown(self, id: int, learner: PersonId, at: datetime) -> None:
        """It has arrived."""
        self._change(id, learner, shown_at=at)

    def open_seat(self, learner: PersonId) -> tuple[Lecture, LectureSeat] | None:
        """The newest question of a lecture that they got and that is being asked."""
        theirs = _of(learner).where(lectures.c.state == _ASKING, lecture_seats.c.state != _WAITING)
        row = self.connection.execute(theirs.order_by(lectures.c.id.desc()).limit(1)).one_or_none()
        return None if row is None else (_lecture(row), _seat(row))

    def seat_answered(self, seat: LectureSeat) -> None:
        """Their answer; one that was given before is replaced."""
        self._change(
            seat.lecture,
            seat.learner,
            state=SeatState.ANSWERED.value,
            said=seat.said,
            mark=seat.mark.value if seat.mark else None,
            message_id=seat.message,
            answered_at=seat.answered_at,
        )

    def drop_seat(self, id: int, learner: PersonId) -> None:
        """It concerns them no more."""
        self.connection.execute(delete(lecture_seats).where(*_this(id, learner)))

    def lecture_counts(self, id: int) -> LectureCounts:
        """How far it has got."""
        seat = lecture_seats.c
        there = func.coalesce(seat.shown_at, seat.sent_at, type_=seat.shown_at.type)
        found = select(
            _count(seat.state == _WAITING).label("waiting"),
            _count(seat.state != _WAITING).label("people"),
            _count(seat.state == _ANSWERED).label("answered"),
            _count((seat.state != _WAITING) & seat.shown_at.is_(None)).label("unseen"),
            func.max(there, type_=seat.shown_at.type).label("last"),
        ).where(seat.lecture_id == id)
        row = self.connection.execute(found).one()
        return LectureCounts(
            waiting=row.waiting, people=row.people, answered=row.answered, unseen=row.unseen, last=row.last
        )

    def lecture_answers(self, id: int) -> Sequence[LectureSeat]:
        """Those who have answered."""
        found = _SEATS.where(lecture_seats.c.lecture_id == id, lecture_seats.c.state == _ANSWERED)
        return [_seat(row) for row in self.connection.execute(found)]

    def seats_to_read(self, learner: PersonId) -> Sequence[tuple[Lecture, LectureSeat]]:
        """Answers of theirs whose time is up."""
        theirs = _of(learner).where(lectures.c.state == _READING, lecture_seats.c.state == _ANSWERED)
        return [
            (_lecture(row), _seat(row)) for row in self.connection.execute(theirs.order_by(lectures.c.id))
        ]

    def due_lectures(self, now: datetime) -> Sequence[int]:
        """Those that are to be looked at."""
        return list(self.connection.execute(select(lectures.c.id).where(lectures.c.due <= now)).scalars())

    def due_readings(self, limit: int) -> Sequence[PersonId]:
        """People who are to be told how their answer was."""
        over = select(lectures.c.id).where(lectures.c.due.is_not(None), lectures.c.state == _READING)
        found = (
            select(lecture_seats.c.learner_id)
            .where(lecture_seats.c.lecture_id.in_(over), lecture_seats.c.state == _ANSWERED)
            .distinct()
        )
        return [PersonId(who) for who in self.connection.execute(found.limit(limit)).scalars()]

    def _people(self, id: int, state: ColumnElement[str], limit: int) -> Sequence[PersonId]:
        found = select(lecture_seats.c.learner_id).where(
            lecture_seats.c.lecture_id == id, lecture_seats.c.state == state
        )
        ordered = found.order_by(lecture_seats.c.learner_id).limit(limit)
        return [PersonId(who) for who in self.connection.execute(ordered).scalars()]

    def _change(self, id: int, learner: PersonId, **values: Any) -> None:
        self.connection.execute(update(lecture_seats).where(*_this(id, learner)).values(**values))


def _count(of: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((of, 1), else_=0)), 0)


def _agreed(id: ClassId, but: PersonId) -> tuple[ColumnElement[bool], ...]:
    agreed = class_members.c.lecture == true()
    return (class_members.c.class_id == id, agreed, class_members.c.learner_id != but)


def _this(id: int, learner: PersonId) -> tuple[ColumnElement[bool], ...]:
    return (lecture_seats.c.learner_id == learner, lecture_seats.c.lecture_id == id)


def _of(learner: PersonId) -> Select[Any]:
    return _SEATS.where(lecture_seats.c.learner_id == learner)


def _values(lecture: Lecture) -> dict[str, Any]:
    return {
        "class_id": lecture.klass,
        "learner_id": lecture.by,
        "deck": lecture.deck,
        "question": lecture.question,
        "snapshot": lecture.snapshot,
        "state": lecture.state.value,
        "at": lecture.at,
        "due": lecture.due,
        "told": lecture.told,
        "shown": lecture.shown,
        "tally": msgspec.json.encode(lecture.tally).decode(),
    }


def _lecture(row: Row[Any]) -> Lecture:
    return Lecture(
        id=row.id,
        klass=ClassId(row.class_id),
        by=PersonId(row.learner_id),
        deck=DeckId(row.deck),
        question=QuestionId(row.question),
        snapshot=row.snapshot,
        state=LectureState(row.state),
        at=row.at,
        due=row.due,
        told=row.told,
        shown=row.shown,
        tally=msgspec.json.decode(row.tally, type=LectureTally),
    )


def _seat(row: Row[Any]) -> LectureSeat:
    return LectureSeat(
        lecture=row.id,
        learner=PersonId(row.who),
        state=SeatState(row.seat),
        sent_at=row.sent_at,
        shown_at=row.shown_at,
        answered_at=row.answered_at,
        said=row.said,
        mark=Mark(row.mark) if row.mark else None,
        message=MessageId(row.message_id) if row.message_id is not None else None,
    )
