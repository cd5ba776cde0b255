"""Where a row lies is decided by its person or chat: what a database over several machines would divide by.

A new table has to say here which of these it is; docs/scaling.md tells what follows.
"""

import pytest
from sqlalchemy import Table, UniqueConstraint

import bot.store.repository  # noqa: F401  every table is declared once it is imported
from bot.store.tables import metadata

OWNERS = ("learner_id", "chat_id", "group_id")

HOT = {
    "answers": "chat_id",
    "asked": "learner_id",
    "cards": "learner_id",
    "days": "learner_id",
    "messages": "chat_id",
    "outbox": "chat_id",
    "retired": "learner_id",
    "reviews": "learner_id",
    "sent_days": "learner_id",
    "sittings": "learner_id",
    "subscriptions": "learner_id",
}
"""Rows that every answer or prompt reads or writes: each has its person or chat in a column that is never
empty, and is found by it first."""
BY_PARENT = {
    "guesses": "round_id",
    "post_answers": "post_id",
    "round_questions": "round_id",
    "seats": "round_id",
}
"""Found by the round or post they belong to, which belongs to one chat."""
PARENTS = {"round_id": "rounds", "post_id": "posts"}
OF_CHATS = {
    "circles": "group_id",
    "forwards": "group_id",
    "keepers": "group_id",
    "members": "group_id",
    "posts": "group_id",
    "rounds": "group_id",
    "series": "group_id",
}
OF_PEOPLE = {
    "announced": "learner_id",
    "announcements": "learner_id",
    "appeals": "learner_id",
    "carried": "learner_id",
    "class_members": "learner_id",
    "corrections": "learner_id",
    "learners": "id",
    "lecture_seats": "learner_id",
    "lectures": "learner_id",
    "notices": "learner_id",
    "published_by": "learner_id",
    "reports": "learner_id",
    "roles": "learner_id",
    "ruled_by": "learner_id",
    "ruling_drafts": "learner_id",
    "second_opinion_jobs": "learner_id",
    "second_opinion_refusals": "learner_id",
    "upload_rows": "learner_id",
    "uploads": "learner_id",
}
EVERYWHERE = {
    "assignments": "a few rows a class",
    "bots": "one row",
    "chores": "a few rows",
    "classes": "one row a class",
    "claims": "a few rows, for a day",
    "dead_updates": "hardly any; found by the update",
    "deck_files": "what authors write",
    "deck_revision": "one row",
    "deck_versions": "what authors write",
    "heartbeats": "one row",
    "inbox": "one poller's; by the update, and gone once it is handled",
    "item_tallies": "one row a question",
    "outages": "one row an outage",
    "polls": "found by the number Telegram gives, before the chat is known",
    "process_leases": "some rows",
    "remarkings": "one row a ruling that is being carried out",
    "ruling_revision": "one row",
    "rulings": "what authors write",
    "second_opinion_days": "one row a day",
    "second_opinions": "one row an answer in doubt; the same for everybody who gives it",
    "seen_updates": "for 48 hours; by the update, in the transaction of its person or chat",
    "sent_files": "one row a picture",
    "snapshots": "one row a question and version; the same everywhere",
}
"""Small, or found by something that comes before person and chat; each with the reason."""


def leads(table: Table, column: str) -> bool:
    """Whether a key or an index of the table begins with the column."""
    keys = [list(table.primary_key.columns), *(list(index.columns) for index in table.indexes)]
    keys += [list(each.columns) for each in table.constraints if isinstance(each, UniqueConstraint)]
    return any(columns and columns[0].name == column for columns in keys)


def test_every_table_is_one_of_these() -> None:
    named = [*HOT, *BY_PARENT, *OF_CHATS, *OF_PEOPLE, *EVERYWHERE]
    assert sorted(named) == sorted(metadata.tables)


@pytest.mark.parametrize(("name", "column"), {**HOT, **OF_CHATS, **OF_PEOPLE}.items())
def test_it_is_found_by_its_person_or_chat_first(name: str, column: str) -> None:
    table = metadata.tables[name]
    assert not table.c[column].nullable
    assert leads(table, column)


@pytest.mark.parametrize("name", HOT)
def test_a_hot_row_names_whose_it_is(name: str) -> None:
    assert any(owner in metadata.tables[name].c for owner in OWNERS)


@pytest.mark.parametrize(("name", "column"), BY_PARENT.items())
def test_what_belongs_to_a_round_or_post_is_found_by_it(name: str, column: str) -> None:
    assert leads(metadata.tables[name], column)
    parent = metadata.tables[PARENTS[column]]
    assert [key.target_fullname for key in metadata.tables[name].c[column].foreign_keys] == [
        f"{parent.name}.id"
    ]
    assert leads(parent, "group_id")
