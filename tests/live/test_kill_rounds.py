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


@pytest.fixture(scope="module")
def undisturbed() -> list[Table]:
    """The table of the round that nothing disturbs, once it was played."""
    return []


@pytest.mark.parametrize(
    "seed", [*range(5), *(pytest.param(n, marks=pytest.mark.soak) for n in range(5, SEEDS))]
)
async def test_killed_in_a_round(tmp_path: Path, undisturbed: list[Table], seed: int) -> None:
    if not undisturbed:
        calm = tmp_path / "calm"
        calm.mkdir()
        async with stage(calm) as on:
            undisturbed.append(await on.play())
    async with stage(tmp_path, moment(seed)) as on:
        table = await on.play()
    assert table.deaths == 1, moment(seed)
    assert (table.guesses, table.text) == (undisturbed[0].guesses, undisturbed[0].text), moment(seed)
    assert len(table.guesses) > 40
