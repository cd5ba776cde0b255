"""What the program must not do anywhere: read pickles, run texts, start work that nobody waits for."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.project.repository import ROOT

MODULES = sorted((ROOT / "bot").rglob("*.py"))
PICKLES = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal", "jsonpickle"}
RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
STORED = {"PicklePersistence", "PickleType", "SQLAlchemyJobStore"}
"""They hold pickles without saying so."""
SHELLS = {("os", "system"), ("os", "popen"), ("asyncio", "create_subprocess_shell")}
LOOSE = {"ensure_future", "call_later", "call_at"}
LOOPS = {"asyncio", "loop", "asyncio.get_running_loop()"}
UNSAFE_YAML = {"load", "load_all", "unsafe_load", "full_load"}


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (one.name for one in node.names)


def calls(tree: ast.Module) -> Iterator[tuple[str, str, ast.Call]]:
    """What each call is called on, and what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield ast.unparse(node.func.value), node.func.attr, node
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield "", node.func.id, node


def test_no_module_of_the_bot_reads_pickles() -> None:
    """Nor does it run a text, load YAML that makes objects, or hand a text to a shell."""
    assert [offence for path in MODULES for offence in _runs_what_it_reads(path)] == []


def _runs_what_it_reads(path: Path) -> Iterator[str]:
    tree = tree_of(path)
    names = set(imported(tree))
    yield from (f"{path}: {name}" for name in names if name.partition(".")[0] in PICKLES or name in STORED)
    for owner, name, call in calls(tree):
        runs_text = owner == "" and name in RUNS_TEXT
        in_a_shell = (owner, name) in SHELLS or any(key.arg == "shell" for key in call.keywords)
        if runs_text or in_a_shell or (owner == "yaml" and name in UNSAFE_YAML):
            yield f"{path}: {ast.unparse(call)}"


def test_nothing_runs_that_nobody_waits_for() -> None:
    """A task belongs to a group: what fails in it is raised, and none is collected as garbage."""
    found = [
        f"{path}: {ast.unparse(call)}"
        for path in MODULES
        for owner, name, call in calls(tree_of(path))
        if name in LOOSE or (name == "create_task" and owner in LOOPS)
    ]
    assert found == []
