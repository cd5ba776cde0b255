"""The playground's time: moved by the page an hour at a time, each acknowledged by whoever follows."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from bot.playground import follower
from bot.playground.front import Playground, serve
from tests.playground.conftest import ANN, Hand, Page


@pytest.fixture
async def page(hand: Hand) -> AsyncIterator[Page]:
    running: Playground = await serve(None, "127.0.0.1", 0, hand)
    async with ClientSession() as session:
        yield Page(running.url, session)
    await running.close()


async def follow(page: Page, steps: int, seen: list[float]) -> None:
    """A bot that does its work at each step and says so."""
    step = 0
    while step < steps:
        told = await page.get("/clock", after=step)
        assert told["step"] == step + 1
        step = told["step"]
        seen.append(told["offset_seconds"])
        async with page.session.post(f"{page.url}/clock/ack", json={"step": step}) as answer:
            assert answer.status == 200


async def test_a_day_passes_in_hours_each_acknowledged(page: Page) -> None:
    """The follower sees every one of the 24 steps; messages carry the new time."""
    seen: list[float] = []
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(follow(page, 24, seen))
        while not seen:
            await page.post("clock/advance", hours=1)
        await page.post("clock/advance", hours=24 - len(seen))
    assert seen == [3600.0 * number for number in range(1, 25)]
    time = await page.get("/play/clock")
    assert time == {"now": "2026-05-05T12:00:00+00:00", "offset_seconds": 86400.0}
    await page.post("say", person=ANN, text="a day later")
    assert (await page.state())["messages"][0]["date"] == 1777982400


async def test_without_a_follower_it_goes_on_at_once(page: Page) -> None:
    """Nobody is waited for; parts of an hour are a step of their own."""
    async with asyncio.timeout(2):
        _, time = await page.post("clock/advance", hours=24.5)
    assert time["offset_seconds"] == 24.5 * 3600
    assert (await page.get("/clock", after=0))["step"] == 25


async def test_a_silent_follower_holds_a_step_once(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """After that it is waited for no longer, until it comes back."""
    monkeypatch.setattr(follower, "ACK_SECONDS", 0.05)
    await page.get("/clock", after=-1)
    async with asyncio.timeout(2):
        await page.post("clock/advance", hours=100)
    assert (await page.get("/play/clock"))["offset_seconds"] == 360_000


@pytest.mark.parametrize("body", [{}, {"step": "1"}, []])
async def test_a_wrong_acknowledgement_is_refused(page: Page, body: object) -> None:
    """With 400."""
    async with page.session.post(f"{page.url}/clock/ack", json=body) as answer:
        assert answer.status == 400
    assert "error" in await page.get("/clock", after="x")
