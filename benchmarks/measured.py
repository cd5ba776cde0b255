"""What is measured of a way to bring many learners their daily question."""

from dataclasses import dataclass
from pathlib import Path

PAGE = 4096
MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One way, with so many subscriptions."""

    subscriptions: int
    start: float
    """The processor's seconds until the first tick is done, or the scheduler runs."""
    memory: int
    """Bytes of resident memory that came with the subscriptions."""
    idle: float
    """The processor's seconds for a tick, or a wake-up, in which nobody is due."""
    idle_wall: float
    """The same by the clock; the middle one of all."""
    due: int
    """Prompts that were due."""
    made: int
    """Of these, the ones that came about."""
    each: float
    """The processor's seconds for each prompt that came about."""
    schedule: float = float("nan")
    """Of these, what it takes to find a due row, lock it, reckon its next time and keep that."""


def resident() -> int:
    """Bytes of memory this process has now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE
