"""Transactions on both databases: what is promised to callers, and the traps SQLite sets."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, event, text

from bot.app.ports.errors import StoreError
from bot.store import engine
from bot.store.engine import BadUrl, commit, file_of, make_engine, read_url
from bot.store.sqlite_writer import Writer
from bot.store.transact import Database
from tests.conftest import SHIPPED_SYNCHRONOUS

Work = Callable[[Connection], Any]


def add(value: int) -> Work:
    """A work that adds a row and gives its value."""

    def work(connection: Connection) -> int:
        connection.execute(text("INSERT INTO counter (value) VALUES (:value)"), {"value": value})
        return value

    return work


def values(connection: Connection) -> list[int]:
    return list(connection.execute(text("SELECT value FROM counter ORDER BY value")).scalars())


def one_more(connection: Connection) -> None:
    """A work that reads, decides and writes."""
    lock = " FOR UPDATE" if connection.dialect.name == "postgresql" else ""
    now = connection.execute(text("SELECT value FROM counter" + lock)).scalar_one()
    connection.execute(text("UPDATE counter SET value = :value"), {"value": now + 1})


def create(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE counter (value INTEGER NOT NULL UNIQUE)"))


@pytest.fixture
def counting(database: Database) -> Database:
    """A database of either kind with a table to count in."""
    database.run(create)
    return database


@pytest.fixture
def lite(sqlite_url: str) -> Database:
    return Database.open(sqlite_url)


def together(writer: Writer, works: list[Work]) -> list[Future[Any]]:
    """Queue the works while the writer is busy, so that they are one group."""
    begun, go = threading.Event(), threading.Event()

    def busy(_: Connection) -> None:
        begun.set()
        go.wait(10)

    first = writer.submit(busy)
    begun.wait(10)
    results = [writer.submit(work) for work in works]
    go.set()
    first.result(10)
    return results


def outcome(result: Future[Any]) -> Any:
    """The result, or the exception, of a work."""
    return result.exception(10) or result.result(10)


@pytest.fixture
def writer(sqlite_url: str) -> Any:
    engine = make_engine(sqlite_url)
    made = Writer(engine)
    made.submit(create).result(10)
    yield made
    made.stop()


# Promises, on both databases


async def test_what_a_work_returns_comes_back_after_the_commit(counting: Database, store_url: str) -> None:
    assert await counting.transact(add(7)) == 7
    with Database.open(store_url) as other:
        assert other.run(values) == [7]


async def test_a_work_that_raises_is_undone_and_its_exception_is_the_callers(counting: Database) -> None:
    def work(connection: Connection) -> None:
        add(1)(connection)
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        await counting.transact(work)
    assert await counting.transact(values) == []


async def test_a_broken_constraint_is_our_own_fault_and_no_trouble(counting: Database) -> None:
    await counting.transact(add(1))
    with pytest.raises(Exception, match=r"(?i)unique") as caught:
        await counting.transact(add(1))
    assert not isinstance(caught.value, StoreError)


async def test_a_wrong_statement_is_our_own_fault_and_no_trouble(counting: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)nowhere") as caught:
        await counting.transact(lambda c: c.execute(text("SELECT 1 FROM nowhere")))
    assert not isinstance(caught.value, StoreError)


async def test_no_work_can_commit(counting: Database) -> None:
    def work(connection: Connection) -> None:
        add(1)(connection)
        connection.commit()

    with pytest.raises(RuntimeError, match="never commits"):
        await counting.transact(work)
    assert await counting.transact(values) == []


async def test_eight_tasks_that_add_one_twenty_times_each_come_to_160(
    counting: Database,
) -> None:
    await counting.transact(add(0))

    async def twenty() -> None:
        for _ in range(20):
            await counting.transact(one_more)

    await asyncio.gather(*(twenty() for _ in range(8)))
    assert await counting.transact(values) == [160]


async def test_two_programs_on_one_database_wait_for_each_other_and_lose_nothing(
    counting: Database, store_url: str
) -> None:
    """A command beside the running bot. Reading first and asking for the lock later would fail at once."""
    await counting.transact(add(0))
    with Database.open(store_url) as other:
        await asyncio.gather(*(each.transact(one_more) for each in (counting, other) for _ in range(40)))
    assert await counting.transact(values) == [80]


async def test_error_texts_do_not_repeat_what_people_said(counting: Database) -> None:
    said = "my secret answer"
    with pytest.raises(Exception, match="nowhere") as caught:
        await counting.transact(
            lambda c: c.execute(text("INSERT INTO nowhere VALUES (:said)"), {"said": said})
        )
    assert said not in str(caught.value)


async def test_after_closing_nothing_is_taken_and_what_was_begun_is_done(counting: Database) -> None:
    pending = [asyncio.ensure_future(counting.transact(add(n))) for n in range(20)]  # noqa: TID251
    await asyncio.sleep(0)
    await counting.close()
    assert await asyncio.gather(*pending) == list(range(20))
    with pytest.raises(RuntimeError):
        await counting.transact(values)


# SQLite


def test_sqlite_is_set_up_as_it_has_to_be(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SYNCHRONOUS", SHIPPED_SYNCHRONOUS)

    def pragmas(connection: Connection) -> dict[str, Any]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        raw: Any = connection.connection.dbapi_connection
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}
        return found | {"the driver begins by itself": raw.isolation_level is not None}

    with Database.open(sqlite_url) as lite:
        full = 2
        assert lite.run(pragmas) == {
            "journal_mode": "wal",
            "synchronous": full,
            "foreign_keys": 1,
            "busy_timeout": 5000,
            "the driver begins by itself": False,
        }


def test_foreign_keys_are_kept_on_both(database: Database) -> None:
    orphan = text("INSERT INTO retired (learner_id, question, at) VALUES (404, 'x', '2026-01-01 00:00:00')")
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        database.run(lambda c: c.execute(orphan))


def test_the_savepoint_trap_rolling_back_takes_released_savepoints_along(sqlite_url: str) -> None:
    """With the driver's own transaction handling the released row would stay."""
    engine = make_engine(sqlite_url)
    with engine.connect() as connection:
        create(connection)
        commit(connection)
        connection.begin()
        with connection.begin_nested():
            add(1)(connection)
        connection.rollback()
        assert values(connection) == []
    engine.dispose()


