"""`python -m benchmarks.faults.migrating migrate`, killed after the statement that KILL_AFTER numbers."""

import os
import signal
from itertools import count
from typing import Any

from sqlalchemy import Engine, event

from bot.__main__ import main

_numbers = count(1)
LAST = int(os.environ.get("KILL_AFTER", "0"))


@event.listens_for(Engine, "after_cursor_execute")
def _count(*_: Any) -> None:
    if next(_numbers) == LAST:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
