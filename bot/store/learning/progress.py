"""What the reviews of each question come to for a learner: how it went, and their memory of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Text, bindparam, func, select, true, type_coerce

from bot.app.events import PersonId
from bot.app.ports.learning import Outcome
from bot.app.ports.progress import Met, Progress
from bot.domain.known import Known
from bot.domain.memory import Card
from bot.domain.question import DeckId, QuestionId
from bot.store.account.learners import WHO, Rows
from bot.store.columns import moment_of
from bot.store.daily.tables import cards
from bot.store.learning.known import read_known
from bot.store.tables import learners
from bot.store.upsert import insert_or_replace

_CARD = tuple(cards.c[name] for name in Card._fields)
_MET = (cards.c.question, cards.c.deck, cards.c.met_at, cards.c.verdict, cards.c.credit)
_FIRST = func.coalesce(cards.c.met_at, cards.c.last_at)
PROGRESS = (*_MET, *_CARD)
"""The columns that `progress_of_row` takes, in this order."""
_ALL = select(*PROGRESS).where(cards.c.learner_id == WHO)
_ONE = _ALL.where(cards.c.question == bindparam("which"))
_MET_AS_STORED: list[Any] = [
    type_coerce(column, Text)
    for column in (cards.c.question, cards.c.reps, _FIRST, cards.c.last_at, cards.c.verdict, cards.c.credit)
]
_HOW = select(*_MET_AS_STORED).where(cards.c.learner_id == WHO).order_by(_FIRST, cards.c.question)
_UNAIDED = cards.c.verdict.in_(("right", "almost")) & (cards.c.credit == 1.0)
_FALTERED = _HOW.where(_UNAIDED.is_not(true()))
_HOW_SINCE = _HOW.where(cards.c.last_at >= bindparam("since"))
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_SOME = 500
_IDS = select(learners.c.id).where(learners.c.id > bindparam("after")).order_by(learners.c.id).limit(_SOME)


class ProgressRows(Rows):
    """`bot.app.ports.progress.ProgressRepository`, and the list of learners for a rebuild."""

    __slots__ = ()

    def known(self, learner: PersonId) -> Known:
        """All they met, as the choice of a question needs it."""
        return read_known(self.connection, learner)

    def progress(self, learner: PersonId, question: QuestionId) -> Progress | None:
        """What the reviews of one question come to; None if there are none."""
        row = self.connection.execute(_ONE, {"who": learner, "which": question}).one_or_none()
        return None if row is None else progress_of_row(row)

    def all_progress(self, learner: PersonId) -> Mapping[QuestionId, Progress]:
        """Progress of all questions a learner has a review of, in no order."""
        rows = self.connection.execute(_ALL, {"who": learner}).all()
        return {QuestionId(row[0]): progress_of_row(row) for row in rows}

    def met(self, learner: PersonId, since: datetime) -> Sequence[Met]:
        """How it went with the questions whose latest review is not before that instant, in the order in
        which they were first met."""
        return [
            _met(*row) for row in self.connection.execute(_HOW_SINCE, {"who": learner, "since": since}).all()
        ]

    def faltered(self, learner: PersonId) -> Sequence[Met]:
        """How it went with the questions that were not right in full by the first answer at their latest
        review, in the order in which they were first met."""
        return [_met(*row) for row in self.connection.execute(_FALTERED, {"who": learner}).all()]

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


def progress_of_row(row: Sequence[Any]) -> Progress:
    """The progress a row of PROGRESS holds. Without a rebuild after 0006 it has no verdict yet: it counts as
    shown until then."""
    question, deck, met_at, verdict, credit = row[: len(_MET)]
    memory = Card._make(row[len(_MET) :])
    met = _met(question, memory.reps, met_at or memory.last_at, memory.last_at, verdict, credit)
    card = None if memory.stability is None else memory
    return Progress(deck=DeckId(deck), last_on=memory.last_on, met=met, card=card)


def _met(question: str, times: int, first: Any, last: Any, verdict: str | None, credit: float | None) -> Met:
    """`first` and `last` as they are stored, or instants."""
    return Met(
        question=QuestionId(question),
        times=times,
        first=moment_of(first),
        last=moment_of(last),
        verdict=_OUTCOMES[verdict or Outcome.SHOWN],
        credit=credit or 0.0,
    )
