"""Which cases of long suites run in `make test`; `make soak` runs all of them.

    @pytest.mark.sampled(3)
    @pytest.mark.parametrize("question", QUESTIONS)
    def test_...

runs one case in three, but never fewer than one, chosen by a hash of their names: the same everywhere, for
every worker. Where a whole folder or file is long (`SUITES`), one test in so many of each file runs, never
fewer than one, and of its cases one in five; `make thorough` runs those whole. A conversation on both
databases is sampled on PostgreSQL as well; files that compare the two (`…_both….py`) are whole; most of the
store is, and its tests run on both.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Sized
from typing import Any, Protocol
from zlib import crc32

SUITES = {
    "tests/app/": 3,
    "tests/live/": 8,
    "tests/browser/": 4,
    "tests/decks/test_importing.py": 1,
    "tests/decks/test_lines.py": 1,
    "tests/marking/test_hostile.py": 1,
    "tests/project/test_wheel.py": 3,
    "tests/store/test_moving.py": 3,
    "tests/store/test_old_databases.py": 3,
    "tests/store/test_smaller_rows.py": 3,
}
"""Long suites, by how their paths begin. Of each file's tests, one in so many runs."""
CASES = 5
"""Of the cases of a test in a long suite, one in so many runs."""
ON_POSTGRESQL = 5
"""One in so many conversations is had on PostgreSQL too."""


class Case(Protocol):
    """What of a `pytest.Item` is asked for."""

    @property
    def nodeid(self) -> str: ...

    def get_closest_marker(self, name: str) -> Any: ...

    def add_marker(self, marker: str) -> None: ...


def sample(items: Sequence[Case], suites: Mapping[str, int] = SUITES) -> None:
    """Mark as `soak` what the sample leaves out."""
    items = [item for item in items if not item.get_closest_marker("soak")]
    running = _running_tests(items, suites)
    groups: dict[tuple[str, int], list[Case]] = defaultdict(list)
    for item in items:
        if _is_of_suite(item, suites) and _test(item) not in running:
            item.add_marker("soak")
        elif group := _group(item, suites):
            groups[group].append(item)
    for (_, share), cases in groups.items():
        cases.sort(key=lambda case: _chance(case.nodeid))
        for left_out in cases[_most(cases, share) :]:
            left_out.add_marker("soak")


def _running_tests(items: Sequence[Case], suites: Mapping[str, int]) -> set[str]:
    """Of the tests of each file of a long suite, those that run."""
    files: dict[str, set[str]] = defaultdict(set)
    for item in items:
        if _is_of_suite(item, suites):
            files[_path(item)].add(_test(item))
    return {
        test
        for path, tests in files.items()
        for test in sorted(tests, key=_chance)[: _most(tests, _share_of_file(path, suites))]
    }


def _group(item: Case, suites: Mapping[str, int]) -> tuple[str, int] | None:
    """What the item is a case of, and how many of its cases stand for one that runs."""
    if _is_copy(item):
        return _path(item), ON_POSTGRESQL
    if mark := item.get_closest_marker("sampled"):
        return _test(item), int(mark.args[0])
    return (_test(item), CASES) if _is_of_suite(item, suites) else None


def _is_of_suite(item: Case, suites: Mapping[str, int]) -> bool:
    path = _path(item)
    return _share_of_file(path, suites) > 0 and "_both" not in path and not _is_copy(item)


def _is_copy(item: Case) -> bool:
    """A conversation that is had on SQLite too, and is not there to compare the two."""
    path = _path(item)
    return path.startswith("tests/app/") and "_both" not in path and "postgresql" in item.nodeid


def _share_of_file(path: str, suites: Mapping[str, int]) -> int:
    return next((share for begin, share in suites.items() if path.startswith(begin)), 0)


def _path(item: Case) -> str:
    return item.nodeid.partition("::")[0]


def _test(item: Case) -> str:
    return item.nodeid.partition("[")[0]


def _most(cases: Sized, share: int) -> int:
    return -(-len(cases) // share)


def _chance(name: str) -> int:
    return crc32(name.encode())
