"""A bot to talk to, fresh for each test."""

import shutil
from collections.abc import AsyncIterator, Callable
from itertools import count
from pathlib import Path

import pytest

from tests.conversation import Room, Talk, room


@pytest.fixture
async def bot(sqlite_url: str) -> AsyncIterator[Room]:
    async with room(sqlite_url) as opened:
        yield opened


@pytest.fixture
def fresh_url(sqlite_url: str, tmp_path: Path) -> Callable[[], str]:
    """Makes a database with the schema each time it is called."""
    template, numbers = sqlite_url.removeprefix("sqlite:///"), count()

    def fresh() -> str:
        file = tmp_path / f"fresh-{next(numbers)}.db"
        shutil.copy(template, file)
        return f"sqlite:///{file}"

    return fresh


@pytest.fixture
def ann(bot: Room) -> Talk:
    return bot.ann
