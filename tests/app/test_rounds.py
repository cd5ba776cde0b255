"""Rounds in a group, as its members see them."""

from bot.playground.seed import ANN, BOB
from tests.conversation import Room
from tests.gathering import SeededChat


async def test_a_round_is_called_joined_and_started(bot: Room) -> None:
    group = SeededChat(bot)
    assert "/quiz calls a round" in await group.begin()
    await bot.ann.says("/start")
    assert "5 questions from Intro" in await group.says(ANN, "/quiz")
    assert group.buttons() == ["Join", "Start", "Change"]
    assert "?start=j_1" in await group.taps(BOB, "Join")
    assert "In: Ann, Bob." in group.texts()[-1]
    await group.taps(ANN, "Start")
    assert group.texts()[-1].startswith("1 of 5: ")
