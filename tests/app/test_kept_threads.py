"""What was asked is not lost by a sentence in between; what was asked about erasing is answered."""

import pytest

from tests.conversation import Room, Talk


@pytest.mark.parametrize("yes", ["yes", "ja", "yep"])
async def test_a_city_is_confirmed_after_a_sentence_in_between(ann: Talk, yes: str) -> None:
    await ann.says("/start")
    assert (await ann.says("/zone Tokyo")).text.startswith("Is it ")
    await ann.says("who are you?")
    await ann.says("/pause 3 days")
    told = (await ann.says(yes)).text
    assert "the clock of Tokyo" in told
    assert "the clock of Tokyo" not in (await ann.says(yes)).text, "once"


async def test_a_yes_to_the_open_question_is_for_that_one(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("/zone Tokyo")
    await ann.says("the number of hidden layers")
    assert "Tokyo" not in (await ann.says("no")).text


async def test_after_much_else_a_yes_means_nothing_of_that_any_more(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("/zone Tokyo")
    for text in ("who are you?", "/help", "/streak", "/stats", "/privacy"):
        await ann.says(text)
    assert "Tokyo" not in (await ann.says("yes")).text


@pytest.mark.parametrize("no", ["no", "nein", "never mind", "nope", "egal"])
async def test_a_no_to_erasing_says_that_nothing_was_removed(ann: Talk, no: str) -> None:
    await ann.says("/start")
    await ann.says("/erase")
    assert (await ann.says(no)).text == "Nothing was removed."


async def test_a_plain_yes_erases_nothing_yet(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("/erase")
    assert (await ann.says("yes")).text.startswith("Remove everything about you?")
    assert (await ann.says("/erase yes")).text.startswith("Done: nothing about you is left here.")


async def test_where_the_streak_before_a_gap_went_is_told(bot: Room, ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("the number of hidden layers")
    await bot.later(days=1)
    await ann.says("scikit-learn")
    await bot.later(days=4)
    await ann.says("next")
    await ann.says("show me")
    await ann.says("next")
    await ann.says("before")
    told = (await ann.says("/streak why")).text
    assert told.startswith("1 day in a row, because:")
    assert "Before that:\n" in told
    assert "no answer: the streak ended" in told
    assert "that gap was longer than you had freezes for" in told
    assert "UTC" not in told
