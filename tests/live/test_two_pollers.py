"""Two processes that poll, on one PostgreSQL: one fetches, the other stands by and follows."""

import asyncio
from collections.abc import Iterator

import pytest

from tests.live.running import a_playground, answered, heard_by, start_bot, until
from tests.postgres import PostgresServer

FOLLOWED = 15.0
"""Seconds within which the other one follows."""


@pytest.fixture
def url(postgres: PostgresServer) -> Iterator[str]:
    name = postgres.new_database()
    yield postgres.url(name)
    postgres.drop(name)


async def test_the_second_stands_by_and_follows_when_the_first_is_killed(url: str) -> None:
    async with a_playground() as playground:
        first = await start_bot(playground, url)
        await answered(playground, 1001, "/start")
        second = await start_bot(playground, url)
        for n in range(3):
            await answered(playground, 1001, f"/streak {n}")
        before = len(heard_by(playground, 1001))
        await first.kill()
        for n in range(3):
            playground.api.person(1001).say(f"/streak {n}")
        killed_at = asyncio.get_running_loop().time()
        await until(playground, lambda: len(heard_by(playground, 1001)) == before + 3)
        assert asyncio.get_running_loop().time() - killed_at <= FOLLOWED + 5  # the machine may be busy
        third = await start_bot(playground, url)
        await answered(playground, 1001, "/streak")
        assert await second.stop() == 0
        assert "Somebody else fetches" not in second.said[0]
        await answered(playground, 1001, "/streak")
        assert await third.stop() == 0
