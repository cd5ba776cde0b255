"""Which process holds something, and whether it still runs."""

import os
import socket
import subprocess
import sys

import pytest

from bot.process import has_ended, this_process

HOST = socket.gethostname()


def ended_pid() -> int:
    """The number of a process that ran and has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_a_process_is_named_by_its_host_and_number() -> None:
    assert this_process() == f"{HOST}/{os.getpid()}"


@pytest.mark.parametrize(
    ("process", "ended"),
    [
        (f"{HOST}/{os.getppid()}", False),
        (f"{HOST}/{ended_pid()}", True),
        (f"{HOST}/1", False),
        (this_process(), True),
        ("elsewhere/7", False),
        (f"elsewhere/{os.getpid()}", False),
        (f"{HOST}/x", False),
        ("x", False),
        (None, False),
    ],
    ids=[
        "its parent",
        "ended",
        "the first",
        "its own number again",
        "elsewhere",
        "elsewhere, its number",
        "x",
        "no host",
        "none",
    ],
)
def test_only_a_process_of_this_host_that_runs_no_more_has_ended(process: str | None, ended: bool) -> None:
    """One with our own name was an earlier one: numbers repeat, in containers above all."""
    assert has_ended(process, this_process()) is ended
