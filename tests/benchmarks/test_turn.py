"""The benchmark of a turn runs, at its smallest: our bot over HTTP, five people."""

from pathlib import Path

import pytest

from benchmarks.people import People, people
from benchmarks.questions import load
from benchmarks.running import ours, running
from benchmarks.stand_in import stand_in
from benchmarks.turn import alone, measure


async def test_everybody_is_asked_and_answered(tmp_path: Path) -> None:
    async with stand_in() as server:
        crowd = People(server, load())
        async with running(ours(server, f"sqlite:///{tmp_path / 'bench.db'}"), server, tmp_path) as bot:
            for act in (lambda person: crowd.says(person, "/start"), crowd.goes_on):
                for person in people(5):
                    act(person)
                assert await crowd.replied(30)

            assert len(crowd.waits) == 10
            assert bot.cpu() > 0
            assert 10 < bot.resident() < 1000


@pytest.mark.soak
async def test_every_figure_is_measured(tmp_path: Path) -> None:
    async with stand_in() as server:
        measured = await measure(ours(server, f"sqlite:///{tmp_path / 'bench.db'}"), server, tmp_path, 5)

    assert measured.calls >= 1
    assert 0 < measured.cpu_at_once < 1
    assert len(list(alone([measured]))) == 10
