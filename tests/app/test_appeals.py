"""A word on a mark is heard whatever way it is said, and never answered with silence."""

import pytest

from tests.conversation import Talk

TENSOR = "/start q_fundamentals-03"


async def missed(ann: Talk) -> None:
    for said in (TENSOR, "a kind of layer", "a kind of box"):
        await ann.says(said)


@pytest.mark.parametrize(
    "said",
    [
        "I was right",
        "that was right",
        "I was right, it is a multi-dimensional array",
        "but I said n-d array",
        "I meant n-d array",
        "aber ich hatte recht",
    ],
)
async def test_after_a_miss_it_counts(ann: Talk, said: str) -> None:
    await missed(ann)
    received = await ann.says(said)

    assert received.text.startswith("Taken: it counts as right")
    assert "next time it counts" not in received.text


async def test_said_twice_it_is_said_to_count_already(ann: Talk) -> None:
    await missed(ann)
    await ann.says("I was right")

    assert (await ann.says("I was right")).text == "That one counts as right already."


async def test_who_gave_no_answer_is_told_so(ann: Talk) -> None:
    await ann.says(TENSOR)
    await ann.says("idk")

    assert (await ann.says("I was right")).text.startswith("I have nothing of yours that was marked.")


async def test_a_grumble_while_nothing_is_open_promises_no_hint(ann: Talk) -> None:
    await ann.says(TENSOR)
    await ann.says("idk")

    assert "hint" not in (await ann.says("this is stupid")).text.casefold()


async def test_on_an_open_question_a_right_answer_in_the_appeal_is_the_answer(ann: Talk) -> None:
    await ann.says(TENSOR)
    await ann.says("a kind of layer")

    assert (await ann.says("that was right! a multi-dimensional array")).text.startswith("Right, second try")


@pytest.mark.parametrize("said", ["why", "explain"])
async def test_a_why_that_was_told_is_not_told_as_if_it_were_new(ann: Talk, said: str) -> None:
    await ann.says("/start")
    shown = (await ann.says("idk")).text
    told = (await ann.says(said)).text

    assert told not in shown
    assert told.startswith("I have no other words for it: ")
