"""The library's request class over httpcore's connections, for half to a fifth of what httpx takes.

Each error that leaves here is a TimedOut or a NetworkError whose `__cause__` is the error below;
`bot.telegram.send_results` tells by it whether the request can have arrived. Nothing is sent twice.
"""

import asyncio
import json
import os
import ssl
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

import httpcore
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.telegram.multipart import form, form_with_files

IDLE = 15.0
"""Seconds that an unused connection is kept. Servers close them, too; and if one closes while a request is on
its way, it is unknown whether that has arrived."""
_CHUNK = 32 * 1024
"""Bytes. A body is written in pieces of this size, and for each of them there is a time limit."""
_DEFAULT = BaseRequest.DEFAULT_NONE


class PoolTimeout(Exception):
    """All connections stayed in use; the request was not sent."""


class NotConnected(Exception):
    """It ended before anything of the body was sent, so the server can't have acted on it: DNS, no route,
    refused, TLS, a proxy that is not there or says no, or too long a wait for any of them."""


class HttpRequest(BaseRequest):
    """Requests by at most `connections` kept connections, through `proxy` (`http://user:password@host:port`)
    if there is one. No environment variable is looked at.

    Times are seconds, None is for ever; a call may give its own. `read` is the longest silence of the server,
    `write` the longest that 32 KiB of a body may take (`media_write` in a request with files), `connect` the
    longest until a connection stands (and then TLS), `pool` the longest wait for one to be free.
    """

    def __init__(
        self,
        connections: int = 256,
        *,
        proxy: str | None = None,
        read: float | None = 5.0,
        write: float | None = 5.0,
        connect: float | None = 5.0,
        pool: float | None = 1.0,
        media_write: float | None = 20.0,
    ) -> None:
        self._proxy = proxy
        self._read, self._write, self._connect, self._pool = read, write, connect, pool
        self._media_write = media_write
        self._free = asyncio.Semaphore(connections)
        self._closed = False
        self._kept: deque[httpcore.AsyncConnectionInterface] = deque()
        """Those not in use, the one that was used last at the end. Each has its turn, or it has expired."""

    @property
    def read_timeout(self) -> float | None:
        return self._read

    async def initialize(self) -> None:
        """Get ready, also after `shutdown`; connects to nothing yet. A second time changes nothing."""
        self._closed = False

    async def shutdown(self) -> None:
        """Close the connections. A second time changes nothing."""
        self._closed = True
        while self._kept:
            await self._kept.pop().aclose()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as JSON. Raises TelegramError; the library's own would log what people wrote."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise TelegramError("the answer is not JSON, or only a part of it") from None
        return answer

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = _DEFAULT,
        write_timeout: ODVInput[float] = _DEFAULT,
        connect_timeout: ODVInput[float] = _DEFAULT,
        pool_timeout: ODVInput[float] = _DEFAULT,
    ) -> tuple[int, bytes]:
        """Status and body of the answer. Raises TimedOut and NetworkError."""
        if self._closed:
            raise RuntimeError("This HttpRequest is not initialized!")
        body, headers = _body(request_data, url)
        usual_write = self._media_write if request_data and request_data.contains_files else self._write
        times = {
            "connect": _or(connect_timeout, self._connect),
            "read": _or(read_timeout, self._read),
            "write": _or(write_timeout, usual_write),
        }
        try:
            async with self._place(_or(pool_timeout, self._pool)):
                more = {"timeout": times}
                return await self._answer(
                    httpcore.Request(method, url, headers=headers, content=body, extensions=more)
                )
        except PoolTimeout as error:
            raise TimedOut("Pool timeout: all connections are in use, the request was not sent") from error
        except httpcore.TimeoutException as error:
            raise TimedOut from _told(error, body)
        except _FAILURES as error:
            raise NetworkError(f"{type(error).__name__}: {error}") from _told(error, body)

    async def fetch(self, url: str, most: int, seconds: float) -> tuple[int, bytes]:
        """Status and body of a file, of which no more is read than one byte over `most`; `seconds` is the
        longest silence. Raises TimedOut and NetworkError."""
        if self._closed:
            raise RuntimeError("This HttpRequest is not initialized!")
        body, headers = _body(None, url)
        more = {"timeout": {"connect": self._connect, "read": seconds, "write": self._write}}
        request = httpcore.Request("GET", url, headers=headers, content=body, extensions=more)
        try:
            async with self._place(self._pool):
                return await self._answer(request, most)
        except PoolTimeout as error:
            raise TimedOut("Pool timeout: all connections are in use, the file was not asked for") from error
        except httpcore.TimeoutException as error:
            raise TimedOut from error
        except _FAILURES as error:
            raise NetworkError(f"{type(error).__name__}: {error}") from error

    async def _answer(self, request: httpcore.Request, most: int | None = None) -> tuple[int, bytes]:
        """Status and body. Of one that is longer than `most` a part is given, and its connection ends."""
        connection = await self._connection(request.url.origin)
        try:
            response = await connection.handle_async_request(request)
            content, whole = await _read(response, most)
            await response.aclose()
        except BaseException:
            await connection.aclose()
            raise
        if self._closed or not whole or not connection.is_available():
            await connection.aclose()
        else:
            self._kept.append(connection)
        return response.status, content

    async def _connection(self, origin: httpcore.Origin) -> httpcore.AsyncConnectionInterface:
        """A kept connection, or one that connects with its first request.

        httpcore's pool only makes them. To choose one it asks the operating system about each that it holds:
        with 30 requests under way that takes twice the time of the requests themselves.
        """
        while self._kept:
            kept = self._kept.popleft()
            if kept.can_handle_request(origin) and not kept.has_expired():
                return kept
            await kept.aclose()
        return httpcore.AsyncConnectionPool(
            ssl_context=certificates() if origin.scheme == b"https" else None,
            proxy=proxy_of(self._proxy) if self._proxy else None,
            keepalive_expiry=IDLE,
            network_backend=httpcore.AnyIOBackend(),
        ).create_connection(origin)

    @asynccontextmanager
    async def _place(self, seconds: float | None) -> AsyncIterator[None]:
        """One of the connections. Raises PoolTimeout after so many seconds without one."""
        try:
            async with asyncio.timeout(seconds):
                await self._free.acquire()
        except TimeoutError as error:
            raise PoolTimeout from error
        try:
            yield
        finally:
            self._free.release()


