"""The playground's time: moved by the page in small steps, each acknowledged by whoever follows."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest
from aiohttp import ClientSession

from bot.playground import follower
from bot.playground.server import Playground, serve
from tests.playground.conftest import ANN, Hand, Page, call


@pytest.fixture
async def page(hand: Hand) -> AsyncIterator[Page]:
    running: Playground = await serve(None, "127.0.0.1", 0, hand)
    async with ClientSession() as session:
        yield Page(running.url, session)
    await running.close()


async def follow(
    page: Page, offset: float, seen: list[float], follows: asyncio.Event, work: Sequence[float] = ()
) -> None:
    """A bot that does its work at each step, up to this offset, and says so.

    `work`: when it has some, in seconds after the start.
    """
    told = await page.get("/clock", after=-1)
    follows.set()
    while told["offset_seconds"] < offset:
        step = told["step"]
        told = await page.get("/clock", after=step)
        assert told["step"] == step + 1, "each step is seen"
        seen.append(told["offset_seconds"])
        due = min((one for one in work if one > seen[-1]), default=None)
        ack = {"step": told["step"], "next": due and Hand()().timestamp() + due}
        async with page.session.post(f"{page.url}/clock/ack", json=ack) as answer:
            assert answer.status == 200


async def moved(page: Page, hours: float, work: Sequence[float] = ()) -> list[float]:
    """Move the clock; gives the offset at each step that a bot saw."""
    seen: list[float] = []
    follows = asyncio.Event()
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(follow(page, hours * 3600, seen, follows, work))
        await follows.wait()
        await page.post("clock/advance", hours=hours)
    return seen


async def test_a_day_passes_in_hours_each_acknowledged(page: Page) -> None:
    """The follower sees every step, the first of which moves nothing; messages carry the new time."""
    assert await moved(page, 24) == [3600.0 * number for number in range(25)]
    time = await page.get("/play/clock")
    assert time == {"now": "2026-05-05T12:00:00+00:00", "offset_seconds": 86400.0}
    await page.post("say", person=ANN, text="a day later")
    assert (await page.state())["messages"][0]["date"] == 1777982400


async def test_a_step_ends_where_there_is_work(page: Page) -> None:
    """So that it is done at its time; in the end the clock has gone as far as it was told to."""
    seen = await moved(page, 3, work=[600.0, 601.5, 7000.0])
    assert [round(one, 1) for one in seen] == [0.0, 600.0, 601.5, 4201.5, 7000.0, 10600.0, 10800.0]
    assert seen[-1] == 10800


async def test_what_people_did_is_heard_before_the_time_moves(page: Page) -> None:
    """The clock waits until the bot has taken what waits for it."""
    await page.post("say", person=ANN, text="before")
    seen: list[float] = []
    follows = asyncio.Event()
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(follow(page, 3600, seen, follows))
        await follows.wait()
        moving = group.create_task(page.post("clock/advance", hours=1))
        update = (await call(page, "getUpdates"))["result"][0]
        assert (await page.get("/play/clock"))["offset_seconds"] == 0
        await call(page, "getUpdates", offset=update["update_id"] + 1)
        await moving
    assert seen == [0.0, 3600.0]


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


@pytest.mark.parametrize("body", [{}, {"step": "1"}, [], {"step": 1, "next": "soon"}])
async def test_a_wrong_acknowledgement_is_refused(page: Page, body: object) -> None:
    """With 400."""
    async with page.session.post(f"{page.url}/clock/ack", json=body) as answer:
        assert answer.status == 400
    assert "error" in await page.get("/clock", after="x")
