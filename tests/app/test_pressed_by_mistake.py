"""What was sent or tapped by mistake costs nothing, and what was marked is not said to be undone."""

import pytest

from bot.playground.seed import ANN
from tests.conversation import room

MISTAKES = [
    "i pressed the wrong button",
    "sorry hit the wrong key",
    "undo",
    "I didn't mean to send that",
    "can i go back to the previous question",
    "what language is this in",
    "i disagree",
]


@pytest.mark.parametrize("said", MISTAKES)
async def test_said_while_a_question_is_open_it_costs_no_try(sqlite_url: str, said: str) -> None:
    async with room(sqlite_url) as opened:
        ann = opened.talk(ANN)
        await ann.says("/start")
        told = await ann.says(said)
        assert "Not quite" not in told.text
        assert "Another go?" in (await ann.says("banana")).text


async def test_what_was_marked_is_changed_by_saying_so(sqlite_url: str) -> None:
    async with room(sqlite_url) as opened:
        ann = opened.talk(ANN)
        await ann.says("/start")
        await ann.says("banana")
        await ann.says("purple")
        told = await ann.says("undo")
        assert "nothing is marked" not in told.text
        assert "I was right" in told.text
