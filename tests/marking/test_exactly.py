"""What is right as it stands, and nothing that is like it."""

import pytest
from msgspec.structs import replace

from bot.decks.adhoc import question_of
from bot.domain.marking import mark
from bot.domain.question import Question, Reject


def question(**keys: object) -> Question:
    made = question_of({"ask": "What is it?", "accept": ["potassium"], "lang": "en"})
    return replace(made, **keys)


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("alkali metal", True),
        ("The Alkali Metal!", True),
        ("alkali metals of old", False),
        ("alcali metl", False),
        ("MW", True),
        ("mW", False),
        ("potassium", True),
    ],
)
def test_only_the_form_itself_is_right(said: str, right: bool) -> None:
    assert mark(question(exactly=("alkali metal", "MW")), said).passed is right


def test_what_is_refused_stays_so() -> None:
    refused = (Reject(texts=("alkali metal",)),)
    assert not mark(question(exactly=("alkali metal",), reject=refused), "alkali metal").passed


def test_a_number_may_have_words_that_are_right_as_they_stand() -> None:
    number = question_of({"ask": "How many?", "accept": ["12"], "kind": "number", "lang": "en"})
    assert mark(replace(number, exactly=("a dozen",)), "a dozen").passed
    assert not mark(replace(number, exactly=("a dozen",)), "two dozen").passed
