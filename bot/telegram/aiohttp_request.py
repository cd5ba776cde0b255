"""The library's request class over aiohttp, which takes a fraction of the CPU of its own one over httpx.

Each error that leaves here is a TimedOut or a NetworkError whose `__cause__` is the error below;
`bot.telegram.send_results` tells by it whether the request can have arrived. Nothing is sent twice:
aiohttp repeats a request only on a kept connection that broke, and then only idempotent methods, never POST.
"""

import asyncio
import os
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import yarl
from aiohttp.abc import AbstractStreamWriter
from aiohttp.payload import Payload
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.telegram.multipart import form, form_with_files

_CHUNK = 32 * 1024
"""Bytes. A body up to this goes to the operating system in one piece and cannot get stuck half-way."""
_DEFAULT = BaseRequest.DEFAULT_NONE


class PoolTimeout(Exception):
    """All connections stayed in use; the request was not sent."""


class AiohttpRequest(BaseRequest):
    """Requests by at most `connections` kept connections, through `proxy` (`http://user:password@host:port`)
    if there is one. No environment variable is looked at.

    Times are seconds, None is for ever; a call may give its own. `read` is the longest silence of the server,
    `write` the longest that 32 KiB of a body may take (`media_write` in a request with files), `connect` the
    longest until a new connection stands, `pool` the longest wait for one to be free.
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
        self._connections = connections
        self._proxy = proxy
        self._read, self._write, self._connect, self._pool = read, write, connect, pool
        self._media_write = media_write
        self._free = asyncio.Semaphore(connections)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return self._read

    async def initialize(self) -> None:
        """Get ready, also after `shutdown`; connects to nothing yet. A second time changes nothing."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ssl=certificates()),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        """Close the connections. A second time changes nothing."""
        if self._session is not None:
            await self._session.close()

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
        files = bool(request_data and request_data.contains_files)
        body, headers = _body(request_data, _or(write_timeout, self._media_write if files else self._write))
        connect = _or(connect_timeout, self._connect)
        times = aiohttp.ClientTimeout(
            total=None, connect=connect, sock_connect=connect, sock_read=_or(read_timeout, self._read)
        )
        try:
            async with self._place(_or(pool_timeout, self._pool)):
                return await self._answer(method, url, body, headers, times)
        except PoolTimeout as error:
            raise TimedOut("Pool timeout: all connections are in use, the request was not sent") from error
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            # An address holds the token.
            said = str(error).replace(url, url.rpartition("/")[2])
            raise NetworkError(f"aiohttp.{type(error).__name__}: {said}") from error

    async def _answer(
        self,
        method: str,
        url: str,
        body: "bytes | Payload | None",
        headers: dict[str, str],
        times: aiohttp.ClientTimeout,
    ) -> tuple[int, bytes]:
        if self._session is None:
            await self.initialize()
        assert self._session is not None, "initialize makes it"
        if self._session.closed:
            raise RuntimeError("This AiohttpRequest is not initialized!")
        async with self._session.request(
            method, yarl.URL(url), data=body, headers=headers, timeout=times, allow_redirects=False
        ) as response:
            return response.status, await response.read()

    @asynccontextmanager
    async def _place(self, seconds: float | None) -> AsyncIterator[None]:
        """One of the connections. Raises PoolTimeout after so many seconds without one."""
        if self._free.locked():
            try:
                async with asyncio.timeout(seconds):
                    await self._free.acquire()
            except TimeoutError as error:
                raise PoolTimeout from error
        else:
            await self._free.acquire()
        try:
            yield
        finally:
            self._free.release()


def certificates() -> ssl.SSLContext | bool:
    """The authorities that servers are checked by: the system's; with certifi's where a system has none."""
    paths = ssl.get_default_verify_paths()
    if paths.cafile or (paths.capath and any(os.scandir(paths.capath))):
        return True
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _or(given: ODVInput[float], default: float | None) -> float | None:
    return default if given is _DEFAULT else given  # type: ignore[return-value]


def _body(data: RequestData | None, seconds: float | None) -> tuple["bytes | Payload | None", dict[str, str]]:
    """The body, of which 32 KiB may take so many seconds, and the headers that belong to it."""
    if data is None:
        return None, {}
    if data.contains_files:
        body, kind = form_with_files(data.json_parameters, data.multipart_data)
    else:
        body, kind = form(data.json_parameters)
    return (body if len(body) <= _CHUNK else _LongBody(body, seconds)), {"Content-Type": kind}


class _LongBody(Payload):
    """A body that is written in pieces, for each of which there is a limit; aiohttp has none for writing."""

    def __init__(self, content: bytes, seconds: float | None) -> None:
        super().__init__(content)
        self._content = content
        self._size = len(content)
        self._seconds = seconds

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        return self._content.decode(encoding, errors)

    async def write(self, writer: AbstractStreamWriter) -> None:
        """Raises TimeoutError where the server takes nothing for too long."""
        for start in range(0, len(self._content), _CHUNK):
            async with asyncio.timeout(self._seconds):
                await writer.write(self._content[start : start + _CHUNK])
                await writer.drain()
