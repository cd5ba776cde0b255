"""docs/faults.md: each case and promise has a line, and the tests that a line names are there."""

import ast
import re
from functools import cache

import pytest

from tests.project.repository import ROOT, text_of

PAGE = text_of("docs/faults.md")
LINES = dict(re.findall(r"^\| ([FP]\d+) \| (.+) \|$", PAGE, re.MULTILINE))
NUMBERS = [*(f"F{n}" for n in range(1, 141)), *(f"P{n}" for n in range(1, 25))]


@cache
def names_in(path: str) -> set[str]:
    """The tests of a file, by its path below `tests/`."""
    tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
    defined = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {node.name for node in defined}


def test_every_case_and_promise_has_one_line() -> None:
    assert list(LINES) == NUMBERS
    assert PAGE.count("\n| F") + PAGE.count("\n| P") == len(NUMBERS)


@pytest.mark.parametrize("number", NUMBERS)
def test_what_covers_it_is_there(number: str) -> None:
    what, _, how = LINES[number].partition(" | ")
    assert what.strip()
    named = re.findall(r"`([\w/]+\.py)` (\w+)", how)
    assert named or how.startswith("Not tested: ")
    for path, name in named:
        assert f"test_{name}" in names_in(path), (path, name)
