"""People: their row, and the lock on it that everything about them waits for."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select, update

from bot.app.events import Person, PersonId
from bot.app.ports.account import Learner
from bot.domain.question import DeckId
from bot.store.tables import learners
from bot.store.upsert import insert_new

WHO: BindParameter[int] = bindparam("who")
"""The person, in statements that are built once: to build one costs more than to run it."""
_PERSON = select(learners).where(learners.c.id == WHO)
_LOCKED = _PERSON.with_for_update()
_FREE = select(learners.c.id).where(learners.c.id == WHO).with_for_update(skip_locked=True)
_ALL = (
    select(learners.c.id)
    .where(learners.c.id.in_(bindparam("people", expanding=True)))
    .order_by(learners.c.id)
    .with_for_update()
)
_CHANGED = update(learners).where(learners.c.id == WHO)


class Rows:
    """Something done over a connection whose transaction somebody else began and will commit."""

    __slots__ = ("connection",)

    def __init__(self, connection: Connection) -> None:
        self.connection = connection


class LearnerRows(Rows):
    """`bot.app.ports.repository.LearnerRepository`."""

    __slots__ = ()

    def lock_person(self, person: Person, now: datetime) -> Learner:
        """Insert the person if absent, lock the row until commit, give it; name and language are renewed.

        A row that is not there cannot be locked, so it is inserted before it is locked.
        """
        who = {"who": person.id}
        row = self._locked(person.id)
        if row is None:
            insert_new(self.connection, learners, _newcomer(person, now))
            row = self.connection.execute(_LOCKED, who).one()
        names = {"name": person.name, "language": person.language or row.language}
        if names != {"name": row.name, "language": row.language}:
            self.connection.execute(_CHANGED, names | who)
            row = self.connection.execute(_LOCKED, who).one()
        return _learner(row)

    def _locked(self, id: PersonId) -> Any:
        """Their row, locked until commit; None if there is none."""
        return self.connection.execute(_LOCKED, {"who": id}).one_or_none()

    def is_free(self, id: PersonId) -> bool:
        """Lock the person's row if nobody else has it; False if somebody has. True where there is no row."""
        if self.connection.dialect.name == "sqlite":
            return True
        locked = self.connection.execute(_FREE, {"who": id}).one_or_none() is not None
        return locked or self.connection.execute(_PERSON, {"who": id}).one_or_none() is None

    def hold_people(self, people: Collection[PersonId]) -> None:
        """Lock the rows of all of them until commit, in the order of their numbers; those that are not there
        stay away.

        Whoever posts into private chats holds them: else a group's round and the person's own turn post at
        once, and neither message waits for the other. Called last: whoever has a person's row waits for no
        chat's.
        """
        if people and self.connection.dialect.name != "sqlite":
            self.connection.execute(_ALL, {"people": sorted(people)})

    def learner(self, id: PersonId) -> Learner | None:
        """The person as they are remembered, or None."""
        row = self.connection.execute(_PERSON, {"who": id}).one_or_none()
        return None if row is None else _learner(row)

    def save_learner(self, learner: Learner) -> None:
        """Store the record as it is."""
        self.update_learner(learner.id, values_of(learner))

    def update_learner(self, id: PersonId, values: Mapping[str, Any]) -> None:
        """Set some columns of a person's row."""
        self.connection.execute(_CHANGED, {"who": id, **values})

    def lock_learner(self, id: PersonId) -> Learner | None:
        """Lock the row until commit and give the record; None if there is no such learner."""
        row = self._locked(id)
        return None if row is None else _learner(row)


def values_of(learner: Learner) -> dict[str, Any]:
    """The columns of a record that may change."""
    return {
        "name": learner.name,
        "language": learner.language,
        "zone": learner.zone,
        "here": learner.here,
        "since": learner.since,
        "deck": learner.deck,
        "flow": learner.flow,
        "live": learner.live,
        "exam": learner.exam,
        "new_cap": learner.new_cap,
        "review_cap": learner.review_cap,
        "ahead": learner.ahead,
        "paused_from": learner.paused_from,
        "paused_until": learner.paused_until,
        "rest_days": learner.rest_days,
        "weekly": learner.weekly,
        "quiet_from": learner.quiet_from,
        "quiet_to": learner.quiet_to,
        "offered": learner.offered,
        "milestone": learner.milestone,
        "rest_from": learner.rest_from,
        "carries": learner.carries,
        "returned_on": learner.returned_on,
        "mended": learner.mended,
        "in_class": learner.in_class,
        "own_questions": learner.own_questions,
        "expected": learner.expected,
    }


def _newcomer(person: Person, now: datetime) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "language": person.language,
        "here": True,
        "since": now,
        "flow": True,
    }


def _learner(row: Any) -> Learner:
    return Learner(
        id=PersonId(row.id),
        name=row.name,
        language=row.language,
        zone=row.zone,
        here=row.here,
        since=row.since,
        deck=None if row.deck is None else DeckId(row.deck),
        flow=row.flow,
        live=row.live,
        exam=row.exam,
        new_cap=row.new_cap,
        review_cap=row.review_cap,
        ahead=row.ahead,
        paused_from=row.paused_from,
        paused_until=row.paused_until,
        rest_days=row.rest_days,
        weekly=row.weekly,
        quiet_from=row.quiet_from,
        quiet_to=row.quiet_to,
        offered=row.offered,
        milestone=row.milestone,
        rest_from=row.rest_from,
        carries=row.carries,
        returned_on=row.returned_on,
        mended=row.mended,
        in_class=row.in_class,
        own_questions=row.own_questions,
        expected=row.expected,
    )
