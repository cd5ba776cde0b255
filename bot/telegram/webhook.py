"""Updates in, by webhook: Telegram brings each by itself, and is told 200 once it is committed.

So Telegram keeps what is not, and brings it again, to this process or another one: nothing waits here that
would be lost with the process. What cannot be taken now is put off by 503 with `Retry-After`. Telegram brings
the next update of a chat only after the one before, which keeps the order over all processes.
"""

import asyncio
import ssl
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any

from bot.measures import Measures
from bot.telegram.backoff import Timing, rest
from bot.telegram.client import BotClient
from bot.telegram.errors import CannotListen, CannotServe
from bot.telegram.floods import Floods
from bot.telegram.inbox import Inbox
from bot.telegram.ports import UpdateHandler
from bot.telegram.processing import UpdateProcessing
from bot.telegram.recovery import Recovery
from bot.telegram.update_queue import UpdateQueue
from bot.telegram.webhook_place import WebhookPlace
from bot.telegram.webhook_setting import WebhookSetting

MOST_AWAITED = 256
"""Updates that are being handled, beyond which no more are taken. Telegram brings a hundred at once; more can
only come where an answer was not waited for."""


class WebhookIntake:
    """Takes updates that are brought, for an `UpdateQueue`, and says which are settled."""

    def __init__(
        self,
        client: BotClient,
        handler: UpdateHandler,
        timing: Timing,
        on_commit: Callable[[], None],
        place: WebhookPlace,
        measures: Measures | None = None,
        floods: Floods | None = None,
    ) -> None:
        """`on_commit` is called after each update that was handled: there may be messages to send."""
        self._place = place
        self._timing = timing
        self._measures = measures or Measures()
        processing = UpdateProcessing(client, handler, timing, on_commit, self._measures)
        self._queue = UpdateQueue(processing, Inbox(handler), timing, self._measures, floods)
        self._recovery = Recovery(self._queue, timing)
        self._setting = WebhookSetting(client, place, timing, self._measures)
        self._open = False

    async def rested(self) -> None:
        """Return when nothing is at work of what was received."""
        await self._queue.rested()

    async def deliver(self, raw: dict[str, Any]) -> bool:
        """Take an update that has a number; True once it is committed, False: bring it again later."""
        if not self._open or self._queue.trouble or len(self._queue.awaited) >= MOST_AWAITED:
            return False
        self._queue.receive([raw])
        return await self._queue.settled(raw["update_id"])

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates until `stop`, through any trouble of network and database; finish what is in hand.

        Raises CannotServe when there is no use in going on.
        """
        ended: list[CannotServe] = []
        async with asyncio.TaskGroup() as group:
            self._queue.open(group)
            healing = group.create_task(self._recovery.run(stop))
            async with AsyncExitStack() as serving:
                ended += await self._listen(serving)
                if not ended:
                    ended += await self._serve(group, stop)
                self._open = False
                await self._queue.close()
            healing.cancel()
        if ended:
            raise ended[0]

    async def _listen(self, serving: AsyncExitStack) -> list[CannotServe]:
        from bot.telegram.webhook_server import served

        try:
            await serving.enter_async_context(served(self.deliver, self._place, self._setting.secret))
        except (OSError, OverflowError) as fault:
            if isinstance(fault, ssl.SSLError | FileNotFoundError):
                return [CannotListen.certificate(str(self._place.certificate), fault)]
            return [CannotListen.at(f"{self._place.host}:{self._place.port}", fault)]
        return []

    async def _serve(self, group: asyncio.TaskGroup, stop: asyncio.Event) -> list[CannotServe]:
        while not stop.is_set() and (pause := await self._recovery.begin()):
            await rest(pause, self._timing.wait, stop)
        self._open = True
        if trouble := await self._setting.register(stop):
            return [trouble]
        watch = group.create_task(self._setting.watch(stop))
        await stop.wait()
        watch.cancel()
        return []
