"""The only clock. Everything else takes `now` as an argument."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

if TYPE_CHECKING:  # loaded where a clock is steered, and nowhere else
    import aiohttp


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """See `Clock.now`."""
        return datetime.now(UTC)


OnStep = Callable[[], Awaitable[datetime | None]]


class NotLoopback(ValueError):
    """A clock may be steered from this machine alone."""


class SteeredClock:
    """The machine's clock, moved forward by a playground on this machine.

    Each step of the playground is followed, worked through by `on_step`, and acknowledged, so that a day
    passes bit by bit and not as an outage.
    """

    def __init__(self, url: str, system: Clock | None = None) -> None:
        """`url` is the playground's, such as `http://127.0.0.1:8081`. Raises NotLoopback."""
        if not _is_loopback(urlsplit(url).hostname or ""):
            raise NotLoopback(
                f"A clock is read from this machine alone, such as http://127.0.0.1:8081: {url}"
            )
        self._url = url.rstrip("/")
        self._system = system or SystemClock()
        self._offset = timedelta()
        self._step = -1

    def now(self) -> datetime:
        """See `Clock.now`."""
        return self._system.now() + self._offset

    async def follow(self, on_step: OnStep, stop: asyncio.Event) -> None:
        """Keep in step until `stop` is set. A playground that does not answer is asked again.

        `on_step` does what is due and gives when the next work is, so that the time is moved right there.
        """
        import aiohttp

        async with aiohttp.ClientSession(trust_env=False) as session, asyncio.TaskGroup() as group:
            following = group.create_task(self._follow(session, on_step))
            await stop.wait()
            following.cancel()

    async def _follow(self, session: "aiohttp.ClientSession", on_step: OnStep) -> None:
        import aiohttp

        while True:
            try:
                if await self._read(session):
                    due = await on_step()
                    ack = {"step": self._step, "next": due.timestamp() if due else None}
                    await session.post(f"{self._url}/clock/ack", json=ack)
            except (aiohttp.ClientError, TimeoutError):
                await asyncio.sleep(1)

    async def read(self) -> None:
        """Take over how far the clock has been moved, once, before anything else begins."""
        import aiohttp

        async with aiohttp.ClientSession(trust_env=False) as session:
            await self._read(session)

    async def _read(self, session: "aiohttp.ClientSession") -> bool:
        """Wait for the next step; True if there is one."""
        async with session.get(f"{self._url}/clock", params={"after": self._step}) as answer:
            state = await answer.json()
        moved: bool = state["step"] != self._step
        self._step, self._offset = state["step"], timedelta(seconds=state["offset_seconds"])
        return moved


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
