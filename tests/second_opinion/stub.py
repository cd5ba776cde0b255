"""A server on loopback that speaks the protocol of chat completions, and plays what it is told to play."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
Play = Callable[["Request", asyncio.StreamWriter], Awaitable[None]]
KEY = "sk-the-right-key-of-the-stub"


@dataclass(frozen=True, slots=True)
class Request:
    """What it was asked."""

    headers: dict[str, str]
    body: Json
    raw: bytes
    reader: asyncio.StreamReader

    @property
    def structured(self) -> bool:
        return "response_format" in self.body

    @property
    def data(self) -> Json:
        """The data of the question: the last message."""
        found: Json = json.loads(self.body["messages"][-1]["content"])
        return found


def completion(content: str | None, tokens: int = 100) -> bytes:
    """An answer with that content."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}
    return json.dumps({"id": "1", "choices": [choice], "usage": {"total_tokens": tokens}}).encode()


def says(word: str, confidence: float = 0.99, why: str = "That is the same thing.") -> Play:
    """It says that of everything."""
    return told(json.dumps({"says": word, "confidence": confidence, "why": why}))


def told(content: str | None) -> Play:
    """It answers with that text."""
    return status(200, completion(content))


def status(code: int, body: bytes = b'{"error": {"message": "no"}}', **headers: str) -> Play:
    """It answers with that status."""

    async def play(_: Request, writer: asyncio.StreamWriter) -> None:
        lines = [f"HTTP/1.1 {code} Whatever", f"Content-Length: {len(body)}", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode() + body)

    return play


async def silent(request: Request, _: asyncio.StreamWriter) -> None:
    """It never answers."""
    await request.reader.read()


async def endless(_: Request, writer: asyncio.StreamWriter) -> None:
    """It never ends."""
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while not writer.is_closing():
        writer.write(b"1000\r\n" + b" " * 0x1000 + b"\r\n")
        await writer.drain()


async def dripping(_: Request, writer: asyncio.StreamWriter) -> None:
    """It sends a little now and then, for ever."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while not writer.is_closing():
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.02)


async def hung_up(_: Request, writer: asyncio.StreamWriter) -> None:
    """It hangs up."""


def in_turn(*plays: Play) -> Play:
    """One after the other; the last goes on."""
    left = list(plays)

    async def play(request: Request, writer: asyncio.StreamWriter) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(request, writer)

    return play


def with_key(play: Play) -> Play:
    """Only for who has the key."""

    async def checked(request: Request, writer: asyncio.StreamWriter) -> None:
        right = request.headers.get("authorization") == f"Bearer {KEY}"
        await (play if right else status(401))(request, writer)

    return checked


@dataclass(slots=True)
class Stub:
    """The server."""

    play: Play
    url: str = ""
    requests: list[Request] = field(default_factory=list)
    most_at_once: int = 0
    _now: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one request."""
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            lines = head.split("\r\n")[1:]
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
            raw = await reader.readexactly(int(headers["content-length"]))
            request = Request(headers, json.loads(raw), raw, reader)
            self.requests.append(request)
            await self.play(request, writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self._now -= 1
            writer.close()


@asynccontextmanager
async def served(play: Play) -> AsyncIterator[Stub]:
    """A stub that plays that."""
    stub = Stub(play)
    server = await asyncio.start_server(stub.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    stub.url = f"http://127.0.0.1:{port}/v1"
    try:
        yield stub
    finally:
        server.close()
        if hasattr(server, "close_clients"):
            server.close_clients()
