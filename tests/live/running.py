"""The whole thing running: a playground over HTTP, and the bot as a process of its own."""

import asyncio
import os
import secrets
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.clock import SystemClock
from bot.playground.server import Playground
from bot.playground.server import serve as serve_playground

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
"""Seconds after which a test gives up waiting; nothing waits that long when all is well."""
Json = dict[str, Any]


@dataclass(slots=True)
class Process:
    """A bot that is running, or has been."""

    process: asyncio.subprocess.Process
    secret: str
    said: list[str] = field(default_factory=list)

    async def ended(self) -> int:
        """Wait for its end; gives the exit status."""
        async with asyncio.timeout(PATIENCE):
            output, _ = await self.process.communicate()
        self.said.append(output.decode())
        assert self.secret not in self.said[-1], "the token is in the output"
        return int(self.process.returncode or 0)

    async def stop(self) -> int:
        """End it as an operator does."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def kill(self) -> None:
        """End it as a power cut does."""
        if self.process.returncode is None:
            self.process.kill()
        await self.ended()


async def start_bot(playground: Playground, url: str, *, program: str = "bot", **more: str) -> Process:
    """`python -m <program> run` against the playground."""
    return await start_in(ROOT, playground, url, program, more)


async def start_in(
    folder: Path, playground: Playground, url: str, program: str, more: Mapping[str, str]
) -> Process:
    """The same, in that folder."""
    environment = {
        **os.environ,
        "BOT_TOKEN": playground.token,
        "RECALL_TELEGRAM_API": playground.url,
        "DATABASE_URL": url,
        "RECALL_LOG": "DEBUG",
        **more,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        program,
        "run",
        cwd=folder,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    return Process(process, playground.token.partition(":")[2])


@asynccontextmanager
async def a_playground() -> AsyncIterator[Playground]:
    """A playground on a free port, each call compared with the Bot API's table."""
    playground = await serve_playground(None, "127.0.0.1", 0, SystemClock().now, checked=True)
    try:
        yield playground
        assert playground.api.complaints == []
    finally:
        await playground.close()


async def until(playground: Playground, true: Callable[[], bool]) -> None:
    """Wait until something is so; looked at after every change of the playground."""
    changed = asyncio.Event()
    playground.api.world.listeners.append(changed.set)
    try:
        async with asyncio.timeout(PATIENCE):
            while not true():
                changed.clear()
                await changed.wait()
    finally:
        playground.api.world.listeners.remove(changed.set)


def heard_by(playground: Playground, person: int) -> list[str]:
    """The texts the bot has sent somebody, oldest first."""
    messages: list[Json] = playground.api.person(person).messages()
    return [m.get("text") or m.get("caption") or "" for m in messages if m["from"]["is_bot"]]


async def answered(playground: Playground, person: int, text: str) -> str:
    """Say something and wait for the next message; gives it."""
    before = len(heard_by(playground, person))
    playground.api.person(person).say(text)
    await until(playground, lambda: len(heard_by(playground, person)) > before)
    return heard_by(playground, person)[-1]


def free_port() -> int:
    """A port of this machine that nobody listens at. It is from below those that connections are given: one
    of these could be taken again before the bot listens."""
    while True:
        port = 15000 + secrets.randbelow(15000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def by_webhook(port: int | None = None, url: str | None = None) -> dict[str, str]:
    """The settings of a bot that updates are brought to, at `url` if that is not where it listens."""
    port = port or free_port()
    return {
        "RECALL_WEBHOOK": url or f"http://127.0.0.1:{port}/telegram",
        "RECALL_LISTEN": f"127.0.0.1:{port}",
    }


@asynccontextmanager
async def delivering(playground: Playground) -> AsyncIterator[None]:
    """The playground brings updates to webhooks while the block runs, and soon again what was put off."""
    async with asyncio.TaskGroup() as group:
        task = group.create_task(playground.deliver(lambda _: asyncio.sleep(0.05)))
        try:
            yield
        finally:
            task.cancel()
