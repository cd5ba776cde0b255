"""Classes came with 0019: there with their rows, gone on the way back with the roles in them, there again."""

from sqlalchemy import Connection, inspect, text

from alembic import command
from bot.store.migrate import HEAD, upgrade
from tests.store.test_old_databases import in_one, move

ROLES = (("operator", ""), ("author", "chem"), ("teacher", "1"), ("teacher", ""), ("assistant", "1"))


def filled(connection: Connection) -> None:
    connection.execute(
        text(
            "INSERT INTO learners (id, name, here, since, flow) VALUES (71, 'Ann', true, '2026-03-01', true)"
        )
    )
    connection.execute(
        text("INSERT INTO classes (title, zone, state, at) VALUES ('Chemistry', 'UTC', 'open', '2026-03-01')")
    )
    names = "learner_id, class_id, shares, joined_at"
    connection.execute(text(f"INSERT INTO class_members ({names}) VALUES (71, 1, 'days', '2026-03-01')"))
    connection.execute(text("INSERT INTO assignments VALUES (1, 'atoms', '2026-03-06', '2026-03-01')"))
    for role, scope in ROLES:
        values = {"role": role, "scope": scope}
        connection.execute(text("INSERT INTO roles VALUES (71, :role, :scope, '2026-03-01')"), values)


def test_up_down_and_up_with_rows(empty_url: str) -> None:
    upgrade(empty_url)
    in_one(empty_url, filled)
    move(empty_url, "0019", command.downgrade)
    move(empty_url, "-1", command.downgrade)
    there = set(in_one(empty_url, lambda c: inspect(c).get_table_names()))
    assert not {"classes", "class_members", "assignments"} & there
    left = in_one(empty_url, lambda c: c.execute(text("SELECT role, scope FROM roles ORDER BY role")).all())
    assert [tuple(row) for row in left] == [("author", "chem"), ("operator", "")]
    assert upgrade(empty_url).after == HEAD
    names = in_one(empty_url, lambda c: c.execute(text("SELECT name FROM learners WHERE NOT in_class")).all())
    assert [tuple(row) for row in names] == [("Ann",)]
