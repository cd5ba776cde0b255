"""PostgreSQL: a lock that never ends, a server that comes late, a process that died elsewhere."""

import asyncio
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from sqlalchemy import text

from bot.app.events import ChatId
from bot.app.ports.errors import StoreError
from bot.app.ports.outbox import Act, Lane
from bot.process import this_process
from bot.service import when_it_is_there
from bot.store import outbox
from bot.store.engine import make_engine
from bot.store.migrate import HEAD, Migrated, upgrade
from bot.store.outbox import Lease, OutboxDraft
from bot.store.transact import Database
from tests.postgres import PostgresServer

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_lock_that_is_not_let_go_is_trouble_and_no_wait_for_ever(postgres_url: str) -> None:
    with (
        psycopg.connect(postgres_url) as other,
        Database(make_engine(postgres_url, patience=0.2)) as database,
    ):
        other.execute("LOCK TABLE chores")
        with pytest.raises(StoreError, match="lock timeout"):
            database.run(lambda c: c.execute(text("DELETE FROM chores")) and None)


async def test_a_start_waits_for_a_database_that_is_not_there_yet(
    postgres: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    name, troubles = postgres.new_database(), [StoreError("connection refused")]

    def later(url: str) -> Migrated:
        if troubles:
            raise troubles.pop()
        return upgrade(url)

    with caplog.at_level(logging.WARNING):
        migrated = await when_it_is_there(postgres.url(name), asyncio.Event(), later, pause=0.0)
    assert migrated.after == HEAD
    assert caplog.messages == ["Waiting for the database: connection refused"]
    postgres.drop(name)


async def test_a_start_does_not_wait_for_what_will_never_be(postgres: PostgresServer) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        await when_it_is_there(postgres.url("never_made"), asyncio.Event())


@pytest.fixture
def left(postgres_url: str) -> Iterator[Database]:
    """A database in which processes of other hosts have messages in hand."""
    with Database.open(postgres_url) as database:
        for chat, owner in ((1, "elsewhere/1"), (2, "there/1")):
            draft = OutboxDraft(chat=ChatId(chat), learner=None, lane=Lane.REPLY, act=Act.SEND, spoken="{}")
            lease = Lease(until=NOW + timedelta(minutes=1), owner=owner)
            database.run(lambda c, d=draft, lease=lease: outbox.post(c, d, NOW, lease))  # type: ignore[misc]
        yield database


def test_what_a_process_held_that_died_on_another_host_is_free_at_once(
    left: Database, postgres_url: str
) -> None:
    with psycopg.connect(postgres_url, application_name="recall there/1"):
        assert left.run(lambda c: outbox.end_leases(c, NOW, lambda owner: False)) == 1
    named = "SELECT count(*) FROM pg_stat_activity WHERE application_name = :name"
    ours = {"name": f"recall {this_process()}"}
    assert left.run(lambda c: c.execute(text(named), ours).scalar_one()) == 1
