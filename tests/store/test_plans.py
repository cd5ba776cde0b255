"""No statement walks a big table: every one that a long day executes is explained by the database.

The day has a private conversation, the daily question, rounds in a group, a group's and a channel's question
of the day, the sender's work, and what retention takes. Rows are copied first and, on PostgreSQL,
counted, so that its planner knows no tiny tables; SQLite plans without statistics, as it does in life.
"""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Table, UniqueConstraint

from benchmarks.copies import Copier, opened
from benchmarks.plans import Statements, scans
from bot.app.events import PersonId
from bot.app.ports.authoring import Role
from bot.playground.seed import ANN, BOB, CLEO
from bot.store.repository import Repository
from bot.store.tables import asked, metadata, outbox
from tests.app.party import ANSWERS, Party, party
from tests.broadcast import Broadcast

COPIES, ROWS = 300, 20
"""So often the first rows of each table are copied, and so many of them."""
WORDS = ("/stats", "/streak", "/streak why", "/export", "/settings", "/daily", "/review", "/topics", "/help")
STATEMENTS = 100
"""Fewer different ones than that would say that the day was not what it is meant to be."""
EXPECTED = (
    *("UPDATE answers SET said", "UPDATE appeals SET said", "UPDATE guesses SET said"),
    *("DELETE FROM outbox WHERE outbox.settled_at", "DELETE FROM seen_updates", "DELETE FROM dead_updates"),
    *("DELETE FROM answers", "DELETE FROM messages", "DELETE FROM learners"),
    *("DELETE FROM class_members WHERE class_members.class_id IN", "UPDATE classes SET"),
)
"""What retention takes and a person's leaving removes."""

_LIMITED = "|".join(
    rf"{table.name}(?:_\d+)?\.{column.name}"
    for table in (asked, outbox)
    for index in table.indexes
    for column in table.c
    if re.search(rf"\b{column.name} (?:=|IN)", str(index.dialect_options["sqlite"]["where"]))
)
_ANEW = re.compile(rf"\b(?:{_LIMITED}) (?:=|IN) \(?\?")
"""A parameter held against what an index is limited to: SQLite would plan the statement anew at each run, and
for those that every turn needs that is most of what they cost."""


@pytest.mark.sampled(2)
async def test_no_statement_of_a_long_day_walks_a_big_table(store_url: str, tmp_path: Path) -> None:
    with Statements() as executed:
        async with party(store_url, tmp_path, admin=True) as group:
            await _learn(group)
            await _rule(group)
            await _teach(group)
            await _play(group)
            await _post(group)
            await group.room.turn.next_due_job()
            await _leave(group)
    distinct = executed.distinct()
    assert len(distinct) > STATEMENTS
    said = {" ".join(statement.split()) for statement, _ in distinct}
    assert not [begin for begin in EXPECTED if not any(each.startswith(begin) for each in said)]
    assert not [each for each in said if _ANEW.search(each.partition(" WHERE ")[2])]
    with opened(store_url) as connection:
        _fill(connection)
        found = {str(scan) for scan in scans(connection, distinct)}
    assert not found, "\n".join(sorted(found))


def test_what_points_to_a_row_is_found_by_an_index() -> None:
    """Whatever removes a row searches for those that point to it, and no EXPLAIN says how."""
    assert [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.c
        if column.foreign_keys and column.name not in _first_columns(table)
    ] == []


def _first_columns(table: Table) -> set[str]:
    whole = [index.columns for index in table.indexes if not index.dialect_kwargs]
    keys = [each.columns for each in table.constraints if isinstance(each, UniqueConstraint)]
    return {columns.keys()[0] for columns in (*whole, *keys, table.primary_key.columns)}


