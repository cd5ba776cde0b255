"""What learners say about questions: not again, I was right, something's wrong here."""

from collections.abc import Set
from datetime import datetime

from sqlalchemy import delete, insert, select

from bot.app.events import PersonId
from bot.app.ports.learning import Appeal, Report
from bot.domain.question import QuestionId
from bot.store.account.learners import WHO, Rows
from bot.store.tables import appeals, reports, retired
from bot.store.upsert import insert_new

_AWAY = select(retired.c.question).where(retired.c.learner_id == WHO)


class AppealRows(Rows):
    """`bot.app.ports.repository.AppealRepository`."""

    __slots__ = ()

    def put_away(self, learner: PersonId, question: QuestionId, at: datetime) -> None:
        """Do not ask this learner that question again. Twice is once."""
        insert_new(self.connection, retired, {"learner_id": learner, "question": question, "at": at})

    def away(self, learner: PersonId) -> Set[QuestionId]:
        """The questions put away."""
        found = self.connection.execute(_AWAY, {"who": learner}).scalars()
        return frozenset(QuestionId(question) for question in found)

    def bring_back(self, learner: PersonId) -> int:
        """Ask them all again; how many there were."""
        return self.connection.execute(delete(retired).where(retired.c.learner_id == learner)).rowcount

    def save_appeal(self, appeal: Appeal) -> bool:
        """Add an appeal; False if that asked question has one already."""
        row = {
            "learner_id": appeal.learner,
            "asked_id": appeal.asked,
            "deck": appeal.deck,
            "question": appeal.question,
            "at": appeal.at,
            "said": appeal.said,
            "was": appeal.was.value,
        }
        return insert_new(self.connection, appeals, row)

    def save_report(self, report: Report) -> None:
        """Add a report."""
        row = {
            "learner_id": report.learner,
            "asked_id": report.asked,
            "deck": report.deck,
            "question": report.question,
            "at": report.at,
            "reason": report.reason,
        }
        self.connection.execute(insert(reports), row)
