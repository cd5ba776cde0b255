"""`python -m tests.live.round_victim run`: the real bot in a round, killed at some point once it is armed.

KILL_AT as in `tests.live.victim`; nothing is counted before the file KILL_ARMED is there. The clock stands
still but for the playground's steps, so that two runs have the same times.
"""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot import service
from bot.__main__ import main
from bot.clock import Clock, SteeredClock
from bot.telegram.client import BotClient
from bot.turn import Turn
from tests.live import victim

START = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
POINTS = ("effect", "commit", "acknowledge", "send", "settle", "tick")
ARMED = Path(os.environ.get("KILL_ARMED", "/nonexistent"))


class Standing:
    """A machine's clock that has stopped."""

    def now(self) -> datetime:
        return START


class StandingSteered(SteeredClock):
    """The playground's steps alone move it."""

    def __init__(self, url: str, system: Clock) -> None:
        super().__init__(url, Standing())


def once_armed(die: Any) -> Any:
    def perhaps(point: str) -> None:
        if ARMED.exists():
            die(point)

    return perhaps


if __name__ == "__main__":
    victim.perhaps_die = once_armed(victim.perhaps_die)
    vars(service)["SteeredClock"] = StandingSteered
    victim.after_decision()
    victim.after(Turn, "handle", "commit")
    victim.after(BotClient, "updates", "acknowledge")
    victim.after(BotClient, "post", "send")
    victim.after(Turn, "settle", "settle")
    victim.after(Turn, "tick", "tick")
    main()
