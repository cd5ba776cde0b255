"""Answers from groups on their way into memory: laid down with the round, taken up one person at a time."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, delete, insert, select

from bot.app.circle import Carried
from bot.app.heard import ChatId, PersonId
from bot.domain.marking.verdict import Mark
from bot.domain.question import DeckId, QuestionId
from bot.store.people import Held
from bot.store.round_tables import carried
from bot.store.tables import learners


class CarriedRows(Held):
    """`bot.app.circle.CarriedPages`, and what lays them down."""

    __slots__ = ()

    def carry(self, answers: Sequence[Carried]) -> None:
        """Hand answers on to the memory of those who gave them, where they want that."""
        people = [answer.person for answer in answers]
        wants = select(learners.c.id).where(learners.c.id.in_(people), learners.c.carries)
        willing = set(self.connection.execute(wants).scalars())
        rows = [_carried_row(answer) for answer in answers if answer.person in willing]
        if rows:
            self.connection.execute(insert(carried), rows)

    def carried_to(self, person: PersonId) -> Sequence[Carried]:
        """Take everything that is on its way to this person; it is gone from there."""
        taken = delete(carried).where(carried.c.learner_id == person).returning(*carried.c)
        rows = self.connection.execute(taken).all()
        return [_carried(row) for row in sorted(rows, key=lambda row: row.id)]

    def due_carried(self, limit: int) -> Sequence[PersonId]:
        """People to whom answers are on their way."""
        people = select(carried.c.learner_id).distinct().limit(limit)
        return [PersonId(id) for id in self.connection.execute(people).scalars()]


def _carried_row(answer: Carried) -> dict[str, Any]:
    return {
        "learner_id": answer.person,
        "group_id": answer.chat,
        "deck": answer.deck,
        "question": answer.question,
        "snapshot": answer.snapshot,
        "at": answer.at,
        "mark": answer.mark.value,
        "credit": answer.credit,
    }


def _carried(row: Row[Any]) -> Carried:
    return Carried(
        id=row.id,
        person=PersonId(row.learner_id),
        chat=ChatId(row.group_id),
        deck=DeckId(row.deck),
        question=QuestionId(row.question),
        snapshot=row.snapshot,
        at=row.at,
        mark=Mark(row.mark),
        credit=row.credit,
    )
