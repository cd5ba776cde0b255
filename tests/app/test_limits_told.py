"""What is due and what a limit keeps back is never hidden, and what makes the day is said."""

import re

import pytest

from tests.conversation import Room, Talk

LAYERS = "the number of hidden layers"
DAY = "Today isn't counted yet: one try makes the day."


async def test_why_nothing_new_comes_is_said(ann: Talk) -> None:
    await ann.says("/settings new 2")
    await ann.says("/start")
    for said in (LAYERS, "scikit-learn"):
        await ann.says(said)
    await ann.says("/learn data")

    assert ann.last()["text"].startswith(
        "Today's 2 new questions are done; the next ones come tomorrow. For more a day: /settings new 4"
    )
    assert "nothing to ask" not in ann.last()["text"]


async def test_how_many_wait_for_tomorrow_is_said(bot: Room, ann: Talk) -> None:
    await ann.says("/settings reviews 1")
    await ann.says("/start")
    for _ in range(5):
        await ann.says("show me")
        await ann.says("next")
    await bot.later(days=1, hours=1)
    await ann.says("/settings new 1")
    for _ in range(9):
        await ann.says("/next")
        received = await ann.says("show me")
    received = await ann.says("/learn all")

    assert "Today's reviews are done, 1 at most; " in received.text
    assert re.search(
        "more (is due and waits|are due and wait) until tomorrow. For more a day: /settings reviews 2",
        received.text,
    )


async def test_nothing_is_due_is_never_said_while_a_limit_keeps_something_back(bot: Room, ann: Talk) -> None:
    await ann.says("/settings reviews 1")
    await ann.says("/settings ahead off")
    await ann.says("/settings new 4")
    await ann.says("/start")
    for _ in range(4):
        await ann.says("show me")
        await ann.says("next")
    await bot.later(days=2, hours=1)
    await ann.says("/settings new 1")
    for _ in range(12):
        await ann.says("/next")
        received = await ann.says("show me")
        assert "Nothing is due" not in received.text
    received = await ann.says("/next")

    assert "Nothing is due" not in received.text
    assert re.search("waits? until tomorrow", received.text)


@pytest.mark.parametrize("said", ["idk", "show me", "I don't know yet"])
async def test_what_makes_the_day_is_said_when_nothing_has(ann: Talk, said: str) -> None:
    await ann.says("/start")
    assert (await ann.says(said)).text.endswith(DAY)
    await ann.says("next")

    assert DAY not in (await ann.says(said)).text


async def test_it_is_not_said_once_the_day_counts(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says(LAYERS)

    assert DAY not in (await ann.says("idk")).text


async def test_it_is_not_said_after_a_try(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("lots of data")

    assert DAY not in (await ann.says("show me")).text


async def test_it_is_said_at_the_end_of_a_sitting_without_a_try(ann: Talk) -> None:
    await ann.says("/start")
    received = await ann.says("show me")
    for _ in range(16):
        received = await ann.says("next")
        if " of 5." in received.text:
            break
        await ann.says("show me")

    assert received.text.endswith(DAY)
