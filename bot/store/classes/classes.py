"""Classes, their links, who is in them and what is due."""

from collections.abc import Collection, Sequence, Set
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    delete,
    func,
    insert,
    literal_column,
    select,
    update,
)

from bot.app.events import PersonId
from bot.app.ports.authoring import Role
from bot.app.ports.classes import Assignment, ClassId, ClassRecord, ClassState, Membership, Shares
from bot.domain.question import DeckId, QuestionId, TopicId
from bot.store.account.learners import WHO, Rows
from bot.store.authoring.tables import roles, rulings
from bot.store.classes.tables import assignments, class_members, classes
from bot.store.daily.tables import subscriptions
from bot.store.tables import reviews
from bot.store.upsert import insert_new, insert_or_replace

_KEPT = tuple(name for name in ClassRecord.__struct_fields__ if name != "id")
_JOINED = (
    select(classes, class_members.c.shares, class_members.c.lecture)
    .join_from(class_members, classes, classes.c.id == class_members.c.class_id)
    .where(class_members.c.learner_id == WHO)
    .order_by(class_members.c.joined_at, classes.c.id)
)


class ClassRows(Rows):
    """`bot.app.ports.classes.ClassRepository`, but for what is counted of a week; and what the clock does."""

    __slots__ = ()

    def add_class(self, record: ClassRecord) -> ClassRecord:
        """Store a new one (its `id` is ignored) and give it with its id."""
        row = self.connection.execute(insert(classes).values(_values(record)).returning(*classes.c)).one()
        return _record(row)

    def class_of(self, id: ClassId) -> ClassRecord | None:
        """By id."""
        row = self.connection.execute(select(classes).where(classes.c.id == id)).one_or_none()
        return None if row is None else _record(row)

    def lock_class(self, id: ClassId) -> ClassRecord | None:
        """By id; others wait for it until commit."""
        locked = select(classes).where(classes.c.id == id).with_for_update()
        row = self.connection.execute(locked).one_or_none()
        return None if row is None else _record(row)

    def save_class(self, record: ClassRecord) -> None:
        """Store the record as it is."""
        this = classes.c.id == record.id
        self.connection.execute(update(classes).where(this).values(_values(record)))

    def classes(self) -> Sequence[ClassRecord]:
        """All of them, in their order."""
        return [_record(row) for row in self.connection.execute(select(classes).order_by(classes.c.id))]

    def set_link(self, id: ClassId, token: str) -> None:
        """From now on this one lets people in, and no other."""
        self.connection.execute(update(classes).where(classes.c.id == id).values(link_hash=_hash(token)))

    def class_by_link(self, token: str) -> ClassRecord | None:
        """The class whose link it is, whatever its state. Tokens are compared by their hashes, so how long
        that takes says nothing about them."""
        row = self.connection.execute(
            select(classes).where(classes.c.link_hash == _hash(token))
        ).one_or_none()
        return None if row is None else _record(row)

    def staff(self, id: ClassId) -> Sequence[tuple[PersonId, Role]]:
        """Who teaches it and who assists, in the order in which they came."""
        theirs = (
            select(roles.c.learner_id, roles.c.role)
            .where(roles.c.scope == str(id), roles.c.role.in_([Role.TEACHER.value, Role.ASSISTANT.value]))
            .order_by(roles.c.at, roles.c.learner_id)
        )
        return [(PersonId(who), Role(role)) for who, role in self.connection.execute(theirs)]

    def join(self, id: ClassId, learner: PersonId, shares: Shares, at: datetime) -> bool:
        """They are in, or see to what they share if they were; True if they are new there."""
        row = {"learner_id": learner, "class_id": id, "shares": shares.value, "joined_at": at}
        if insert_new(self.connection, class_members, row):
            return True
        changed = update(class_members).where(_member(id, learner)).values(shares=shares.value)
        self.connection.execute(changed)
        return False

    def leave(self, id: ClassId, learner: PersonId) -> bool:
        """False if they were not in it."""
        return bool(self.connection.execute(delete(class_members).where(_member(id, learner))).rowcount)

    def memberships(self, learner: PersonId) -> Sequence[Membership]:
        """The classes they are in, in the order in which they joined."""
        rows = self.connection.execute(_JOINED, {"who": learner}).all()
        due: dict[int, list[Assignment]] = {}
        for one in self._assignments([row.id for row in rows]) if rows else ():
            due.setdefault(one.klass, []).append(one)
        return [
            Membership(
                klass=_record(row),
                shares=Shares(row.shares),
                due=tuple(due.get(row.id, ())),
                lecture=row.lecture,
            )
            for row in rows
        ]

    def count_members(self, id: ClassId, since: datetime | None = None) -> int:
        """How many are in it, or have joined since."""
        count = select(func.count()).select_from(class_members).where(class_members.c.class_id == id)
        if since is not None:
            count = count.where(class_members.c.joined_at >= since)
        return int(self.connection.execute(count).scalar_one())

    def members_of(self, id: int, among: Collection[PersonId] | None = None) -> Set[PersonId]:
        """Who is in it, of these people or of all."""
        found = select(class_members.c.learner_id).where(class_members.c.class_id == id)
        if among is not None:
            found = found.where(class_members.c.learner_id.in_(list(among)))
        return {PersonId(who) for who in self.connection.execute(found).scalars()}

    def count_daily(self, id: ClassId) -> int:
        """How many of its members have a daily question."""
        count = (
            select(func.count())
            .select_from(class_members)
            .join(subscriptions, subscriptions.c.learner_id == class_members.c.learner_id)
            .where(class_members.c.class_id == id, subscriptions.c.state != literal_column("'off'"))
        )
        return int(self.connection.execute(count).scalar_one())

    def assign(self, assignment: Assignment) -> None:
        """It is due from now on; one of the same topic is replaced."""
        row = {
            "class_id": assignment.klass,
            "topic": assignment.topic,
            "due_on": assignment.on,
            "at": assignment.at,
        }
        insert_or_replace(self.connection, assignments, row, key=["class_id", "topic"])

    def unassign(self, id: ClassId, topic: TopicId) -> bool:
        """It is not due any more; False if it was not."""
        this = (assignments.c.class_id == id) & (assignments.c.topic == topic)
        return bool(self.connection.execute(delete(assignments).where(this)).rowcount)

    def assignments(self, id: ClassId) -> Sequence[Assignment]:
        """What is or was due, by day."""
        return self._assignments([id])

    def _assignments(self, ids: Collection[int]) -> Sequence[Assignment]:
        found = (
            select(assignments)
            .where(assignments.c.class_id.in_(ids))
            .order_by(assignments.c.due_on, assignments.c.at, assignments.c.topic)
        )
        return [
            Assignment(klass=ClassId(row.class_id), topic=TopicId(row.topic), on=row.due_on, at=row.at)
            for row in self.connection.execute(found)
        ]

    def done_of(self, learner: PersonId, questions: Collection[QuestionId]) -> Set[QuestionId]:
        """Which of these they brought to a verdict, or had shown after a try."""
        done = (
            select(reviews.c.question)
            .distinct()
            .where(
                reviews.c.learner_id == learner,
                reviews.c.question.in_(questions),
                reviews.c.tries > literal_column("0"),
            )
        )
        return {QuestionId(id) for id in self.connection.execute(done).scalars()} if questions else set()

    def forget_classes(self, now: datetime) -> int:
        """Remove classes whose time is over, with their members, roles and what was due; how many."""
        over = select(classes.c.id).where(classes.c.gone_at <= now)
        gone = list(self.connection.execute(over).scalars())
        if gone:
            staff = roles.c.role.in_([Role.TEACHER.value, Role.ASSISTANT.value])
            scopes = roles.c.scope.in_([str(id) for id in gone])
            self.connection.execute(delete(roles).where(scopes, staff))
            for table in (class_members, assignments, rulings):
                self.connection.execute(delete(table).where(table.c.class_id.in_(gone)))
            self.connection.execute(delete(classes).where(classes.c.id.in_(gone)))
        return len(gone)


def _member(id: ClassId, learner: PersonId) -> ColumnElement[bool]:
    return (class_members.c.learner_id == learner) & (class_members.c.class_id == id)


def _values(record: ClassRecord) -> dict[str, Any]:
    return {name: getattr(record, name) for name in _KEPT} | {"state": record.state.value}


def _record(row: Row[Any]) -> ClassRecord:
    kept = {name: row._mapping[name] for name in _KEPT}
    return ClassRecord(
        **kept
        | {
            "id": ClassId(row.id),
            "deck": None if row.deck is None else DeckId(row.deck),
            "state": ClassState(row.state),
        }
    )


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
