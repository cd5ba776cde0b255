"""`recall play` in a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextmanager
def served(database: Path, content: Path | None = None) -> Iterator[str]:
    """The address of a playground with its bot, which knows the shipped decks or those in `content`; both
    stop at the end, within seconds."""
    command = [sys.executable, "-m", "bot", "play", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--database", f"sqlite:///{database}"],
        cwd=ROOT,
        env=os.environ | ({"RECALL_CONTENT": str(content)} if content else {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    greeting = process.stdout.readline()
    assert greeting.startswith("Recall is here: http://127.0.0.1:"), greeting + process.stdout.read()
    yield greeting.split()[-1]
    process.send_signal(signal.SIGINT)
    rest = process.communicate(timeout=30)[0]
    assert process.returncode == 0, rest
    assert "Traceback" not in rest
