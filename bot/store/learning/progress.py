"""What the reviews of each question come to for a learner: how it went, and their memory of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Row, bindparam, select

from bot.app.events import PersonId
from bot.app.ports.learning import Met, Outcome, Progress
from bot.domain.memory import Card
from bot.domain.question import DeckId, QuestionId
from bot.store.account.learners import WHO, Rows
from bot.store.daily.tables import cards
from bot.store.tables import learners
from bot.store.upsert import insert_or_replace

_PROGRESS = select(*(column for column in cards.c if column.name != "learner_id")).where(
    cards.c.learner_id == WHO
)
_SOME = 500
_IDS = select(learners.c.id).where(learners.c.id > bindparam("after")).order_by(learners.c.id).limit(_SOME)


class ProgressRows(Rows):
    """`bot.app.ports.learning.ProgressRepository`, and the list of learners for a rebuild."""

    __slots__ = ()

    def progress(self, learner: PersonId) -> Mapping[QuestionId, Progress]:
        """All questions a learner has a review of, in the order in which they were first met."""
        rows = self.connection.execute(_PROGRESS, {"who": learner})
        found = sorted(map(_progress, rows), key=lambda progress: progress.met.first)
        return {progress.met.question: progress for progress in found}

    def met(self, learner: PersonId) -> Mapping[QuestionId, Met]:
        """The same, without memory."""
        return {id: progress.met for id, progress in self.progress(learner).items()}

    def cards(self, learner: PersonId) -> Mapping[QuestionId, Card]:
        """Memory alone: all questions but opinions."""
        found = self.progress(learner)
        return {id: progress.card for id, progress in found.items() if progress.card is not None}

    def save_progress(self, learner: PersonId, progress: Progress) -> None:
        """Add it, or replace that of the same question."""
        met, card = progress.met, progress.card
        values = {
            "learner_id": learner,
            "question": met.question,
            "deck": progress.deck,
            "stability": card.stability if card else None,
            "difficulty": card.difficulty if card else None,
            "due_on": card.due_on if card else None,
            "first_on": card.first_on if card else progress.last_on,
            "last_at": met.last,
            "last_on": progress.last_on,
            "reps": met.times,
            "lapses": card.lapses if card else 0,
            "met_at": met.first,
            "verdict": met.verdict.value,
            "credit": met.credit,
        }
        insert_or_replace(self.connection, cards, values, key=["learner_id", "question"])

    def learner_ids(self) -> Iterator[PersonId]:
        """Everybody, a few at a time."""
        after = -(2**62)
        while ids := self.connection.execute(_IDS, {"after": after}).scalars().all():
            yield from map(PersonId, ids)
            after = ids[-1]


def _progress(row: Row[Any]) -> Progress:
    """Without a rebuild after 0006, a row has no verdict yet: it counts as shown until then."""
    met = Met(
        question=QuestionId(row.question),
        times=row.reps,
        first=row.met_at or row.last_at,
        last=row.last_at,
        verdict=Outcome(row.verdict or Outcome.SHOWN),
        credit=row.credit or 0.0,
    )
    card = None
    if row.stability is not None:
        card = Card(
            stability=row.stability,
            difficulty=row.difficulty,
            due_on=row.due_on,
            first_on=row.first_on,
            last_at=row.last_at,
            last_on=row.last_on,
            reps=row.reps,
            lapses=row.lapses,
        )
    return Progress(deck=DeckId(row.deck), last_on=row.last_on, met=met, card=card)
