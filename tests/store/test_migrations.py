"""The schema: migrations in both directions, equal to the tables, and what can go wrong on the way."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from alembic import command
from bot.store import migrate, tables
from bot.store.columns import for_postgresql
from bot.store.engine import make_engine
from bot.store.migrate import HEAD, FromTheFuture, MigrationFailed, revision_of, upgrade
from bot.store.transact import run_alone
from tests.postgres import PostgresServer

T = TypeVar("T")

ROOT = Path(__file__).parents[2]


def in_one(url: str, work: Callable[[Connection], T]) -> T:
    engine = make_engine(url)
    try:
        return run_alone(engine, work)
    finally:
        engine.dispose()


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "compare_server_default": True}
    )
    found: list[object] = compare_metadata(context, tables.metadata)
    return found


def move_back(url: str, revision: str, folder: Path | None = None) -> None:
    def work(connection: Connection) -> None:
        settings = migrate.config(folder)
        settings.attributes["connection"] = connection
        command.downgrade(settings, revision)

    in_one(url, work)


def test_the_constant_is_the_newest_revision() -> None:
    assert ScriptDirectory.from_config(migrate.config()).get_current_head() == HEAD


def test_migrations_go_up_down_and_up_and_equal_the_tables(empty_url: str) -> None:
    first = upgrade(empty_url)
    assert (first.before, first.after) == (None, HEAD)
    assert in_one(empty_url, differences) == []
    move_back(empty_url, "base")
    assert in_one(empty_url, lambda c: inspect(c).get_table_names()) == ["alembic_version"]
    upgrade(empty_url)
    assert in_one(empty_url, differences) == []
    assert in_one(empty_url, revision_of) == HEAD


def statements(connection: Connection) -> set[str]:
    """What the database itself says its tables and indexes are, conditions of indexes included."""
    if connection.dialect.name == "sqlite":
        query = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
    else:
        query = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
    found = connection.execute(text(query)).scalars()
    plain = (" ".join(each.replace('"', "").split()).replace(" ,", ",").replace(" )", ")") for each in found)
    return {_ordered(each) for each in plain if "alembic_version" not in each}


def _ordered(statement: str) -> str:
    """With the constraints of a table in one order: Alembic, which makes tables anew, keeps them in a set."""
    first, *constraints = re.split(
        r", (?=CONSTRAINT )", statement.removesuffix(" WITHOUT ROWID").removesuffix(")")
    )
    rowid = " WITHOUT ROWID" if statement.endswith(" WITHOUT ROWID") else ""
    return ", ".join((first, *sorted(constraints))) + rowid


def test_the_database_itself_sees_no_difference_to_the_tables(empty_url: str) -> None:
    upgrade(empty_url)
    migrated = in_one(empty_url, statements)
    move_back(empty_url, "base")
    for_postgresql(tables.metadata)
    in_one(empty_url, tables.metadata.create_all)
    assert in_one(empty_url, statements) == migrated
    assert any("WHERE" in statement for statement in migrated)


def test_a_second_start_changes_nothing_and_does_not_load_alembic(sqlite_url: str) -> None:
    code = (
        "import sys; from bot.store.migrate import upgrade; found = upgrade(sys.argv[1]);"
        "assert found.before == found.after and found.copy is None;"
        "assert not any(name.partition('.')[0] in ('alembic', 'mako') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, sqlite_url], check=True, cwd=ROOT)


def test_the_command_line_of_alembic_works_from_a_checkout(empty_url: str) -> None:
    for arguments in (["upgrade", "head"], ["check"]):
        subprocess.run(
            [sys.executable, "-m", "alembic", *arguments],
            check=True,
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": empty_url},
            capture_output=True,
        )
    assert in_one(empty_url, revision_of) == HEAD


def test_two_that_migrate_at_once_both_find_the_work_done(empty_url: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(upgrade, [empty_url] * 4))
    assert {each.after for each in found} == {HEAD}
    assert in_one(empty_url, differences) == []


@pytest.mark.parametrize(
    "number", [*range(2), *(pytest.param(n, marks=pytest.mark.soak) for n in range(2, 12))]
)
def test_many_that_open_a_new_file_at_once_all_get_in(tmp_path: Path, number: int) -> None:
    """SQLite waits for nobody while a file is switched to its write-ahead log; the engine does."""
    url = f"sqlite:///{tmp_path / str(number) / 'recall.db'}"
    with ThreadPoolExecutor(6) as threads:
        assert {each.after for each in threads.map(upgrade, [url] * 6)} == {HEAD}


def test_a_database_from_a_newer_version_is_refused_naming_both_revisions(empty_url: str) -> None:
    upgrade(empty_url)
    in_one(empty_url, lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(FromTheFuture, match=rf"9999.*{HEAD}"):
        upgrade(empty_url)


class Release:
    """A copy of the migrations with a revision 0000 before the first, as if this were the second release."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._first = folder / "versions" / "0001_first_tables.py"
        shutil.copytree(migrate.scripts(), folder)
        (folder / "versions" / "0000_before.py").write_text(
            "revision = '0000'\ndown_revision = None\n\ndef upgrade(): pass\n\ndef downgrade(): pass\n"
        )
        self._replace("down_revision: str | None = None", "down_revision = '0000'")

    def ends_with(self, statement: str) -> None:
        """Add a statement to the end of the first migration."""
        self._replace("    _create_updates()\n", f"    _create_updates()\n    {statement}\n")

    def _replace(self, old: str, new: str) -> None:
        text = self._first.read_text()
        assert old in text
        self._first.write_text(text.replace(old, new))


