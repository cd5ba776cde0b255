"""Coming back after a silence: what waits is told, and nothing is asked again and again."""

import re

import pytest

from tests.conversation import Room, Talk, asks

DEEP = asks("fundamentals-01")
LAYERS = "the number of hidden layers"
PARTS = "/start q_distributed-01"


async def learns(ann: Talk, number: int) -> None:
    """Ann is shown the answers of so many questions."""
    await ann.says("/start")
    for _ in range(number):
        await ann.says("show me")
        await ann.says("/next")


@pytest.mark.parametrize("said", ["hey", "hi there", "/start", "I'm back", "hallo", "long time no see"])
async def test_who_is_back_is_told_what_waits_and_says_how_much(bot: Room, ann: Talk, said: str) -> None:
    await learns(ann, 12)
    await bot.later(days=4)
    await ann.reads()
    received = await ann.says(said)

    told = re.fullmatch(
        r"Good to have you back\. (\d+) are waiting: one, three or five today\?", received.text
    )
    assert told, received.text
    assert int(told[1]) >= 5
    assert received.buttons == ["One", "Three", "Five"]
    assert not (await ann.taps("Three")).text.startswith("Good to have you back")
    assert "?" in ann.last()["text"]


@pytest.mark.parametrize("said", ["three", "3", "three please"])
async def test_how_many_can_be_typed(bot: Room, ann: Talk, said: str) -> None:
    await learns(ann, 12)
    await bot.later(days=4)
    await ann.says("hey")
    await ann.says(said)
    for _ in range(6):
        await ann.says("show me")
        received = await ann.says("next")

    assert " of 3." in received.text
    assert "more are waiting." in received.text


@pytest.mark.parametrize("said", ["/next", "next"])
async def test_who_wants_a_question_gets_an_easy_one_first_and_then_what_waits(
    bot: Room, ann: Talk, said: str
) -> None:
    await ann.says("/start")
    for _ in range(9):
        await ann.says("show me")
        await ann.says("/next")
    await ann.says("/start q_fundamentals-03")
    await ann.says("a multi-dimensional array")
    await ann.says("show me")
    await bot.later(days=12)
    received = await ann.says(said)
    assert received.text.startswith(f"Good to have you back.\n\n{asks('fundamentals-03')}")

    received = await ann.says("a multi-dimensional array")
    assert re.search(r"[5-9] are waiting: one, three or five today\?", received.text), received.text
    assert received.buttons == ["One", "Three", "Five"]


async def test_after_a_day_without_learning_nobody_is_back(bot: Room, ann: Talk) -> None:
    await learns(ann, 4)
    await bot.later(days=1)

    assert "back" not in (await ann.says("hey")).text


async def test_it_is_said_once(bot: Room, ann: Talk) -> None:
    await learns(ann, 6)
    await bot.later(days=4)
    await ann.says("hey")

    assert "Good to have you back" not in (await ann.says("hey")).text


async def test_a_part_already_given_is_remembered(bot: Room, ann: Talk) -> None:
    await learns(ann, 2)
    await ann.says(PARTS)
    assert "You have:" in (await ann.says("data parallelism")).text
    await bot.later(days=4)
    received = await ann.says("hey")

    assert received.text.startswith("Good to have you back.\n\nStill open: ")
    assert "You have: data parallelism" in received.text


async def test_the_daily_question_goes_on_with_what_was_begun(bot: Room, ann: Talk) -> None:
    await ann.says("/daily 8:00")
    await ann.says("/daily 1 question")
    await ann.says(PARTS)
    await ann.says("data parallelism")
    await bot.later(hours=14, minutes=5)
    received = await ann.reads()
    question = bot.question("distributed-01")

    assert received.text == f"{question.ask}\nYou have: data parallelism."
    assert (await ann.says("model parallelism")).text.startswith(("Right", "You have"))


async def test_what_was_skipped_does_not_come_again_at_once(ann: Talk) -> None:
    """A set of one ends with the skip, and the next set began with the same question."""
    seen = [(await ann.says("/start")).text]
    await ann.says("enough")
    for _ in range(12):
        seen.append((await ann.says("skip")).text.split("\n\n")[-1])
        if "[" in seen[-1] or "put all of them off" in seen[-1]:
            seen[-1] = (await ann.says("next")).text.split("\n\n")[-1]

    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("how", ["silence", "miss"])
async def test_no_question_comes_on_three_days_running(bot: Room, ann: Talk, how: str) -> None:
    await ann.says("/daily 5 questions")
    await ann.says("/daily 8:00")
    await ann.says("/start")
    await ann.says("show me")
    await bot.later(hours=14, minutes=5)
    days: list[set[str]] = []
    for _ in range(9):
        put = {_question(bot, (await ann.reads()).text)}
        if how == "miss":
            for _ in range(6):
                await ann.says("show me")
                put.add(_question(bot, (await ann.says("/next")).text))
        days.append(put - {""})
        await bot.later(hours=24)

    for three in zip(days, days[1:], days[2:], strict=False):
        assert not set.intersection(*three)


def _question(bot: Room, text: str) -> str:
    found = (q.id for deck in bot.deck_library.current.decks for q in deck.questions() if q.ask in text)
    return next(found, "")
