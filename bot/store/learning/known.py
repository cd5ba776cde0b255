"""All that a learner knows, in one row: hundreds of rows cost more to be made than to be found."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from struct import unpack
from typing import Any

from msgspec.json import encode
from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    select,
    type_coerce,
)

from bot.app.events import PersonId
from bot.domain.known import Days, Known
from bot.domain.memory import Memory
from bot.domain.question import QuestionId
from bot.store.account.learners import WHO
from bot.store.columns import moment_of
from bot.store.daily.tables import cards

FEW = 40
"""So many questions are asked for by name; more of them are all."""
_APART = "\x1f"
"""Stands between two values; no id has it."""
_DIGITS = 8
"""Of a number in hexadecimal: many such numbers are read at once."""


@cache
def _columns(dialect: str) -> Select[Any]:
    """All ids in one text and, in the same order, the three days of each in another; the day a question is
    due is 0 if it leaves no card. (Aggregates of one query see its rows in one order.)"""
    written = _written_by_sqlite if dialect == "sqlite" else _written_by_postgresql
    days = written(*(cards.c[name] for name in Days._fields))
    texts: list[Any] = [func.aggregate_strings(cards.c.question, _APART), func.aggregate_strings(days, "")]
    return select(*texts).where(cards.c.learner_id == WHO)


def _written_by_sqlite(*days: Column[Any]) -> ColumnElement[Any]:
    """A day is a text, where the code before 0009 wrote it."""

    def number(day: Column[Any]) -> ColumnElement[Any]:
        stored = type_coerce(day, Integer)
        read = cast(func.julianday(type_coerce(day, Text)) - 2440587.5, Integer)
        return case((func.typeof(stored) == literal_column("'text'"), read), else_=stored)

    form = f"'{f'%0{_DIGITS}x' * len(days)}'"
    return func.printf(literal_column(form), *(func.coalesce(number(day), 0) for day in days), type_=Text)


def _written_by_postgresql(*days: Column[Any]) -> ColumnElement[Any]:
    first: ColumnElement[Any] = literal_column("date '1970-01-01'")
    numbers = (func.coalesce(type_coerce(day - first, Integer), 0) for day in days)
    return func.concat(*(func.lpad(func.to_hex(number), _DIGITS, "0") for number in numbers), type_=Text)


_MEMORY: list[Any] = [type_coerce(cards.c[name], Text) for name in ("question", *Memory._fields)]
"""Without the types of the columns, which cost more than all else where there are many rows."""
_ALL = select(*_MEMORY).where(cards.c.learner_id == WHO, cards.c.stability.is_not(None))


@cache
def _these(dialect: str) -> Select[Any]:
    """Of the questions in `these`, a JSON array. One parameter however many there are, so that the statement
    is the same each time; with one for each, it would be put together anew."""
    if dialect == "sqlite":
        ids = func.json_each(bindparam("these")).table_valued("value")
    else:
        ids = func.json_array_elements_text(cast(bindparam("these"), JSON)).table_valued("value")
    return _ALL.where(cards.c.question.in_(select(ids.c.value)))


def read_known(connection: Connection, learner: PersonId) -> Known:
    """All questions a learner has a review of, in no order."""

    def fetch(ids: Collection[QuestionId]) -> Mapping[QuestionId, Memory]:
        return _memory(connection, learner, ids)

    texts = connection.execute(_columns(connection.dialect.name), {"who": learner}).one()
    if texts[0] is None:
        return Known((), Days((), (), ()), fetch)
    ids = texts[0].split(_APART)
    numbers = unpack(f">{len(Days._fields) * len(ids)}i", bytes.fromhex(texts[1]))
    due_on, last_on, first_on = (numbers[place :: len(Days._fields)] for place in range(3))
    if 0 not in due_on:
        return Known(ids, Days(due_on, last_on, first_on), fetch)
    opinions = [id for id, due in zip(ids, due_on, strict=True) if not due]
    kept = [place for place, due in enumerate(due_on) if due]
    days = Days(*([column[place] for place in kept] for column in (due_on, last_on, first_on)))
    return Known([ids[place] for place in kept], days, fetch, opinions)


def _memory(
    connection: Connection, learner: PersonId, ids: Collection[QuestionId]
) -> Mapping[QuestionId, Memory]:
    """That of these questions; if they are many, of all."""
    rows: Sequence[Any]
    if len(ids) > FEW:
        rows = connection.execute(_ALL, {"who": learner}).all()
    else:
        these = encode(list(ids)).decode()
        rows = connection.execute(_these(connection.dialect.name), {"who": learner, "these": these}).all()
    return {
        QuestionId(id): Memory(stability, difficulty, moment_of(last_at))
        for id, stability, difficulty, last_at in rows
    }
