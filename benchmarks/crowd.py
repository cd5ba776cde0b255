"""A crowd in a SQLite file: learners who are subscribed, made by the product's own tables.

The first is made by the product itself; the others are copies of theirs under their own numbers.
"""

from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import partial
from itertools import islice
from typing import Any
from zlib import crc32

from msgspec.structs import replace
from sqlalchemy import Connection, Table, insert, select

from bot.app.events import ChatId, Person, PersonId
from bot.app.ports.daily import Subscription, SubscriptionState
from bot.store.daily.tables import subscriptions
from bot.store.migrate import upgrade
from bot.store.repository import Repository
from bot.store.tables import learners
from bot.store.transact import Database

FIRST = 10_000_000
"""The number of the first learner; the others follow."""
CHUNK = 20_000

NextAt = Callable[[int], datetime]
"""When the n-th learner's next prompt is due, counted from 0."""


def make_crowd(url: str, people: int, *, at: time, zone: str, next_at: NextAt) -> None:
    """A new database with so many learners, who all want one question a day at `at` in that zone."""
    upgrade(url)
    with Database.open(url) as database:
        database.run(lambda connection: _first(connection, at, zone, next_at(0)))
        for table, own in ((learners, _learner), (subscriptions, _subscription)):
            row = database.run(partial(_row, table=table))
            rows = (row | own(n, next_at) for n in range(1, people))
            while some := list(islice(rows, CHUNK)):
                database.run(partial(_add, table=table, rows=some))


def _first(connection: Connection, at: time, zone: str, next_at: datetime) -> None:
    repo, id = Repository(connection), PersonId(FIRST)
    met = repo.lock_person(Person(id=id, name="Somebody", language="en"), datetime(2026, 1, 1, tzinfo=UTC))
    repo.save_learner(replace(met, zone=zone))
    repo.save_subscription(
        Subscription(learner=id, chat=ChatId(id), state=SubscriptionState.ON, at=at, next_at=next_at)
    )


def _row(connection: Connection, table: Table) -> dict[str, Any]:
    return dict(connection.execute(select(table)).mappings().one())


def _add(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    connection.execute(insert(table), rows)


def _learner(n: int, _: NextAt) -> dict[str, Any]:
    return {"id": FIRST + n}


def _subscription(n: int, next_at: NextAt) -> dict[str, Any]:
    id = FIRST + n
    return {"learner_id": id, "chat_id": id, "place": crc32(str(id).encode()), "next_at": next_at(n)}
