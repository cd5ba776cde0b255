"""An option is read in every way a person names it."""

import pytest

from bot.domain.marking import Mark, Reason, mark
from tests.marking.tables import choice

TWO = choice("linear", "non-linear", right=1)
HELP = choice("adding more features", "adding more data", right=0)
FOUR = choice("a list", "a tuple", "a set", "a dictionary", right=2)
NUMBERS = choice("2", "4", "8", right=1)
BIAS = choice("high bias", "high variance", right=0)
LUBE = choice("wet lube", "dry lube", "WD-40", right=0)
FAST = choice("fast growth", "fast decay", "fast change", right=1)

RIGHT = {
    LUBE: ["wet", "the wet one", "wet one", "a wet lube"],
    BIAS: [
        "high bias low variance",
        "high bias, low variance",
        "high bias and low variance",
        "low variance high bias",
        "low variance, high bias",
    ],
    FAST: ["fast decay slow growth", "fast decay, slow growth, slow change", "slow growth but fast decay"],
    TWO: [
        "b",
        "B",
        "b)",
        "(b)",
        "B.",
        "b!",
        "2",
        "2.",
        "second",
        "the second one",
        "the latter",
        "option b",
        "option two",
        "Option 2",
        "answer b",
        "non-linear",
        "non linear",
        "nonlinear",
        "not linear",
        "nom-linear",
        "it's non-linear",
        "b, because lines stay lines",
        "b) non-linear",
        "the last one",
        "not a",
        "not the first one",
        "non-linear, linear would collapse",
        "i think B",
        "𝐁",
        "Ｂ",
    ],
    HELP: [
        "a",
        "more features",
        "features",
        "adding mroe features",
        "add features",
        "more features, not more data",
        "the first",
        "the former",
        "more features because more data wouldn't help",
    ],
    FOUR: ["c", "set", "a set", "third", "the 3rd", "3", "option three", "c)"],
    NUMBERS: ["4", "four", "b", "B)"],
}
WRONG = {
    BIAS: ["low bias high variance", "high variance, low bias", "low bias low variance"],
    FAST: ["fast growth slow decay", "fast growth fast decay slow change", "slow decay"],
    TWO: [
        "a",
        "a)",
        "1",
        "first",
        "the former",
        "linear",
        "lineal",
        "both",
        "a and b",
        "a or b",
        "A, B",
        "neither",
        "linear or non-linear",
        "either",
        "not b",
        "not non-linear",
        "",
        "c",
        "9",
    ],
    HELP: [
        "b",
        "more data",
        "fewer features",
        "less features",
        "remove features",
        "more features or more data",
        "both",
        "more features and more data",
        "not more features",
    ],
    FOUR: ["a", "b", "d", "4", "a tuple", "a set or a list", "e"],
    NUMBERS: ["2", "8", "a", "C", "16"],
}


@pytest.mark.parametrize(
    ("question", "said"), [(q, said) for q, answers in RIGHT.items() for said in answers]
)
def test_the_right_option_in_any_way(question: object, said: str) -> None:
    """Letter, number, ordinal, words, a slip, with a reason."""
    assert mark(question, said).passed  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "said"), [(q, said) for q, answers in WRONG.items() for said in answers]
)
def test_any_other_is_not_right(question: object, said: str) -> None:
    """Another option, several, none; and a choice knows no partly."""
    verdict = mark(question, said)  # type: ignore[arg-type]
    assert verdict.mark in (Mark.WRONG, Mark.UNREADABLE)


def test_the_other_option_brings_its_reason() -> None:
    """The author's why of the option that was named."""
    assert mark(FOUR, "d").because == "it is not a dictionary."


@pytest.mark.parametrize("said", ["linear or non-linear", "both", "a and b"])
def test_several_options_are_no_choice(said: str) -> None:
    """The reason says that it was left open."""
    assert mark(TWO, said).reason is Reason.BOTH


SUMS = [*(f"1{sign}1" for sign in "+-*/^×÷·=:<>%–−"), "1**1", "1+1+1", "2-1", "√1", "a+a", "1+1=1"]


@pytest.mark.parametrize("said", [*SUMS, "1 + 1", "1 / 1", "1 = 1", "one plus one", "1 plus 1", "1 mal 1"])
def test_a_sum_points_at_no_option(said: str) -> None:
    """`1+1` says 1 twice and means neither."""
    assert not mark(choice("linear", "non-linear", right=0), said).passed


@pytest.mark.parametrize(
    "said", ["1, 1", "1 and 1", "1)", "#1", "- 1", "> 1", "1 - linear", "1: linear", "1 = linear"]
)
def test_a_sign_beside_a_number_makes_no_sum(said: str) -> None:
    """A list, a bullet, a quotation, and a number with its option."""
    assert mark(choice("linear", "non-linear", right=0), said).passed


@pytest.mark.parametrize(("said", "passes"), [("the latter", True), ("the former", False), ("mean", False)])
def test_an_open_question_of_two_words_knows_its_sides(said: str, passes: bool) -> None:
    """ "Is it X or Y?" with nothing but an answer."""
    question = choice("mean", "median", right=1, ask="Is it the mean or the median?")
    assert mark(question, said).passed is passes
