"""A stand-in for the Bot API server: HTTP on the loopback, a queue of updates, and a record of every call.

    async with stand_in() as server:
        ...  # start a bot with the address `server.url` and any token
        server.bring(text_from(1, "/start"))

It answers what a bot needs and checks nothing; `bot.playground` is the server that is exact. It costs about a
tenth of what a bot spends on the same update, and runs in the process that measures, not in the bot's.
Updates are kept until a `getUpdates` asks for a higher number, at most 100 are given at a time.
"""

import asyncio
import json
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

Json = dict[str, Any]
BOT: Json = {"id": 700100200, "is_bot": True, "first_name": "Recall", "username": "recall_bench_bot"}
TOKEN = "700100200:AAbench-token-for-the-stand-in"
MOST = 100
"""Most updates in one answer (Bot API, getUpdates)."""
SENDS = frozenset({"sendMessage", "sendPhoto", "sendDocument", "sendPoll"})
"""Methods that bring a new message."""
_CHANGES = frozenset({"editMessageText", "editMessageReplyMarkup", "editMessageCaption"})


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot's, as it arrived. `at` is in seconds of `time.perf_counter`."""

    at: float
    method: str
    chat: int
    """0 where the method is about no chat."""
    params: Json
    message: int
    """The number of the message that it made or changed, else 0."""
    poll: str = ""
    """The poll that it made."""


