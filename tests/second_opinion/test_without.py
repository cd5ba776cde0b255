"""Without the setting nothing changes."""

import threading
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.parts import policy_of
from bot.settings import Settings
from tests.app.doubts import ASKED, doubts

DOUBTFUL = ASKED["Why do we shuffle the training data?"][1]


def test_there_is_nothing_to_ask() -> None:
    assert policy_of(Settings()).second_opinion is None


async def test_a_doubt_costs_no_statement_and_no_thread_more(sqlite_url: str, tmp_path: Path) -> None:
    said: list[str] = []

    def listen(*given: Any) -> None:
        said.append(given[2])

    event.listen(Engine, "before_cursor_execute", listen)
    before = threading.active_count()
    try:
        async with doubts(sqlite_url, tmp_path / "content") as bot:
            await bot.ann.says("/start")
            await bot.ann.says(DOUBTFUL)
            await bot.ann.taps("Yes, the same")
            settings = await bot.ann.says("/settings")
            privacy = await bot.ann.says("/privacy")
            assert threading.active_count() <= before + 1, "the database's writer"
    finally:
        event.remove(Engine, "before_cursor_execute", listen)
    assert said
    assert not [one for one in said if "second_opinion" in one]
    assert "language model" not in settings.text + privacy.text
    assert bot.second is None
