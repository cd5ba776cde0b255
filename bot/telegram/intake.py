"""Updates in, by long polling: fetching goes on while updates are handled, up to a bounded number in hand.

Telegram keeps an update until a later `getUpdates` asks for a higher number, and shows at most 100 from
there. So the number is raised to the oldest update that is neither handled nor saved in the inbox, and what
would have to wait is saved there. A crash at any moment loses nothing; what comes twice is known by its
number.
"""

import asyncio
import logging
from collections.abc import Callable

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.measures import Measures
from bot.telegram.backoff import Backoff, Stalled, Stopped, Timing, rest, within
from bot.telegram.client import BATCH, BotClient
from bot.telegram.errors import CannotServe, SecondInstance, TokenRefused, WebhookSet
from bot.telegram.floods import Floods
from bot.telegram.inbox import Inbox
from bot.telegram.ports import UpdateHandler
from bot.telegram.processing import UpdateProcessing
from bot.telegram.recovery import Recovery
from bot.telegram.send_results import reason_of, seconds_of
from bot.telegram.update_queue import UpdateQueue

LONG_POLL = 30
"""Seconds a fetch waits for something to happen."""
STALL = 60.0
"""Seconds after which a fetch hangs, whatever the connection says."""
REFUSALS = 4
"""How many refusals of the token in a row it takes to believe in them: a server that is being set up anew may
answer so for a moment."""
CONFLICTS = 6
"""How many conflicts it takes to believe in a second instance."""
PAUSE = 0.05
"""Seconds between two fetches while updates are in hand that Telegram goes on showing."""
STAND_BY = 1.0
"""Seconds after which a process that may not fetch asks again whether it may."""
LONGEST_WAIT = 1.0
"""Seconds after which an update that is not handled is saved in the inbox."""

_log = logging.getLogger(__name__)


class UpdateIntake:
    """Fetches updates for an `UpdateQueue` and acknowledges what it has settled."""

    def __init__(
        self,
        client: BotClient,
        handler: UpdateHandler,
        timing: Timing,
        on_commit: Callable[[], None],
        measures: Measures | None = None,
        floods: Floods | None = None,
    ) -> None:
        """`on_commit` is called after each update that was handled: there may be messages to send. Without
        `floods` everybody may send as much as they like."""
        self._client = client
        self._timing = timing
        self._measures = measures or Measures()
        processing = UpdateProcessing(client, handler, timing, on_commit, self._measures)
        self._queue = UpdateQueue(processing, Inbox(handler), timing, self._measures, floods)
        self._recovery = Recovery(self._queue, timing)
        self._conflicts = self._refusals = 0
        self._later = Backoff(timing.chance, first=1.0, most=30.0)
        self.may_fetch: Callable[[], bool] = lambda: True
        """Telegram gives updates to one at a time: of several processes one fetches, the others stand by."""

    @property
    def offset(self) -> int | None:
        """All updates below are handled or saved; None before the first."""
        return self._queue.offset

    async def rested(self) -> None:
        """Return when nothing is at work of what was received."""
        await self._queue.rested()

    async def poll_once(self, seconds: int = 0) -> int:
        """Fetch once, waiting at most so long, and handle all that is in hand or in the inbox.

        Returns how many updates were fetched; the next call acknowledges them. Raises TelegramError if they
        cannot be fetched and StoreError if they cannot be kept: then the next call tries again.
        """
        await self._queue.begin()
        raws = await self._client.updates(self._queue.offset, seconds)
        async with asyncio.TaskGroup() as group:
            self._queue.open(group)
            self._queue.receive(raws)
            await self._queue.drained()
        if self._queue.trouble:
            raise self._queue.trouble
        return len(raws)

    async def run(self, stop: asyncio.Event) -> None:
        """Go on until `stop`, through any trouble of network and database; finish what is in hand.

        Raises CannotServe when there is no use in going on.
        """
        ended: CannotServe | None = None
        async with asyncio.TaskGroup() as group:
            self._queue.open(group)
            healing = group.create_task(self._recovery.run(stop))
            while not (stop.is_set() or ended):
                match await self._attempt(stop):
                    case CannotServe() as ended:
                        pass
                    case float() as pause if pause:
                        await rest(pause, self._timing.wait, stop)
            healing.cancel()
            await self._queue.close()
        if ended:
            raise ended

    async def _attempt(self, stop: asyncio.Event) -> float | CannotServe:
        """One fetch; gives the seconds to wait before the next, or why there is none."""
        if not self.may_fetch():
            self._queue.stand_by()
            self._measures.heard_at = self._timing.monotonic()
            return STAND_BY
        if pause := await self._recovery.begin():
            return pause
        if self._queue.trouble:
            await rest(STALL, self._timing.wait, self._queue.resumed, stop)
            if stop.is_set():
                return 0.0
        if self._queue.is_full:
            return PAUSE
        wait = LONG_POLL if self._queue.is_settled else 0
        fetch = self._client.updates(self._queue.offset, wait)
        try:
            raws = await within(fetch, stop=stop, seconds=STALL, wait=self._timing.wait)
        except Stopped:
            return 0.0
        except (Stalled, TelegramError) as error:
            return await self._pause_after(error)
        self._measures.heard_at = self._timing.monotonic()
        self._conflicts, self._refusals = max(0, self._conflicts - 1), 0
        if not self._queue.receive(raws) and raws:
            return self._later.longer()
        self._later.reset()
        await self._settle(stop, all_shown=len(raws) < BATCH)
        return 0.0

    async def _settle(self, stop: asyncio.Event, *, all_shown: bool) -> None:
        """Give what is in hand a moment; then save it if it has to wait longer, or if it hides what comes
        behind it."""
        if not self._queue.is_settled:
            await rest(PAUSE, self._timing.wait, self._queue.free, stop)
        if stop.is_set() or self._queue.trouble or self._queue.is_settled:
            return
        if not all_shown or self._queue.waited >= LONGEST_WAIT:
            await self._queue.save()

    async def _pause_after(self, error: Exception) -> float | CannotServe:
        match error:
            case InvalidToken():
                self._refusals += 1
                if self._refusals >= REFUSALS:
                    return TokenRefused(self._client.server)
                _log.warning("The server refuses the token; trying again, to be sure: %s", reason_of(error))
            case Conflict() if not self.may_fetch():
                return STAND_BY
            case Conflict():
                if ended := await self._conflict(error):
                    return ended
            case RetryAfter():
                return seconds_of(error)
            case Stalled():
                _log.warning("Fetching updates hung for %d seconds; trying again.", STALL)
            case _:
                _log.warning("Updates cannot be fetched; trying again: %s", reason_of(error))
        return self._later.longer()

    async def _conflict(self, conflict: Conflict) -> CannotServe | None:
        webhook = "webhook" in conflict.message.casefold()
        self._conflicts += 1
        if self._conflicts >= CONFLICTS:
            return WebhookSet() if webhook else SecondInstance()
        if webhook:
            await self._remove_webhook()
        elif self._conflicts == 1:
            _log.error("Somebody else fetches this bot's updates: is a second instance running?")
        return None

    async def _remove_webhook(self) -> None:
        _log.warning("A webhook is set for this bot; removing it, for updates are fetched by polling.")
        try:
            await self._client.bot.delete_webhook(drop_pending_updates=False)
        except TelegramError as error:
            _log.warning("The webhook could not be removed: %s", reason_of(error))
