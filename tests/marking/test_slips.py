"""A slip of the pen passes and is shown; another word does not."""

import pytest

from bot.domain.marking import Mark, mark
from tests.marking.tables import short, sign

SLIPS = [
    ("regularisation", "reguralisation"),
    ("regularisation", "regularizaton"),
    ("precision", "precison"),
    ("precision", "percision"),
    ("tensor", "tnesor"),
    ("tensor", "tennsor"),
    ("stack", "satck"),
    ("median", "medain"),
    ("Canberra", "Canbera"),
    ("gravity", "gravitt"),
    ("learning rate and number of units", "leaning rate and number of units"),
    ("PyTorch Lightning", "PyTorch Lightening"),
    ("once", "oncce"),
]
SAME = [
    ("dataset", "data set"),
    ("data set", "dataset"),
    ("data set", "data-set"),
    ("scikit-learn", "scikit learn"),
    ("hyperparameter", "hyper parameter"),
    ("colour", "color"),
    ("regularisation", "Regularization"),
    ("pipeline", "PIPELINE"),
    ("pipeline", "pipeLine"),
    ("mean squared error", "MSE"),
    ("café", "cafe"),
    ("C++", "c++"),
    ("L2", "l2"),
    ("criterion", "criteria"),
    ("a box plot", "boxplot"),
    ("hyperparameter", "hyperparam"),
]
OTHER = [
    ("precision", "decision"),
    ("precision", "recall"),
    ("tensor", "tension"),
    ("tensor", "sensor"),
    ("cat", "car"),
    ("cat", "cta"),
    ("L1", "L2"),
    ("L2", "L1"),
    ("C++", "C"),
    ("C++", "C#"),
    ("C", "C++"),
    ("C#", "C++"),
    ("CPU", "GPU"),
    ("DNA", "RNA"),
    ("regularisation", "normalisation"),
    ("regression", "recession"),
    ("seed", "speed"),
    ("1914", "1915"),
    ("supervised", "semi-supervised"),
    ("university", "universe"),
    ("adverb", "proverb"),
    ("minimise", "normalise"),
    ("affect", "effect"),
    ("linear", "lineal"),
    ("mean squared error", "RMSE"),
    ("Ray Train", "ray tracing"),
    ("type I", "type II"),
]


@pytest.mark.parametrize(("accept", "said"), SLIPS)
def test_a_slip_is_almost(accept: str, said: str) -> None:
    """Right, and the word that was meant is shown."""
    verdict = mark(short(accept), said)
    assert verdict.mark is Mark.ALMOST
    assert verdict.slip is not None
    assert verdict.slip.meant.casefold() in accept.casefold().replace("-", "") + accept.casefold()


@pytest.mark.parametrize(("accept", "said"), SAME)
def test_another_spelling_is_no_slip(accept: str, said: str) -> None:
    """Joined, spaced, hyphened, British, American, capitals, initials, cut short."""
    assert mark(short(accept), said).mark is Mark.RIGHT


@pytest.mark.parametrize(("accept", "said"), OTHER)
def test_another_word_is_no_slip(accept: str, said: str) -> None:
    """Short words, acronyms, digits, real words, prefixes."""
    assert sign(mark(short(accept), said)) != "+"


@pytest.mark.parametrize(
    ("accept", "right", "wrong"),
    [
        ("0.7", "70 %", "7 %"),
        ("70 %", "7/10", "0.07"),
        ("7/10", "0.70", "0.71"),
        ("1,000", "1000", "1.000"),
        ("-5", "−5", "5"),
        ("five", "5", "6"),
        ("twenty-five", "25", "52"),
        ("World War II", "world war 2", "World War I"),
        ("once", "1", "twice"),
        ("a dozen", "12", "10"),
        ("46", "forty-six", "64"),
        ("5 km", "5km", "5 miles"),
        ("1e3", "1000", "100"),
        ("3", "٣", "4"),
        ("8", "Ⅷ", "Ⅶ"),
    ],
)
def test_numbers_are_compared_by_value(accept: str, right: str, wrong: str) -> None:
    """Never by likeness."""
    assert mark(short(accept), right).passed
    assert not mark(short(accept), wrong).passed


@pytest.mark.parametrize(
    ("accept", "said", "meant"),
    [
        ("scikit-learn", "scikitlern", "scikit-learn"),
        ("gradient descent", "gradientdecent", "gradient descent"),
    ],
)
def test_a_slip_in_words_written_as_one_is_shown_as_the_author_writes_them(
    accept: str, said: str, meant: str
) -> None:
    verdict = mark(short(accept), said)
    assert verdict.slip is not None
    assert verdict.slip.meant == meant
