"""Memory: one card for each question a learner has met, and the log it is made from."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, func, select

from bot.app.events import PersonId
from bot.app.ports.learning import CardRow, Review
from bot.domain.memory import Card
from bot.domain.question import DeckId, QuestionId
from bot.store.account.learners import WHO, Rows
from bot.store.daily.tables import cards
from bot.store.learning.reviews import review_of_row
from bot.store.tables import reviews
from bot.store.upsert import insert_or_replace

_CARDS = select(cards).where(cards.c.learner_id == WHO)


class CardRows(Rows):
    """`bot.app.ports.repository.CardRepository`."""

    __slots__ = ()

    def cards(self, learner: PersonId) -> Mapping[QuestionId, Card]:
        """All cards of a learner."""
        rows = self.connection.execute(_CARDS, {"who": learner})
        return {QuestionId(row.question): _card(row) for row in rows}

    def save_card(self, row: CardRow) -> None:
        """Add a card, or replace it."""
        values = {
            "learner_id": row.learner,
            "question": row.question,
            "deck": row.deck,
            "stability": row.card.stability,
            "difficulty": row.card.difficulty,
            "due_on": row.card.due_on,
            "first_on": row.card.first_on,
            "last_at": row.card.last_at,
            "last_on": row.card.last_on,
            "reps": row.card.reps,
            "lapses": row.card.lapses,
        }
        insert_or_replace(self.connection, cards, values, key=["learner_id", "question"])

    def log_of(self, learner: PersonId, question: QuestionId) -> Sequence[Review]:
        """All reviews of one question, by instant and then by id."""
        theirs = select(reviews).where(reviews.c.learner_id == learner, reviews.c.question == question)
        rows = self.connection.execute(theirs.order_by(reviews.c.at, reviews.c.id))
        return [review_of_row(row) for row in rows]

    def reviewed(self) -> Sequence[tuple[PersonId, DeckId, QuestionId]]:
        """Every question a learner has a review of, by learner; with the deck of any one of its reviews."""
        found = select(reviews.c.learner_id, func.min(reviews.c.deck).label("deck"), reviews.c.question)
        grouped = found.group_by(reviews.c.learner_id, reviews.c.question).order_by(
            reviews.c.learner_id, reviews.c.question
        )
        return [
            (PersonId(row.learner_id), DeckId(row.deck), QuestionId(row.question))
            for row in self.connection.execute(grouped).all()
        ]


def _card(row: Row[Any]) -> Card:
    return Card(
        stability=row.stability,
        difficulty=row.difficulty,
        due_on=row.due_on,
        first_on=row.first_on,
        last_at=row.last_at,
        last_on=row.last_on,
        reps=row.reps,
        lapses=row.lapses,
    )
