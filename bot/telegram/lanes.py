"""A fair queue: lanes of different people and chats take turns."""

from collections import deque
from itertools import islice
from typing import Generic, TypeVar

Item = TypeVar("Item")
FRESH_IN_A_ROW = 3
"""How many lanes that have just begun to wait go before one that waits with more after its last turn."""


class Lanes(Generic[Item]):
    """A lane per key, first in, first out; at most one item of a lane is out at a time.

    A lane has one turn, then goes behind the others. One that has just begun to wait goes before those that
    had a turn already: who writes once is not behind somebody's backlog. Every fourth turn is one of the
    backlog all the same.
    """

    def __init__(self) -> None:
        self._lanes: dict[str, deque[Item]] = {}
        self._fresh: deque[str] = deque()
        self._served: deque[str] = deque()
        self._in_a_row = 0

    def add(self, lane: str, item: Item, *, backlog: bool = False) -> None:
        """Put an item at the end of its lane. `backlog`: it has waited since before, and a new lane made for
        it is not taken for one that has just begun to wait."""
        if items := self._lanes.get(lane):
            items.append(item)
        else:
            self._lanes[lane] = deque([item])
            (self._served if backlog else self._fresh).append(lane)

    def take(self) -> Item | None:
        """The first item of the lane whose turn it is. It stays there until `finish` or `put_back`, and no
        other item of the lane is given out before that. None: no lane may be taken."""
        if self._fresh and not (self._served and self._in_a_row >= FRESH_IN_A_ROW):
            self._in_a_row += 1
            return self._lanes[self._fresh.popleft()][0]
        self._in_a_row = 0
        return self._lanes[self._served.popleft()][0] if self._served else None

    def finish(self, lane: str) -> None:
        """Remove the item that was taken; the rest of its lane goes behind the others."""
        items = self._lanes[lane]
        items.popleft()
        if items:
            self._served.append(lane)
        else:
            del self._lanes[lane]

    def put_back(self, lane: str) -> None:
        """The item that was taken is to be taken again; its lane goes behind the others."""
        self._served.append(lane)

    def first_of(self, lane: str, most: int) -> list[Item]:
        """The first items of a lane."""
        return list(islice(self._lanes[lane], most))

    def __len__(self) -> int:
        """How many lanes have an item that waits or is out."""
        return len(self._lanes)
