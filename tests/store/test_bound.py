"""A database belongs to one bot."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from sqlalchemy import Connection, func, select, text

from bot.app.events import ChatId
from bot.app.ports.outbox import Act, Lane
from bot.store import inbox, outbox
from bot.store.bound import AnothersDatabase, bind, bound_to
from bot.store.outbox import OutboxDraft
from bot.store.tables import learners, seen_updates
from bot.store.transact import Database

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OURS, OTHER = 700100200, 700100201


def test_the_first_start_binds_it_and_the_same_bot_finds_it_so(database: Database) -> None:
    assert database.run(bound_to) is None
    for _ in range(2):
        database.run(lambda c: bind(c, OURS))
    assert database.run(bound_to) == OURS


def test_of_several_that_start_together_on_a_new_database_all_go_on(postgres_url: str) -> None:
    together = Barrier(4)

    def start(_: int) -> int | None:
        with Database.open(postgres_url) as database:

            def work(connection: Connection) -> int | None:
                connection.execute(text("SELECT 1"))
                together.wait(timeout=30)
                bind(connection, OURS)
                return bound_to(connection)

            return database.run(work)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(start, range(4))) == [OURS] * 4


def test_another_bot_is_refused_and_told_what_to_do(database: Database) -> None:
    database.run(lambda c: bind(c, OURS))
    with pytest.raises(AnothersDatabase, match=f"belongs to bot {OURS}.*{OTHER}.*--new-bot"):
        database.run(lambda c: bind(c, OTHER))
    assert database.run(bound_to) == OURS


def test_a_database_that_is_taken_over_keeps_people_and_nothing_of_the_other_bot(database: Database) -> None:
    person = {"id": 1, "name": "Ann", "here": True, "since": NOW, "flow": True}
    database.run(lambda c: bind(c, OURS))
    database.run(lambda c: c.execute(learners.insert().values(person)) and None)
    database.run(lambda c: inbox.seen(c, 77, NOW))
    draft = OutboxDraft(chat=ChatId(1), learner=None, lane=Lane.PROMPT, act=Act.SEND, spoken="{}")
    database.run(lambda c: outbox.post(c, draft, NOW))
    database.run(lambda c: bind(c, OTHER, new=True))
    assert database.run(bound_to) == OTHER
    assert database.run(outbox.next_due) is None
    count = database.run(lambda c: c.execute(select(func.count()).select_from(learners)).scalar())
    assert (count, database.run(lambda c: c.execute(select(seen_updates)).all())) == (1, [])
