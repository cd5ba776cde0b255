"""A tap on a menu changes that menu: the chat is not filled with one menu after the other."""

import pytest

from tests.conversation import Talk, asks

DEEP = asks("fundamentals-01")


async def count(ann: Talk) -> int:
    return len(ann.person.messages())


@pytest.mark.parametrize(
    ("command", "taps", "ends"),
    [
        ("/settings", ["Don't go on by itself", "Go on by itself"], "Set."),
        ("/settings", ["Course"], "Intro to machine learning"),
        ("/settings", ["Daily question", "Another time", "08:00"], "Is it 18:00 at your place?"),
        ("/settings", ["Erase", "Keep it"], "Nothing was removed."),
        ("/help", ["Topics"], "Intro to machine learning"),
        ("/daily", ["Another time", "More"], "At which time?"),
        ("/daily", ["Not now"], "Fine."),
    ],
)
async def test_a_menu_becomes_the_next_one(ann: Talk, command: str, taps: list[str], ends: str) -> None:
    await ann.says(command)
    before = await count(ann)
    for label in taps:
        await ann.taps(label)

    assert await count(ann) == before
    assert ends in ann.last()["text"]


async def test_a_question_is_a_message_of_its_own(ann: Talk) -> None:
    await ann.says("/help")
    before = await count(ann)

    assert (await ann.taps("Next question")).text.startswith(DEEP)
    assert await count(ann) == before + 1


async def test_a_verdict_stays_when_the_offer_under_it_is_tapped(ann: Talk) -> None:
    await ann.says("/start")
    for _ in range(3):
        received = await ann.says("show me")
        if "Another time" in received.buttons:
            break
        await ann.says("next")
    before = ann.last()["text"]
    await ann.taps("Another time")

    assert before in [m.get("text") for m in ann.person.messages()]


async def test_what_is_wrong_is_asked_in_the_message_that_offered_it(ann: Talk) -> None:
    await ann.says("/start")
    await ann.taps("More")
    before = await count(ann)
    received = await ann.taps("Something's wrong here")

    assert received.text.startswith("What's wrong with")
    assert await count(ann) == before
    assert (await ann.taps("Never mind")).text == f"Still open: {DEEP}"
