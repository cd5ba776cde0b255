"""The bars on labelled answers, by counts alone. Skipped where the answers are not at hand."""

import subprocess
import sys

import pytest

from benchmarks.score import ANSWERS, marked_in, read_marked, shared, zones

present = pytest.mark.skipif(
    not (shared() / "answers" / "check.jsonl").is_file(), reason="no labelled answers at hand"
)


@present
@pytest.mark.parametrize("half", ["dev", "check"])
def test_the_bars(half: str) -> None:
    """Said right though not, told "Not quite" though right, doubtful."""
    found = zones(read_marked(half))
    assert found.accepts <= 0.012
    assert found.refusals <= 0.02
    assert found.doubt <= 0.12


@pytest.mark.parametrize(
    ("name", "accepts", "refusals", "doubt"),
    [("first-deck", 0.025, 0.02, 0.12), ("no-deck", 0.015, 0.05, 0.45), ("many-subjects", 0.02, 0.075, 0.6)],
)
def test_the_bars_of_the_project_s_own_answers(
    name: str, accepts: float, refusals: float, doubt: float
) -> None:
    """To the first deck, and to other subjects with nothing but a reference."""
    found = zones(marked_in(ANSWERS / f"{name}.jsonl"))
    assert found.accepts <= accepts
    assert found.refusals <= refusals
    assert found.doubt <= doubt


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
