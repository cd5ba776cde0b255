"""Updates that somebody waits for until they are settled."""

import asyncio


class AwaitedUpdates:
    """Any number may wait for the same update."""

    def __init__(self) -> None:
        self._waiting: dict[int, asyncio.Future[bool]] = {}

    def __len__(self) -> int:
        """How many updates are waited for."""
        return len(self._waiting)

    async def wait(self, number: int) -> bool:
        """True once the update is settled, False if it could not be for now."""
        if number not in self._waiting:
            self._waiting[number] = asyncio.get_running_loop().create_future()
        return await asyncio.shield(self._waiting[number])

    def settle(self, number: int) -> None:
        """It is settled."""
        if (waiting := self._waiting.pop(number, None)) is not None:
            waiting.set_result(True)

    def fail(self) -> None:
        """None of them can be settled for now."""
        waiting, self._waiting = self._waiting, {}
        for one in waiting.values():
            one.set_result(False)
