"""A database belongs to one bot."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

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
