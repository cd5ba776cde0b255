"""The host's clock is set while people talk. Only the playground's is: RECALL_CLOCK."""

import asyncio

from benchmarks.faults.scene import Scene

HOUR = 3600.0


async def set_forward(scene: Scene) -> int:
    """By an hour."""
    return await _set(scene, HOUR)


async def set_back(scene: Scene) -> int:
    """By six hours; after somebody was answered, it is put right."""
    await _set(scene, -6 * HOUR)
    return await _set(scene, 6 * HOUR)


async def _set(scene: Scene, seconds: float) -> int:
    scene.speak()
    await asyncio.sleep(scene.chance.uniform(0.1, 0.6))
    scene.playground.api.world.move(seconds)
    scene.speak()
    await scene.recover()
    return 1
