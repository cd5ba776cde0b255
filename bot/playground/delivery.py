"""Brings updates to the webhook: in order within a queue, queues side by side, again when it failed."""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable

from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout

from bot.playground.disk import Writer
from bot.playground.table import Json
from bot.playground.waiting_api import WaitingApi
from bot.playground.webhook import headers, note_error, queue_of, webhook
from bot.playground.world import World

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 64.0
"""Seconds between tries; each pause is twice the one before."""
ANSWER_SECONDS = 60.0
"""So long the webhook may take to answer."""
IDLE_SECONDS = 25.0

Pause = Callable[[float], Awaitable[None]]


class Delivery:
    """What is on its way to the webhook. Updates that are not confirmed stay and are brought again."""

    def __init__(self, waiting_api: WaitingApi, writer: Writer, pause: Pause = asyncio.sleep) -> None:
        """`pause` waits so many seconds between tries."""
        self._waiting_api = waiting_api
        self._world: World = waiting_api.api.world
        self._writer = writer
        self._pause = pause
        self._queues: dict[str, deque[int]] = {}
        self._busy: set[str] = set()
        self._newest = 0

    async def run(self) -> None:
        """Deliver until the playground closes."""
        timeout = ClientTimeout(total=ANSWER_SECONDS)
        async with ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as group:
            tasks: set[asyncio.Task[None]] = set()
            while not self._waiting_api.closing:
                for name in self._ready():
                    self._busy.add(name)
                    task = group.create_task(self._empty(session, name))
                    tasks.add(task)
                    task.add_done_callback(tasks.discard)
                await self._waiting_api.wait(IDLE_SECONDS)
            for task in tasks:
                task.cancel()

    def _ready(self) -> list[str]:
        """Queues that have something and are not at work, as many as there are connections for."""
        self._sort_in()
        hook = webhook(self._world)
        free = hook["connections"] - len(self._busy) if hook else 0
        waiting = [name for name, numbers in self._queues.items() if numbers and name not in self._busy]
        return waiting[: max(free, 0)]

    def _sort_in(self) -> None:
        """Find the queue of each update that has come since the last time."""
        fresh = self._world.state.updates.after(self._newest)
        for number, pending in fresh:
            self._queues.setdefault(queue_of(pending.update), deque()).append(number)
            self._newest = max(self._newest, number)

    async def _empty(self, session: ClientSession, name: str) -> None:
        """Bring everything of a queue, one after the other."""
        numbers, pause = self._queues[name], FIRST_PAUSE
        try:
            while numbers and (hook := webhook(self._world)):
                pending = self._world.state.updates.get(numbers[0])
                if pending is None or pending.expires <= self._world.seconds():
                    self._world.state.updates.drop(numbers.popleft())
                    continue
                await self._writer.settled()
                failed = await self._bring(session, hook, pending.update)
                if not failed:
                    self._world.state.updates.drop(numbers.popleft())
                    pause = FIRST_PAUSE
                    continue
                note_error(self._world, failed)
                await self._pause(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        finally:
            self._busy.discard(name)
            if not numbers:
                self._queues.pop(name, None)
            self._world.notify()

    async def _bring(self, session: ClientSession, hook: Json, update: Json) -> str:
        """Post an update; gives what went wrong, or nothing. What the webhook answers is not read."""
        try:
            body = json.dumps(update, ensure_ascii=False).encode()
            async with session.post(hook["url"], data=body, headers=headers(hook)) as answer:
                if 200 <= answer.status < 300:
                    return ""
                return f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except TimeoutError:
            return "Read timeout expired"
        except ClientConnectorError:
            return "Connection refused"
        except ClientError:
            return "Connection reset by peer"