@pytest.fixture
def release(tmp_path: Path) -> Release:
    return Release(tmp_path / "scripts")


@pytest.fixture
def old_url(tmp_path: Path, release: Release) -> str:
    """A SQLite file as the first release left it."""
    url = f"sqlite:///{tmp_path / 'recall.db'}"
    upgrade(url, release.folder)
    move_back(url, "0000", release.folder)
    return url


def tables_of(url: str) -> list[str]:
    return in_one(url, lambda connection: inspect(connection).get_table_names())


def test_a_copy_is_made_before_a_sqlite_file_is_changed(
    tmp_path: Path, old_url: str, release: Release
) -> None:
    (tmp_path / f"recall.db.before-{HEAD}").write_text("an older copy")
    found = upgrade(old_url, release.folder)
    assert (found.before, found.after) == ("0000", HEAD)
    assert found.copy == tmp_path / f"recall.db.before-{HEAD}-2"
    assert in_one(f"sqlite:///{found.copy}", revision_of) == "0000"
    assert found.copy.stat().st_mode & 0o777 == 0o600


def test_a_migration_that_fails_changes_nothing_and_says_how_to_go_back(
    tmp_path: Path, old_url: str, release: Release
) -> None:
    release.ends_with("raise OSError('power cut')")
    with pytest.raises(MigrationFailed) as caught:
        upgrade(old_url, release.folder)
    assert in_one(old_url, revision_of) == "0000"
    assert tables_of(old_url) == ["alembic_version"]
    told, file = str(caught.value), tmp_path / "recall.db"
    assert "power cut" in told
    assert f"cp {file}.before-{HEAD} {file} && rm -f {file}-wal {file}-shm" in told
    for command_line in told.partition("run: ")[2].split(" && "):
        subprocess.run(command_line.split(), check=True)
    assert in_one(old_url, revision_of) == "0000"


def test_a_migration_that_fails_is_rolled_back_on_postgresql(
    postgres: PostgresServer, release: Release
) -> None:
    name = postgres.new_database()
    release.ends_with("raise OSError('power cut')")
    with pytest.raises(MigrationFailed, match=r"power cut.*nothing has changed"):
        upgrade(postgres.url(name), release.folder)
    assert tables_of(postgres.url(name)) == []
    postgres.drop(name)


def test_a_migration_that_leaves_orphans_on_sqlite_is_rolled_back(old_url: str, release: Release) -> None:
    release.ends_with("op.execute(\"INSERT INTO retired VALUES (404, 'x', '2026-01-01')\")")
    with pytest.raises(MigrationFailed, match="point nowhere"):
        upgrade(old_url, release.folder)
    assert tables_of(old_url) == ["alembic_version"]


def test_where_no_copy_can_be_made_nothing_is_changed(tmp_path: Path, old_url: str, release: Release) -> None:
    """A link to nowhere looks like no file, and cannot be written to."""
    (tmp_path / f"recall.db.before-{HEAD}").symlink_to(tmp_path / "no folder" / "copy")
    with pytest.raises(MigrationFailed, match="No copy of"):
        upgrade(old_url, release.folder)
    assert in_one(old_url, revision_of) == "0000"


def test_the_scripts_are_found_beside_the_package_in_a_checkout() -> None:
    assert migrate.scripts() == ROOT / "alembic"
