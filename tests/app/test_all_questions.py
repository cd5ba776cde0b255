"""Every question of the first deck, asked and answered through the real bot: right, partly, wrong."""

import pytest

from bot.decks.load import load_library
from bot.domain.question import Question
from tests.conversation import CONTENT, Talk

QUESTIONS = [q for deck in load_library([CONTENT]).decks if deck.id == "intro-ml" for q in deck.questions()]
NAMES = [q.id for q in QUESTIONS]


def test_the_first_deck_is_whole() -> None:
    counts = {"fundamentals": 11, "tools": 6, "data": 4, "models": 6, "distributed": 6}

    assert [f"{topic}-{n:02}" for topic, count in counts.items() for n in range(1, count + 1)] == NAMES


@pytest.mark.sampled(3)
@pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)
async def test_the_model_answer_is_right(ann: Talk, question: Question) -> None:
    await ann.says(f"/start q_{question.id}")
    said = "scikit-learn" if question.kind == "opinion" else question.answer

    assert (await ann.says(said)).text.startswith(("Right.", "Right:"))


@pytest.mark.sampled(3)
@pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)
async def test_an_example_of_each_verdict(ann: Talk, question: Question) -> None:
    begins = {
        "right": (question.examples.right, ("Right",)),
        "partial": (question.examples.partial, ("You have: ",)),
        "wrong": (
            question.examples.wrong,
            ("Not quite: ", "The other way round: ", "Good to know", "I can't "),
        ),
    }
    for mark, (texts, words) in begins.items():
        for said in texts[:1]:
            await ann.says(f"/start q_{question.id}")
            received = await ann.says(said)
            assert received.text.startswith(words), (mark, said, received.text)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)
async def test_hints_and_answer_can_be_had(ann: Talk, question: Question) -> None:
    await ann.says(f"/start q_{question.id}")

    assert (await ann.taps("I don't know yet")).text.startswith("Good to know")
    await ann.says(f"/start q_{question.id}")
    for step in (1, 2):
        assert (await ann.says("/hint")).text.startswith(f"Hint {step} of 2: ")
    assert question.answer[:30] in (await ann.says("/reveal")).text
