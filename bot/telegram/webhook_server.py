"""The HTTP side of the webhook. Loaded only where a webhook is served: polling does without a web server.

Whoever asks is told a status and nothing else; faults are logged, never shown.
"""

import asyncio
import hmac
import json
import logging
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus
from typing import Any

from aiohttp import web

from bot.telegram.webhook_place import WebhookPlace

LARGEST = 1024 * 1024
"""Bytes of a request; the largest updates have some ten thousand."""
BODY_SECONDS = 10.0
"""How long the body of a request may take to come."""
RETRY_AFTER = 2
"""Seconds after which an update that could not be taken is to be brought again."""
CLOSE_SECONDS = 5.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

Deliver = Callable[[dict[str, Any]], Awaitable[bool]]
"""Takes an update; True once it is committed, False if it has to be brought again."""
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_log = logging.getLogger(__name__)


@asynccontextmanager
async def served(deliver: Deliver, place: WebhookPlace, secret: str) -> AsyncIterator[int]:
    """Take updates at `place` while the block runs; gives the port.

    Raises OSError if nobody can listen there, and ssl.SSLError if the certificate cannot be used.

    In the end, requests that are being answered are waited for.
    """
    app = web.Application(client_max_size=LARGEST, middlewares=[_no_words])
    app.router.add_post(place.path, _Door(deliver, secret).take)
    app.on_response_prepare.append(_say_less)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=CLOSE_SECONDS, logger=_Strangers(_log))
    await runner.setup()
    try:
        await web.TCPSite(runner, place.host, place.port, ssl_context=_tls(place)).start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


class _Strangers(logging.LoggerAdapter[logging.Logger]):
    """Says at DEBUG what aiohttp has to say: a request that is no HTTP is a stranger's, and anybody can send
    thousands. What is wrong with us is told by `_no_words`."""

    def exception(self, msg: object, *args: object, exc_info: object = True, **more: Any) -> None:
        """A request that aiohttp itself has refused."""
        self.debug(msg, *args)


class _Door:
    def __init__(self, deliver: Deliver, secret: str) -> None:
        self._deliver = deliver
        self._secret = secret.encode()

    async def take(self, request: web.Request) -> web.Response:
        """One update. 200 says that it is committed."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._secret):
            return _answer(HTTPStatus.FORBIDDEN)
        if request.content_type != "application/json":
            return _answer(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        try:
            async with asyncio.timeout(BODY_SECONDS):
                raw = _update_in(await request.read())
        except TimeoutError:
            return _answer(HTTPStatus.REQUEST_TIMEOUT)
        if raw is None:
            return _answer(HTTPStatus.BAD_REQUEST)
        if not await self._deliver(raw):
            return _later()
        return _answer(HTTPStatus.OK)


def _update_in(body: bytes) -> dict[str, Any] | None:
    """The update, if it is one with a number."""
    with suppress(ValueError, RecursionError):
        raw = json.loads(body)
        if isinstance(raw, dict) and type(raw.get("update_id")) is int:
            return raw
    return None


def _tls(place: WebhookPlace) -> ssl.SSLContext | None:
    if place.certificate is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(place.certificate, place.key)
    return context


def _answer(status: HTTPStatus) -> web.Response:
    return web.Response(status=status)


def _later() -> web.Response:
    return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": str(RETRY_AFTER)})


@web.middleware
async def _no_words(request: web.Request, handler: _Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException as refused:
        return _answer(HTTPStatus(refused.status))
    except ConnectionError:
        raise
    except Exception:
        _log.exception("A request to the webhook has failed")
        return _later()


async def _say_less(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.pop("Server", None)
    if not response.body_length:
        response.headers.pop("Content-Type", None)
