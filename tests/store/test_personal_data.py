"""A person's own data: everything goes out, everything goes away, and no table can be forgotten."""

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    Float,
    Integer,
    Table,
    Time,
    insert,
    select,
)
from telegram import Update

from bot.app.events import ChatId, MessageId, PersonId
from bot.app.ports.inbox import InboxUpdate
from bot.app.ports.outbox import Act, Delivered, Lane
from bot.store.account import personal_data as personal
from bot.store.columns import LocalDate, Moment, metadata
from bot.store.inbox import load_updates, save_dead_update, save_updates
from bot.store.outbox import Lease, OutboxDraft, claim, post
from bot.store.outbox_settle import settle
from bot.store.tables import dead_updates, learners, messages, outbox
from bot.store.transact import Database
from tests.store.exported import export_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANN, BOB = PersonId(71), PersonId(72)
GROUP = {"id": -100, "type": "supergroup", "title": "Study"}
TABLES = [table for table in learners.metadata.sorted_tables]
PERSONAL = [table for table in TABLES if table is learners or "learner_id" in table.c]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_is_about_people_or_says_why_it_is_not(table: Table) -> None:
    about_people = table in PERSONAL
    assert about_people != (table.name in personal.IMPERSONAL), (
        f"{table.name}: give it a column learner_id, or name it and the reason in personal.IMPERSONAL"
    )
    suspects = {"chat_id", "person_id", "user_id", "name", "said", "raw"} & set(table.c.keys())
    if not about_people and table.name != "chores":
        assert not suspects, f"{table.name} looks personal: {suspects}"


def test_every_table_is_declared_with_the_others() -> None:
    assert learners.metadata is metadata


def test_no_reason_is_given_for_a_table_that_is_not_there() -> None:
    assert set(personal.IMPERSONAL) <= {table.name for table in TABLES}


def test_the_export_has_every_row_about_the_person_as_json(database: Database) -> None:
    database.run(lambda c: fill(c, ANN))
    database.run(lambda c: fill(c, BOB))
    export = database.run(lambda c: export_of(c, ANN))
    assert set(export) == {table.name for table in PERSONAL}
    assert all(len(rows) == 1 for rows in export.values())
    assert json.loads(json.dumps(export)) == export
    assert str(BOB) not in json.dumps(export)
    assert export["learners"][0]["since"] == "2026-03-01T12:00:00+00:00"
    assert export["days"][0]["local_date"] == "2026-03-01"
    assert export["subscriptions"][0]["at"] == "09:30:00"


def test_erasing_takes_every_row_of_the_person_and_none_of_others(database: Database) -> None:
    database.run(lambda c: fill(c, ANN))
    database.run(lambda c: fill(c, BOB))
    before = database.run(lambda c: export_of(c, BOB))
    database.run(lambda c: personal.erase(c, ANN))
    assert not any(database.run(lambda c: export_of(c, ANN)).values())
    assert database.run(lambda c: export_of(c, BOB)) == before
    left = database.run(lambda c: {table.name: c.execute(select(table)).all() for table in PERSONAL})
    assert str(ANN) not in str(left)


def test_erasing_takes_what_lies_in_the_persons_chat_without_their_name(database: Database) -> None:
    """A fleeting message names nobody, but an export that has not left yet is the person's all the same."""

    def nameless(connection: Connection) -> None:
        ids = fill(connection, ANN)
        for table in (outbox, messages):
            connection.execute(table.update().values(learner_id=None, chat_id=ANN))
        assert ids

    database.run(nameless)
    assert len(database.run(lambda c: export_of(c, ANN))["outbox"]) == 1
    database.run(lambda c: personal.erase(c, ANN))
    assert database.run(lambda c: [*c.execute(select(outbox)), *c.execute(select(messages))]) == []


