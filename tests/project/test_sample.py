"""The sample that `make test` runs of a long suite."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.sample import sample


@dataclass
class Case:
    """A test, as pytest collects it."""

    nodeid: str
    share: int | None = None
    marked: list[str] = field(default_factory=list)

    def get_closest_marker(self, name: str) -> Any:
        return pytest.mark.sampled(self.share).mark if self.share and name == "sampled" else None

    def add_marker(self, marker: str) -> None:
        self.marked.append(marker)


def kept(names: list[str], share: int | None = None) -> list[str]:
    cases = [Case(name, share) for name in names]
    sample(cases)
    assert all(case.marked in ([], ["soak"]) for case in cases)
    return [case.nodeid for case in cases if not case.marked]


def test_one_case_in_three_runs_but_never_none() -> None:
    cases = [f"tests/live/test_kill.py::test_killed[{number}]" for number in range(30)]
    assert len(kept(cases, 3)) == 10
    assert sorted(kept(cases[::-1], 3)) == sorted(kept(cases, 3))
    assert kept(cases[:1], 3) == cases[:1]
    assert kept(cases) == cases


def test_conversations_are_sampled_on_postgresql_and_the_store_is_not() -> None:
    tests = [f"test_{number}[{kind}]" for number in range(9) for kind in ("sqlite", "postgresql")]
    told = kept([f"tests/app/test_daily.py::{name}" for name in tests])
    assert (len([name for name in told if "sqlite" in name]), len(told)) == (9, 12)
    for path in ("tests/store/test_daily.py", "tests/app/test_rounds_on_both.py"):
        whole = [f"{path}::{name}" for name in tests]
        assert kept(whole) == whole
