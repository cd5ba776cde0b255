"""A sample of `make faults`: whatever goes wrong, nothing is lost, doubled or out of order."""

from pathlib import Path

import pytest

from benchmarks.faults.matrix import FAULTS, Fault, tried
from benchmarks.faults.people import undisturbed
from benchmarks.faults.place import PLACES, Place
from benchmarks.faults.scene import scene
from tests.postgres import PostgresServer

NAMED = {fault.name: fault for fault in FAULTS}
SAMPLE = ("killed at commit", "dropped, done")
"""One after the other, in one scene: to start a bot takes longer than they do."""
CELLS = [(fault, place) for fault in FAULTS for place in PLACES if fault.fits(place)]


async def test_what_goes_wrong_loses_nothing(tmp_path: Path) -> None:
    expected = await undisturbed(tmp_path)
    async with scene(PLACES[0], tmp_path, expected, seed="sample", subscribers=4) as on:
        for name in SAMPLE:
            await NAMED[name].strike(on)
        found = await on.finish(len(SAMPLE))
    assert found.clean, found
    assert len(on.people) > len(SAMPLE)


@pytest.mark.soak
@pytest.mark.parametrize(("fault", "place"), CELLS, ids=lambda one: getattr(one, "name", str(one)))
async def test_each_loses_nothing_at_every_place(
    tmp_path: Path, fault: Fault, place: Place, postgres: PostgresServer
) -> None:
    postgres.outlive_crashes()
    expected = await undisturbed(tmp_path)
    server = postgres if place.kind == "postgresql" else None
    found = await tried(fault, place, 2, tmp_path, expected, server)
    assert found.clean, found
