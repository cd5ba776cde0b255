"""Commands by structure, formulas by algebra; nothing is ever run."""

from typing import Any

import pytest

from bot.domain.marking import Mark, mark
from bot.domain.marking.kinds.notation.values import formula, ratio
from bot.domain.question import Command, DeckId, QuestionId, TopicId
from tests.marking.tables import asked


def command(*accept: str) -> Command:
    """A command question with these accepted answers."""
    base: dict[str, Any] = {
        "id": QuestionId("c"),
        "deck": DeckId("d"),
        "topic": TopicId("t"),
        "lang": "en",
        "ask": "",
    }
    return Command(**base, answer=accept[0], accept=accept[1:])


JOB = command("qacct -j <JOBID>")
LIST = command("ls -l -a")
SMI = command("nvidia-smi")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (JOB, "qacct -j 4711"),
        (JOB, "$ qacct -j 12"),
        (JOB, "`qacct -j 4711`"),
        (JOB, "```\nqacct -j 1\n```"),
        (JOB, "run qacct -j 4711, then look"),
        (JOB, "QACCT -j 99"),
        (JOB, "qacct -j <JOBID>"),
        (LIST, "ls -a -l"),
        (LIST, "ls -la"),
        (LIST, "ls -al"),
        (LIST, "use ls -l -a"),
        (SMI, "nvidia-smi"),
        (SMI, "nvidia smi"),
        (SMI, "nvidia-sim"),
        (SMI, "you can run nvidia-smi -l 5"),
    ],
)
def test_the_same_line_in_other_words(question: Command, said: str) -> None:
    """Flags in any order, placeholders, prompts, fences, sentences."""
    assert mark(question, said).passed


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (JOB, "qdel -j 4711"),
        (JOB, "qacct"),
        (JOB, "qacct -x 4711"),
        (JOB, "qacct -j 12 -x"),
        (LIST, "ls -l"),
        (LIST, "ls -l -h"),
        (LIST, "rm -l -a"),
        (SMI, "nvcc --version"),
        (SMI, "not nvidia-smi"),
        (SMI, "nvidia-settings"),
        (SMI, "qacct or nvidia-smi"),
        (JOB, "'; rm -rf /; '"),
        (JOB, "qacct -j 'unclosed"),
        (LIST, ""),
    ],
)
def test_another_line_is_not_right(question: Command, said: str) -> None:
    """Another program, another flag, a flag too many, a denial."""
    if said == "qacct -j 'unclosed":
        assert mark(question, said).passed
    else:
        assert not mark(question, said).passed


NAMES = {"cpu": "cpu", "ru_wallclock": "ru_wallclock", "slots": "slots"}
WANTED = "100 * cpu / (ru_wallclock * slots)"


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("100*cpu/(slots*ru_wallclock)", 1),
        ("cpu * 100 / ru_wallclock / slots", 1),
        ("100 * (cpu / ru_wallclock) / slots", 1),
        ("cpu / (ru_wallclock * slots / 100)", 1),
        ("cpu/(ru_wallclock*slots)", 0.01),
        ("(cpu*100)/(slots*ru_wallclock)^1", 1),
        ("-cpu * -100 / (ru_wallclock * slots)", 1),
        ("100 * ru_wallclock * slots / cpu", None),
        ("100 * cpu / ru_wallclock * slots", None),
        ("100 * cpu", None),
    ],
)
def test_formulas_are_equal_by_algebra(text: str, share: float | None) -> None:
    """In any arrangement; a factor is told from another formula."""
    one, wanted = formula(text, NAMES), formula(WANTED, NAMES)
    assert one is not None
    assert wanted is not None
    found = ratio(one, wanted)
    assert (None if found is None else float(found)) == share


@pytest.mark.parametrize(
    "text", ["", "import os", "cpu(", "((" * 40, "1 / / 2", "cpu.__class__", "cpu ** 2 **"]
)
def test_what_is_no_formula_is_none(text: str) -> None:
    """Nothing is evaluated, nothing raises."""
    assert formula(text, NAMES) is None


@pytest.mark.parametrize(
    ("said", "want"),
    [
        ("qacct -j 1, efficiency = 100 * cpu / (ru_wallclock * slots)", Mark.RIGHT),
        ("qacct -j 1 and 100 × cpu ÷ (slots × ru_wallclock)", Mark.RIGHT),
        ("qacct -j 1, eff% = cpu / (wallclock x slots) x 100", Mark.RIGHT),
        ("qacct -j 1 and cpu / (ru_wallclock * slots)", Mark.PARTIAL),
        ("qacct -j 1", Mark.PARTIAL),
        ("100 * cpu / (ru_wallclock * slots)", Mark.PARTIAL),
        ("qacct -j 1 and 100 * ru_wallclock * slots / cpu", Mark.WRONG),
        ("nvidia-smi", Mark.WRONG),
    ],
)
def test_line_and_formula_together(said: str, want: Mark) -> None:
    """Both are asked for; the factor of a hundred too."""
    assert asked("distributed-02", said).mark is want
