"""Waiting."""

import asyncio
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.backoff import Backoff, Stalled, Stopped, rest, within
from tests.telegram.hand_time import HandTime


async def forever() -> int:
    await asyncio.Event().wait()
    return 1


async def five() -> int:
    return 5


async def fail() -> int:
    raise LookupError("no such thing")


async def test_work_gives_its_result_or_its_error_as_it_is() -> None:
    stop = asyncio.Event()
    assert await within(five(), stop=stop) == 5
    with pytest.raises(LookupError, match="no such thing"):
        await within(fail(), stop=stop)


async def test_work_that_hangs_is_broken_off() -> None:
    time = HandTime()

    async def hang() -> None:
        with pytest.raises(Stalled):
            await within(forever(), stop=asyncio.Event(), seconds=60, wait=time.wait)

    async with asyncio.TaskGroup() as group:
        hung = group.create_task(hang())
        await time.pass_by(59)
        assert not hung.done()
        await time.pass_by(1)
        assert hung.done()


async def test_work_stops_when_told() -> None:
    stop = asyncio.Event()
    stop.set()
    with pytest.raises(Stopped):
        await within(forever(), stop=stop)


async def test_a_rest_ends_with_its_time_or_with_a_call() -> None:
    time, call = HandTime(), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        first = group.create_task(rest(10, time.wait, call, asyncio.Event()))
        await time.pass_by(9.9)
        assert not first.done()
        await time.pass_by(0.1)
        assert first.done()
        second = group.create_task(rest(10, time.wait, asyncio.Event(), call))
        await time.pass_by(1)
        call.set()
        await time.pass_by(0)
        assert second.done()


@given(st.integers())
def test_attempts_come_less_and_less_often_up_to_a_limit(seed: int) -> None:
    backoff = Backoff(Random(seed), first=1, most=30)
    for whole in (1, 2, 4, 8, 16, 30, 30, 30):
        assert whole / 2 <= backoff.longer() <= whole
    backoff.reset()
    assert backoff.longer() <= 1
