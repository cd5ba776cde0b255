"""The same conversation however updates come: in the process, by long polling, by webhook; and from one way
to another."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.store.migrate import upgrade
from bot.store.tables import answers
from bot.store.transact import Database
from tests.conversation import asks, room
from tests.live.running import (
    Process,
    a_playground,
    answered,
    by_webhook,
    delivering,
    heard_by,
    start_bot,
    until,
)

LAYERS = "the number of hidden layers"
Say = Callable[[int, str], Awaitable[str]]
SCENARIO = [
    (1001, "/start", asks("fundamentals-01")),
    (1001, "hint", "Hint 1 of 2"),
    (1002, "/start", "I ask, you type"),
    (1001, LAYERS, "Right"),
    (1001, "scikit-learn", "Right"),
    (1002, "/export", "Everything I keep about you"),
    (1001, "/streak", "day"),
]


@asynccontextmanager
async def in_process(url: str) -> AsyncIterator[Say]:
    async with room(url) as here:

        async def say(person: int, text: str) -> str:
            return (await here.talk(person).says(text)).text

        yield say


@asynccontextmanager
async def polling(url: str, **more: str) -> AsyncIterator[Say]:
    async with a_playground() as playground, delivering(playground):
        bot = await start_bot(playground, url, **more)

        async def say(person: int, text: str) -> str:
            return await answered(playground, person, text)

        yield say
        assert await bot.stop() == 0
        assert "Traceback" not in bot.said[0]


def webhook(url: str) -> object:
    return polling(url, **by_webhook())


@pytest.mark.parametrize("way", [in_process, polling, webhook])
async def test_the_same_conversation_by_every_way(way: Callable[[str], object], tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'recall.db'}"
    upgrade(url)
    async with way(url) as say:  # type: ignore[attr-defined]
        for person, text, expected in SCENARIO:
            assert expected in await say(person, text), (person, text)


TO_AND_FRO = 2
BETWEEN = 5


@pytest.mark.soak
async def test_from_polling_to_webhook_and_back_nothing_is_lost(tmp_path: Path) -> None:
    """Each is killed with messages under way, and more come in between."""
    url = f"sqlite:///{tmp_path / 'recall.db'}"
    said = 0

    def say(number: int) -> None:
        nonlocal said
        for person in (1001, 1002):
            for _ in range(number):
                playground.api.person(person).say(f"/streak {said}")
        said += number

    async with a_playground() as playground, delivering(playground):
        for change in range(TO_AND_FRO):
            say(BETWEEN)
            bot = await start_bot(playground, url, **(by_webhook() if change % 2 else {}))
            await until(playground, lambda: heard_by(playground, 1001) != [])
            say(BETWEEN)
            await bot.kill()
        bot = await start_bot(playground, url)
        await until(
            playground,
            lambda: all(len(heard_by(playground, person)) >= said for person in (1001, 1002)),
        )
        await until(playground, lambda: not playground.api.waiting())
        await bot.stop()


async def test_a_killed_webhook_marks_every_answer_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'recall.db'}"
    where = by_webhook()
    async with a_playground() as playground, delivering(playground):
        bot = await start_bot(playground, url, **where)
        await answered(playground, 1001, "/start")
        texts = [LAYERS, "scikit-learn", "after"]
        for text in texts:
            playground.api.person(1001).say(text)
            await bot.kill()
            bot = await start_bot(playground, url, **where)
        await until(playground, lambda: len(heard_by(playground, 1001)) > len(texts))
        await bot.stop()
    with Database.open(url) as database:
        said = database.run(
            lambda c: c.execute(select(answers.c.said).order_by(answers.c.id)).scalars().all()
        )
        assert said == texts


async def test_a_stranger_at_the_webhook_learns_nothing(tmp_path: Path) -> None:
    from aiohttp import ClientSession

    where = by_webhook()
    async with a_playground() as playground, delivering(playground):
        bot: Process = await start_bot(playground, f"sqlite:///{tmp_path / 'recall.db'}", **where)
        await answered(playground, 1001, "/start")
        async with ClientSession() as session:
            for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "x" * 64}):
                async with session.post(
                    where["RECALL_WEBHOOK"], json={"update_id": 1}, headers=headers
                ) as told:
                    assert (told.status, await told.text()) == (403, "")
        assert await bot.stop() == 0
    assert asyncio.all_tasks() == {asyncio.current_task()}
