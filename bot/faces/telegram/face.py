"""The Telegram face in one piece: hears by polling, sends from the outbox, shows the menu."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from bot.faces.doors import Doors, Post
from bot.faces.telegram.intake import Intake
from bot.faces.telegram.limits import Limits
from bot.faces.telegram.line import Line
from bot.faces.telegram.menu import Menu, set_menus
from bot.faces.telegram.patience import Timing
from bot.faces.telegram.sender import Sender
from bot.faces.telegram.trouble import FaceTrouble


class TelegramFace:
    """One bot on one Bot API server."""

    def __init__(
        self, line: Line, doors: Doors, post: Post, timing: Timing, limits: Limits | None = None
    ) -> None:
        """`limits` are Telegram's unless told otherwise."""
        self.line = line
        self.sender = Sender(line, post, timing, limits)
        self.intake = Intake(line, doors, timing, self.sender.nudge)

    def nudge(self) -> None:
        """There may be a new letter in the outbox. To be called after commits the intake did not make."""
        self.sender.nudge()

    async def turn(self, now: datetime) -> int:
        """Hear what is waiting and send what is due, once; returns the number of updates. For tests."""
        heard = await self.intake.poll_once()
        await self.sender.drain(now)
        return heard

    async def run(self, stop: asyncio.Event, menus: Sequence[Menu] = ()) -> None:
        """Serve until `stop` is set, then finish what is in hand and return within seconds.

        Raises FaceTrouble, whose message says what to do, when there is no use in going on.
        """
        ended: list[FaceTrouble] = []
        done = asyncio.Event()
        await self.line.open()
        try:
            async with asyncio.TaskGroup() as group:
                menu = group.create_task(_show(self.line, menus))
                group.create_task(self.sender.run(done))
                ended += await self._hear_until(stop)
                menu.cancel()
                done.set()
        finally:
            await self.line.close()
        if ended:
            raise ended[0]

    async def _hear_until(self, stop: asyncio.Event) -> list[FaceTrouble]:
        # The sender is to finish what it has in hand, so the trouble must not cancel it.
        try:
            await self.intake.run(stop)
        except FaceTrouble as trouble:
            return [trouble]
        return []


async def _show(line: Line, menus: Sequence[Menu]) -> None:
    await set_menus(line.bot, menus)
