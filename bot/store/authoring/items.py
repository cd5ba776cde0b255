"""How it went with questions when people met them first, kept as running numbers."""

from collections.abc import Mapping
from functools import cache

from sqlalchemy import ColumnElement, Executable, bindparam, literal_column, select

from bot.app.events import PersonId
from bot.domain.items import STEPS, Tally
from bot.domain.question import DeckId, QuestionId
from bot.store.account.learners import Rows
from bot.store.authoring.tables import item_tallies, took
from bot.store.tables import asked
from bot.store.upsert import insert_into

_NUMBERS = ("people", "right", "shown", "hints", "appeals", "skipped")

_SKIPPED: ColumnElement[str] = literal_column("'skipped'")
_HAS_SKIPPED = (
    select(asked.c.id)
    .where(
        asked.c.learner_id == bindparam("learner"),
        asked.c.question == bindparam("question"),
        asked.c.state == _SKIPPED,
    )
    .limit(1)
)


class ItemRows(Rows):
    """`bot.app.ports.authoring.ItemRepository`."""

    __slots__ = ()

    def tally(self, deck: DeckId, question: QuestionId, more: Tally, step: int | None = None) -> None:
        """Add to the numbers of a question. `step`: how long those people took, by
        `bot.domain.items.step_of`."""
        numbers = {name: getattr(more, name) for name in _NUMBERS}
        if step is not None:
            numbers[took(step)] = more.people
        row = {"deck": deck, "question": question} | numbers
        self.connection.execute(_adding(self.connection.dialect.name, tuple(numbers)), row)

    def tallies(self, deck: DeckId) -> Mapping[QuestionId, Tally]:
        """The numbers of a deck's questions that somebody has met, or skipped."""
        rows = self.connection.execute(select(item_tallies).where(item_tallies.c.deck == deck))
        return {
            QuestionId(row.question): Tally(**{name: row._mapping[name] for name in _NUMBERS}) for row in rows
        }

    def times(self, deck: DeckId) -> Mapping[QuestionId, Mapping[int, int]]:
        """How long first tries at a deck's questions took: people by step."""
        rows = self.connection.execute(select(item_tallies).where(item_tallies.c.deck == deck))
        return {
            QuestionId(row.question): {
                step: people for step in range(STEPS) if (people := row._mapping[took(step)]) > 0
            }
            for row in rows
        }

    def has_skipped(self, learner: PersonId, question: QuestionId) -> bool:
        """Whether they have skipped it and not answered it since."""
        found = self.connection.execute(_HAS_SKIPPED, {"learner": learner, "question": question})
        return found.first() is not None


@cache
def _adding(dialect: str, numbers: tuple[str, ...]) -> Executable:
    """At most one for each step of the scale, and one more."""
    statement = insert_into(dialect, item_tallies)
    sums = {name: item_tallies.c[name] + statement.excluded[name] for name in numbers}
    return statement.on_conflict_do_update(index_elements=["deck", "question"], set_=sums)
