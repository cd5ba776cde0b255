"""What 0009 makes smaller, there and back: numbers of people kept once, instants and dates as numbers."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, inspect, select, text, update

from alembic import command
from bot.app.events import PersonId
from bot.store.columns import metadata
from bot.store.migrate import upgrade
from bot.store.repository import Repository
from tests.store.test_old_databases import ANN, PEOPLE, in_one, move, old_database
from tests.store.test_personal_data import fill as fill_today

LATER = {
    "asked.picked",
    "appeals.self_mark",
    "class_members.lecture",
    "guesses.refused",
    "item_tallies.skipped",
    *(f"item_tallies.took_{step}" for step in range(19)),
    "learners.expected",
    "learners.in_class",
    "learners.mended",
    "learners.own_questions",
    "learners.returned_on",
    "reports.said",
    "seats.team",
}
"""Columns that came after 0009, and go on the way back."""


def test_a_full_database_of_today_survives_the_way_back_and_up(empty_url: str) -> None:
    """Rows in every personal table, and what they need, as the program writes them."""
    upgrade(empty_url)
    for learner in PEOPLE:
        in_one(empty_url, partial(fill_today, learner=learner))

    later: set[str] = set()

    def everything(connection: Connection) -> dict[str, list[Any]]:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(
                    select(*(c for c in table.c if f"{table.name}.{c.name}" not in LATER)).order_by(
                        *table.primary_key
                    )
                )
            ]
            for table in metadata.sorted_tables
            if table.name != "chores" and table.name not in later
        }

    before = in_one(empty_url, everything)
    move(empty_url, "0008", command.downgrade)
    later |= {table.name for table in metadata.sorted_tables} - set(in_one(empty_url, tables_of))
    upgrade(empty_url)
    assert in_one(empty_url, everything) == {name: rows for name, rows in before.items() if name not in later}


def tables_of(connection: Connection) -> list[str]:
    return inspect(connection).get_table_names()


def test_a_message_names_its_person_only_where_the_chat_does_not(empty_url: str) -> None:
    """In private the chat's number is the person's; 0009 keeps it once."""
    old = old_database(empty_url)
    messages = old.tables["messages"]
    elsewhere = {"chat_id": -100, "message_id": 5, "learner_id": ANN, "slot": "r1"}
    in_one(empty_url, lambda connection: connection.execute(insert(messages).values(elsewhere)))

    def names(connection: Connection) -> dict[int, int | None]:
        return {row.chat_id: row.learner_id for row in connection.execute(select(messages))}

    before = in_one(empty_url, names)
    upgrade(empty_url)
    assert in_one(empty_url, names) == {chat: ANN if chat == -100 else None for chat in before}
    move(empty_url, "0006", command.downgrade)
    assert in_one(empty_url, names) == before


def test_instants_are_numbers_on_sqlite_and_a_text_is_still_read(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'recall.db'}"
    old = old_database(url)
    first, second = (datetime(2026, 3, 1, 12, 0, 5, part, tzinfo=UTC) for part in (0, 123_456))

    def put(learner: PersonId, at: datetime) -> None:
        old_one = update(old.tables["learners"]).where(old.tables["learners"].c.id == learner)
        in_one(url, lambda c: c.execute(old_one.values(since=at.replace(tzinfo=None))))

    def stored(connection: Connection) -> list[Any]:
        found = text("SELECT since FROM learners WHERE id IN (71, 72) ORDER BY id")
        return list(connection.execute(found).scalars())

    put(PEOPLE[0], first)
    put(PEOPLE[1], second)
    before = in_one(url, stored)
    assert before == ["2026-03-01 12:00:05.000000", "2026-03-01 12:00:05.123456"]
    upgrade(url)
    assert in_one(url, stored) == [1_772_366_405_000_000, 1_772_366_405_123_456]
    put(PEOPLE[0], second)
    read = in_one(url, lambda c: [Repository(c).learner(who) for who in PEOPLE[:2]])
    assert [one and one.since for one in read] == [second, second]
    move(url, "0001", command.downgrade)
    assert in_one(url, stored) == [before[1], before[1]]
