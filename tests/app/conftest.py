"""A bot to talk to, fresh for each test."""

import logging
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from bot.playground.api import TOKEN
from tests.conversation import Room, Talk, room

SECRET = TOKEN.partition(":")[2]


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


class Leak(logging.Handler):
    """Listens to everything at DEBUG, and remembers what shows the token."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = logging.Formatter().format(record)
        if SECRET in text:
            self.found.append(text)


@pytest.fixture(autouse=True)
def _token_in_no_log() -> Iterator[None]:
    """At DEBUG, over every conversation: the token is in no record."""
    root, leak = logging.getLogger(), Leak()
    level = root.level
    root.addHandler(leak)
    root.setLevel(logging.DEBUG)
    yield
    root.setLevel(level)
    root.removeHandler(leak)
    assert leak.found == []
