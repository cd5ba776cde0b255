"""A long read beside everything else: one state of the database, nothing written, nobody waiting."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select

from bot.app.ports.errors import StoreError
from bot.store.tables import seen_updates
from bot.store.transact import Database

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
COUNT = select(seen_updates.c.update_id)


def test_a_snapshot_shows_one_state_and_holds_up_no_writer(database: Database) -> None:
    database.run(lambda c: c.execute(insert(seen_updates), {"update_id": 1, "at": NOW}))
    with database.snapshot() as view:
        assert view.execute(COUNT).scalars().all() == [1]
        database.run(lambda c: c.execute(insert(seen_updates), {"update_id": 2, "at": NOW}))
        assert view.execute(COUNT).scalars().all() == [1]
    with database.snapshot() as view:
        assert view.execute(COUNT).scalars().all() == [1, 2]


def test_nothing_can_be_written_in_a_snapshot(database: Database) -> None:
    with pytest.raises(StoreError), database.snapshot() as view:
        view.execute(insert(seen_updates), {"update_id": 1, "at": NOW})
    assert database.run(lambda c: c.execute(COUNT).all()) == []
