"""`python -m benchmarks.faults.victim run`: the real bot, to which something happens when a file says so.

RECALL_FAULT_FILE names the file. In it stands the name of a point and the time it is passed from then on,
such as `commit:3`; there the process kills itself. Points are those of `tests.live.victim`, and *tick*. Or it
holds *full* or *read-only*: SQLite refuses to write, by its own errors, until the file is gone.
"""

import os
import signal
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from bot.__main__ import main
from bot.telegram.client import BotClient
from bot.turn import Turn
from tests.live import victim

FILE = Path(os.environ.get("RECALL_FAULT_FILE", "/nonexistent"))
POINTS = ("effect", "commit", "acknowledge", "claim", "send", "settle", "tick")
_LIMITS = {
    "full": ("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 4294967294"),
    "read-only": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
}
_passed: Counter[str] = Counter()
_limited: set[str] = set()


def ordered() -> str:
    """What is to happen."""
    try:
        return FILE.read_text()
    except FileNotFoundError:
        return ""


def perhaps_die(point: str) -> None:
    """The power cut."""
    order = ordered()
    at, _, count = order.partition(":")
    if at == point:
        _passed[order] += 1
        if _passed[order] >= int(count):
            FILE.unlink(missing_ok=True)
            os.kill(os.getpid(), signal.SIGKILL)


@event.listens_for(Engine, "begin")
def _limit(connection: Any) -> None:
    """A full disk, or one that has become read-only."""
    if connection.dialect.name != "sqlite":
        return
    order = ordered()
    for limit, (on, off) in _LIMITS.items():
        if limit == order and limit not in _limited:
            connection.exec_driver_sql(on)
            _limited.add(limit)
        elif limit != order and limit in _limited:
            connection.exec_driver_sql(off)
            _limited.discard(limit)


if __name__ == "__main__":
    victim.perhaps_die = perhaps_die
    victim.after_decision()
    victim.after(Turn, "handle", "commit")
    victim.after(Turn, "claim", "claim")
    victim.after(BotClient, "updates", "acknowledge")
    victim.after(BotClient, "post", "send")
    victim.after(Turn, "settle", "settle")
    victim.after(Turn, "tick", "tick")
    main()
