"""SIGKILL at any moment of a round: when it is over, the table is that of a round that nothing disturbed."""

from pathlib import Path
from random import Random

import pytest

from tests.live.round_run import Table, stage
from tests.live.round_victim import POINTS

MOST = {"effect": 30, "commit": 30, "acknowledge": 20, "send": 60, "settle": 60, "tick": 25}
"""A round passes each point more often than that."""
SEEDS = 50


def moment(seed: int) -> str:
    chance = Random(f"kill a round {seed}")
    point = POINTS[seed % len(POINTS)]
    return f"{point}:{chance.randint(1, MOST[point])}"


async def undisturbed(folder: Path) -> Table:
    """The table of the round that nothing disturbs."""
    folder.mkdir()
    async with stage(folder) as on:
        return await on.play()


async def killed(folder: Path, at: str) -> Table:
    """The table of the round in whose course the bot was killed there, and another one took over."""
    folder.mkdir()
    async with stage(folder, at) as on:
        return await on.play()


@pytest.mark.parametrize("first", [0, *(pytest.param(n, marks=pytest.mark.soak) for n in range(5, SEEDS, 5))])
async def test_killed_five_times_a_round_comes_to_the_same(tmp_path: Path, first: int) -> None:
    calm = await undisturbed(tmp_path / "calm")
    assert len(calm.guesses) > 40
    for at in map(moment, range(first, first + 5)):
        table = await killed(tmp_path / at.replace(":", "-"), at)
        assert table.deaths == 1, at
        assert (table.guesses, table.text) == (calm.guesses, calm.text), at
