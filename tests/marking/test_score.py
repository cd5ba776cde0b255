"""The bars on labelled answers, by counts alone. Skipped where the answers are not at hand."""

import subprocess
import sys

import pytest

from benchmarks.score import ANSWERS, marked_in, read_marked, score, shared

present = pytest.mark.skipif(
    not (shared() / "answers" / "check.jsonl").is_file(), reason="no labelled answers at hand"
)


@present
@pytest.mark.parametrize("half", ["dev", "check"])
def test_the_bars(half: str) -> None:
    """Right against not right, false accepts, three-way."""
    found = score(read_marked(half))
    assert found.accuracy >= 0.975
    assert found.false_accepts <= 0.012
    assert found.false_rejects <= 0.04
    assert found.three_way >= 0.95


@pytest.mark.parametrize(
    ("name", "accuracy", "false_accepts", "false_rejects"),
    [("first-deck", 0.96, 0.025, 0.05), ("no-deck", 0.91, 0.015, 0.19)],
)
def test_the_bars_of_the_project_s_own_answers(
    name: str, accuracy: float, false_accepts: float, false_rejects: float
) -> None:
    """To the first deck, and to other subjects with nothing but a reference."""
    found = score(marked_in(ANSWERS / f"{name}.jsonl"))
    assert found.accuracy >= accuracy
    assert found.false_accepts <= false_accepts
    assert found.false_rejects <= false_rejects


@present
def test_the_scored_half_is_never_shown() -> None:
    """`--misses` is refused for it, and the report holds no answer's text."""
    refused = subprocess.run(
        [sys.executable, "-m", "benchmarks.score", "check", "--misses"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 2
    assert "never shown" in refused.stderr