def test_works_that_wait_together_share_one_commit(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url)
    commits: list[Connection] = []
    event.listen(engine, "commit", commits.append)
    writer = Writer(engine)
    writer.submit(create).result(10)
    before = len(commits)
    results = together(writer, [add(n) for n in range(30)])
    assert [outcome(result) for result in results] == list(range(30))
    assert len(commits) - before == 2, "one for the work that kept it busy, one for all thirty"
    writer.stop()


def test_a_work_that_raises_fails_alone_in_its_group(writer: Writer) -> None:
    results = together(writer, [add(1), add(1), add(2)])
    first, second, third = map(outcome, results)
    assert (first, third) == (1, 2)
    assert "UNIQUE" in str(second)
    assert writer.submit(values).result(10) == [1, 2]


def test_the_poisoned_group_is_run_again_one_by_one_and_only_the_poison_fails(writer: Writer) -> None:
    """SQLite rolls everything back under the group, as it does when the disk is full."""

    def poison(connection: Connection) -> None:
        raw: Any = connection.connection.dbapi_connection
        raw.execute("ROLLBACK")

    results = together(writer, [add(1), poison, add(2)])
    assert (outcome(results[0]), outcome(results[2])) == (1, 2)
    assert isinstance(outcome(results[1]), StoreError)
    assert writer.submit(values).result(10) == [1, 2], "nothing lost, nothing twice, nothing of the poison"


