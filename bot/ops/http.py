"""Health and metrics over HTTP, for whoever watches from outside. Loaded only where it is asked for."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from aiohttp import web

from bot.app.ports.errors import StoreError
from bot.measures import Measures
from bot.ops.health import Health, HealthWatch
from bot.ops.metrics import Figures, exposed
from bot.settings import BadSettings
from bot.store.backlog import Backlog, read_backlog
from bot.store.transact import Database

_TEXT = "text/plain; version=0.0.4; charset=utf-8"


class Pages:
    """What is answered."""

    def __init__(
        self, measures: Measures, watch: HealthWatch, database: Database, now: Callable[[], datetime]
    ) -> None:
        self._measures = measures
        self._watch = watch
        self._database = database
        self._now = now

    async def alive(self, _: web.Request) -> web.Response:
        """`/healthz`: 200 while the process works; 503: start it anew."""
        health = self._watch.health
        return _told(health, health.alive)

    async def ready(self, _: web.Request) -> web.Response:
        """`/readyz`: 200 if a message sent now would be answered."""
        health = self._watch.health
        return _told(health, health.ready)

    async def metrics(self, _: web.Request) -> web.Response:
        """`/metrics`, in Prometheus's text format."""
        backlog = await asyncio.to_thread(self._backlog)
        troubles, now = self._database.troubles, time.monotonic()
        text = exposed(Figures(self._measures, self._watch.health, backlog, troubles, now))
        return web.Response(body=text, headers={"Content-Type": _TEXT})

    def _backlog(self) -> Backlog | None:
        try:
            with self._database.snapshot() as connection:
                return read_backlog(connection, self._now())
        except StoreError:
            return None


@asynccontextmanager
async def served(pages: Pages, address: str) -> AsyncIterator[str]:
    """Serve the pages at `address` (`host:port`) while the block runs; gives the address, with the real port
    where 0 was asked for. Raises BadSettings if that cannot be."""
    host, _, port = address.rpartition(":")
    app = web.Application()
    app.add_routes(
        [
            web.get("/healthz", pages.alive),
            web.get("/readyz", pages.ready),
            web.get("/metrics", pages.metrics),
        ]
    )
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host.strip("[]"), int(port)).start()
        except OSError as fault:
            raise BadSettings(
                f"RECALL_HTTP: {address} cannot be listened at ({fault.strerror}). Choose another port, for "
                "example: RECALL_HTTP=127.0.0.1:9091"
            ) from fault
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _told(health: Health, well: bool) -> web.Response:
    said = {"alive": health.alive, "ready": health.ready, "why": list(health.why)}
    return web.json_response(said, status=200 if well else 503)
