"""What came of the questions: answers and reviews."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from bot.app.events import ChatId, MessageId, PersonId
from bot.app.ports.learning import Answer, Outcome, Review
from bot.domain.marking.verdict import Mark, Reason
from bot.domain.question import DeckId, QuestionId
from bot.store.account.learners import WHO, Rows
from bot.store.tables import answers, learners, reviews
from bot.store.upsert import insert_or_replace

_ADD_ANSWER = insert(answers)
_REVIEW_OF = select(reviews).where(reviews.c.asked_id == bindparam("which"))
_REVIEWS_OF = (
    select(reviews)
    .where(reviews.c.learner_id == WHO)
    .order_by(reviews.c.question, reviews.c.at, reviews.c.id)
)
_LAST_DOUBTFUL = (
    select(answers)
    .where(answers.c.asked_id == bindparam("which"), answers.c.mark == Mark.DOUBTFUL.value)
    .order_by(answers.c.id.desc())
    .limit(1)
)
_LOG_OF = select(reviews).where(reviews.c.learner_id == WHO, reviews.c.question == bindparam("which"))
_ANSWERED_LATER = (
    update(learners)
    .where(
        learners.c.id == WHO,
        learners.c.ledger_from == bindparam("on"),
        learners.c.ledger_answered_at < bindparam("at_last"),
    )
    .values(ledger_answered_at=bindparam("at_last"))
)


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
        self.connection.execute(_ADD_ANSWER, values)

    def answer_to(self, chat: ChatId, message: MessageId) -> int | None:
        """The asked id that this message of the person's was marked for, or None if it never was."""
        marked = select(answers.c.asked_id).where(answers.c.chat_id == chat, answers.c.message_id == message)
        return self.connection.execute(marked).scalar()

    def last_said(self, asked: int) -> str | None:
        """The text of the newest answer to it."""
        newest = select(answers.c.said).where(answers.c.asked_id == asked).order_by(answers.c.id.desc())
        return self.connection.execute(newest.limit(1)).scalar()

    def last_answer(self, asked: int) -> Answer | None:
        """The newest answer to it."""
        newest = select(answers).where(answers.c.asked_id == asked).order_by(answers.c.id.desc()).limit(1)
        row = self.connection.execute(newest).one_or_none()
        return None if row is None else answer_of_row(row)

    def last_doubtful(self, asked: int) -> Answer | None:
        """The newest answer to it that the marker couldn't tell."""
        row = self.connection.execute(_LAST_DOUBTFUL, {"which": asked}).one_or_none()
        return None if row is None else answer_of_row(row)

    def save_review(self, review: Review) -> None:
        """Add a review, or replace the one of the same `asked`. It may be the latest of a day that counts."""
        self.insert_review(review)
        self.connection.execute(
            _ANSWERED_LATER, {"who": review.learner, "on": review.local_date, "at_last": review.at}
        )

    def insert_review(self, review: Review) -> None:
        """Add a review, or replace the one of the same `asked`; the ledger is the caller's to mend."""
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

    def reviews_of(self, learner: PersonId) -> Sequence[Review]:
        """All reviews of a learner: by question, then by instant, then by id."""
        return [review_of_row(row) for row in self.connection.execute(_REVIEWS_OF, {"who": learner})]

    def log_of(self, learner: PersonId, question: QuestionId) -> Sequence[Review]:
        """All reviews of one question, by instant and then by id."""
        rows = self.connection.execute(_LOG_OF, {"who": learner, "which": question})
        return [review_of_row(row) for row in sorted(rows, key=lambda row: (row.at, row.id))]


def answer_of_row(row: Row[Any]) -> Answer:
    """The answer a row of `answers` holds."""
    return Answer(
        learner=PersonId(row.learner_id),
        asked=row.asked_id,
        chat=ChatId(row.chat_id),
        message=None if row.message_id is None else MessageId(row.message_id),
        at=row.at,
        said=row.said,
        mark=Mark(row.mark),
        reason=Reason(row.reason),
        credit=row.credit,
        marker=row.marker,
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
