"""SIGKILL at any moment of a round: when it is over, the table is that of a round that nothing disturbed."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from tests.live.round_run import Table, stage
from tests.live.round_victim import POINTS

MOST = {"effect": 8, "commit": 8, "acknowledge": 6, "send": 15, "settle": 15, "tick": 4}
"""A round passes each point more than five times as often as that."""
KILLS = 5 if os.environ.get("RECALL_SOAK") else 2
"""In one round, each of another process."""
SOAK = [pytest.param(seed, marks=pytest.mark.soak) for seed in range(1, 10)]


def moments(seed: int) -> list[str]:
    """Where the processes of a round are killed."""
    chance = Random(f"kill a round {seed}")
    points = [chance.choice(POINTS) for _ in range(KILLS)]
    return [f"{point}:{chance.randint(1, MOST[point])}" for point in points]


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Table:
    """The table of a round that nothing disturbs."""
    return asyncio.run(played(tmp_path_factory.mktemp("calm")))


async def played(folder: Path, kills: Sequence[str] = ()) -> Table:
    """The table of a round."""
    async with stage(folder, kills) as on:
        return await on.play()


@pytest.mark.parametrize("seed", [0, *SOAK])
async def test_killed_again_and_again_a_round_comes_to_the_same(
    tmp_path: Path, calm: Table, seed: int
) -> None:
    table = await played(tmp_path, moments(seed))
    assert table.deaths == KILLS, moments(seed)
    assert (table.guesses, table.text) == (calm.guesses, calm.text), moments(seed)
    assert len(table.guesses) > 40
