"""A database file that is taken away under a bot that runs is noticed before anything is lost."""

import os
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from bot.app.ports.errors import DatabaseGone
from bot.store.transact import Database


def note(connection: Connection) -> None:
    connection.execute(text("INSERT INTO chores (name, due) VALUES ('noted', 0)"))


def take_away(file: Path, how: str) -> None:
    file.unlink()
    if how == "replaced":
        shutil.copy(file.with_name("other.db"), file)


@pytest.mark.parametrize("how", ["removed", "replaced"])
async def test_nothing_is_committed_to_a_file_that_was(sqlite_url: str, how: str) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    shutil.copy(file, file.with_name("other.db"))
    with Database.open(sqlite_url) as database:
        await database.transact(lambda c: c.execute(text("DELETE FROM chores")) and None)
        take_away(file, how)
        for _ in range(2):
            with pytest.raises(DatabaseGone, match=f"{how}.*recall restore"):
                await database.transact(note)
    assert (file.name in os.listdir(file.parent)) == (how == "replaced"), "none is made in its place"


async def test_a_file_that_is_put_back_is_used_again(sqlite_url: str) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    with Database.open(sqlite_url) as database:
        os.rename(file, file.with_name("moved.db"))
        with pytest.raises(DatabaseGone):
            await database.transact(note)
        os.rename(file.with_name("moved.db"), file)
        await database.transact(note)
