"""How it went with questions when people met them first, kept as running numbers."""

from collections.abc import Mapping
from functools import cache

from sqlalchemy import Executable, select

from bot.domain.items import Tally
from bot.domain.question import DeckId, QuestionId
from bot.store.account.learners import Rows
from bot.store.authoring.tables import item_tallies
from bot.store.upsert import insert_into

_NUMBERS = ("people", "right", "shown", "hints", "appeals")


class ItemRows(Rows):
    """`bot.app.ports.authoring.ItemRepository`."""

    __slots__ = ()

    def tally(self, deck: DeckId, question: QuestionId, more: Tally) -> None:
        """Add to the numbers of a question."""
        numbers = {name: getattr(more, name) for name in _NUMBERS}
        row = {"deck": deck, "question": question} | numbers
        self.connection.execute(_adding(self.connection.dialect.name), row)

    def tallies(self, deck: DeckId) -> Mapping[QuestionId, Tally]:
        """The numbers of a deck's questions that somebody has met."""
        rows = self.connection.execute(select(item_tallies).where(item_tallies.c.deck == deck))
        return {
            QuestionId(row.question): Tally(**{name: row._mapping[name] for name in _NUMBERS}) for row in rows
        }


@cache
def _adding(dialect: str) -> Executable:
    statement = insert_into(dialect, item_tallies)
    sums = {name: item_tallies.c[name] + statement.excluded[name] for name in _NUMBERS}
    return statement.on_conflict_do_update(index_elements=["deck", "question"], set_=sums)
