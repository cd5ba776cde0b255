"""Buttons promise what they do: no hint where none is left, a way back wherever something is asked."""

import pytest

from tests.conversation import Talk, asks

DEEP = asks("fundamentals-01")
LAYERS = "the number of hidden layers"


@pytest.mark.parametrize("said", ["lots of data", "who are you?", "this is too hard", "hm", "?!", "/start"])
async def test_after_two_hints_none_is_offered(ann: Talk, said: str) -> None:
    await ann.says("/start")
    assert "Hint" in ann.last()["reply_markup"]["inline_keyboard"][0][0]["text"]
    await ann.says("hint")
    assert "Hint" in (await ann.says("lots of data")).buttons
    assert "Hint" not in (await ann.says("hint")).buttons

    assert "Hint" not in (await ann.says(said)).buttons


async def test_none_is_offered_under_the_options_of_a_choice(ann: Talk) -> None:
    await ann.says("/start q_data-01")
    await ann.says("hint")
    await ann.says("hint")

    assert "Hint" not in (await ann.says("something with pipelines")).buttons


async def test_more_about_an_open_question_has_a_way_back(ann: Talk) -> None:
    await ann.says("/start")
    assert (await ann.taps("More")).buttons[-1] == "Never mind"

    assert (await ann.taps("Never mind")).text == f"Still open: {DEEP}"
    assert (await ann.says(LAYERS)).text.startswith("Right. Day 1.")


async def test_more_about_a_closed_one_goes_on(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("idk")
    assert (await ann.taps("More")).buttons[-1] == "Next"

    assert (await ann.taps("Next")).text == asks("tools-01")


async def test_more_keeps_the_buttons_that_answer(ann: Talk) -> None:
    await ann.says("/start q_fundamentals-04")
    answering = ["Supervised", "Unsupervised"]
    received = await ann.taps("More")
    assert received.buttons[:2] == answering

    assert (await ann.taps(answering[0])).text.startswith(("Right", "The other way round"))


async def test_more_keeps_help_with_a_typed_question(ann: Talk) -> None:
    await ann.says("/start")

    assert (await ann.taps("More")).buttons[:2] == ["Hint", "I don't know yet"]
    await ann.taps("Hint")
    await ann.says("hint")


async def test_more_about_a_closed_question_offers_no_answer(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("idk")

    assert "I don't know yet" not in (await ann.taps("More")).buttons
