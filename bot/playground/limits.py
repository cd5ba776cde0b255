"""Telegram's sending limits, as far as they are known: 30 a second in all, one a second in a chat with a
short burst, 20 a minute in a group (Bots FAQ, "My bot is hitting limits"). Off unless switched on."""

import math
from collections import deque
from dataclasses import dataclass


@dataclass(slots=True)
class _Bucket:
    """Tokens that come back with time."""

    capacity: float
    per_second: float
    tokens: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until one token is there; 0 if it is there now."""
        self.tokens = min(self.capacity, self.tokens + (now - self.at) * self.per_second)
        self.at = now
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) / self.per_second


class SendLimits:
    """Counts what is sent and what is refused; says how long to wait when it is too much."""

    ALL = (30.0, 30.0)
    CHAT = (3.0, 1.0)
    GROUP = (20.0, 20 / 60)
    """Each: how many at once, how many a second."""

    def __init__(self) -> None:
        self.passed = 0
        self.refused = 0
        self.fastest = 0
        """The most that passed within any one second."""
        self._buckets: dict[int | None, _Bucket] = {}
        self._second: deque[float] = deque()

    def spend(self, chat: int, is_group: bool, now: float) -> int:
        """Whole seconds to wait (429's retry_after), or 0: it is counted and may go out. `now` in seconds."""
        buckets = [
            self._bucket(None, self.ALL, now),
            self._bucket(chat, self.GROUP if is_group else self.CHAT, now),
        ]
        wait = max(bucket.wait(now) for bucket in buckets)
        if wait > 0:
            self.refused += 1
            return math.ceil(wait)
        for bucket in buckets:
            bucket.tokens -= 1
        self._count(now)
        return 0

    def _count(self, now: float) -> None:
        self.passed += 1
        self._second.append(now)
        while self._second[0] <= now - 1:
            self._second.popleft()
        self.fastest = max(self.fastest, len(self._second))

    def _bucket(self, key: int | None, size: tuple[float, float], now: float) -> _Bucket:
        if key not in self._buckets:
            self._buckets[key] = _Bucket(capacity=size[0], per_second=size[1], tokens=size[0], at=now)
        return self._buckets[key]
