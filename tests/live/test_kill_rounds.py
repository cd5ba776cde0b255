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


def folders(parent: Path, *names: str) -> list[Path]:
    """A folder for each run."""
    made = [parent / name for name in names]
    for folder in made:
        folder.mkdir()
    return made


async def played(folder: Path, kill_at: str = "") -> Table:
    """The table of a round; with `kill_at`, the bot was killed there and another one took over."""
    async with stage(folder, kill_at) as on:
        return await on.play()


@pytest.mark.parametrize("first", [0, *(pytest.param(n, marks=pytest.mark.soak) for n in range(5, SEEDS, 5))])
async def test_killed_five_times_a_round_comes_to_the_same(tmp_path: Path, first: int) -> None:
    calm_folder, *others = folders(tmp_path, "calm", *map(str, range(first, first + 5)))
    calm = await played(calm_folder)
    assert len(calm.guesses) > 40
    for seed, folder in enumerate(others, first):
        at = moment(seed)
        table = await played(folder, at)
        assert table.deaths == 1, at
        assert (table.guesses, table.text) == (calm.guesses, calm.text), at
