"""The Telegram transport in one piece: hears by polling or webhook, sends from the outbox, shows the menu."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from telegram.error import TelegramError

from bot.measures import Measures
from bot.telegram.backoff import Backoff, Timing
from bot.telegram.client import BotClient
from bot.telegram.errors import CannotServe
from bot.telegram.floods import Floods
from bot.telegram.handover import Handover
from bot.telegram.intake import UpdateIntake
from bot.telegram.menu import Menu, set_menus
from bot.telegram.ports import Intake, OutboxPort, UpdateHandler
from bot.telegram.rate_limits import RateLimits
from bot.telegram.sender import Sender
from bot.telegram.webhook import WebhookIntake
from bot.telegram.webhook_place import WebhookPlace

FIRST_RETRY, LAST_RETRY = 2.0, 300.0
"""Seconds between two attempts to show the menu of commands."""
LEAVE_AFTER = 3.0
"""Seconds that the updates in hand have when the bot stops; the messages in hand have some more."""

_log = logging.getLogger(__name__)


class TelegramBot:
    """One bot on one Bot API server."""

    def __init__(
        self,
        client: BotClient,
        handler: UpdateHandler,
        post: OutboxPort,
        timing: Timing,
        limits: RateLimits | None = None,
        handover: Handover | None = None,
        measures: Measures | None = None,
        webhook: WebhookPlace | None = None,
        floods: Floods | None = None,
    ) -> None:
        """`limits` are Telegram's unless told otherwise. With a `handover` the handler itself tells the
        sender what it has posted; without one the outbox is looked at after each update. With a `webhook`
        updates are taken there, and else fetched."""
        self.client = client
        self._timing = timing
        self.sender = Sender(client, post, timing, limits, handover, measures)
        on_commit = _nothing if handover else self.sender.nudge
        self.intake = UpdateIntake(client, handler, timing, on_commit, measures, floods)
        self._heard: Intake = self.intake
        if webhook is not None:
            self._heard = WebhookIntake(client, handler, timing, on_commit, webhook, measures, floods)

    def nudge(self) -> None:
        """There may be a new message in the outbox. To be called after commits the intake did not make."""
        self.sender.nudge()

    async def rested(self) -> None:
        """Return when what was received is handled, and what may leave by now has left and is settled."""
        await self._heard.rested()
        await self.sender.rested()

    async def turn(self, now: datetime) -> int:
        """Hear what is waiting and send what is due, once; returns the number of updates. For tests."""
        heard = await self.intake.poll_once()
        await self.sender.drain(now)
        return heard

    async def run(
        self,
        stop: asyncio.Event,
        menus: Sequence[Menu] = (),
        on_start: Callable[[str], None] | None = None,
    ) -> None:
        """Serve until `stop` is set, then finish what is in hand and return within seconds.

        `on_start` is told the bot's username once the server has said it.

        Raises CannotServe, whose message says what to do, when there is no use in going on.
        """
        ended: list[CannotServe] = []
        done = asyncio.Event()
        await self.client.open()
        try:
            async with asyncio.TaskGroup() as group:
                menu = group.create_task(self._introduce(menus, on_start))
                group.create_task(self.sender.run(done))
                ended += await self._hear_until(stop)
                menu.cancel()
                done.set()
        finally:
            await self.client.close()
        if ended:
            raise ended[0]

    async def _introduce(self, menus: Sequence[Menu], on_start: Callable[[str], None] | None) -> None:
        """Say who we are, and show the menus; again and again where the server is away."""
        later = Backoff(self._timing.chance, first=FIRST_RETRY, most=LAST_RETRY)
        while on_start is not None:
            try:
                on_start(await self.client.username())
                break
            except TelegramError:  # the intake tells of it
                await self._timing.wait(later.longer())
        while not await set_menus(self.client.bot, menus):
            await self._timing.wait(later.longer())

    async def _hear_until(self, stop: asyncio.Event) -> list[CannotServe]:
        """Hear until `stop`; then what is in hand has some seconds. What is not done by then comes again."""
        async with asyncio.TaskGroup() as group:
            hearing = group.create_task(self._hear(stop))
            hurry = group.create_task(self._hurry(stop, hearing))
            await asyncio.wait([hearing])
            hurry.cancel()
        return [] if hearing.cancelled() else hearing.result()

    async def _hurry(self, stop: asyncio.Event, hearing: asyncio.Task[list[CannotServe]]) -> None:
        await stop.wait()
        await self._timing.wait(LEAVE_AFTER)
        _log.warning("Some updates are not handled yet; they come again at the next start.")
        hearing.cancel()

    async def _hear(self, stop: asyncio.Event) -> list[CannotServe]:
        # The sender is to finish what it has in hand, so the trouble must not cancel it.
        try:
            await self._heard.run(stop)
        except CannotServe as trouble:
            return [trouble]
        return []


def _nothing() -> None:
    pass