def test_nothing_of_a_work_that_swallowed_a_lost_transaction_stays(writer: Writer) -> None:
    """What follows a silent rollback would be committed statement by statement; the rerun makes up for it."""

    def poison(connection: Connection) -> None:
        add(1)(connection)
        raw: Any = connection.connection.dbapi_connection
        raw.execute("ROLLBACK")

    results = together(writer, [add(5), poison])
    assert outcome(results[0]) == 5
    assert isinstance(outcome(results[1]), StoreError)
    assert writer.submit(values).result(10) == [5]


def test_a_full_disk_is_trouble_for_the_work_that_needs_room_and_for_no_other(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url)

    @event.listens_for(engine, "connect")
    def _limit(raw: Any, _record: object) -> None:
        repo = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count = {repo + 10}")

    def big(connection: Connection) -> None:
        connection.execute(text("INSERT INTO big VALUES (zeroblob(1000000))"))

    with Database(engine) as database:
        database.run(create)
        database.run(lambda c: c.execute(text("CREATE TABLE big (data BLOB)")))
        writer = database._runner
        assert isinstance(writer, Writer)
        results = together(writer, [add(1), big, add(2)])
        assert (outcome(results[0]), outcome(results[2])) == (1, 2)
        trouble = outcome(results[1])
        assert isinstance(trouble, StoreError)
        assert "full" in str(trouble)
        assert database.run(values) == [1, 2]
    assert _check(sqlite_url) == "ok"


def test_a_commit_that_fails_gives_no_results_and_the_group_is_run_again(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url)
    failures: list[StoreError] = []

    @event.listens_for(engine, "commit")
    def _fail(_: Connection) -> None:
        if failures:
            raise failures.pop()

    def break_the_commit(_: Connection) -> None:
        failures.append(StoreError("the disk went away"))

    writer = Writer(engine)
    writer.submit(create).result(10)
    results = together(writer, [add(2), break_the_commit, add(3)])
    assert [outcome(each) for each in (results[0], results[2])] == [2, 3]
    assert isinstance(outcome(results[1]), StoreError), "it breaks its own commit, too"
    assert writer.submit(values).result(10) == [2, 3]
    writer.stop()


def test_a_locked_file_is_trouble_and_passes(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url, patience=0.05)
    other = sqlite3.connect(str(file_of(sqlite_url)), isolation_level=None)
    with Database(engine) as database:
        database.run(create)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked"):
            database.run(add(1))
        other.execute("ROLLBACK")
        assert database.run(add(1)) == 1
    other.close()


