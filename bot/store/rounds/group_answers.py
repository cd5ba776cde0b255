"""Answers from groups on their way into memory: laid down with the round, taken up one person at a time."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, delete, insert, select

from bot.app.events import ChatId, PersonId
from bot.app.ports.rounds import GroupAnswer
from bot.domain.marking.verdict import Mark
from bot.domain.question import DeckId, QuestionId
from bot.store.account.learners import Rows
from bot.store.rounds.tables import group_answer
from bot.store.tables import learners


class GroupAnswerRows(Rows):
    """`bot.app.ports.rounds.GroupAnswerRepository`, and what lays them down."""

    __slots__ = ()

    def queue_group_answers(self, answers: Sequence[GroupAnswer]) -> None:
        """Hand answers on to the memory of those who gave them, where they want that."""
        people = [answer.person for answer in answers]
        wants = select(learners.c.id).where(learners.c.id.in_(people), learners.c.carries)
        willing = set(self.connection.execute(wants).scalars())
        rows = [_carried_row(answer) for answer in answers if answer.person in willing]
        if rows:
            self.connection.execute(insert(group_answer), rows)

    def take_group_answers(self, person: PersonId) -> Sequence[GroupAnswer]:
        """Take everything that is on its way to this person; it is gone from there."""
        taken = delete(group_answer).where(group_answer.c.learner_id == person).returning(*group_answer.c)
        rows = self.connection.execute(taken).all()
        return [_carried(row) for row in sorted(rows, key=lambda row: row.id)]

    def due_group_answers(self, limit: int) -> Sequence[PersonId]:
        """People to whom answers are on their way."""
        people = select(group_answer.c.learner_id).distinct().limit(limit)
        return [PersonId(id) for id in self.connection.execute(people).scalars()]


def _carried_row(answer: GroupAnswer) -> dict[str, Any]:
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


def _carried(row: Row[Any]) -> GroupAnswer:
    return GroupAnswer(
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
