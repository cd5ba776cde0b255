"""A sample of the simulated class: what was planted is found, ruled on, and undone to the byte."""

from pathlib import Path

from benchmarks.classroom import simulated
from benchmarks.classroom_course import FIRST
from benchmarks.classroom_term import Term


async def test_planted_faults_are_found_and_ruled_on(tmp_path: Path) -> None:
    term, told = Term.of(tmp_path, 12, 1, FIRST), list[str]()
    try:
        found = await simulated(term, 1, told.append)
    finally:
        await term.close()
    assert any(place.inbox == 1 for place in found.places[1])
    assert found.ruled.holds, told
