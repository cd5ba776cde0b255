"""Updates that came in: each number counts once, in any order, and a buried one is kept and never back."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, event, select

from bot.app.events import PersonId
from bot.app.ports.inbox import InboxUpdate
from bot.store import inbox
from bot.store.tables import dead_updates, seen_updates
from bot.store.transact import Database

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def waiting(number: int, lane: str = "chat:1", seconds: float = 0, text: str = "hi") -> InboxUpdate:
    """An update for the inbox, received so many seconds after noon."""
    return InboxUpdate(
        number=number,
        lane=lane,
        received=NOW + timedelta(seconds=seconds),
        person=PersonId(1),
        raw={"update_id": number, "message": {"text": text}},
    )


def in_inbox(database: Database) -> list[tuple[int, str]]:
    return [(one.number, one.lane) for one in database.run(inbox.waiting_updates)]


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


def test_the_inbox_gives_back_what_was_saved_in_order_of_receipt(database: Database) -> None:
    odd = "nul \x00, half a pair \ud83d, ünïcödé"
    saved = [waiting(900, "chat:1", 1), waiting(12, "poll:7", 2, odd), waiting(13, "chat:1", 3)]
    database.run(lambda c: inbox.save_updates(c, [saved[2], saved[0], saved[1]]))
    assert in_inbox(database) == [(900, "chat:1"), (12, "poll:7"), (13, "chat:1")]
    assert [one.received for one in database.run(inbox.waiting_updates)] == [one.received for one in saved]
    assert database.run(lambda c: inbox.load_updates(c, [12, 900, 5])) == {
        12: saved[1].raw,
        900: saved[0].raw,
    }
    database.run(lambda c: inbox.delete_updates(c, [900, 13, 5]))
    assert in_inbox(database) == [(12, "poll:7")]


def test_an_update_saved_twice_stays_as_it_is(database: Database) -> None:
    database.run(lambda c: inbox.save_updates(c, [waiting(7, text="first")]))
    database.run(
        lambda c: inbox.save_updates(c, [waiting(7, "chat:9", 9, text="again"), waiting(8, seconds=10)])
    )
    assert in_inbox(database) == [(7, "chat:1"), (8, "chat:1")]
    assert database.run(lambda c: inbox.load_updates(c, [7])) == {7: waiting(7, text="first").raw}


def test_many_are_saved_loaded_and_removed_in_one_statement_each(database: Database) -> None:
    numbers = list(range(150))

    def statements(work: Callable[[Connection], object]) -> list[str]:
        def watched(connection: Connection) -> list[str]:
            made: list[str] = []
            event.listen(connection, "before_cursor_execute", lambda *args: made.append(args[2]))
            work(connection)
            return made

        return [made for made in database.run(watched) if "inbox" in made]

    saving = statements(lambda c: inbox.save_updates(c, [waiting(n, seconds=n) for n in numbers]))
    loading = statements(lambda c: inbox.load_updates(c, numbers))
    removing = statements(lambda c: inbox.delete_updates(c, numbers))
    assert [len(made) for made in (saving, loading, removing)] == [1, 1, 1]
    assert saving[0].count("(?, ") + saving[0].count("(%(") == len(numbers)
    assert in_inbox(database) == []


def test_the_number_of_an_update_that_is_still_in_the_inbox_is_not_forgotten(database: Database) -> None:
    database.run(lambda c: inbox.save_updates(c, [waiting(7)]))
    for number in (7, 8):
        seen(database, number, NOW - timedelta(hours=49))
    assert database.run(lambda c: inbox.forget_seen(c, NOW - timedelta(hours=48))) == 1
    assert seen(database, 7)


def test_nothing_is_saved_where_there_is_nothing_to_save(database: Database) -> None:
    database.run(lambda c: inbox.save_updates(c, []))
    assert in_inbox(database) == []
