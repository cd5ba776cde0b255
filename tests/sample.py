"""Which cases of long suites run in `make test`; `make soak` runs all of them.

    @pytest.mark.sampled(3)
    @pytest.mark.parametrize("question", QUESTIONS)
    def test_...

runs one case in three, but never fewer than one, chosen by a hash of their names: the same everywhere, for
every worker. A conversation on both databases is sampled on PostgreSQL as well; the store has its own tests,
and those run on both.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Protocol
from zlib import crc32

ON_POSTGRESQL = 3
"""One in so many conversations is had on PostgreSQL too."""


class Case(Protocol):
    """What of a `pytest.Item` is asked for."""

    @property
    def nodeid(self) -> str: ...

    def get_closest_marker(self, name: str) -> Any: ...

    def add_marker(self, marker: str) -> None: ...


def sample(items: Sequence[Case]) -> None:
    """Mark as `soak` what the sample leaves out."""
    groups: dict[tuple[str, int], list[Case]] = defaultdict(list)
    for item in items:
        for group in _groups(item):
            groups[group].append(item)
    for (_, share), cases in groups.items():
        cases.sort(key=lambda case: crc32(case.nodeid.encode()))
        for left_out in cases[-(-len(cases) // share) :]:
            left_out.add_marker("soak")


def _groups(item: Case) -> list[tuple[str, int]]:
    """What the item is a case of, and how many of its cases stand for one that runs."""
    path = item.nodeid.partition("::")[0]
    groups = []
    if mark := item.get_closest_marker("sampled"):
        groups.append((item.nodeid.partition("[")[0], int(mark.args[0])))
    if path.startswith("tests/app/") and "both" not in path and "postgresql" in item.nodeid:
        groups.append((path, ON_POSTGRESQL))
    return groups
