"""Counts the SQL statements of a program that uses SQLAlchemy, whatever its own code is called.

    python -m benchmarks.statements COUNTS.json bot run

Runs the module with its arguments as `python -m` would. At each SIGUSR1 the counts so far are written to the
file as JSON: statement by statement ("SELECT learners": 12), transactions as COMMIT and ROLLBACK, and BEGIN,
SAVEPOINT and RELEASE by name.
"""

import json
import os
import re
import runpy
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, event

CONTROL = frozenset({"BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT"})
"""What only opens and closes transactions and parts of them."""
ENDS = frozenset({"ROLLBACK", "COMMIT"})
_TABLE = re.compile(r"\b(?:FROM|INTO|UPDATE)\s+\"?(\w+)")
_WORD = re.compile(r"\s*(\w+)")


class Counts:
    """What was executed by all engines of this process."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        event.listen(Engine, "before_cursor_execute", self._executes)
        event.listen(Engine, "commit", self._ends("COMMIT"))
        event.listen(Engine, "rollback", self._ends("ROLLBACK"))

    def write(self, file: Path) -> None:
        """Write the counts, all at once."""
        part = file.with_suffix(".part")
        part.write_text(json.dumps(self.counts))
        os.replace(part, file)

    def _executes(self, connection: Connection, cursor: object, statement: str, *rest: object) -> None:
        found = _WORD.match(statement)
        word = found[1].upper() if found else "?"
        table = None if word in CONTROL else _TABLE.search(statement)
        self.counts[f"{word} {table[1]}" if table else word] += 1

    def _ends(self, word: str) -> Callable[[Connection], None]:
        def count(connection: Connection) -> None:
            self.counts[word] += 1

        return count


def is_control(name: str) -> bool:
    """Whether a counted name is no statement of its own."""
    return name.partition(" ")[0] in CONTROL


def run_module(module: str, arguments: list[str]) -> None:
    """Run a module as `python -m` does."""
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def main(file: str, module: str, *arguments: str) -> None:
    """Count while the module runs."""
    counts = Counts()
    signal.signal(signal.SIGUSR1, lambda *_: counts.write(Path(file)))
    run_module(module, list(arguments))


if __name__ == "__main__":
    main(*sys.argv[1:])
