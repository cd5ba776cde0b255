"""A Bot API server of few words: it keeps updates until they are acknowledged and answers as it is told."""

import asyncio
import json
from collections import Counter, defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from telegram._utils.types import ODVInput
from telegram.request import BaseRequest, RequestData

from bot.telegram.client import BotClient, Draw

TOKEN = "700100200:AAtest-secret-token-of-the-face"
Json = dict[str, Any]
Answer = tuple[int, Json] | Exception | Callable[[], Awaitable[None]]
"""Status and body; or the connection fails; or something happens before the usual answer."""


def refusal(status: int, said: str, **parameters: object) -> tuple[int, Json]:
    body: Json = {"ok": False, "error_code": status, "description": said}
    return status, body | ({"parameters": parameters} if parameters else {})


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    params: Json
    files: Json

    @property
    def chat(self) -> int:
        return int(self.params["chat_id"])


class Server(BaseRequest):
    """Both pools of a line; `told` answers a method's next calls, each once."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.told: dict[str, deque[Answer]] = defaultdict(deque)
        self.updates: list[Json] = []
        self.acknowledged: list[int | None] = []
        """The offsets asked for, in order."""
        self.news = asyncio.Event()
        self.under_way: Counter[int] = Counter()
        self.most_under_way = 0
        """The most calls for one chat that were under way at once."""
        self._numbers = count(501)

    def client(self, draw: Draw | None = None) -> BotClient:
        return BotClient(token=TOKEN, api="http://127.0.0.1:8081", polls=self, sends=self, draw=draw)

    def sent(self, method: str = "sendMessage") -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def texts(self) -> list[str]:
        return [call.params["text"] for call in self.sent()]

    def bring(self, *updates: Json) -> None:
        self.updates += updates
        self.news.set()

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = None,
        write_timeout: ODVInput[float] = None,
        connect_timeout: ODVInput[float] = None,
        pool_timeout: ODVInput[float] = None,
    ) -> tuple[int, bytes]:
        call = _call(url, request_data)
        self.calls.append(call)
        chat = int(call.params.get("chat_id", 0))
        self.under_way[chat] += 1
        self.most_under_way = max(self.most_under_way, self.under_way[chat] if chat else 0)
        try:
            status, body = await self._answer(call)
        finally:
            self.under_way[chat] -= 1
        return status, json.dumps(body).encode()

    async def _answer(self, call: Call) -> tuple[int, Json]:
        told = self.told[call.method].popleft() if self.told[call.method] else None
        if isinstance(told, Exception):
            raise told
        if isinstance(told, tuple):
            return told
        if told:
            await told()
        result: object = True
        if call.method == "getUpdates":
            result = await self._fetch(call.params)
        elif call.method in ("sendMessage", "sendDocument", "sendPhoto"):
            result = {"message_id": next(self._numbers), "chat": {"id": call.chat}, "newer": {"thing": 1}}
        elif call.method.startswith("editMessage"):
            result = {"message_id": call.params["message_id"]}
        return 200, {"ok": True, "result": result}

    async def _fetch(self, params: Json) -> list[Json]:
        offset = params.get("offset")
        self.acknowledged.append(offset)
        if offset is not None:
            self.updates = [update for update in self.updates if update.get("update_id", offset) >= offset]
        if params["timeout"] and not self.updates:
            self.news.clear()
            await self.news.wait()
        return self.updates[: params["limit"]]


def _call(url: str, data: RequestData | None) -> Call:
    before, _, method = url.rpartition("/")
    assert before.endswith(f"/bot{TOKEN}"), url
    params = {name: _plain(value) for name, value in (data.json_parameters if data else {}).items()}
    return Call(method, params, dict(data.multipart_data) if data else {})


def _plain(value: str) -> Any:
    """Numbers, lists and objects travel as JSON, text as it is."""
    try:
        return json.loads(value)
    except ValueError:
        return value
