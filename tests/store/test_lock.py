"""One process a SQLite file: the second is told so, and how to go on."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.store.lock import CannotLock, InUse, sole_use

HOLD = """
import sys
from bot.store.lock import sole_use
with sole_use(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(url: str) -> "subprocess.Popen[str]":
    """Another process that holds the lock until its input ends or it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_process_is_told_the_file_the_owner_and_the_way_out(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'recall.db'}"
    with holder(url) as process:
        with pytest.raises(InUse) as caught, sole_use(url):
            pass
        process.communicate()
    told = str(caught.value)
    assert str(tmp_path / "new" / "recall.db") in told
    assert f"process {process.pid}" in told
    assert f"DATABASE_URL=sqlite:///{tmp_path / 'new' / 'other.db'}" in told


def test_the_lock_goes_with_a_process_that_was_killed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'recall.db'}"
    with holder(url) as process:
        process.kill()
    with sole_use(url):
        pass


def test_a_lock_that_was_let_go_can_be_taken_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'recall.db'}"
    for _ in range(2):
        with sole_use(url), pytest.raises(InUse), sole_use(url):
            pass


def test_other_files_are_not_locked(tmp_path: Path) -> None:
    with sole_use(f"sqlite:///{tmp_path / 'one.db'}"), sole_use(f"sqlite:///{tmp_path / 'two.db'}"):
        pass


def test_postgresql_takes_any_number_of_processes() -> None:
    with sole_use("postgresql://host/name"), sole_use("postgresql://host/name"):
        pass


def test_a_place_that_cannot_be_written_to_is_told_with_the_way_out(tmp_path: Path) -> None:
    """A file stands where the folder would be; a read-only disk and a full one are told the same way."""
    (tmp_path / "var").write_text("no folder")
    told = f"{re.escape(str(tmp_path / 'var'))} cannot be written to .*DATABASE_URL="
    with pytest.raises(CannotLock, match=told), sole_use(f"sqlite:///{tmp_path / 'var' / 'recall.db'}"):
        pass
