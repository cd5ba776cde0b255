"""Days that are said while a question is open: an answer where days may answer it, else a wish."""

from pathlib import Path

import pytest

from bot.playground.seed import ANN
from tests.conversation import room
from tests.decks.paper import write

DAYS = """title = "Days"

[[question]]
id = "market"
ask = "When is the market open?"
answer = "on Saturdays"
why = "On Saturdays the farmers come to town."
"""
COLOUR = """title = "Colours"

[[question]]
id = "sky"
ask = "Which colour has the sky?"
answer = "blue"
why = "Blue light is scattered most."
"""
SAID = [
    "only on Mondays",
    "not on weekends",
    "never on Sundays",
    "just Tuesdays and Fridays",
    "except Mondays",
]


async def _begun(url: str, folder: Path, topic: str, text: str, *, daily: bool) -> tuple[str, str]:
    """What is told of a text that is said to the one question of a deck, and how the daily question stands
    then."""
    write(folder, topic)
    async with room(url, folder) as opened:
        ann = opened.talk(ANN)
        await ann.says("/start")
        if daily:
            await ann.says("/daily 19:00")
            await ann.says("ask me")
        told = (await ann.says(text)).text
        return told, (await ann.says("/daily")).text


@pytest.mark.parametrize("said", SAID)
async def test_where_days_are_what_is_asked_for_they_are_marked(
    sqlite_url: str, tmp_path: Path, said: str
) -> None:
    told, daily = await _begun(sqlite_url, tmp_path, DAYS, said, daily=True)

    assert "Not quite" in told or "I can't tell" in told, told
    assert "Every day at 19:00" in daily


@pytest.mark.parametrize("said", SAID)
async def test_where_they_are_not_they_are_a_wish(sqlite_url: str, tmp_path: Path, said: str) -> None:
    told, daily = await _begun(sqlite_url, tmp_path, COLOUR, said, daily=True)

    assert "at 19:00" in told, told
    assert "Every day" not in daily


@pytest.mark.parametrize("said", [*SAID, "on Mondays"])
async def test_and_cost_no_try_where_nothing_is_asked_daily(
    sqlite_url: str, tmp_path: Path, said: str
) -> None:
    told, _ = await _begun(sqlite_url, tmp_path, COLOUR, said, daily=False)

    assert "/daily 8:30" in told, told
