"""The bars on labelled answers, by counts alone. Skipped where the answers are not at hand."""

import subprocess
import sys

import pytest

from benchmarks.score import read_marked, score, shared

present = pytest.mark.skipif(
    not (shared() / "answers" / "check.jsonl").is_file(), reason="no labelled answers at hand"
)


@present
@pytest.mark.parametrize("half", ["dev", "check"])
def test_the_bars(half: str) -> None:
    """Right against not right, false accepts, three-way."""
    found = score(read_marked(half))
    assert found.accuracy >= 0.96
    assert found.false_accepts <= 0.015
    assert found.false_rejects <= 0.06
    assert found.three_way >= 0.93


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