async def _learn(group: Party) -> None:
    """Ann learns in private, says whatever can be said, and is asked on the next morning."""
    ann = group.talk(ANN)
    for words in ("/daily 9:00", "/daily 2 questions", "/next"):
        await ann.says(words)
    for words in ("something else", "hint", "I don't know", "I was right"):
        await ann.says(words)
    await _answer(group)
    for words in WORDS:
        await ann.says(words)
    for _ in range(2):
        group.room.clock.pass_by(timedelta(hours=24))
        await group.room.turn.tick()
        await ann.reads()
        await _answer(group)


async def _rule(group: Party) -> None:
    """Ann looks after the bot: she rules on what she said was right, and takes it back."""
    ann, now = group.talk(ANN), group.room.clock.now()
    group.room.database.run(lambda c: Repository(c).give_role(PersonId(ANN), Role.OPERATOR, "", now))
    for _ in range(6):  # some questions are choices, to which this is no answer
        for words in ("/next", "because of the weather", "I was right"):
            await ann.says(words)
    for words in ("/inbox roles", "/hard", "/inbox"):
        await ann.says(words)
    heard = await ann.taps("Right")
    if "Right anyway" in heard.buttons:
        await ann.taps("Right anyway")
    for _ in range(3):
        group.room.clock.pass_by(timedelta(seconds=1))
        await group.room.turn.tick()
    await ann.taps("Undo the last one")
    await group.room.turn.tick()


async def _teach(group: Party) -> None:
    """Ann makes a class; Bob joins, learns what is due, and leaves; the report comes on Monday."""
    ann, bob = group.talk(ANN), group.talk(BOB)
    await ann.says("/class new Reading")
    link = (await ann.taps(ann.last()["reply_markup"]["inline_keyboard"][0][0]["text"])).text
    await bob.says(f"/start {link.partition('start=')[2].split()[0]}")
    await bob.taps("Yes")
    for words in ("/class exam in 3 weeks", "/class week", "/class file", "/class"):
        await ann.says(words)
    first = group.room.deck_library.current.decks[0].topics[0].title
    await ann.says(f"/class due {first} in 6 days")
    await ann.taps("Right")
    for words in ("/class", "/exam", "/next", "something else entirely", "show me"):
        await bob.says(words)
    group.room.clock.pass_by(timedelta(days=8))
    await group.room.turn.tick()
    await ann.says("/class link")
    await bob.says("/class leave")
    await ann.says("/class close")
    await ann.taps("Close it")
    group.room.clock.pass_by(timedelta(days=31))
    await group.room.turn.tick()


async def _answer(group: Party) -> None:
    """Ann answers what is open, right, until something else is said."""
    ann = group.talk(ANN)
    said = (await ann.says("/next")).text
    for _ in range(6):
        answer = next((answer for ask, answer in ANSWERS.items() if ask in said), None)
        if answer is None:
            return
        said = (await ann.says(answer)).text


async def _play(group: Party) -> None:
    """Two rounds, one with polls and one typed, and the tables of the group."""
    await group.private(BOB, "/settings rounds on")
    await group.starts("/quiz 2 things", BOB, CLEO)
    await group.votes(BOB, group.option())
    await group.votes(CLEO, (group.option() + 1) % 3)
    await group.waits(21)
    await group.over()
    await group.starts("/quiz race 1 capitals", BOB)
    await group.answers(CLEO, "Londinium")
    await group.answers(BOB, group.right())
    await group.over()
    for words in ("/top", "/hideme", "/topics"):
        await group.says(BOB, words)


async def _post(group: Party) -> None:
    """A question of the day in the group and in a channel, with votes and comments."""
    await group.says(ANN, "/daily topic things")
    channel = Broadcast(group.room)
    channel.connect()
    await group.talk(ANN).reads()
    await group.talk(ANN).says("/channel topic things")
    await channel.until(40)
    await channel.votes(right=1, others=1)
    await channel.until(200)


async def _leave(group: Party) -> None:
    """Bob takes his data and goes."""
    await group.private(BOB, "/export")
    await group.private(BOB, "/erase")
    await group.private(BOB, "/erase yes")


def _fill(connection: Connection) -> None:
    Copier(connection).everything(COPIES, ROWS)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE")
