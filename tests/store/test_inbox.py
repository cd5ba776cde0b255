"""Updates that came in: each number counts once, in any order, and a buried one is kept and never back."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from bot.app.events import PersonId
from bot.store import inbox
from bot.store.tables import dead_updates, seen_updates
from bot.store.transact import Database

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def seen(database: Database, number: int, at: datetime = NOW) -> bool:
    return database.run(lambda c: inbox.seen(c, number, at))


def test_an_update_is_new_once(database: Database) -> None:
    assert not seen(database, 5)
    assert seen(database, 5)


def test_a_lower_number_is_as_new_as_a_higher_one(database: Database) -> None:
    found = [seen(database, number) for number in (900, 3, 10**15, 4)]
    assert found == [False] * 4


def test_a_number_whose_work_failed_is_still_new(database: Database) -> None:
    def work(connection: Connection) -> None:
        inbox.seen(connection, 5, NOW)
        raise LookupError

    with pytest.raises(LookupError):
        database.run(work)
    assert not seen(database, 5)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=st.lists(st.integers(0, 30), max_size=40))
def test_whatever_comes_twice_counts_once(database: Database, numbers: list[int]) -> None:
    database.run(lambda c: c.execute(seen_updates.delete()))
    new = [n for n in numbers if not seen(database, n)]
    assert sorted(new) == sorted(set(numbers))


def test_numbers_are_kept_as_long_as_asked(database: Database) -> None:
    for number, age in ((1, 49), (2, 47)):
        seen(database, number, NOW - timedelta(hours=age))
    assert database.run(lambda c: inbox.forget_seen(c, NOW - timedelta(hours=48))) == 1
    assert seen(database, 2)
    assert not seen(database, 1)


def test_a_buried_update_is_kept_whole_and_counts_as_handled(database: Database) -> None:
    raw = {"update_id": 7, "message": {"text": "nul \x00, half a pair \ud83d, ünïcödé"}}
    error = "cannot read '\x00\ud83d'"
    database.run(lambda c: inbox.save_dead_update(c, 7, raw, error, PersonId(1), NOW))
    database.run(lambda c: inbox.save_dead_update(c, 7, raw, "again", None, NOW))
    assert seen(database, 7)
    [row] = database.run(lambda c: c.execute(select(dead_updates)).all())
    assert json.loads(row.raw) == raw
    assert (row.learner_id, row.error, row.at) == (1, "cannot read '\ufffd\ufffd'", NOW)
    assert database.run(lambda c: inbox.forget_dead(c, NOW)) == 0
    assert database.run(lambda c: inbox.forget_dead(c, NOW + timedelta(seconds=1))) == 1