def quoting() -> dict[str, Any]:
    """Bob's message, which answers one of Ann's, mentions her and forwards her words."""
    ann = {"id": ANN, "is_bot": False, "first_name": "Ann", "username": "annabel"}
    bob = {"id": BOB, "is_bot": False, "first_name": "Bob"}
    return {
        "update_id": 5,
        "message": {
            "message_id": 9,
            "from": bob,
            "text": "I say so too",
            "entities": [{"type": "text_mention", "offset": 0, "length": 1, "user": ann}],
            "date": 0,
            "chat": GROUP,
            "forward_origin": {"type": "user", "date": 0, "sender_user": ann},
            "reply_to_message": {"message_id": 8, "date": 0, "chat": GROUP, "from": ann, "text": "a secret"},
        },
    }


def test_erasing_takes_a_person_out_of_updates_of_others(database: Database) -> None:
    def fill_in(connection: Connection) -> None:
        save_dead_update(connection, 5, quoting(), "ValueError: a secret", BOB, NOW)
        waiting = InboxUpdate(number=5, lane="chat:-1", received=NOW, person=BOB, raw=quoting())
        save_updates(connection, [waiting])

    database.run(fill_in)
    database.run(lambda c: personal.erase(c, ANN))
    dead, waits = database.run(lambda c: (c.execute(select(dead_updates)).one(), load_updates(c, [5])[5]))
    for left in (dead.raw, dead.error, json.dumps(waits)):
        assert not any(part in left for part in (str(ANN), "Ann", "annabel", "secret"))
    assert waits["message"]["text"] == "I say so too"
    assert waits["message"]["from"]["id"] == BOB
    assert waits["message"]["reply_to_message"]["message_id"] == 8
    assert Update.de_json(waits).message is not None, "it can be handled as before"


def test_a_message_in_the_persons_own_chat_is_theirs_without_naming_them(database: Database) -> None:
    """What stays of a message that was sent is kept for years, so the number is not kept twice."""
    drafts = [
        OutboxDraft(chat=ChatId(chat), learner=ANN, lane=Lane.REPLY, act=Act.SEND, spoken="{}", slot="7.0")
        for chat in (ANN, -100)
    ]

    def send(connection: Connection) -> None:
        for number, draft in enumerate(drafts, 1):
            post(connection, draft, NOW)
            (leaving,) = claim(connection, NOW, Lease(until=NOW + timedelta(minutes=1)), 1)
            settle(connection, [Delivered(outgoing=leaving, message=MessageId(number))], NOW)

    database.run(send)
    found = database.run(lambda c: export_of(c, ANN))["messages"]
    assert {row["chat_id"]: row["learner_id"] for row in found} == {ANN: None, -100: ANN}
    database.run(lambda c: personal.erase(c, ANN))
    assert database.run(lambda c: c.execute(select(messages)).all()) == []


def test_erasing_somebody_unknown_changes_nothing(database: Database) -> None:
    database.run(lambda c: fill(c, BOB))
    database.run(lambda c: personal.erase(c, ANN))
    assert len(database.run(lambda c: export_of(c, BOB))["reviews"]) == 1


def fill(connection: Connection, learner: PersonId) -> dict[str, int]:
    """Put one row about the person into every personal table, whatever its columns are, and what it needs."""
    ids: dict[str, int] = {"learners": learner}
    needed = {key.column.table for table in PERSONAL for column in table.c for key in column.foreign_keys}
    for table in [table for table in TABLES if table in PERSONAL or table in needed]:
        row = {column.name: _value(column, learner, ids) for column in table.c if not _is_numbered(column)}
        result = connection.execute(insert(table).values(row))
        key = result.inserted_primary_key
        ids[table.name] = key[0] if key else 0
    return ids


def _is_numbered(column: Column[Any]) -> bool:
    return column.name == "id" and column.table is not learners


def _value(column: Column[Any], learner: PersonId, ids: dict[str, int]) -> Any:
    if column.name in ("learner_id",) or (column.name == "id" and column.table is learners):
        return learner
    for key in column.foreign_keys:
        return ids[key.column.table.name]
    match column.type:
        case Moment() | DateTime():
            return NOW
        case LocalDate():
            return date(2026, 3, 1)
        case Time():
            return time(9, 30)
        case Boolean():
            return True
        case Float():
            return 0.5
        case Integer():
            return 1000 + learner
        case _:
            return f"text {learner}"
