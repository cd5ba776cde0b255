"""The schema: migrations in both directions, equal to the tables, and what can go wrong on the way."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from alembic import command
from bot.store import migrate, tables
from bot.store.engine import make_engine
from bot.store.migrate import HEAD, revision_of, upgrade
from bot.store.transact import run_alone


def in_one(url: str, work: object) -> object:
    engine = make_engine(url)
    try:
        return run_alone(engine, work)  # type: ignore[arg-type]
    finally:
        engine.dispose()


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    found: list[object] = compare_metadata(context, tables.learners.metadata)
    return found


def move(url: str, revision: str) -> None:
    def work(connection: Connection) -> None:
        settings = migrate.config()
        settings.attributes["connection"] = connection
        command.downgrade(settings, revision)

    in_one(url, work)


def test_the_constant_is_the_newest_revision() -> None:
    assert ScriptDirectory.from_config(migrate.config()).get_current_head() == HEAD


def test_migrations_go_up_down_and_up_and_equal_the_tables(empty_url: str) -> None:
    first = upgrade(empty_url)
    assert (first.before, first.after) == (None, HEAD)
    assert in_one(empty_url, differences) == []
    move(empty_url, "base")
    assert in_one(empty_url, lambda c: inspect(c).get_table_names()) == ["alembic_version"]
    upgrade(empty_url)
    assert in_one(empty_url, differences) == []
    assert in_one(empty_url, revision_of) == HEAD
