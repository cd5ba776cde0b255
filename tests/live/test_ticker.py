"""The tick when the bot stops: what is in hand is finished, and nothing is called a fault."""

import asyncio
import logging

import pytest

from bot.clock import SystemClock
from bot.telegram.backoff import Timing
from bot.ticker import Ticker


async def test_a_tick_in_hand_is_finished_when_it_stops(caplog: pytest.LogCaptureFixture) -> None:
    begun, go_on, stop = asyncio.Event(), asyncio.Event(), asyncio.Event()
    finished: list[bool] = []

    async def work() -> int:
        begun.set()
        await go_on.wait()
        finished.append(True)
        return 0

    with caplog.at_level(logging.ERROR):
        async with asyncio.TaskGroup() as group:
            running = group.create_task(Ticker(work).run(stop, Timing(clock=SystemClock())))
            await begun.wait()
            stop.set()
            for _ in range(20):
                await asyncio.sleep(0)
            assert not running.done()
            go_on.set()
    assert finished == [True]
    assert caplog.records == []


async def test_it_ticks_every_second_and_leaves_out_what_passes_meanwhile() -> None:
    stop, now = asyncio.Event(), 0.0
    began: list[float] = []
    takes = iter([0.2, 2.5, 0.0, 0.0])

    async def work() -> int:
        nonlocal now
        began.append(now)
        now += next(takes)
        if len(began) == 4:
            stop.set()
        return 0

    async def wait(seconds: float) -> None:
        nonlocal now
        now += seconds

    timing = Timing(clock=SystemClock(), monotonic=lambda: now, wait=wait)
    await Ticker(work).run(stop, timing)

    assert began == pytest.approx([0.0, 1.0, 4.0, 5.0])


async def test_a_tick_that_takes_long_is_alone() -> None:
    """However many come meanwhile: the next begins when it is over, and none is lost."""
    at_work, most, done = 0, 0, 0
    go_on = asyncio.Event()

    async def work() -> int:
        nonlocal at_work, most, done
        at_work += 1
        most = max(most, at_work)
        await go_on.wait()
        at_work -= 1
        done += 1
        return 0

    ticker = Ticker(work)
    async with asyncio.TaskGroup() as group:
        for _ in range(5):
            group.create_task(ticker.tick())
        for _ in range(20):
            await asyncio.sleep(0)
        go_on.set()
    assert (most, done) == (1, 5)
