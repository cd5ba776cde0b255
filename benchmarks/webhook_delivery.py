"""Telegram's side of a webhook over the stand-in server: updates of a chat one after the other, chats side by
side, again when one was not taken."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from benchmarks.stand_in import Call, Json, StandIn

CONNECTIONS = 100
"""Updates that are brought at the same time (Bot API, setWebhook: the most)."""
ANSWER = ClientTimeout(total=60)
"""So long an answer is waited for."""
AGAIN = 0.2
"""Seconds before an update is brought again. Telegram waits longer."""


@dataclass(slots=True)
class WebhookDelivery:
    """Brings updates to the address that the bot has set."""

    url: str = ""
    taken: int = 0
    """Updates that were answered with 200."""
    refused: int = 0
    """Answers that were none, or another one."""
    _secret: str = ""
    _set: asyncio.Event = field(default_factory=asyncio.Event)
    _queues: dict[int, deque[bytes]] = field(default_factory=lambda: defaultdict(deque))
    _busy: set[int] = field(default_factory=set)
    _free: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CONNECTIONS))
    _numbers: int = 1_000_000
    _group: asyncio.TaskGroup | None = None
    _session: ClientSession | None = None

    def hears(self, call: Call) -> None:
        """A call of the bot's."""
        if call.method == "setWebhook":
            self.url, self._secret = str(call.params["url"]), str(call.params["secret_token"])
            self._set.set()

    def bring(self, chat: int, update: Json) -> None:
        """Queue an update of a chat under the next number."""
        assert self._group is not None
        self._numbers += 1
        self._queues[chat].append(json.dumps({"update_id": self._numbers, **update}).encode())
        if chat not in self._busy:
            self._busy.add(chat)
            self._group.create_task(self._empty(chat))

    @property
    def waiting(self) -> int:
        """Updates that are not taken yet."""
        return sum(map(len, self._queues.values()))

    async def is_set(self) -> None:
        """Wait until there is an address."""
        await self._set.wait()

    async def _empty(self, chat: int) -> None:
        queue = self._queues[chat]
        while queue:
            async with self._free:
                is_taken = await self._post(queue[0])
            if is_taken:
                queue.popleft()
                self.taken += 1
            else:
                self.refused += 1
                await asyncio.sleep(AGAIN)
        self._busy.discard(chat)
        del self._queues[chat]

    async def _post(self, body: bytes) -> bool:
        assert self._session is not None
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": self._secret}
        with suppress(ClientError, TimeoutError):
            async with self._session.post(self.url, data=body, headers=headers) as answer:
                return answer.status == 200
        return False


@asynccontextmanager
async def delivering_to_webhooks(server: StandIn) -> AsyncIterator[WebhookDelivery]:
    """While the block runs, what is brought goes to the webhook that a bot sets at the server."""
    delivery = WebhookDelivery()
    server.listeners.append(delivery.hears)
    connector = TCPConnector(limit=CONNECTIONS)
    async with ClientSession(timeout=ANSWER, connector=connector) as session, asyncio.TaskGroup() as group:
        delivery._session, delivery._group = session, group
        yield delivery
