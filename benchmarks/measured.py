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
    """Seconds until the first tick is done, or the scheduler runs."""
    memory: int
    """Bytes of resident memory that came with the subscriptions."""
    idle: float
    """Seconds of a tick, or of a wake-up, in which nobody is due; the median."""
    idle_worst: float
    """The 99th of a hundred."""
    due: int
    """Prompts that were due."""
    made: int
    """Of these, the ones that came about."""
    each: float
    """Seconds a prompt that came about."""


def resident() -> int:
    """Bytes of memory this process has now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


def share(times: list[float], of: float) -> float:
    """The time that so much of them do not exceed."""
    return sorted(times)[int((len(times) - 1) * of)]