def test_a_file_that_is_no_database_is_trouble(tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_bytes(b"Dear database, " * 100)
    with Database.open(f"sqlite:///{file}") as database, pytest.raises(StoreError, match="not a database"):
        database.run(values)


async def test_a_caller_who_is_cancelled_in_the_queue_has_nothing_done(writer: Writer) -> None:
    begun, go = threading.Event(), threading.Event()

    def busy(_: Connection) -> None:
        begun.set()
        go.wait(10)

    writer.submit(busy)
    begun.wait(10)
    waiting = writer.submit(add(1))
    assert waiting.cancel()
    go.set()
    assert writer.submit(values).result(10) == []


def test_a_work_that_exits_does_not_stop_the_writer(writer: Writer) -> None:
    def leave(_: Connection) -> None:
        raise SystemExit(3)

    assert isinstance(outcome(writer.submit(leave)), SystemExit)
    assert writer.submit(add(1)).result(10) == 1


def _check(url: str) -> str:
    connection = sqlite3.connect(str(file_of(url)))
    try:
        result: str = connection.execute("PRAGMA integrity_check").fetchone()[0]
        return result
    finally:
        connection.close()


# PostgreSQL


async def test_a_deadlock_is_run_again_until_both_are_done(postgres_url: str) -> None:
    with Database.open(postgres_url) as database:
        database.run(create)
        database.run(add(1))
        database.run(add(2))
        meet = threading.Barrier(2)
        runs: list[int] = []

        def swap(first: int, second: int) -> Work:
            met = False

            def work(connection: Connection) -> None:
                nonlocal met
                runs.append(first)
                bump = text("UPDATE counter SET value = value + 10 WHERE value % 10 = :value")
                connection.execute(bump, {"value": first})
                if not met:
                    met = True
                    meet.wait(10)
                connection.execute(bump, {"value": second})

            return work

        await asyncio.gather(database.transact(swap(1, 2)), database.transact(swap(2, 1)))
        assert len(runs) == 3, "one of the two was chosen and run again"
        assert database.run(values) == [21, 22]


async def test_a_connection_cut_by_the_server_is_trouble_once_and_replaced(postgres_url: str) -> None:
    with Database.open(postgres_url) as database:
        database.run(create)

        def cut(connection: Connection) -> None:
            connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

        with pytest.raises(StoreError):
            await database.transact(cut)
        assert await database.transact(add(1)) == 1


async def test_a_connection_cut_while_it_commits_is_trouble(postgres_url: str) -> None:
    engine = make_engine(postgres_url)
    victims: list[int] = []

    @event.listens_for(engine, "commit")
    def _cut(_: Connection) -> None:
        if victims:
            with psycopg.connect(postgres_url, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", [victims.pop()])

    def victim(connection: Connection) -> None:
        add(1)(connection)
        victims.append(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())

    with Database(engine) as database:
        database.run(create)
        with pytest.raises(StoreError):
            await database.transact(victim)
        assert await database.transact(values) == []


async def test_a_connection_cut_while_it_rests_is_replaced_unseen(postgres_url: str) -> None:
    with Database(make_engine(postgres_url, idle=0.0)) as database:
        database.run(create)
        pid = database.run(lambda c: c.execute(text("SELECT pg_backend_pid()")).scalar_one())
        with psycopg.connect(postgres_url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        assert await database.transact(add(1)) == 1


async def test_a_server_that_is_not_there_is_trouble(tmp_path: Path) -> None:
    url = f"postgresql://nobody@/nothing?host={tmp_path}"
    with Database.open(url) as database, pytest.raises(StoreError):
        await database.transact(values)


def test_postgresql_reads_what_is_committed(postgres_url: str) -> None:
    with Database.open(postgres_url) as database:
        assert (
            database.run(lambda c: c.execute(text("SHOW transaction_isolation")).scalar()) == "read committed"
        )


# Addresses


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("sqlite://", "has to be a file"),
        ("sqlite:///:memory:", "has to be a file"),
        ("recall.db", "not a database address"),
        ("mysql://host/name", "mysql is not a database that Recall knows"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_with_one_that_can(url: str, told: str) -> None:
    with pytest.raises(BadUrl, match=told) as caught:
        read_url(url)
    assert "sqlite:///var/recall.db" in str(caught.value)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg", "postgresql+asyncpg"])
def test_every_spelling_of_postgresql_gets_our_driver(scheme: str) -> None:
    assert read_url(f"{scheme}://user:pw@host/name").drivername == "postgresql+psycopg"


def test_a_new_file_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "recall.db"
    with Database.open(f"sqlite:///{file}") as database:
        database.run(create)
        modes = {each.name: oct(each.stat().st_mode & 0o777) for each in file.parent.iterdir()}
    assert modes == dict.fromkeys(("recall.db", "recall.db-wal", "recall.db-shm"), "0o600")


def test_a_place_where_no_file_can_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadUrl, match=r"file/recall\.db cannot be made"):
        make_engine(f"sqlite:///{tmp_path}/file/recall.db")


def test_a_password_is_not_shown_in_the_refusal() -> None:
    with pytest.raises(BadUrl) as caught:
        read_url("oracle://user:hunter2@host/name")
    assert "hunter2" not in str(caught.value)
