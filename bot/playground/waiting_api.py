"""A BotApi whose answers can be waited for: long polling, one poller at a time, late answers."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.playground.api import BotApi
from bot.playground.faults import Answer
from bot.playground.params import Upload

LONGEST_POLL = 50.0
"""Seconds Telegram lets a poller wait."""


async def _nothing() -> None:
    return None


class ChangeSignal:
    """Wakes everybody who waits, each time something has changed."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        """Wake all."""
        for one in self._waiting:
            if not one.done():
                one.set_result(None)
        self._waiting = set()

    async def wait(self, seconds: float) -> None:
        """Wait for the next change, or so long."""
        one = asyncio.get_running_loop().create_future()
        self._waiting.add(one)
        try:
            await asyncio.wait_for(one, seconds)
        except TimeoutError:
            return
        finally:
            self._waiting.discard(one)


class WaitingApi:
    """Asks a BotApi, and waits where Telegram would: for updates, and for late answers."""

    def __init__(self, api: BotApi, durable: Callable[[], Awaitable[None]] = _nothing) -> None:
        """`durable` is awaited before an answer is given: what was told must not be forgotten."""
        self.api = api
        self.changes = ChangeSignal()
        self.closing = False
        self._durable = durable
        api.world.listeners.append(self.changes.notify)

    async def ask(
        self,
        token: str,
        method: str,
        params: Mapping[str, Any],
        files: Mapping[str, Upload] | None = None,
        *,
        late: bool = True,
    ) -> Answer:
        """Carry out a call; getUpdates waits for something to tell, up to its `timeout` in seconds.

        The answer may be marked as lost: then it must not be given. `late=False` leaves a fault's delay to
        the caller.
        """
        if method.lower() == "getupdates":
            answer = await self._poll(token, method, params)
        else:
            answer = self.api.answer(token, method, params, files)
        await self._durable()
        if late:
            await self.delay(answer)
        return answer

    async def delay(self, answer: Answer) -> None:
        """Wait as long as a fault says."""
        if answer.delay > 0:
            await asyncio.sleep(answer.delay)

    async def wait(self, seconds: float) -> None:
        """Wait until something happens, or so long; polls close in time meanwhile."""
        closing = self.api.seconds_to_closing()
        await self.changes.wait(seconds if closing is None else min(seconds, closing))
        self.api.waiting()

    def close(self) -> None:
        """Answer everybody who waits at once, and let nobody wait any more."""
        self.closing = True
        self.changes.notify()

    async def _poll(self, token: str, method: str, params: Mapping[str, Any]) -> Answer:
        turn = self.api.begin_poll() if token == self.api.token else 0
        loop = asyncio.get_running_loop()
        until = loop.time() + _seconds(params.get("timeout"))
        answer = self.api.answer(token, method, params)
        while _is_empty(answer) and not self.closing and (left := until - loop.time()) > 0:
            await self.wait(left)
            if turn != self.api.poller():
                return self.api.conflict()
            if self.api.waiting():
                answer = self.api.answer(token, method, params)
        return answer


def _is_empty(answer: Answer) -> bool:
    return answer.status == 200 and not answer.body["result"] and not answer.lost


def _seconds(timeout: Any) -> float:
    try:
        return min(max(float(timeout or 0), 0.0), LONGEST_POLL)
    except (TypeError, ValueError):
        return 0.0
