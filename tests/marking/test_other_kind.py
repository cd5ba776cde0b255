"""A number or a line of code where words are asked for, and where it may be an answer after all."""

import pytest

from bot.decks.adhoc import question_of
from bot.domain.marking import Mark, Reason, mark
from bot.domain.question import Question
from tests.marking.tables import lexicon, shipped

QUESTIONS = {str(question.id): question for deck in shipped().decks for question in deck.questions()}
CALLBACKS, PIPELINE, TENSOR = QUESTIONS["models-05"], QUESTIONS["data-03"], QUESTIONS["fundamentals-03"]
NUMBERS = ["50 %", "1+1", "2 + 2 =", "3", "42.5", "about 5 km", "-1", "$5", "1e6", "10^3", "½"]
CODE = [
    "help(function)",
    "print(callbacks)",
    "np.zeros((2,3))",
    "len(x);",
    "$ eval(1)",
    "`f2.go(a, b)`",
    "open()",
]


def of(ask: str, answer: str, *more: str, lang: str = "en") -> Question:
    """A question with nothing but its answers."""
    return question_of({"ask": ask, "accept": [answer, *more], "lang": lang})


def test_a_number_in_the_place_of_words_costs_nothing() -> None:
    """It is no attempt; the question asks for words."""
    for said in NUMBERS:
        for question in (
            CALLBACKS,
            PIPELINE,
            TENSOR,
            of("Wie heißt das Ergebnis?", "das Grundgesetz", lang="de"),
        ):
            verdict = mark(question, said, lexicon(question.deck) if question.deck else None)
            assert (verdict.mark, verdict.reason) == (Mark.UNREADABLE, Reason.A_NUMBER), (question.ask, said)


@pytest.mark.parametrize("said", CODE)
def test_code_in_the_place_of_words_is_a_miss(said: str) -> None:
    """It is said so, not left in doubt."""
    verdict = mark(CALLBACKS, said, lexicon(CALLBACKS.deck))
    assert (verdict.mark, verdict.reason) == (Mark.WRONG, Reason.CODE)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (of("How often may it be used?", "rarely"), "2"),
        (of("How much of it is used?", "not a lot"), "5 %"),
        (of("How much is left over?", "nothing"), "0"),
        (of("What is left over?", "nothing"), "0 %"),
        (of("What share of it is water?", "most"), "70 %"),
        (of("How many of them count?", "all of them"), "100 %"),
        (of("When does it start?", "in the evening"), "20:00"),
        (of("What does a hat-trick consist of?", "three goals"), "3"),
        (of("Which lens is the standard one?", "the 50 mm lens"), "50 mm"),
        (of("Wie oft darf man sie benutzen?", "selten", lang="de"), "2"),
        (of("Wie viele sind es?", "keine", lang="de"), "0"),
    ],
)
def test_a_number_may_be_the_answer(question: Question, said: str) -> None:
    """Where the question asks for one, or an answer has one."""
    assert mark(question, said).reason is not Reason.A_NUMBER


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (of("Which function gives the length of a list?", "the built-in one for sizes"), "count(x)"),
        (of("Which command lists files?", "the listing one"), "dir(x)"),
        (PIPELINE, "pipeline()"),
        (PIPELINE, "make_pipeline(steps)"),
        (CALLBACKS, "objects(called by the model)"),
        (CALLBACKS, "function(s)"),
        (of("What is shown?", "all layers"), "layer(s)"),
    ],
)
def test_a_call_may_be_the_answer(question: Question, said: str) -> None:
    """Where the question asks for code, where the answer is named, and where brackets are prose."""
    assert mark(question, said, lexicon(question.deck) if question.deck else None).reason is not Reason.CODE
