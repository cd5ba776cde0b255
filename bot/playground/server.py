"""The playground over HTTP, on loopback only: the bot's side as Telegram's, the page's, and the clock."""

import asyncio
import errno
import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.playground.api import BotApi
from bot.playground.delivery import Delivery, Pause
from bot.playground.disk import Disk, Writer
from bot.playground.follower import Follower
from bot.playground.page_routes import PageRoutes
from bot.playground.params import Upload
from bot.playground.state import State
from bot.playground.waiting_api import WaitingApi
from bot.playground.webhook import LOOPBACK

LARGEST_REQUEST = 52 * 1024 * 1024
"""Bytes: a document of 50 MB and its frame."""
CLOSE_SECONDS = 2.0

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class CannotListen(OSError):
    """Nobody may listen there; the message says why, and what to do."""


class Playground:
    """A running playground."""

    def __init__(self, api: BotApi, writer: Writer, disk: Disk | None) -> None:
        self.api = api
        self.url = ""
        """Where the page is, and the Bot API: `<url>/bot<token>/<method>`."""
        self.waiting_api = WaitingApi(api, writer.settled)
        self.follower = Follower(api.world, self.waiting_api.changes, writer)
        self._writer = writer
        self._disk = disk
        self._runner: web.AppRunner | None = None

    @property
    def token(self) -> str:
        """The bot's token; it opens nothing but this playground."""
        return self.api.token

    async def start(self, host: str, port: int) -> None:
        """Listen. Raises CannotListen."""
        runner = web.AppRunner(
            self._app(), access_log=None, handler_cancellation=True, shutdown_timeout=CLOSE_SECONDS
        )
        await runner.setup()
        self._runner = runner
        try:
            await web.TCPSite(runner, host, port).start()
        except (OSError, OverflowError) as error:
            await self.close()
            raise CannotListen(_why_not(host, port, error)) from error
        bound = runner.addresses[0]
        self.url = f"http://{f'[{bound[0]}]' if ':' in bound[0] else bound[0]}:{bound[1]}"

    async def deliver(self, pause: Pause = asyncio.sleep) -> None:
        """Bring updates to the bot's webhook, if it sets one, until the playground closes."""
        await Delivery(self.waiting_api, self._writer, pause).run()

    async def close(self) -> None:
        """Answer whoever waits, stop listening, and write down what is left."""
        self.follower.closing = True
        self.waiting_api.close()
        if self._runner is not None:
            await self._runner.cleanup()
        self._writer.write()
        if self._disk is not None:
            self._disk.close()

    def _app(self) -> web.Application:
        app = web.Application(middlewares=[_guard], client_max_size=LARGEST_REQUEST)
        app.router.add_route("GET", "/bot{token}/{method}", self._call)
        app.router.add_route("POST", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        app.router.add_get("/clock", self._clock)
        app.router.add_post("/clock/ack", self._clock_done)
        PageRoutes(self.api, self.waiting_api, self.follower, self._writer).add_to(app)
        return app

    async def _call(self, request: web.Request) -> web.StreamResponse:
        params, files = await _read_call(request)
        answer = await self.waiting_api.ask(
            request.match_info["token"], request.match_info["method"], params, files
        )
        if answer.lost:
            while answer.lost == "timeout" and not self.waiting_api.closing:
                await self.waiting_api.changes.wait(CLOSE_SECONDS)
            if request.transport is not None:
                request.transport.abort()
        if answer.garbled:
            return web.Response(body=answer.content(), status=answer.status)
        return _json(answer.body, answer.status)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        data = self.api.file(request.match_info["token"], request.match_info["path"])
        if data is None:
            return _json({"ok": False, "error_code": 404, "description": "Not Found"}, 404)
        return web.Response(body=data, content_type="application/octet-stream")

    async def _clock(self, request: web.Request) -> web.StreamResponse:
        after = request.query.get("after", "-1")
        if not after.removeprefix("-").isdecimal():
            return _json({"error": "after must be a whole number"}, 400)
        told = await self.follower.follow(int(after))
        await self._writer.settled()
        return _json(told)

    async def _clock_done(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        if not isinstance(body, dict) or not isinstance(body.get("step"), int):
            return _json({"error": "step must be a whole number"}, 400)
        if not isinstance(body.get("next"), int | float | None):
            return _json({"error": "next must be a number or null"}, 400)
        self.follower.done(body["step"], body.get("next"))
        return _json({"step": body["step"]})


async def serve(
    state_path: Path | None,
    host: str,
    port: int,
    system_now: Callable[[], datetime],
    *,
    checked: bool = False,
) -> Playground:
    """Start a playground and give it; `await playground.close()` ends it.

    `state_path`: the SQLite file its state is kept in, None for memory only. `port` 0 takes any free one.
    `system_now`: the machine's clock, aware. `checked`: compare everything with the table.
    Raises ValueError if `host` is not loopback, CannotListen, StateInUse or NoState (all OSError).
    """
    if host not in LOOPBACK:
        raise ValueError(f"the playground listens on this machine only: use 127.0.0.1, not {host}")
    state = State()
    disk = Disk(state_path) if state_path else None
    if disk is not None:
        state.load(disk.read())
        state.remember_changes()
    playground = Playground(BotApi(now=system_now, state=state, checked=checked), Writer(state, disk), disk)
    await playground.start(host, port)
    return playground


def _why_not(host: str, port: int, error: Exception) -> str:
    if isinstance(error, OverflowError):
        return f"{port} is no port: choose one from 1024 to 65535."
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program: stop that one, or choose another port."
    if isinstance(error, PermissionError):
        return f"Port {port} is for administrators alone: choose one from 1024 on."
    return f"Nobody can listen at {host}:{port}: {error}"


@web.middleware
async def _guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse whoever comes by another name or from another site: a page elsewhere must not drive this one."""
    host = urlsplit(f"//{request.host}").hostname
    origin = request.headers.get("Origin")
    foreign = request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site") and request.path != "/"
    if host not in LOOPBACK or foreign or (origin is not None and origin != f"http://{request.host}"):
        return _json({"error": "Only this machine, and only the playground's own page, may ask."}, 403)
    try:
        return await handler(request)
    except web.HTTPException as refused:
        return _json(
            {
                "ok": False,
                "error_code": refused.status,
                "description": refused.reason,
                "error": refused.reason,
            },
            refused.status,
        )
    except json.JSONDecodeError:
        return _json({"error": "The request holds no JSON."}, 400)


async def _read_call(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Parameters from the address, a form, a multipart form or JSON; and the files beside them."""
    params: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        body = await request.json() if request.can_read_body else {}
        return params | (body if isinstance(body, dict) else {}), files
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = Upload(name=value.filename, data=value.file.read(), mime=value.content_type)
            value.file.close()
        else:
            params[name] = value if isinstance(value, str) else bytes(value).decode("utf-8", "replace")
    return params, files


def _json(body: Any, status: int = 200) -> web.Response:
    return web.json_response(body, status=status, headers={"Cache-Control": "no-store"})
