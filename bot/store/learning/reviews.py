"""What came of the questions: answers, reviews, and the ledger of days they feed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, insert, select

from bot.app.events import ChatId, MessageId, PersonId
from bot.app.ports.calendar import DayReason, LedgerDay
from bot.app.ports.learning import Answer, Met, Outcome, Review
from bot.domain.question import DeckId, QuestionId
from bot.store.account.learners import WHO, Rows
from bot.store.tables import answers, days, reviews
from bot.store.upsert import insert_new, insert_or_replace

_REVIEW_OF = select(reviews).where(reviews.c.asked_id == bindparam("which"))


class ReviewRows(Rows):
    """`bot.app.ports.repository.ReviewRepository`."""

    __slots__ = ()

    def save_answer(self, answer: Answer) -> None:
        """Add one marked answer. A message that was marked before breaks a constraint: it is marked once."""
        values = {
            "learner_id": answer.learner,
            "asked_id": answer.asked,
            "chat_id": answer.chat,
            "message_id": answer.message,
            "at": answer.at,
            "said": answer.said,
            "mark": answer.mark.value,
            "reason": answer.reason.value,
            "credit": answer.credit,
            "marker": answer.marker,
        }
        self.connection.execute(insert(answers), values)

    def answer_to(self, chat: ChatId, message: MessageId) -> int | None:
        """The asked id that this message of the person's was marked for, or None if it never was."""
        marked = select(answers.c.asked_id).where(answers.c.chat_id == chat, answers.c.message_id == message)
        return self.connection.execute(marked).scalar()

    def last_said(self, asked: int) -> str | None:
        """The text of the newest answer to it."""
        newest = select(answers.c.said).where(answers.c.asked_id == asked).order_by(answers.c.id.desc())
        return self.connection.execute(newest.limit(1)).scalar()

    def save_review(self, review: Review) -> None:
        """Add a review, or replace the one of the same `asked`."""
        values = {
            "learner_id": review.learner,
            "asked_id": review.asked,
            "deck": review.deck,
            "question": review.question,
            "at": review.at,
            "local_date": review.local_date,
            "verdict": review.verdict.value,
            "credit": review.credit,
            "hints": review.hints,
            "tries": review.tries,
            "seconds": review.seconds,
            "marker": review.marker,
        }
        insert_or_replace(self.connection, reviews, values, key=["asked_id"])

    def review_of(self, asked: int) -> Review | None:
        """The review an asked question ended in."""
        row = self.connection.execute(_REVIEW_OF, {"which": asked}).one_or_none()
        return None if row is None else review_of_row(row)

    def met(self, learner: PersonId) -> Mapping[QuestionId, Met]:
        """All questions this learner has a review of."""
        rows = self.connection.execute(_LATEST_REVIEWS, {"who": learner})
        return {QuestionId(row.question): _met(row) for row in rows}

    def earn_day(self, learner: PersonId, local_date: date, reason: DayReason, at: datetime) -> bool:
        """Add a row to the ledger; False if that date has that reason already."""
        row = {"learner_id": learner, "local_date": local_date, "reason": reason.value, "at": at}
        return insert_new(self.connection, days, row)

    def days(self, learner: PersonId) -> Sequence[LedgerDay]:
        """The ledger, by date."""
        return [_ledger_day(row) for row in self.connection.execute(_LEDGER, {"who": learner})]


def _ledger() -> Select[Any]:
    """A learner's days, with the latest review of each."""
    last = (
        select(reviews.c.local_date, func.max(reviews.c.at).label("last_at"))
        .where(reviews.c.learner_id == WHO)
        .group_by(reviews.c.local_date)
        .subquery()
    )
    return (
        select(days, last.c.last_at)
        .outerjoin(last, last.c.local_date == days.c.local_date)
        .where(days.c.learner_id == WHO)
        .order_by(days.c.local_date, days.c.at)
    )


def _latest_reviews() -> Select[Any]:
    """One row a question: its latest review, with how many there are and when the first was."""
    newest_first = (reviews.c.at.desc(), reviews.c.id.desc())
    counted = (
        select(
            reviews.c.question,
            reviews.c.at,
            reviews.c.verdict,
            reviews.c.credit,
            func.count().over(partition_by=reviews.c.question).label("times"),
            func.min(reviews.c.at).over(partition_by=reviews.c.question).label("first"),
            func.row_number().over(partition_by=reviews.c.question, order_by=newest_first).label("place"),
        )
        .where(reviews.c.learner_id == WHO)
        .subquery()
    )
    return select(counted).where(counted.c.place == 1).order_by(counted.c.first)


_LEDGER = _ledger()
_LATEST_REVIEWS = _latest_reviews()


def _met(row: Row[Any]) -> Met:
    return Met(
        question=QuestionId(row.question),
        times=row.times,
        first=row.first,
        last=row.at,
        verdict=Outcome(row.verdict),
        credit=row.credit,
    )


def _ledger_day(row: Row[Any]) -> LedgerDay:
    return LedgerDay(
        local_date=row.local_date,
        reason=DayReason(row.reason),
        at=row.at,
        last_at=row.last_at or row.at,
    )


def review_of_row(row: Row[Any]) -> Review:
    """The review a row of `reviews` holds."""
    return Review(
        learner=PersonId(row.learner_id),
        asked=row.asked_id,
        deck=DeckId(row.deck),
        question=QuestionId(row.question),
        at=row.at,
        local_date=row.local_date,
        verdict=Outcome(row.verdict),
        credit=row.credit,
        hints=row.hints,
        tries=row.tries,
        seconds=row.seconds,
        marker=row.marker,
    )
