"""What is counted of a class: its week, and the days of those who share them."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import case, func, literal_column, select

from bot.app.ports.classes import ClassId
from bot.app.ports.learning import Outcome
from bot.domain.class_week import FirstTries, Week
from bot.domain.question import DeckId, QuestionId
from bot.store.account.learners import Rows
from bot.store.classes.tables import class_members, classes
from bot.store.tables import learners, reviews

_RIGHT = (Outcome.RIGHT.value, Outcome.ALMOST.value)


class ClassWeekRows(Rows):
    """The rest of `bot.app.ports.classes.ClassRepository`, and `ClassDueRepository`."""

    __slots__ = ()

    def due_reports(self, now: datetime, limit: int) -> Sequence[ClassId]:
        """Classes whose report is due."""
        due = select(classes.c.id).where(classes.c.report_at <= now).order_by(classes.c.report_at)
        return [ClassId(id) for id in self.connection.execute(due.limit(limit)).scalars()]

    def class_week(self, id: ClassId, deck: DeckId, first: date, last: date) -> Week:
        """How a class's members used its course on the days from first to last, by their own clocks."""
        members = select(func.count()).select_from(class_members).where(class_members.c.class_id == id)
        return Week(
            members=int(self.connection.execute(members).scalar_one()),
            days=self._days(id, deck, first, last),
            firsts=self._firsts(id, deck, first, last),
        )

    def participants(self, id: ClassId, deck: DeckId) -> Sequence[tuple[str, int]]:
        """The names of those who share that, and on how many days they practised since they joined."""
        practised = (
            (reviews.c.learner_id == class_members.c.learner_id)
            & (reviews.c.deck == deck)
            & (reviews.c.tries > literal_column("0"))
            & (reviews.c.at >= class_members.c.joined_at)
        )
        found = (
            select(learners.c.name, func.count(reviews.c.local_date.distinct()))
            .select_from(class_members)
            .join(learners, learners.c.id == class_members.c.learner_id)
            .outerjoin(reviews, practised)
            .where(class_members.c.class_id == id, class_members.c.shares == literal_column("'days'"))
            .group_by(learners.c.id, learners.c.name)
            .order_by(learners.c.name, learners.c.id)
        )
        return [(name, days) for name, days in self.connection.execute(found)]

    def _days(self, id: ClassId, deck: DeckId, first: date, last: date) -> Sequence[int]:
        """Of each member who took part: on how many days."""
        found = (
            select(func.count(reviews.c.local_date.distinct()))
            .select_from(class_members)
            .join(reviews, reviews.c.learner_id == class_members.c.learner_id)
            .where(
                class_members.c.class_id == id,
                reviews.c.local_date.between(first, last),
                reviews.c.deck == deck,
                reviews.c.tries > literal_column("0"),
            )
            .group_by(reviews.c.learner_id)
        )
        return list(self.connection.execute(found).scalars())

    def _firsts(self, id: ClassId, deck: DeckId, first: date, last: date) -> Sequence[FirstTries]:
        """The first reviews of these days, by question."""
        earlier = reviews.alias("earlier")
        met_before = (
            select(earlier.c.id)
            .where(
                earlier.c.learner_id == reviews.c.learner_id,
                earlier.c.question == reviews.c.question,
                earlier.c.id < reviews.c.id,
            )
            .exists()
        )
        right = func.sum(case((reviews.c.verdict.in_(_RIGHT), 1), else_=0))
        found = (
            select(reviews.c.question, func.count().label("people"), right.label("right"))
            .select_from(class_members)
            .join(reviews, reviews.c.learner_id == class_members.c.learner_id)
            .where(
                class_members.c.class_id == id,
                reviews.c.local_date.between(first, last),
                reviews.c.deck == deck,
                ~met_before,
            )
            .group_by(reviews.c.question)
        )
        return [
            FirstTries(question=QuestionId(row.question), people=row.people, right=int(row.right))
            for row in self.connection.execute(found)
        ]
