"""What is said while packages are installed: few plain lines, and never nothing for long."""

import importlib.util
import sys
from types import ModuleType

import pytest

from tests.project.repository import ROOT, text_of


@pytest.fixture(scope="module")
def program() -> ModuleType:
    """It belongs to no package, for it runs before anything is installed."""
    spec = importlib.util.spec_from_file_location("install", ROOT / "requirements" / "install.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def told(program: ModuleType, *moments: tuple[float, str | int]) -> list[str]:
    """What is said when pip says these lines, or nothing while so many packages are unpacked."""
    said: list[str] = []
    progress = program.Progress(3, said.append, 0.0)
    for at, what in moments:
        if isinstance(what, str):
            progress.hear(what, at)
        else:
            progress.wait(what, at)
    return [line.strip() for line in said]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Collecting aiohttp==3.14.5 (from -r requirements/run.txt (line 5))", "aiohttp 3.14.5"),
        ("Processing /files/psycopg_binary-3.3.4-cp311-cp311-linux.whl (from -r x)", "psycopg-binary 3.3.4"),
        ("Processing /files/snowballstemmer-3.0.1.tar.gz (from -r x)", "snowballstemmer 3.0.1"),
        ("Requirement already satisfied: pip==23.2.1 in /x", "pip 23.2.1"),
        ("  Downloading aiohttp-3.14.5-cp311.whl (1.7 MB)", ""),
        ("Looking in indexes: https://example.org/simple", ""),
    ],
)
def test_a_line_about_a_package_names_it(program: ModuleType, line: str, named: str) -> None:
    assert told(program, (9, line)) == ([f"1 of 3: {named}"] if named else [])


def test_lines_come_at_a_pace_one_can_read(program: ModuleType) -> None:
    """What does not fit this platform is not counted."""
    assert told(
        program,
        (0.1, "Ignoring colorama: markers 'sys_platform == \"win32\"' don't match your environment"),
        (0.2, "Collecting one==1"),
        (2.5, "Collecting two==2"),
        (3.0, "Installing collected packages: one, two"),
    ) == ["2 of 2: two 2", "all are here; unpacking them"]


def test_silence_is_broken(program: ModuleType) -> None:
    """While packages come, and while they are unpacked."""
    assert told(
        program,
        (3.0, "Collecting one==1"),
        (17.0, 0),
        (18.0, 0),
        (19.0, 0),
        (20.0, "Installing collected packages: one"),
        (35.0, 2),
    ) == [
        "1 of 3: one 1",
        "still at it: 1 of 3: one 1",
        "all are here; unpacking them",
        "still at it: 2 of 3 are unpacked",
    ]


def test_an_index_that_does_not_answer_is_told_once(program: ModuleType) -> None:
    retry = "WARNING: Retrying (Retry(total=4, connect=None)) after connection broken"
    assert told(program, (1, retry), (2, retry)) == ["the package index does not answer; trying again"]


def test_all_that_is_locked_is_counted(program: ModuleType) -> None:
    assert program.named_in("one==1 \\\n    --hash=sha256:0\n# two==2\n") == 1


def test_it_needs_nothing_that_is_not_there_yet() -> None:
    """It runs in an empty environment."""
    lines = text_of("requirements/install.py").splitlines()
    names = {line.split()[1].partition(".")[0] for line in lines if line.startswith(("import ", "from "))}
    assert names <= sys.stdlib_module_names
