"""Whatever happens, a round keeps its promises: the machine of `round_machine.py`, driven."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.store.transact import Database
from tests.domain.round_machine import PlayedInParts, Playing

SOAK = pytest.mark.soak


def many(examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.parametrize("examples", [60, pytest.param(8000, marks=SOAK)])
def test_whatever_happens_a_round_keeps_its_promises(examples: int) -> None:
    run_state_machine_as_test(Playing, settings=many(examples, 50))


@pytest.mark.parametrize("examples", [12, pytest.param(600, marks=SOAK)])
def test_whatever_happens_a_round_outlives_a_restart(sqlite_url: str, examples: int) -> None:
    with Database.open(sqlite_url) as database:

        class Kept(Playing):
            def __init__(self) -> None:
                super().__init__(database)

        run_state_machine_as_test(Kept, settings=many(examples, 40))


@pytest.mark.parametrize("examples", [20, pytest.param(600, marks=SOAK)])
def test_one_players_part_of_a_round_decides_like_the_whole(sqlite_url: str, examples: int) -> None:
    with Database.open(sqlite_url) as database:

        class InParts(PlayedInParts):
            def __init__(self) -> None:
                super().__init__(database)

        run_state_machine_as_test(InParts, settings=many(examples, 40))
