"""A bot to talk to, fresh for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.conversation import Room, Talk, room


@pytest.fixture
async def bot(sqlite_url: str) -> AsyncIterator[Room]:
    async with room(sqlite_url) as opened:
        yield opened


@pytest.fixture
def ann(bot: Room) -> Talk:
    return bot.ann
