"""SIGKILL while answers are marked anew: nothing is half, nothing twice, and memory is what the log says."""

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.store.authoring.tables import corrections, item_tallies, remarkings
from bot.store.daily.tables import cards
from bot.store.tables import asked, reviews
from tests.app.authoring.chemistry import chemistry, misses, people, teacher
from tests.conversation import Room
from tests.live.running import ROOT

UNIFORM = "so it gets uniform"
CROWD = 3
POINTS = (
    "REMARK inside:1",
    "REMARK after:1",
    "CORRECT inside:2",
    "CORRECT after:1",
    "undone CORRECT inside:2",
)


async def ticks(url: str, folder: Path, kill_at: str = "", seconds: int = 0) -> int:
    """A process that does what is due within so many seconds; gives how it ended."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.live.job_victim", url, str(folder), str(seconds)),
        cwd=ROOT,
        env=os.environ | {"KILL_AT": kill_at or ":0"},
    )
    return await process.wait()


def kept(connection: Connection) -> dict[str, list[Any]]:
    """What was mended, as it stands; when each mending was made is left out."""
    return {
        table.name: sorted(tuple(row) for row in connection.execute(select(table)))
        for table in (asked, reviews, cards, item_tallies)
    }


async def ruled(bot: Room, *, undone: bool) -> None:
    """Three learners have missed, and what they wrote is ruled right; perhaps that is undone."""
    for talk in await people(bot, CROWD):
        await misses(talk, "nobody knows", UNIFORM)
    await misses(bot.bob, "nobody knows", UNIFORM, appeals=True)
    author = await teacher(bot)
    await author.says("/inbox")
    await author.taps("Right")
    if undone:
        for _ in range(3):
            await bot.later(seconds=1)
        await author.taps("Undo the last one")


@pytest.mark.sampled(3)
@pytest.mark.parametrize("point", POINTS)
async def test_killed(sqlite_url: str, tmp_path: Path, point: str) -> None:
    undone = point.startswith("undone")
    folder = tmp_path / "content"
    async with chemistry(sqlite_url, folder) as bot:
        await ruled(bot, undone=undone)
    whole = tmp_path / "whole.db"
    whole.write_bytes((tmp_path / "recall.db").read_bytes())
    assert await ticks(sqlite_url, folder, point.removeprefix("undone ")) == -9
    assert await ticks(sqlite_url, folder) == 0
    async with chemistry(sqlite_url, tmp_path / "again") as bot:
        found = bot.database.run(kept)
        assert bot.turn.rebuild(check=True).odd == 0
        states = bot.database.run(lambda c: c.execute(select(corrections.c.state)).scalars().all())
        assert states == ["undone" if undone else "made"] * CROWD
        assert bot.database.run(lambda c: c.execute(select(remarkings)).all()) == []
    async with chemistry(f"sqlite:///{whole}", tmp_path / "never-killed") as bot:
        bot.clock.pass_by(timedelta(hours=1))
        while await bot.turn.tick():
            pass
        assert bot.database.run(kept) == found
