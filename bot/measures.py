"""Figures of one process since it began: what a log's summary, health and metrics are made from.

Plain numbers, written where things happen and read by whoever wants to know. They name nobody and hold no
words. Written and read in the thread of the event loop alone. Instants are seconds of the monotonic clock.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

SHORT = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Bounds in seconds for what takes a moment."""
LONG = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0, 21600.0)
"""Bounds in seconds for what may have waited through an outage."""

_NO_FIELDS: Mapping[str, Any] = MappingProxyType({})
_fields: ContextVar[Mapping[str, Any]] = ContextVar("log_fields", default=_NO_FIELDS)


class Histogram:
    """How often a number of seconds was at most each bound."""

    def __init__(self, bounds: tuple[float, ...]) -> None:
        self.bounds = bounds
        self.counts = [0] * (len(bounds) + 1)
        """One more than there are bounds, for what exceeds them all."""
        self.total = 0.0

    def observe(self, seconds: float) -> None:
        """One more."""
        self.counts[bisect_left(self.bounds, seconds)] += 1
        self.total += seconds

    @property
    def count(self) -> int:
        """How many there were."""
        return sum(self.counts)


@dataclass(slots=True, eq=False)
class Measures:
    """All figures. What a process never did stays 0."""

    updates: Counter[str] = field(default_factory=Counter)
    """Updates handled, by kind, such as *message*."""
    ages: Histogram = field(default_factory=lambda: Histogram(LONG))
    """How old updates were when they had been handled, from when they were sent."""
    turns: Histogram = field(default_factory=lambda: Histogram(SHORT))
    """How long it took to handle one, from its turn on."""
    dead: int = 0
    """Updates that could not be handled."""
    flooded: int = 0
    """Updates that were left out because somebody sent far too many."""
    sent: Counter[str] = field(default_factory=Counter)
    """Messages that have arrived, by lane."""
    sends: Histogram = field(default_factory=lambda: Histogram(SHORT))
    """How long it took to send one, whatever came of it."""
    undelivered: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Messages that never arrive, or nobody knows, by lane and why."""
    held_off: int = 0
    """How often the server wanted a pause (429)."""
    retries: int = 0
    """Messages put back to be sent again."""
    unsent_since: float | None = None
    """Since when every attempt to send has failed without an answer about the message itself; None if the
    last one got such an answer."""
    unsent_at: float = 0.0
    """When the latest of these attempts failed."""
    marks: Counter[str] = field(default_factory=Counter)
    """Answers, by mark."""
    opinions: Counter[str] = field(default_factory=Counter)
    """What came of asking a model, such as *same*, *away* or *spent*."""
    opinion_calls: int = 0
    """Requests to a model."""
    opinion_tokens: int = 0
    """Tokens that these took, as far as it said."""
    heard_at: float | None = None
    """When the server last answered a fetch of updates."""
    ticked_at: float | None = None
    """When a tick last ended well."""
    loop_lag: float = 0.0
    """By how many seconds the event loop was late, at the last look."""
    longest_lag: float = 0.0
    """The most since the last summary."""


@contextmanager
def log_fields(**fields: Any) -> Iterator[None]:
    """Say these with every line logged while the block runs, in this task and those it begins."""
    token = _fields.set({**_fields.get(), **fields})
    try:
        yield
    finally:
        _fields.reset(token)


def current_log_fields() -> Mapping[str, Any]:
    """What `log_fields` says at the moment."""
    return _fields.get()
