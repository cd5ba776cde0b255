"""The tick when the bot stops: what is in hand is finished, and nothing is called a fault."""

import asyncio
import logging

import pytest

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
            running = group.create_task(Ticker(work).run(stop))
            await begun.wait()
            stop.set()
            for _ in range(20):  # the scheduler ends, and has cancelled what it ran
                await asyncio.sleep(0)
            assert not running.done()
            go_on.set()
    assert finished == [True]
    assert caplog.records == []
