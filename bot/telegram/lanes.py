"""Who may go next: each person's updates one after the other, different persons side by side."""

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager


class Lanes:
    """A lane per key, gone when empty.

    One at a time in a lane, in the order of arrival; at most `width` at work in all. Whoever waits in a lane
    takes none of the width, so that thirty messages of one person hold up nobody else.
    """

    def __init__(self, width: int) -> None:
        self._width = asyncio.Semaphore(width)
        self._lanes: dict[Hashable, _Lane] = {}

    @asynccontextmanager
    async def turn(self, key: Hashable) -> AsyncIterator[None]:
        """Wait for the key's turn, and hold it."""
        lane = self._lanes.setdefault(key, _Lane())
        lane.users += 1
        try:
            async with lane.lock, self._width:
                yield
        finally:
            lane.users -= 1
            if not lane.users:
                del self._lanes[key]

    def __len__(self) -> int:
        """How many keys have somebody at work or waiting."""
        return len(self._lanes)


class _Lane:
    __slots__ = ("lock", "users")

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.users = 0
