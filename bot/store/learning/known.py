"""All that a learner knows, read as the database has it: of hundreds of rows few are ever looked at."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Connection, Select, Text, cast, extract, select, type_coerce

from bot.app.events import PersonId
from bot.domain.known import Known
from bot.domain.memory import Card
from bot.domain.question import QuestionId
from bot.store.account.learners import WHO
from bot.store.columns import date_of, moment_of
from bot.store.daily.tables import cards

_MICROSECONDS = 1_000_000
_SHORT = ("due_on", "last_on", "first_on", "stability", "difficulty", "reps", "lapses")


def _query(last_at: Any) -> Select[Any]:
    """Without the types of the columns, which convert every value of every row."""
    columns: list[Any] = [type_coerce(cards.c[name], Text) for name in ("question", *_SHORT)]
    return select(*columns, last_at).where(cards.c.learner_id == WHO)


_QUERIES = {
    "sqlite": _query(type_coerce(cards.c.last_at, Text)),
    "postgresql": _query(cast(extract("epoch", cards.c.last_at) * _MICROSECONDS, BigInteger)),
}
"""PostgreSQL's driver makes an instant of each value at once, so it is asked for numbers, as SQLite has."""


def read_known(connection: Connection, learner: PersonId) -> Known:
    """All questions a learner has a review of, in no order."""
    rows = connection.execute(_QUERIES[connection.dialect.name], {"who": learner}).all()
    opinions = [row for row in rows if row[1] is None]
    if opinions:
        rows = [row for row in rows if row[1] is not None]
    ids, due_on, last_on, first_on = list(zip(*rows, strict=True))[:4] if rows else ((),) * 4
    days = (map(date_of, due_on), map(date_of, last_on), map(date_of, first_on))
    return Known(ids, days, _Cards(rows).at, (QuestionId(row[0]) for row in opinions))


class _Cards:
    """Makes cards of rows."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self._rows = rows

    def at(self, place: int) -> Card:
        """That of a row."""
        _, due_on, last_on, first_on, stability, difficulty, reps, lapses, last_at = self._rows[place]
        return Card(
            stability=stability,
            difficulty=difficulty,
            due_on=date_of(due_on),
            first_on=date_of(first_on),
            last_at=moment_of(last_at),
            last_on=date_of(last_on),
            reps=reps,
            lapses=lapses,
        )
