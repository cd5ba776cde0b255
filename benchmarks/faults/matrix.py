"""Every fault, and where it can be tried."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.faults import api_faults, clock_faults, database_faults, kills
from benchmarks.faults.people import Expected
from benchmarks.faults.place import Place
from benchmarks.faults.scene import Scene, scene
from benchmarks.faults.tally import Tally
from benchmarks.faults.victim import POINTS
from tests.postgres import PostgresServer

Strike = Callable[[Scene], Awaitable[int]]
Fits = Callable[[Place], bool]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong. `strike` does it once, with people talking, and gives how often it was."""

    name: str
    strike: Strike
    fits: Fits = lambda place: True
    kill: bool = False
    """It is tried as often as kills are asked for."""
    steered: bool = False


def _postgres(place: Place) -> bool:
    return place.kind == "postgresql"


def _sqlite(place: Place) -> bool:
    return place.kind == "sqlite"


def _polling(place: Place) -> bool:
    return place.way == "polling"


def _alone(place: Place) -> bool:
    return place.processes == 1


FAULTS = (
    *(
        Fault(
            f"killed at {point}",
            partial(kills.killed_at, point=point),
            _polling if point == "acknowledge" else lambda place: True,
            kill=True,
        )
        for point in POINTS
    ),
    Fault("killed at any time", kills.killed_any_time, kill=True),
    Fault("database restarted", database_faults.restarted, _postgres),
    Fault("connections cut", database_faults.cut, _postgres),
    Fault("database locked", database_faults.locked),
    Fault("disk full", database_faults.full, _sqlite),
    Fault("database read-only", database_faults.read_only),
    *(Fault(name, partial(api_faults.answered_wrongly, name=name)) for name in api_faults.ANSWERS),
    Fault("429 for an hour", api_faults.told_to_wait_an_hour, _alone, steered=True),
    Fault("hanging", api_faults.hangs),
    Fault("409", api_faults.conflict, _polling),
    Fault("403", api_faults.blocked),
    Fault("group moved", api_faults.moved),
    Fault("clock an hour on", clock_faults.set_forward, _alone, steered=True),
    Fault("clock six hours back", clock_faults.set_back, _alone, steered=True),
)


async def tried(
    fault: Fault,
    place: Place,
    times: int,
    folder: Path,
    expected: Expected,
    server: PostgresServer | None,
    seed: str = "0",
) -> Tally:
    """What comes of a fault at a place, in one scene."""
    async with scene(
        place,
        folder,
        expected,
        seed=f"{seed} {fault.name}",
        subscribers=3 * times,
        server=server,
        steered=fault.steered,
    ) as on:
        struck = 0
        for _ in range(times):
            struck += await fault.strike(on)
        return await on.finish(struck)