@dataclass(slots=True)
class StandIn:
    """The server's state. All times are in seconds."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    listeners: list[Callable[[Call], None]] = field(default_factory=list)
    """Told of every call but `getUpdates`, when it arrives."""
    hangs: dict[str, float] = field(default_factory=dict)
    """How long the answer to a method takes; the others are answered at once."""
    administrators: dict[int, list[int]] = field(default_factory=dict)
    """People who administer a chat."""
    first_poll: float = 0.0
    """When `getUpdates` was called first since `forget`; 0 before that."""
    _queue: deque[tuple[int, bytes]] = field(default_factory=deque)
    _refusals: dict[str, deque[float]] = field(default_factory=dict)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _polled: asyncio.Event = field(default_factory=asyncio.Event)
    _updates: "count[int]" = field(default_factory=lambda: count(1_000_001))
    _messages: "count[int]" = field(default_factory=lambda: count(1_000))

    def bring(self, update: Json) -> int:
        """Queue an update under the next number, and give that number."""
        number = next(self._updates)
        body = json.dumps({"update_id": number, **update}, separators=(",", ":")).encode()
        self._queue.append((number, body))
        self._news.set()
        return number

    def refuse(self, method: str, *, times: int, seconds: float) -> None:
        """Answer the next calls of a method with 429 and so many seconds to wait."""
        self._refusals.setdefault(method, deque()).extend([seconds] * times)

    def waiting(self) -> int:
        """Updates that are not acknowledged yet."""
        return len(self._queue)

    def forget(self) -> None:
        """Another bot comes: no updates, no calls, no polls yet."""
        self._queue.clear()
        self.calls.clear()
        self.first_poll = 0.0
        self._polled.clear()

    async def polled(self) -> None:
        """Wait for the first `getUpdates`."""
        await self._polled.wait()

    def message_number(self) -> int:
        """A number for a message that somebody writes."""
        return next(self._messages)

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """One request."""
        method = request.path.rpartition("/")[2]
        params = await _params_of(request)
        if method == "getUpdates":
            return _answer(await self._get_updates(params))
        if refusals := self._refusals.get(method):
            return _too_many(refusals.popleft())
        result = self._result(method, params)
        if pause := self.hangs.get(method):
            await asyncio.sleep(pause)
        return _answer(json.dumps(result, separators=(",", ":")).encode())

    async def _get_updates(self, params: Json) -> bytes:
        if not self.first_poll:
            self.first_poll = time.perf_counter()
            self._polled.set()
        offset, limit = int(params.get("offset", 0)), int(params.get("limit", MOST))
        while self._queue and self._queue[0][0] < offset:
            self._queue.popleft()
        if not self._queue and (patience := float(params.get("timeout", 0))):
            self._news.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), patience)
        found = islice(self._queue, min(limit, MOST))
        return b"[" + b",".join(body for _, body in found) + b"]"

    def _result(self, method: str, params: Json) -> Any:
        chat, result = int(params.get("chat_id", 0)), self._made(method, params)
        made = result if isinstance(result, dict) else {}
        poll = made.get("poll", {}).get("id", "")
        call = Call(time.perf_counter(), method, chat, params, int(made.get("message_id", 0)), poll)
        self.calls.append(call)
        for listener in self.listeners:
            listener(call)
        return result

    def _made(self, method: str, params: Json) -> Any:
        if method in SENDS:
            return self._message(params, self.message_number())
        if method in _CHANGES:
            return self._message(params, int(params.get("message_id", 0)))
        match method:
            case "getMe":
                return BOT | {"can_join_groups": True, "can_read_all_group_messages": False}
            case "getChatAdministrators":
                people = self.administrators.get(int(params["chat_id"]), [])
                return [{"status": "administrator", "user": _user(one)} for one in people]
            case "getChatMember":
                return {"status": "member", "user": _user(int(params["user_id"]))}
            case "stopPoll":
                return _poll(params, "0") | {"is_closed": True}
            case _:
                return True

    def _message(self, params: Json, number: int) -> Json:
        chat = int(params.get("chat_id", 0))
        about = {"id": chat, "type": "supergroup" if chat < 0 else "private", "title": "A group"}
        message: Json = {"message_id": number, "date": int(time.time()), "chat": about, "from": BOT}
        if "text" in params:
            message["text"] = params["text"]
        if "caption" in params:
            message["caption"] = params["caption"]
        if "reply_markup" in params:
            message["reply_markup"] = _read(params["reply_markup"])
        if "question" in params:
            message["poll"] = _poll(params, str(number))
        return message


@asynccontextmanager
async def stand_in() -> AsyncIterator[StandIn]:
    """A server on a free port of 127.0.0.1, for the time of the block."""
    state = StandIn()
    web_server = web.Server(state.handle, access_log=None, handler_cancellation=True)
    runner = web.ServerRunner(web_server, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    state.url = site_address(runner)
    try:
        yield state
    finally:
        await runner.cleanup()


def site_address(runner: web.ServerRunner) -> str:
    """Where it listens."""
    host, port = runner.addresses[0][:2]
    return f"http://{host}:{port}"


async def _params_of(request: web.BaseRequest) -> Json:
    if request.content_type == "multipart/form-data":
        return dict(await request.post())
    body = await request.read()
    if request.content_type == "application/json":
        return dict(json.loads(body or b"{}"))
    return dict(parse_qsl(body.decode() or request.query_string, keep_blank_values=True))


def _answer(result: bytes) -> web.Response:
    return web.Response(body=b'{"ok":true,"result":' + result + b"}", content_type="application/json")


def _too_many(seconds: float) -> web.Response:
    body: Json = {
        "ok": False,
        "error_code": 429,
        "description": f"Too Many Requests: retry after {seconds:g}",
    }
    body["parameters"] = {"retry_after": seconds}
    return web.Response(body=json.dumps(body).encode(), status=429, content_type="application/json")


def _poll(params: Json, id: str) -> Json:
    options = [one["text"] if isinstance(one, dict) else one for one in _read(params.get("options", "[]"))]
    return {
        "id": id,
        "question": params.get("question", ""),
        "options": [{"text": text, "voter_count": 0} for text in options],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": False,
        "type": "quiz",
        "allows_multiple_answers": False,
    }


def _read(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _user(id: int) -> Json:
    return {"id": id, "is_bot": False, "first_name": "Somebody"}
