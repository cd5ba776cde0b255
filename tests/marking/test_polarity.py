"""A denial, a contrary and a double negation are told apart."""

import pytest

from bot.domain.marking import Reason, mark
from tests.marking.tables import short, sign

CASES = [
    ("non-linear", "", "+ not linear", "+ nonlinear", "+ isn't linear", "- linear", "- not non-linear"),
    ("linear", "", "+ not non-linear", "- not linear", "- non linear", "- it isn't linear", "- nonlinear"),
    ("supervised", "", "- isn't supervised", "- unsupervised", "- un-supervised", "- never supervised"),
    ("supervised", "", "+ supervised, not unsupervised", "+ rather supervised than unsupervised"),
    ("supervised", "", "- rather unsupervised than supervised", "- unsupervised, not supervised"),
    (
        "supervised",
        "",
        "+ unsupervised is wrong, it's supervised",
        "- supervised is wrong, it's unsupervised",
    ),
    (
        "supervised",
        "",
        "- supervised or unsupervised?",
        "- supervised and unsupervised",
        "- anything but supervised",
    ),
    (
        "supervised",
        "",
        "+ not unsupervised",
        "- not not unsupervised, unsupervised",
        "- supervised isn't right",
    ),
    ("decrease", "", "+ less", "+ fewer", "+ lower", "+ it goes down", "- more", "- increase", "- higher"),
    ("more", "", "+ higher", "- less", "- fewer", "- decrease", "- not more"),
    ("minimise", "", "+ minimize", "- maximise", "- don't minimise", "- normalise", "- minimise or maximise"),
    (
        "hyperparameter",
        "",
        "+ hyper parameter",
        "+ hyper-parameters",
        "- parameter",
        "- paramater",
        "- a parameter",
    ),
    ("parameter", "", "- hyperparameter", "- hyper parameter", "+ parameters"),
    (
        "to prevent overfitting",
        "",
        "+ so that it does not overfit",
        "+ it stops overfitting",
        "- to cause overfitting",
    ),
    ("to prevent overfitting", "", "- to prevent underfitting", "- to not prevent overfitting"),
    ("yes", "Is it?", "+ yep", "+ yes it is", "- no", "- no it isn't", "- not yes"),
    ("no", "Does it?", "+ nope", "+ it doesn't", "+ no, it does not", "- yes", "- it does"),
    (
        "light energy to chemical energy",
        "",
        "+ light into chemical energy",
        "- chemical energy to light energy",
    ),
    ("hypertension", "", "- hypotension", "- hypertention is not it", "+ hypertention"),
]
TABLE = [(accept, ask, case[0], case[2:]) for accept, ask, *cases in CASES for case in cases]


_NOT_RIGHT = str.maketrans("~?", "--")


@pytest.mark.parametrize(("accept", "ask", "want", "said"), TABLE)
def test_sign_is_kept(accept: str, ask: str, want: str, said: str) -> None:
    """+ passes, - does not."""
    assert sign(mark(short(accept, ask=ask), said)).translate(_NOT_RIGHT) == want


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("not supervised", Reason.NEGATED),
        ("unsupervised", Reason.CONTRARY),
        ("supervised or unsupervised", Reason.BOTH),
    ],
)
def test_the_verdict_says_why(said: str, reason: Reason) -> None:
    """The reason code names the contrary, the denial, the hedge."""
    assert mark(short("supervised"), said).reason is reason


@pytest.mark.parametrize(
    "said",
    [
        "no other than Leonardo da Vinci",
        "none other than leonardo da vinci",
        "no doubt it was Leonardo da Vinci",
        "without doubt Leonardo da Vinci",
        "nobody but Leonardo da Vinci",
    ],
)
def test_a_phrase_that_denies_nothing_denies_nothing(said: str) -> None:
    assert sign(mark(short("Leonardo da Vinci", ask="Who painted the Mona Lisa?"), said)) in "+?"


def test_per_cent_in_two_words_is_a_unit() -> None:
    asked = short("46", ask="How many chromosomes does a human body cell have?")
    assert sign(mark(asked, "46 per cent")) != "+"
    assert sign(mark(short("78 %", ask="What share of air is nitrogen?"), "78 per cent")) == "+"
