"""Orders: letters, numbers, arrows, lines, shortened steps; partly by the longest run in order."""

import pytest
from msgspec.structs import replace

from bot.domain.marking import Mark, Move, Reason, mark
from bot.domain.marking.kinds.orders import longest_run
from bot.domain.question import Prompt, Reject
from tests.marking.tables import ordered

STEPS = ordered(
    "download the data|get the data",
    "preprocess the data|clean",
    "create the model|build the model",
    "compile the model",
    "fit the model|train",
    "test the model|evaluate",
    shown=(3, 1, 5, 4, 2, 0),
)


@pytest.mark.parametrize(
    "said",
    [
        "F B E A D C",
        "f,b,e,a,d,c",
        "FBEADC",
        "f > b > e > a > d > c",
        "F→B→E→A→D→C",
        "f\nb\ne\na\nd\nc",
        "6 2 5 1 4 3",
        "F then B then E then A then D then C",
        "1. F 2. B 3. E 4. A 5. D 6. C",
        "(f) (b) (e) (a) (d) (c)",
        "download, preprocess, create, compile, fit, test",
        "download\npreprocess\ncreate\ncompile\nfit\ntest",
        "get the data, clean it, build the model, compile it, train it, evaluate it",
        "download preprocess create compile fit test",
        "downlaod, preproces, create, compile, fit, test",
        "first download the data, then preprocess, then create and compile the model, then fit it, "
        "finally test",
    ],
)
def test_the_right_order_in_any_way(said: str) -> None:
    """Every way people write it."""
    assert mark(STEPS, said).mark is Mark.RIGHT


@pytest.mark.parametrize(
    ("said", "want", "reason"),
    [
        ("F B E D A C", Mark.PARTIAL, Reason.ORDER_OFF),
        ("B F E A D C", Mark.PARTIAL, Reason.ORDER_OFF),
        ("download, preprocess, create, fit, test", Mark.PARTIAL, Reason.ITEMS_MISSING),
        ("C D A E B F", Mark.WRONG, Reason.CONTRARY),
        ("A B C D E F", Mark.WRONG, Reason.ORDER_OFF),
        ("create, compile, fit, test, download, preprocess", Mark.WRONG, Reason.ORDER_OFF),
        ("download, test", Mark.WRONG, Reason.ITEMS_MISSING),
        ("download, preprocess, create", Mark.PARTIAL, Reason.ITEMS_MISSING),
        ("create, preprocess, download", Mark.WRONG, Reason.ORDER_OFF),
    ],
)
def test_what_is_off(said: str, want: Mark, reason: Reason) -> None:
    """One move away is partly, more is not."""
    verdict = mark(STEPS, said)
    assert (verdict.mark, verdict.reason) == (want, reason)


FORESEEN = replace(
    STEPS,
    prompt=(Prompt(texts=("download, preprocess", "download, preprocess, create"), ask_for="And then?"),),
    reject=(Reject(texts=("download, compile, create, fit, test, preprocess",), why="it needs a model."),),
)


@pytest.mark.parametrize(
    ("said", "want", "reason", "told"),
    [
        ("download, preprocess", Mark.PARTIAL, Reason.VAGUE, "And then?"),
        ("Download, preprocess, create.", Mark.PARTIAL, Reason.VAGUE, "And then?"),
        (
            "download, compile, create, fit, test, preprocess",
            Mark.WRONG,
            Reason.REJECTED,
            "it needs a model.",
        ),
        ("download, fit", Mark.WRONG, Reason.ITEMS_MISSING, ""),
    ],
)
def test_several_steps_that_were_foreseen(said: str, want: Mark, reason: Reason, told: str) -> None:
    """What stands in `prompt` and `reject` word for word is that."""
    verdict = mark(FORESEEN, said)
    assert (verdict.mark, verdict.reason, verdict.because or "".join(verdict.missing)) == (want, reason, told)


def test_the_move_that_mends_it_is_told() -> None:
    """The stray step, and where it belongs."""
    move = Move(step="preprocess the data", behind="download the data")
    assert mark(STEPS, "F E A D C B").move == move


def test_credit_is_the_longest_run() -> None:
    """Of six steps five in order."""
    assert mark(STEPS, "F B E D A C").credit == pytest.approx(5 / 6, abs=0.001)
    assert longest_run([0, 2, 1, 3, 5, 4]) in ([0, 1, 3, 4], [0, 2, 3, 4], [0, 1, 3, 5], [0, 2, 3, 5])


@pytest.mark.parametrize(
    "said",
    [
        "right atrium, right ventricle, lungs, left atrium, left ventricle, aorta",
        "right atrium, right ventricle, lungs, left atrium, left ventricle and aorta",
        "right atrium then right ventricle then lungs then left atrium then left ventricle then aorta",
        "1 right atrium 2 right ventricle 3 lungs 4 left atrium 5 left ventricle 6 aorta",
        "right atrium -> right ventrical -> lungs -> left atrium -> left ventricle -> aorta",
    ],
)
def test_steps_that_differ_by_a_contrary_are_told_apart(said: str) -> None:
    steps = ("right atrium", "right ventricle", "lungs", "left atrium", "left ventricle", "aorta")
    question = ordered(*steps, shown=(3, 1, 5, 4, 2, 0))
    halves = "left atrium, left ventricle, lungs, right atrium, right ventricle, aorta"

    assert mark(question, said).mark is Mark.RIGHT
    assert mark(question, "right atrium, right ventricle, lungs").mark is Mark.PARTIAL
    assert mark(question, halves).mark is Mark.WRONG
