"""What the reviews of each question come to for a learner: how it went, and their memory of it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import Text, bindparam, select, type_coerce

from bot.app.events import PersonId
from bot.app.ports.learning import Outcome
from bot.app.ports.progress import Met, Progress
from bot.domain.memory import Card
from bot.domain.question import DeckId, QuestionId
from bot.store.account.learners import WHO, Rows
from bot.store.columns import moment_of
from bot.store.daily.tables import cards
from bot.store.tables import learners
from bot.store.upsert import insert_or_replace

_CARD = tuple(cards.c[name] for name in Card._fields)
_MET = (cards.c.question, cards.c.deck, type_coerce(cards.c.met_at, Text), cards.c.verdict, cards.c.credit)
_PROGRESS = select(*_MET, *_CARD).where(cards.c.learner_id == WHO)
_SOME = 500
_IDS = select(learners.c.id).where(learners.c.id > bindparam("after")).order_by(learners.c.id).limit(_SOME)


class ProgressRows(Rows):
    """`bot.app.ports.progress.ProgressRepository`, and the list of learners for a rebuild."""

    __slots__ = ()

    def progress(self, learner: PersonId) -> "ProgressOf":
        """All questions a learner has a review of."""
        return ProgressOf(self.connection.execute(_PROGRESS, {"who": learner}))

    def met(self, learner: PersonId) -> Mapping[QuestionId, Met]:
        """The same without memory, in the order in which they were first met."""
        found = sorted((one.met for one in self.progress(learner).values()), key=lambda met: met.first)
        return {met.question: met for met in found}

    def cards(self, learner: PersonId) -> Mapping[QuestionId, Card]:
        """Memory alone: all questions but opinions."""
        return self.progress(learner).cards

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


class ProgressOf(Mapping[QuestionId, Progress]):
    """A learner's progress, made from its rows as far as it is looked at: a turn looks at the memory of all
    questions and at one question more closely."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._rows: dict[QuestionId, Any] = {row[0]: row for row in rows}
        self._made: dict[QuestionId, Progress] = {}

    @cached_property
    def cards(self) -> dict[QuestionId, Card]:
        """Memory alone: all questions but opinions."""
        width = len(_MET)
        return {id: Card._make(row[width:]) for id, row in self._rows.items() if row[width] is not None}

    def replace(self, progress: Progress) -> None:
        """That question's progress is this from now on."""
        id = progress.met.question
        cards = self.cards
        self._rows.setdefault(id, None)
        self._made[id] = progress
        if progress.card is not None:
            cards[id] = progress.card

    def __getitem__(self, id: QuestionId) -> Progress:
        if id not in self._made:
            self._made[id] = _progress(self._rows[id])
        return self._made[id]

    def __iter__(self) -> Iterator[QuestionId]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _progress(row: Any) -> Progress:
    """Without a rebuild after 0006, a row has no verdict yet: it counts as shown until then."""
    question, deck, met_at, verdict, credit = row[: len(_MET)]
    memory = Card._make(row[len(_MET) :])
    met = Met(
        question=QuestionId(question),
        times=memory.reps,
        first=memory.last_at if met_at is None else moment_of(met_at),
        last=memory.last_at,
        verdict=Outcome(verdict or Outcome.SHOWN),
        credit=credit or 0.0,
    )
    card = None if memory.stability is None else memory
    return Progress(deck=DeckId(deck), last_on=memory.last_on, met=met, card=card)
