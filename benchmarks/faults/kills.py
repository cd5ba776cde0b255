"""SIGKILL at every point that has a name, and at any time."""

from benchmarks.faults.scene import Scene
from benchmarks.faults.victim import POINTS

MOST = {"effect": 8, "commit": 8, "acknowledge": 2, "claim": 2, "send": 8, "settle": 4, "tick": 3}
"""A few people's messages pass each point at least as often."""
LONGEST = 2.5
"""Seconds of its life after which a process is killed at the latest where the time is random."""
PASSED = 10.0
"""Seconds after which a point is given up that is not passed: the process is killed there."""
ROUNDS = 4


def points_of(scene: Scene) -> tuple[str, ...]:
    """Where a process of this place can be killed: only who fetches acknowledges."""
    return tuple(one for one in POINTS if one != "acknowledge" or scene.place.way == "polling")


async def killed_at(scene: Scene, point: str) -> int:
    """A process is killed at a point while people talk; 1 if it was there, else 0."""
    n = scene.chance.randrange(scene.place.processes)
    scene.order(n, f"{point}:{scene.chance.randint(1, MOST[point])}")
    reached = False
    for _ in range(ROUNDS):
        scene.speak()
        if reached := await scene.ended(n, PASSED / ROUNDS):
            break
    scene.order(n, "")
    await scene.kill(n)
    await scene.start(n)
    await scene.recover()
    return int(reached)


async def killed_any_time(scene: Scene) -> int:
    """A process is killed at any moment of its life, its start included; how often."""
    n = scene.chance.randrange(scene.place.processes)
    scene.speak()
    await scene.ended(n, scene.chance.uniform(0, LONGEST))
    await scene.kill(n)
    await scene.start(n)
    kills = 1
    if scene.chance.random() < 0.3:  # and once more while it begins
        await scene.ended(n, scene.chance.uniform(0, LONGEST))
        await scene.kill(n)
        await scene.start(n)
        kills += 1
    await scene.recover()
    return kills
