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
    assert this_process().startswith(f"{HOST}/{os.getpid()}/")
    assert this_process() == this_process()


@pytest.mark.parametrize(
    ("process", "ended"),
    [
        (f"{HOST}/{os.getppid()}", False),
        (f"{HOST}/{ended_pid()}", True),
        (f"{HOST}/1", False),
        (this_process(), False),
        (f"{HOST}/{os.getpid()}", True),
        (f"{HOST}/{os.getpid()}/another", True),
        (f"{HOST}/{ended_pid()}/mark", True),
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
        "itself",
        "its own number, before there were marks",
        "its own number again",
        "ended, marked",
        "elsewhere",
        "elsewhere, its number",
        "x",
        "no host",
        "none",
    ],
)
def test_only_a_process_of_this_host_that_runs_no_more_has_ended(process: str | None, ended: bool) -> None:
    """One with our own number was an earlier one: numbers repeat, in containers above all."""
    assert has_ended(process, this_process()) is ended
