"""SIGKILL in the middle of a flood: what was acknowledged lies in the inbox, and nobody's turn is lost."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Table, func, select

from bot.playground.server import Playground
from bot.store.tables import dead_updates, inbox, seen_updates
from bot.store.transact import Database
from tests.live.running import PATIENCE, a_playground, answered, heard_by, start_bot, until

FLOOD = 200
GLANCE = 0.05
"""Seconds between two looks at the bot's database."""


def rows(database: Database, table: Table) -> int:
    """How many rows a table has."""
    return database.run(lambda c: c.execute(select(func.count()).select_from(table)).scalar_one())


async def until_in_database(playground: Playground, true: Callable[[], bool]) -> None:
    """Wait until something is so in the bot's database, which rings no bell."""
    async with asyncio.timeout(PATIENCE):
        while not true():
            with suppress(TimeoutError):
                async with asyncio.timeout(GLANCE):
                    await until(playground, true)


async def test_killed_in_a_flood_every_message_is_handled_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'live.db'}"
    async with a_playground() as playground:
        bot = await start_bot(playground, url, RECALL_FLOOD_LIMIT="0")
        await answered(playground, 1001, "/start")
        for _ in range(FLOOD):
            playground.api.person(1001).say("/streak")
        database = Database.open(url)
        await until_in_database(playground, lambda: rows(database, inbox) > 0)
        playground.api.person(1002).say("/help")
        await bot.kill()
        assert rows(database, inbox) > 0
        bot = await start_bot(playground, url, RECALL_FLOOD_LIMIT="0")
        await until(playground, lambda: len(heard_by(playground, 1002)) == 1)
        assert len(heard_by(playground, 1001)) < FLOOD, (
            "who writes later is answered before the flood is over"
        )
        await until_in_database(playground, lambda: not (rows(database, inbox) or playground.api.waiting()))
        assert await bot.stop() == 0
        assert (rows(database, seen_updates), rows(database, dead_updates)) == (FLOOD + 2, 0)
        await database.close()
