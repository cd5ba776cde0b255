"""Messages in hand that have not left: each leaves as soon as its chat takes one. Pure."""

import heapq
from itertools import count

from msgspec import Struct

from bot.app.ports.outbox import OutboxMessage


class Waiting(Struct, frozen=True):
    """A message that waits in memory. Times are monotonic seconds."""

    outgoing: OutboxMessage
    until: float
    """From then on it is to be put back into the outbox, for its lease would end while it is sent."""


class WaitingMessages:
    """In the order in which they may leave, and those of one time in the order in which they came."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Waiting]] = []
        self._numbers = count()

    def __len__(self) -> int:
        return len(self._heap)

    def push(self, waiting: Waiting, ready_at: float) -> None:
        """It may leave from `ready_at` on."""
        heapq.heappush(self._heap, (ready_at, next(self._numbers), waiting))

    def pop(self, now: float) -> Waiting | None:
        """The next one that may leave now."""
        if not self._heap or self._heap[0][0] > now:
            return None
        return heapq.heappop(self._heap)[2]

    def ready_in(self, now: float) -> float | None:
        """In how many seconds the next one may leave; None if there is none."""
        return max(0.0, self._heap[0][0] - now) if self._heap else None

    def take_all(self) -> list[Waiting]:
        """All of them; none is left."""
        taken = [waiting for _, _, waiting in sorted(self._heap, key=lambda entry: entry[:2])]
        self._heap.clear()
        return taken
