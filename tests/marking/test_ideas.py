"""Explanations: every idea in its wordings, the missing one asked for, none contradicted or swapped."""

import pytest

from bot.domain.marking import Mark, Reason, mark
from tests.marking.tables import asked, explained

WHY = explained(
    data=("a small dataset", "little data", "few examples", "not much data", "!needs more data"),
    cost=(
        "saves the cost of training",
        "no need to train it yourself",
        "cheaper than training",
        "!training costs more",
    ),
)
LEVEL = explained(
    high=("high-level for quick tests", "high-level is user-friendly", "high-level has ready-made parts"),
    low=("low-level for custom objects", "low-level gives control", "low-level to write your own parts"),
)


@pytest.mark.parametrize(
    ("question", "said", "want"),
    [
        (WHY, "you need little data and it saves the cost of training", Mark.RIGHT),
        (WHY, "few examples are enough; no need to train it yourself", Mark.RIGHT),
        (WHY, "- small data set\n- saves training cost", Mark.RIGHT),
        (WHY, "little data", Mark.PARTIAL),
        (WHY, "it needs more data", Mark.WRONG),
        (WHY, "it is blue", Mark.WRONG),
        (LEVEL, "high-level is user-friendly, low-level for custom objects", Mark.RIGHT),
        (LEVEL, "low-level gives control, high-level has ready-made parts", Mark.RIGHT),
        (LEVEL, "for quick tests high-level, for custom objects low-level", Mark.RIGHT),
        (LEVEL, "high-level: user-friendly. low-level: control", Mark.RIGHT),
        (LEVEL, "high-level: ready-made parts, low-level: control", Mark.RIGHT),
        (LEVEL, "high-level: control. low-level: user-friendly", Mark.WRONG),
        (LEVEL, "quick tests are for high-level, control is low-level", Mark.RIGHT),
        (LEVEL, "high-level for custom objects, low-level is user-friendly", Mark.WRONG),
        (LEVEL, "high-level is user-friendly", Mark.PARTIAL),
    ],
)
def test_ideas(question: object, said: str, want: Mark) -> None:
    """All needed ideas make it right."""
    assert mark(question, said).mark is want  # type: ignore[arg-type]


STEAM = explained(
    moist=(
        "the crust stays soft",
        "the crust does not dry out",
        "the crust doesn't set too early",
        "!the crust hardens quicker",
        "!it makes the crust set faster",
    ),
    rise=("the loaf can grow", "it can expand", "!the loaf stays small"),
)


@pytest.mark.parametrize(
    ("said", "ideas", "want"),
    [
        ("the crust does not dry out and the loaf can grow", ("moist", "rise"), Mark.RIGHT),
        ("the crust doesn't dry out and the whole loaf can grow", ("moist", "rise"), Mark.RIGHT),
        ("the crust doesn't set too early and it can expand", ("moist", "rise"), Mark.RIGHT),
        ("the crust doesn't dry out, so the loaf can grow", ("moist", "rise"), Mark.RIGHT),
        ("the crust does not dry out and the loaf can't grow", ("moist",), Mark.PARTIAL),
        ("the crust does not stay soft and the loaf can grow", ("rise",), Mark.PARTIAL),
        ("I don't think that the crust stays soft and the loaf can grow", (), Mark.WRONG),
        ("I don't think the crust stays soft and the loaf can grow", (), Mark.WRONG),
        ("it doesn't ensure the crust stays soft and the loaf can grow", (), Mark.WRONG),
        ("no soft crust and no loaf can grow", (), Mark.WRONG),
        ("without it the loaf can grow", (), Mark.WRONG),
        ("the loaf does not grow and expand", (), Mark.WRONG),
    ],
)
def test_a_denial_does_not_reach_the_next_sentence(said: str, ideas: tuple[str, ...], want: Mark) -> None:
    """Behind an "and" a subject with a verb of its own begins anew, unless all of it is what is denied."""
    verdict = mark(STEAM, said)
    assert (verdict.matched, verdict.mark) == (ideas, want)


def test_swapped_roles_are_named() -> None:
    """The right ideas, given to the wrong things."""
    assert mark(LEVEL, "high-level for custom objects, low-level is user-friendly").reason is Reason.SWAPPED


def test_the_missing_idea_is_asked_for() -> None:
    """By its own question, which gives nothing away."""
    verdict = mark(WHY, "little data")
    assert (verdict.matched, verdict.missing) == (("data",), ("And cost?",))


def test_a_second_message_brings_the_missing_idea() -> None:
    """Each completion is marked against what is still missing."""
    assert mark(WHY, "it saves the cost of training", have=("data",)).passed
    assert mark(WHY, "few examples", have=("data",)).mark is Mark.PARTIAL


def test_two_messages_complete_a_deck_question() -> None:
    """As in the transcript of voice."""
    first = asked("distributed-01", "data parallelism is simpler")
    assert first.mark is Mark.PARTIAL
    question = asked("distributed-01", "splitting the model")
    assert "model" in question.matched


def test_keywords_are_no_explanation() -> None:
    """Many words of meaning, none of the small ones."""
    assert not mark(WHY, "data examples model training network cost layers epochs loss").passed


@pytest.mark.parametrize(
    ("said", "ideas"),
    [
        ("split the data among workers", ("data",)),
        ("split the data", ("data",)),
        ("divide the network among the workers", ("model",)),
        ("split the data among the workers and split the model", ("data", "model")),
        ("splitting the model, or the data among the workers", ("data", "model")),
        ("share out the examples among the workers", ("data",)),
        ("data and model, and data is easyer", ("data", "model", "simpler")),
    ],
)
def test_what_was_said_for_one_idea_is_not_said_for_another(said: str, ideas: tuple[str, ...]) -> None:
    assert asked("distributed-01", said).matched == ideas


@pytest.mark.parametrize(
    ("said", "ideas"),
    [
        ("seff jobid, then cpu time / (cores x wall time)", ("formula",)),
        ("cpu time/(wall clock time*cores)", ("formula",)),
        ("wall time / (cpu time x cores)", ()),
        ("cpu * cores / wall time", ()),
    ],
)
def test_a_formula_is_read_whatever_command_stands_before_it(said: str, ideas: tuple[str, ...]) -> None:
    assert asked("distributed-02", said).matched == ideas


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("Transfer learning is when you reuse a model that was trained on something else.", None),
        ("transfer learning means you take over a trained model", None),
        ("transfer", None),
        ("a transfer function", Reason.REJECTED),
        ("it is an activation function", Reason.REJECTED),
        ("transferring files", Reason.REJECTED),
    ],
)
def test_words_of_the_question_alone_are_no_foreseen_miss(said: str, reason: Reason | None) -> None:
    assert (asked("models-02", said).reason is Reason.REJECTED) == (reason is Reason.REJECTED)


@pytest.mark.parametrize(
    ("id", "said", "want"),
    [
        ("tools-01", "scikitlern", Mark.ALMOST),
        ("tools-01", "sikitlearn", Mark.ALMOST),
        ("tools-01", "scikitlearn", Mark.RIGHT),
        ("tools-01", "scikitburn", Mark.WRONG),
    ],
)
def test_a_slip_is_let_pass_in_two_words_written_as_one(id: str, said: str, want: Mark) -> None:
    assert asked(id, said).mark is want
