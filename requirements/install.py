"""Install what a lock file names and say how far it is: pip alone is silent for minutes, or says too much.

.venv/bin/python requirements/install.py requirements/run.txt "what the bot needs"
"""

import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

LEAST, MOST = 2.0, 15.0
"""Seconds between two lines: no sooner, and no later while there is nothing new."""
TOLD = 15
"""Lines of pip's that are shown if it fails."""
PIP = ("-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off")


class Progress:
    """Turns what pip says into a few lines."""

    def __init__(self, total: int, say: Callable[[str], None], now: float) -> None:
        """`total`: how many packages are named. Times are monotonic seconds."""
        self._total = total
        self._say = say
        self._said_at = now
        self._seen = 0
        self._doing = "nothing has come yet"
        self._is_unpacking = False
        self._is_troubled = False

    def hear(self, line: str, now: float) -> None:
        """A line of pip's."""
        if line.startswith("Ignoring "):
            self._total -= 1
        elif named := _package(line):
            self._seen += 1
            self._doing = f"{self._seen} of {self._total}: {named}"
            if now - self._said_at >= LEAST:
                self._tell(self._doing, now)
        elif line.startswith("Installing collected packages"):
            self._is_unpacking = True
            self._tell("all are here; unpacking them", now)
        elif "Retrying (" in line and not self._is_troubled:
            self._is_troubled = True
            self._tell("the package index does not answer; trying again", now)

    def wait(self, unpacked: int, now: float) -> None:
        """Nothing was said for a moment. `unpacked`: how many packages have come into the environment."""
        if now - self._said_at >= MOST:
            doing = f"{unpacked} of {self._total} are unpacked" if self._is_unpacking else self._doing
            self._tell(f"still at it: {doing}", now)

    def _tell(self, words: str, now: float) -> None:
        self._said_at = now
        self._say(f"  {words}")


def _package(line: str) -> str:
    """The package a line is about, with its version; empty if it is about something else."""
    if found := re.match(r"(?:Collecting|Requirement already satisfied:) ([\w.-]+)==([\w.+!]+)", line):
        return f"{found[1]} {found[2]}"
    if found := re.match(r"Processing (?:\S*[/\\])?([\w.]+)-([\w.+!]+?)(?:-\S+\.whl|\.tar\.gz)\b", line):
        return f"{found[1].replace('_', '-')} {found[2]}"
    return ""


def named_in(lock: str) -> int:
    """How many packages a lock file names."""
    return len(re.findall(r"^[\w.-]+==", lock, re.MULTILINE))


def _in_environment() -> int:
    return sum(1 for place in sys.path for _ in Path(place or ".").glob("*.dist-info"))


def _lines(output: Iterable[str], into: "queue.Queue[str | None]") -> None:
    for line in output:
        into.put(line.rstrip())
    into.put(None)


def install(lock: Path, what: str) -> int:
    """Run pip; gives its exit status."""
    total = named_in(lock.read_text("utf-8"))
    print(f"Installing {what}: {total} packages. It is done once, and can take some minutes.", flush=True)
    command = [sys.executable, "-u", *PIP, "--require-hashes", "-r", str(lock)]
    heard: list[str] = []
    before = _in_environment()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        assert pip.stdout is not None
        lines: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=_lines, args=(pip.stdout, lines), daemon=True).start()
        progress = Progress(total, lambda words: print(words, flush=True), time.monotonic())
        line: str | None = ""
        while line is not None:
            try:
                line = lines.get(timeout=1)
            except queue.Empty:
                progress.wait(_in_environment() - before, time.monotonic())
            else:
                heard.append(line or "")
                progress.hear(line or "", time.monotonic())
    if pip.returncode:
        print("\n".join(heard[-TOLD:]), file=sys.stderr)
        print("Installing has failed; pip says above why. Mend that, and run it again.", file=sys.stderr)
    return pip.returncode


if __name__ == "__main__":
    sys.exit(install(Path(sys.argv[1]), sys.argv[2]))
