"""/stats claims no more than was shown, and says what is measured, what is expected, and how sure that is."""

import re

import pytest

from bot.app.account.stats import expected
from tests.conversation import Room, Talk

LAYERS = "the number of hidden layers"


async def test_what_was_just_shown_is_not_told_as_known(bot: Room, ann: Talk) -> None:
    """Memory by the model is fresh after every look at an answer; what they could say is another figure."""
    await ann.says("/settings flow off")
    for number in range(1, 11):
        await ann.says(f"/start q_fundamentals-{number:02}")
        question = bot.question(f"fundamentals-{number:02}")
        await ann.says(question.answer if number <= 4 else "show me")
    told = (await ann.says("/stats text")).text

    line = re.search(r"Fundamentals: 10 of 11, 4 right, (\d+) in 10", told)
    assert line, told
    assert int(line[1]) <= 4
    assert "What you'd know today is a guess from 10 answers; it may be off by 3 in 10." in told


async def test_of_few_answers_it_is_said_that_they_are_few(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says(LAYERS)

    assert "is a guess, so far from few answers." in (await ann.says("/stats text")).text


@pytest.mark.parametrize(
    ("recalls", "right", "at_most"),
    [
        ([1.0] * 10, 4, 0.4),
        ([1.0] * 10, 10, 0.92),
        ([1.0], 1, 0.67),
        ([0.3, 0.5], 2, 0.4),
        ([1.0], 0, 0),
        ([], 0, 0),
    ],
)
def test_no_more_is_expected_than_was_shown(recalls: list[float], right: int, at_most: float) -> None:
    assert expected(recalls, right) <= at_most
