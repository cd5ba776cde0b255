"""A question as it was asked is written once; what was undone is written again."""

import asyncio

import pytest
from sqlalchemy import Connection, event, select
from sqlalchemy.engine import Engine

from bot.store.snapshots import keep
from bot.store.tables import snapshots
from bot.store.transact import Database

CONTENT = '{"ask": "Why?"}'


class Undone(Exception):
    """Something else went wrong in that work."""


def _broken(connection: Connection) -> None:
    keep(connection, CONTENT)
    raise Undone


def _kept(connection: Connection) -> str:
    return keep(connection, CONTENT)


def _stored(connection: Connection) -> list[str]:
    return list(connection.execute(select(snapshots.c.content)).scalars())


def test_what_was_undone_is_written_again(database: Database) -> None:
    with pytest.raises(Undone):
        database.run(_broken)
    database.run(_kept)
    assert database.run(_stored) == [CONTENT]


async def test_what_a_neighbour_undid_is_written_again(database: Database) -> None:
    for works in ([_broken, _broken], [_kept, _broken, _kept]):
        done = await asyncio.gather(*map(database.transact, works), return_exceptions=True)
        assert [isinstance(each, Undone) for each in done] == [work is _broken for work in works]
    assert database.run(_stored) == [CONTENT]


def test_what_was_committed_is_not_written_again(database: Database) -> None:
    seen: list[str] = []

    def note(*executed: object) -> None:
        seen.append(str(executed[2]))

    database.run(_kept)
    event.listen(Engine, "before_cursor_execute", note)
    database.run(_kept)
    event.remove(Engine, "before_cursor_execute", note)
    assert not [statement for statement in seen if "INTO snapshots" in statement]