async def _read(response: httpcore.Response, most: int | None) -> tuple[bytes, bool]:
    """The body, or as much of it as is wanted; and whether it is all."""
    if most is None:
        return await response.aread(), True
    parts, size = [], 0
    async for part in response.aiter_stream():
        parts.append(part)
        size += len(part)
        if size > most:
            return b"".join(parts)[: most + 1], False
    return b"".join(parts), True


class _Body:
    """What a connection reads when its head has been sent, and not before."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.begun = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        self.begun = True
        for start in range(0, len(self._content), _CHUNK):
            yield self._content[start : start + _CHUNK]


_FAILURES = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    OSError,
    ValueError,  # a name that can be none
)


def _told(error: Exception, body: _Body) -> Exception:
    """The error, or NotConnected because of it."""
    if body.begun:
        return error
    unsent = NotConnected(type(error).__name__)
    unsent.__cause__ = error
    return unsent


def proxy_of(address: str) -> httpcore.Proxy:
    """The proxy at an address, with the name and the password in it."""
    parts = urlsplit(address)
    user = None if parts.username is None else (unquote(parts.username), unquote(parts.password or ""))
    return httpcore.Proxy(address, auth=user, ssl_context=certificates() if parts.scheme == "https" else None)


async def time_of(address: str, proxy: str | None = None) -> datetime | None:
    """The time by the clock of a web server, to the second; None if it does not say. Raises
    httpcore.NetworkError and the like where it cannot be reached."""
    from email.utils import parsedate_to_datetime  # a reader of e-mails, 2 MB

    async with httpcore.AsyncConnectionPool(
        ssl_context=certificates(), proxy=proxy_of(proxy) if proxy else None
    ) as pool:
        times = {name: 10.0 for name in ("connect", "read", "write", "pool")}
        answer = await pool.request("HEAD", address, extensions={"timeout": times})
    said = dict(answer.headers).get(b"Date") or dict(answer.headers).get(b"date")
    return parsedate_to_datetime(said.decode()) if said else None


@cache
def certificates() -> ssl.SSLContext:
    """The authorities that servers are checked by: the system's; with certifi's where a system has none."""
    paths = ssl.get_default_verify_paths()
    context = ssl.create_default_context()
    if not paths.cafile and not (paths.capath and any(os.scandir(paths.capath))):
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def _body(data: RequestData | None, url: str) -> tuple[_Body, list[tuple[str, str]]]:
    """The body and the headers."""
    headers = [("Host", urlsplit(url).netloc.rpartition("@")[2]), ("User-Agent", BaseRequest.USER_AGENT)]
    content = b""
    if data is not None:
        if data.contains_files:
            content, kind = form_with_files(data.json_parameters, data.multipart_data)
        else:
            content, kind = form(data.json_parameters)
        headers.append(("Content-Type", kind))
    return _Body(content), [*headers, ("Content-Length", str(len(content)))]


def _or(given: ODVInput[float], default: float | None) -> float | None:
    return default if given is _DEFAULT else given  # type: ignore[return-value]
