"""What grated in a hundred messages by somebody who has not read the code, each once."""

import pytest

from tests.conversation import Room, Talk, asks

TOOL = asks("tools-01")


@pytest.mark.parametrize("said", ["never mind", "nah", "nichts"])
async def test_the_offer_of_a_daily_question_can_be_waved_away(ann: Talk, said: str) -> None:
    await ann.says("/start")
    for _ in range(3):
        received = await ann.says("show me")
        if "Another time" in received.buttons:
            break
        await ann.says("next")
    received = await ann.says(said)

    assert received.text == "Fine. /daily is there when you want it."
    assert received.buttons == ["Next"]


async def test_whether_it_is_the_same_is_asked_twice_at_most(ann: Talk) -> None:
    await ann.says("/start")
    assert "Same as yours?" in (await ann.says("how tall the stack is")).text
    assert "Same as yours?" in (await ann.says("banana")).text
    received = await ann.says("an apple")

    assert received.text.startswith("Left at that. Back in a few minutes.")
    assert received.text.endswith(TOOL)


async def test_good_morning_is_no_hour(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("idk")

    assert (await ann.says("morning")).text.startswith("Hi!")


async def test_an_appeal_about_another_day_makes_no_day_of_this_one(bot: Room, ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("lots of data")
    await ann.says("lots of data, really lots")
    await bot.later(days=1, hours=1)
    received = await ann.says("I was right")

    assert received.text.startswith("Taken: it counts as right")
    assert "Day 2" not in received.text
    assert "so far; one question today" in (await ann.says("/streak")).text


async def test_help_while_nothing_is_open_asks_for_no_answer(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("idk")

    assert (await ann.says("what can you do")).text.startswith("Say next for a question.")


async def test_who_asks_why_instead_is_told(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("how tall the stack is")
    await ann.says("why?")
    received = await ann.says("why?")

    assert received.text.startswith("Left at that. Back in a few minutes.")
    assert "Every hidden layer works on what the one before it found" in received.text
