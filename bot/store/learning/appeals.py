"""What learners say about questions: not again, I was right, something's wrong here."""

from collections.abc import Set
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update

from bot.app.events import PersonId
from bot.app.ports.learning import Appeal, Report, SelfMark
from bot.domain.question import QuestionId
from bot.store.account.learners import WHO, Rows
from bot.store.tables import appeals, reports, retired
from bot.store.upsert import insert_new

_AWAY = select(retired.c.question).where(retired.c.learner_id == WHO)

_SAY_ELSE = update(appeals).where(
    appeals.c.asked_id == bindparam("which"), appeals.c.self_mark == SelfMark.NOT_QUITE.value
)


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
        """Add an appeal; False if that asked question has one already. "The same" replaces "not quite"."""
        row = {
            "learner_id": appeal.learner,
            "asked_id": appeal.asked,
            "deck": appeal.deck,
            "question": appeal.question,
            "at": appeal.at,
            "said": appeal.said,
            "was": appeal.was.value,
            "self_mark": None if appeal.self_mark is None else appeal.self_mark.value,
        }
        if appeal.self_mark is SelfMark.SAME:
            said = {"which": appeal.asked, "at": appeal.at, "self_mark": SelfMark.SAME.value}
            if self.connection.execute(_SAY_ELSE, said).rowcount:
                return True
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
            "said": report.said,
        }
        self.connection.execute(insert(reports), row)
