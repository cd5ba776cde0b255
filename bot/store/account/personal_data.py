"""A person's own data, found by walking the schema, so that a new table cannot be forgotten.

A table is about a person if it has a column `learner_id`, or is `learners` itself. In private the chat's
number is the person's, so a row of that chat that names nobody is theirs too. Every
other table is named in IMPERSONAL with the reason; a test fails for a table that is neither.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, delete, func, or_, select, update

from bot.app.events import PersonId
from bot.store.account.quoted import without
from bot.store.tables import answers, asked, dead_updates, inbox, learners, metadata, snapshots

CHUNK = 200
"""Rows that an export fetches at a time."""
IMPERSONAL: Mapping[str, str] = {
    "sent_files": "files of decks, and what the server calls them; nothing says to whom they went",
    "seen_updates": "numbers of updates and when they were handled; nothing says whose they were",
    "snapshots": "questions as they were asked; who was asked is in asked",
    "chores": "when the program has to do something next",
    "process_leases": "which process does what, and until when",
    "bots": "which bot the database belongs to",
    "heartbeats": "when the program was last alive",
    "outages": "when the program was not alive",
    "circles": "groups and channels: their title and how they play",
    "rounds": "what was played in a group, and when; who played is in seats and guesses",
    "round_questions": "the questions of a round",
    "polls": "where a poll was sent; who voted is in guesses and post_answers",
    "series": "the daily question of a channel or group: when, and from what",
    "posts": "what was posted there each day; who answered is in post_answers",
    "claims": "links that give a role: a hash, and until when; nothing says to whom",
    "rulings": "what was ruled on a question; by whom is in ruled_by",
    "ruling_revision": "how many rulings there were",
    "deck_versions": "decks that came in by chat, and which is taught from; by whom is in published_by",
    "deck_files": "the questions of those decks",
    "deck_revision": "how often another deck was taught from",
    "remarkings": "how far the answers to a question were gone through; whose were mended is in corrections",
    "second_opinion_days": "how often a model was asked on a day",
    "item_tallies": "how it went with a question when it was met first, in numbers",
    "classes": "a class's title, course and link; who teaches it is in roles, who is in it in class_members",
    "assignments": "which topics are due in a class, and until when",
    "forwards": "where a channel's posts appear in its discussion group",
}
"""Tables that hold nothing about any person, and why."""


def export(connection: Connection, learner: PersonId) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    """Every row about the person, by table and in the order of its key; JSON values only (dates and times as
    ISO 8601, UTC).

    Rows are fetched as they are asked for, `CHUNK` at a time. Each table's are to be read before the next
    table is asked for.
    """
    for table, whose in _personal(learner):
        yield table.name, _rows(connection, _shown(table).where(whose).order_by(*table.primary_key.columns))


def is_known(connection: Connection, learner: PersonId) -> bool:
    """Whether there is anything to export: their own row."""
    theirs = select(learners.c.id).where(learners.c.id == learner)
    return connection.execute(theirs).scalar() is not None


def erase(connection: Connection, learner: PersonId) -> None:
    """Remove every row about the person, the person's row last, and take them out of updates of others."""
    for table, whose in reversed(_personal(learner)):
        connection.execute(delete(table).where(whose))
    for table in (inbox, dead_updates):
        _forget_in(connection, table, learner)


def _forget_in(connection: Connection, table: Table, learner: PersonId) -> None:
    """Take the person out of updates of others. There are few, and none is found by an index."""
    numbered = or_(*(table.c.raw.contains(f'"id": {learner}{end}', autoescape=True) for end in ",}"))
    columns = (table.c.update_id, table.c.raw)
    for row in connection.execute(select(*columns).where(numbered)).all():
        values = {"raw": json.dumps(without(json.loads(row.raw), learner))}
        if "error" in table.c:  # it may quote what they said
            values["error"] = "removed"
        connection.execute(update(table).where(table.c.update_id == row.update_id).values(values))


def _shown(table: Table) -> Select[Any]:
    """What an export has of a row: its columns; of an asked question the words, not the hash of them."""
    if table is not asked:
        return select(table)
    content = func.coalesce(snapshots.c.content, asked.c.snapshot).label("snapshot")
    columns = [content if column is asked.c.snapshot else column for column in asked.c]
    return select(*columns).select_from(asked.outerjoin(snapshots, snapshots.c.hash == asked.c.snapshot))


def _rows(connection: Connection, rows: Select[Any]) -> Iterator[dict[str, Any]]:
    # On PostgreSQL this is a cursor of the server's; SQLite steps through the rows anyway.
    for row in connection.execute(rows.execution_options(yield_per=CHUNK)):
        yield {key: _plain(value) for key, value in row._mapping.items()}


def _personal(learner: PersonId) -> list[tuple[Table, ColumnElement[bool]]]:
    """The tables about people, what is pointed to first, and which rows in each are this person's."""
    found: list[tuple[Table, ColumnElement[bool]]] = []
    for table in metadata.sorted_tables:
        if table is learners:
            found.append((table, table.c.id == learner))
        elif "learner_id" in table.c:
            found.append((table, _theirs(table, learner)))
    return found


def _theirs(table: Table, learner: PersonId) -> ColumnElement[bool]:
    """In words that an index answers."""
    named = table.c.learner_id == learner
    if table is answers:
        return table.c.asked_id.in_(select(asked.c.id).where(asked.c.learner_id == learner))
    if not table.c.learner_id.nullable or "chat_id" not in table.c:
        return named
    return or_(named, and_(table.c.learner_id.is_(None), table.c.chat_id == learner))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | time) else value
