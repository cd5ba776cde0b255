"""The sample that `make test` runs of a long suite."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.sample import SUITES, sample


@dataclass
class Case:
    """A test, as pytest collects it."""

    nodeid: str
    share: int | None = None
    marked: list[str] = field(default_factory=list)

    def get_closest_marker(self, name: str) -> Any:
        if name == "sampled" and self.share:
            return pytest.mark.sampled(self.share).mark
        return pytest.mark.soak.mark if name in self.marked else None

    def add_marker(self, marker: str) -> None:
        self.marked.append(marker)


def kept(names: list[str], share: int | None = None) -> list[str]:
    cases = [Case(name, share) for name in names]
    sample(cases)
    assert all(case.marked in ([], ["soak"]) for case in cases)
    return [case.nodeid for case in cases if not case.marked]


def test_one_case_in_three_runs_but_never_none() -> None:
    cases = [f"tests/domain/test_years.py::test_zone[{number}]" for number in range(30)]
    assert len(kept(cases, 3)) == 10
    assert sorted(kept(cases[::-1], 3)) == sorted(kept(cases, 3))
    assert kept(cases[:1], 3) == cases[:1]
    assert kept(cases) == cases


def test_what_soak_alone_runs_takes_no_place_in_the_sample() -> None:
    cases = [Case(f"tests/domain/test_years.py::test_zone[{number}]", 3) for number in range(6)]
    for case in cases[1:]:
        case.marked.append("soak")
    sample(cases)
    assert cases[0].marked == []
    assert all(case.marked == ["soak"] for case in cases[1:])


@pytest.mark.parametrize(("begin", "share"), SUITES.items())
def test_of_each_file_of_a_long_suite_some_tests_run_and_never_none(begin: str, share: int) -> None:
    path = begin if begin.endswith(".py") else f"{begin}test_years.py"
    tests = [f"{path}::test_{number}" for number in range(4 * share)]
    assert len(kept(tests)) == 4
    assert kept(tests[:1]) == tests[:1]
    assert len(kept([f"{path}::test_killed[{number}]" for number in range(10)])) == 2
    assert len(kept([f"{path}::test_killed[{number}]" for number in range(10)], 3)) == 4


def test_conversations_are_sampled_on_postgresql_and_the_store_is_not() -> None:
    tests = [f"test_{number}[{kind}]" for number in range(9) for kind in ("sqlite", "postgresql")]
    told = kept([f"tests/app/test_daily.py::{name}" for name in tests])
    assert len([name for name in told if "postgresql" in name]) == 2
    for path in ("tests/store/test_daily.py", "tests/app/test_rounds_on_both.py"):
        whole = [f"{path}::{name}" for name in tests]
        assert kept(whole) == whole
