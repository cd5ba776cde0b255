"""Waiting, with the time as an argument: for a while, for an event, or for work that may hang."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from random import Random
from typing import Any, TypeVar

from msgspec import Struct, field

from bot.clock import Clock

Result = TypeVar("Result")
Wait = Callable[[float], Awaitable[None]]
"""Returns after so many seconds, like `asyncio.sleep`."""


class Stalled(Exception):
    """The work took longer than it may."""


class Stopped(Exception):
    """The work was broken off because somebody asked for it."""


class Timing(Struct, frozen=True, kw_only=True):
    """Everything about time and chance that the transport needs; a test brings its own."""

    clock: Clock
    """The calendar: when messages are due."""
    monotonic: Callable[[], float] = time.monotonic
    """Seconds that never jump: for rates."""
    wait: Wait = asyncio.sleep
    chance: Random = field(default_factory=lambda: Random("recall"))
    """Spreads repeated attempts."""


async def rest(seconds: float, wait: Wait, *events: asyncio.Event) -> None:
    """Return after `seconds`, or as soon as one of `events` is set."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_elapse(seconds, wait))]
        tasks += [group.create_task(_hear(event)) for event in events]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()


async def within(
    work: Coroutine[Any, Any, Result],
    *,
    stop: asyncio.Event,
    seconds: float | None = None,
    wait: Wait = asyncio.sleep,
) -> Result:
    """Give what `work` gives, or raise what it raises.

    Breaks it off and raises `Stopped` when `stop` is set, `Stalled` after `seconds`.
    """
    async with asyncio.TaskGroup() as group:
        job = group.create_task(_caught(work))
        limits = [group.create_task(_hear(stop))]
        if seconds is not None:
            limits.append(group.create_task(_elapse(seconds, wait)))
        await asyncio.wait([job, *limits], return_when=asyncio.FIRST_COMPLETED)
        for task in (job, *limits):
            task.cancel()
    if job.cancelled():
        raise Stopped if stop.is_set() else Stalled
    result = job.result()
    if isinstance(result, _Raised):
        raise result.error
    return result


class Backoff:
    """How long to wait before trying again: twice as long each time up to `most`, a random half of it off."""

    def __init__(self, chance: Random, *, first: float, most: float) -> None:
        self._chance = chance
        self._first = first
        self._most = most
        self._next = first

    def longer(self) -> float:
        """Seconds to wait this time."""
        whole = self._next
        self._next = min(self._most, whole * 2)
        return whole * (0.5 + self._chance.random() / 2)

    def reset(self) -> None:
        """It worked: begin again with the shortest wait."""
        self._next = self._first


class _Raised(Struct, frozen=True):
    error: Exception


async def _caught(work: Coroutine[Any, Any, Result]) -> Result | _Raised:
    # An error inside a task group would come out wrapped and cancel the other tasks.
    try:
        return await work
    except Exception as error:
        return _Raised(error)


async def _elapse(seconds: float, wait: Wait) -> None:
    await wait(seconds)


async def _hear(event: asyncio.Event) -> None:
    await event.wait()
