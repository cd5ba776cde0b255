"""Files that people send are fetched within bounds, whatever the server says of their size."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.telegram.client import BotClient
from bot.telegram.files import FetchFailed, NoSuchFile
from tests.telegram.loopback import http_server

TOKEN = "123:secret-token"
MOST = 1000
Serve = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def served(told: dict[str, Any], serve: Serve) -> AsyncIterator[BotClient]:
    """A client of a server that says this of a file, and serves it so."""

    async def handle(request: web.Request) -> web.StreamResponse:
        if request.path.endswith("/getFile"):
            return web.json_response({"ok": True, "result": {"file_id": "f", "file_unique_id": "u"} | told})
        assert request.path == f"/file/bot{TOKEN}/documents/a b.csv"
        return await serve(request)

    async with http_server(handle) as url:
        client = BotClient.over_http(TOKEN, url)
        await client.open()
        try:
            yield client
        finally:
            await client.close()


def body(data: bytes, status: int = 200) -> Serve:
    async def serve(_: web.Request) -> web.StreamResponse:
        return web.Response(body=data, status=status)

    return serve


async def test_a_file_is_fetched_as_it_is() -> None:
    async with served({"file_size": MOST, "file_path": "documents/a b.csv"}, body(b"x" * MOST)) as client:
        assert await client.fetch("f", MOST) == b"x" * MOST
        assert await client.fetch("f", MOST) == b"x" * MOST, "the connection can be used again"


async def test_one_that_is_said_to_be_too_large_is_not_asked_for() -> None:
    async def never(_: web.Request) -> web.StreamResponse:
        raise AssertionError("it was asked for")

    async with served({"file_size": MOST + 1, "file_path": "documents/a b.csv"}, never) as client:
        with pytest.raises(NoSuchFile):
            await client.fetch("f", MOST)


async def test_one_that_is_larger_than_it_was_said_is_read_no_further() -> None:
    """Nor is the rest kept: the connection ends."""
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 10_000)
            sent += 10_000

    async with served({"file_size": 10, "file_path": "documents/a b.csv"}, endless) as client:
        with pytest.raises(NoSuchFile):
            await client.fetch("f", MOST)
    assert sent < 20_000_000


@pytest.mark.parametrize(
    ("told", "status"),
    [({"file_path": "documents/a b.csv"}, 404), ({}, 200), ({"file_path": ""}, 200)],
)
async def test_one_that_is_gone_is_told(told: dict[str, Any], status: int) -> None:
    async with served(told, body(b"x", status)) as client:
        with pytest.raises(NoSuchFile):
            await client.fetch("f", MOST)


async def test_a_server_that_breaks_off_is_asked_again_later() -> None:
    async def broken(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async with served({"file_path": "documents/a b.csv"}, broken) as client:
        with pytest.raises(FetchFailed) as failed:
            await client.fetch("f", MOST)
    assert TOKEN not in str(failed.value)


async def test_a_server_of_ones_own_may_name_a_file_of_its_disk(tmp_path: Path) -> None:
    """As one with `--local` does."""
    file = tmp_path / "bank.csv"
    file.write_bytes(b"x" * MOST)
    async with served({"file_path": str(file)}, body(b"")) as client:
        assert await client.fetch("f", MOST) == b"x" * MOST
        file.write_bytes(b"x" * (MOST + 1))
        with pytest.raises(NoSuchFile):
            await client.fetch("f", MOST)
    async with served({"file_path": str(tmp_path)}, body(b"")) as client:
        with pytest.raises(NoSuchFile):
            await client.fetch("f", MOST)
