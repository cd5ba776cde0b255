"""What a Bot API server, or what stands before it, may answer."""

import asyncio
from typing import Unpack

from benchmarks.faults.scene import Scene
from bot.playground.faults import How
from bot.playground.seed import ANN, BOT

FEW = 3
"""Messages that meet the fault, and fetches."""
HOUR = 3600
ANSWERS: dict[str, How] = {
    "429 for 3 s": {"code": 429, "retry_after": 3},
    "500": {"code": 500},
    "502 with a page": {"code": 502, "garbled": "page"},
    "half an answer": {"garbled": "half", "after_apply": True},
    "no connection": {"drop": "connect"},
    "dropped, not done": {"drop": "reset"},
    "dropped, done": {"drop": "reset", "after_apply": True},
    "401": {"code": 401},
    "404": {"code": 404},
}


async def answered_wrongly(scene: Scene, name: str) -> int:
    """The next messages and fetches meet that answer."""
    how = ANSWERS[name]
    await _met(scene, "sendMessage", **how)
    if scene.place.way == "polling":
        await _met(scene, "getUpdates", **how)
    await scene.recover()
    return 1


async def hangs(scene: Scene) -> int:
    """Messages are not answered until the bot gives up."""
    await _met(scene, "sendMessage", drop="timeout", times=2)
    await scene.recover()
    return 1


async def conflict(scene: Scene) -> int:
    """Somebody else seems to fetch."""
    await _met(scene, "getUpdates", code=409)
    await scene.recover()
    return 1


async def blocked(scene: Scene) -> int:
    """Somebody blocks the bot before it can answer, and comes back: 403. What was said while nobody could
    hear it is not said again; the next message is answered."""
    scene.playground.api.fault("sendMessage", delay=0.5, times=FEW)
    who = scene.playground.api.person(ANN)
    who.say("/streak")
    who.block()
    scene.speak()
    await scene.wait(lambda: not scene.playground.api.waiting())
    who.block(False)
    before = len(scene.arrivals.by_chat[ANN])
    who.say("/help")
    scene.broken += not await scene.wait(lambda: len(scene.arrivals.by_chat[ANN]) > before)
    await scene.recover()
    return 1


async def moved(scene: Scene) -> int:
    """A group becomes a supergroup, with another number, before it gets its answer."""
    api = scene.playground.api
    ann, group = api.organiser(ANN), api.organiser(ANN).create("group", "A group", [BOT["id"]])
    scene.broken += not await scene.wait(lambda: bool(scene.arrivals.by_chat[group]))
    api.person(ANN).at(group).say(f"/help@{BOT['username']}")
    after = ann.upgrade(group)
    scene.speak()
    scene.broken += not await scene.wait(lambda: bool(scene.arrivals.by_chat[after]))
    await scene.recover()
    return 1


async def told_to_wait_an_hour(scene: Scene) -> int:
    """One chat may not be written to for an hour; the others are answered, and after the hour so is it."""
    await _met(scene, "sendMessage", code=429, retry_after=HOUR, times=1)
    await scene.recover()
    await scene.stop()
    scene.playground.api.world.move(HOUR)
    await scene.start()
    await scene.recover()
    return 1


async def _met(scene: Scene, method: str, **how: Unpack[How]) -> None:
    """People talk until the fault was met so often."""
    few: How = {"times": FEW, **how}
    scene.playground.api.fault(method, **few)
    scene.speak()
    for _ in range(4):
        if await scene.wait(lambda: not len(scene.playground.api.faults), 15.0):
            return
        scene.speak()
    scene.broken += 1
    scene.playground.api.faults.clear()
    await asyncio.sleep(0)
