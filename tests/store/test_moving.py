"""From SQLite to PostgreSQL: all of it or nothing, the source as it was, the bot goes on there."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from bot.store import moving
from bot.store.lock import InUse, sole_use
from bot.store.moving import CannotMove, Moved, move
from bot.store.tables import asked, learners, process_leases, seen_updates
from bot.store.transact import Database
from tests.conversation import START, room
from tests.postgres import PostgresServer


@pytest.fixture
async def source(sqlite_url: str) -> str:
    """A database in which people have learned."""
    async with room(sqlite_url) as here:
        for talk in (here.ann, here.bob):
            await talk.says("/start")
            await talk.says("hint")
            await talk.says("the number of hidden layers")
            await talk.says("lots\x00 of \ud800 data")
        await here.ann.says("/daily 18:00")
        await here.ann.says("Berlin")
        await here.later(
            days=4
        )  # the new server's updates have the numbers of old ones, which are forgotten then
        await here.settle()
    return sqlite_url


@pytest.fixture
def target(postgres: PostgresServer) -> Iterator[str]:
    name = postgres.new_database()
    yield postgres.url(name)
    postgres.drop(name)


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def counted(moved: object) -> dict[str, int]:
    assert isinstance(moved, list)
    return {one.table: one.rows for one in moved}


async def test_everything_is_moved_and_the_source_stays_as_it_was(source: str, target: str) -> None:
    before = file_of(source).read_bytes()
    moved = move(source, target)
    assert file_of(source).read_bytes() == before
    rows = counted(moved)
    assert rows["learners"] == 2
    assert rows["answers"] >= 2
    assert all(len(one.checksum) == 16 for one in moved)
    with Database.open(source) as here, Database.open(target) as there:
        for table in moving.tables():
            key = list(table.primary_key.columns)
            ours, theirs = (
                d.run(lambda c, t=table, k=key: c.execute(select(t).order_by(*k)).all())  # type: ignore[misc]
                for d in (here, there)
            )
            assert ours == theirs, table.name


async def test_the_conversation_goes_on_where_it_was(source: str, target: str) -> None:
    move(source, target)
    async with room(target) as here:
        here.clock.pass_by(here.clock.now() - START)
        assert (await here.ann.says("/streak")).text
        assert (await here.ann.says("/start")).text


async def test_numbers_of_rows_that_are_gone_are_not_used_again(source: str, target: str) -> None:
    with Database.open(source) as here:
        last = here.run(
            lambda c: c.execute(text("SELECT seq FROM sqlite_sequence WHERE name = 'asked'")).scalar_one()
        )
        here.run(lambda c: c.execute(text("UPDATE sqlite_sequence SET seq = seq + 100 WHERE name = 'asked'")))
    move(source, target)
    with Database.open(target) as there:
        row = there.run(lambda c: c.execute(select(asked).limit(1)).one())._asdict()
        new = {**row, "state": "closed"}
        del new["id"]
        id = there.run(lambda c: c.execute(insert(asked).values(new).returning(asked.c.id)).scalar_one())
        assert id == last + 101


async def test_again_is_as_well(source: str, target: str) -> None:
    assert move(source, target) == move(source, target)


async def test_a_target_that_is_not_empty_is_left_alone(source: str, target: str) -> None:
    move(source, target)
    with Database.open(target) as there:
        there.run(lambda c: c.execute(insert(seen_updates).values(update_id=99, at=START)))
    with pytest.raises(CannotMove, match="not empty"):
        move(source, target)


async def test_what_fails_on_the_way_leaves_nothing(
    source: str, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    right: Callable[..., Moved] = moving._sum

    def wrong(connection: object, table: object) -> Moved:
        summed = right(connection, table)
        return summed if summed.table != "reviews" else Moved(table="reviews", rows=0, checksum="0")

    with monkeypatch.context() as patched:
        patched.setattr(moving, "_sum", wrong)
        with pytest.raises(CannotMove, match="reviews is not the same"):
            move(source, target)
    with Database.open(target) as there:
        assert there.run(lambda c: c.execute(select(learners)).all()) == []
    assert move(source, target)


async def test_one_that_is_served_is_not_moved(source: str, target: str) -> None:
    with sole_use(source), pytest.raises(InUse):
        move(source, target)
    move(source, target)
    with Database.open(target) as there:
        there.run(
            lambda c: c.execute(insert(process_leases).values(lease="poller", owner="a/1/x", until=START))
        )
    with pytest.raises(CannotMove, match="runs on"):
        move(source, target)


def test_what_is_no_source_or_no_target_is_told(sqlite_url: str, tmp_path: Path, target: str) -> None:
    with pytest.raises(CannotMove, match="There is no database"):
        move(f"sqlite:///{tmp_path / 'none.db'}", target)
    with pytest.raises(CannotMove, match="PostgreSQL already"):
        move(target, target)
    with pytest.raises(CannotMove, match="has to be a PostgreSQL"):
        move(sqlite_url, f"sqlite:///{tmp_path / 'other.db'}")
    old = tmp_path / "old.db"
    shutil.copy(file_of(sqlite_url), old)
    with Database.open(f"sqlite:///{old}") as database:
        database.run(lambda c: c.execute(text("UPDATE alembic_version SET version_num = '0011'")))
    with pytest.raises(CannotMove, match="recall migrate"):
        move(f"sqlite:///{old}", target)
