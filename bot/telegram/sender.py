"""Messages out: handed over by turns or claimed from the outbox, sent as the limits allow, settled together.

A reply is handed over in memory once its turn is committed. The outbox is looked at for everything else: what
waits behind another message of its chat, bulk messages, retries, and what another process left.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime
from math import inf

from bot.app.ports.errors import StoreError
from bot.measures import Measures
from bot.telegram.backoff import Backoff, Timing, rest
from bot.telegram.client import BotClient
from bot.telegram.delivery import is_bulk
from bot.telegram.dispatcher import IDLE, Dispatcher
from bot.telegram.handover import Handover, Outgoing
from bot.telegram.ports import OutboxPort
from bot.telegram.rate_limits import RateLimits

FLOOR = 0.5
"""Fewest seconds between two looks that found nothing, unless somebody calls."""
BULK_AT_ONCE = 3
"""Bulk messages that the rate has to have room for before the next ones are claimed together."""
GRACE = 4.0
"""Seconds a call may still take when the bot stops."""
SET_BACK = 1.0
"""Seconds by which a clock is behind itself before that counts as a jump."""

_log = logging.getLogger(__name__)


class Sender:
    """Sends messages as fast as the limits allow; replies to people before prompts."""

    def __init__(
        self,
        client: BotClient,
        post: OutboxPort,
        timing: Timing,
        limits: RateLimits | None = None,
        handover: Handover | None = None,
        measures: Measures | None = None,
    ) -> None:
        self._post = post
        self._timing = timing
        self._limits = limits or RateLimits.of_telegram()
        self._handover = handover or Handover()
        in_hand = self._handover.in_hand
        self._dispatcher = Dispatcher(client, post, timing, self._limits, in_hand, measures or Measures())
        self._dispatcher.look = self._look_in
        self._look_at = -inf
        self._called = asyncio.Event()
        self._trouble = Backoff(timing.chance, first=0.5, most=15.0)
        self._ahead = -inf
        """By how many seconds the calendar is ahead of the monotonic clock."""
        self._asked: list[asyncio.Future[bool]] = []
        """They want to know whether the next look finds nothing."""

    def nudge(self) -> None:
        """There may be a new message in the outbox."""
        self._look_in(0.0)

    async def rested(self) -> None:
        """Return when all that may leave by now has left and is settled. `run` goes on meanwhile."""
        while True:
            empty: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
            self._asked.append(empty)
            self.nudge()
            if await empty and not self._handover.in_hand:
                return
            while self._handover.in_hand:
                self._dispatcher.changed.clear()
                await self._dispatcher.changed.wait()

    async def drain(self, now: datetime) -> int:
        """Send all that may leave at `now`, and return how many messages were taken in hand.

        Raises StoreError if the outbox cannot be used.
        """
        failed: StoreError | None = None
        taken = 0
        async with asyncio.TaskGroup() as tasks:
            self._dispatcher.begin(tasks)
            try:
                taken = await self._drain(now)
            except StoreError as trouble:
                failed = trouble
            self._dispatcher.put_all_back()
            await self._rest()
        if failed:
            raise failed
        return taken

    async def _drain(self, now: datetime) -> int:
        taken, found = 0, 1
        while found:
            self._dispatcher.calm = False
            found = 0
            for outgoing in self._handover.taken():
                found += len(outgoing.claimed)
                self._receive(outgoing)
            await self._timing.wait(self._tokens_in())
            messages = await self._post.claim(now, self._dispatcher.room() or 1, self._dispatcher.bulk_room())
            self._dispatcher.accept(messages)
            found += len(messages)
            taken += found
            await self._rest()
        self._dispatcher.calm = True
        self._dispatcher.start()
        return taken

    async def run(self, stop: asyncio.Event) -> None:
        """Go on until `stop`; then finish what is in hand, within some seconds."""
        async with asyncio.TaskGroup() as tasks:
            self._dispatcher.begin(tasks)
            self._handover.connect(self._receive)
            tasks.create_task(self._dispatcher.pace(stop))
            while not stop.is_set():
                self._called.clear()
                if pause := await self._step():
                    await rest(pause, self._timing.wait, self._called, stop)
            self._handover.close()
            await self._finish(tasks)

    async def _finish(self, tasks: asyncio.TaskGroup) -> None:
        self._dispatcher.calm = False
        self._dispatcher.put_all_back()
        grace = tasks.create_task(self._hurry_in(GRACE))
        await self._rest()
        grace.cancel()

    async def _hurry_in(self, seconds: float) -> None:
        await self._timing.wait(seconds)
        self._dispatcher.delivery.break_off()
        self._dispatcher.settlements.give_up()

    async def _rest(self) -> None:
        """Return when nothing is on its way or being settled."""
        while self._dispatcher.active:
            self._dispatcher.changed.clear()
            await self._dispatcher.changed.wait()

    def _receive(self, outgoing: Outgoing) -> None:
        for stale in outgoing.stale:
            self._dispatcher.take_away(stale)
        self._dispatcher.calm = self._dispatcher.calm and not outgoing.waiting
        self._dispatcher.accept(outgoing.claimed)
        for chat in outgoing.waiting:
            if not self._dispatcher.tells_when_free(chat):
                self.nudge()

    def _look_in(self, seconds: float) -> None:
        at = self._timing.monotonic() + seconds
        if at < self._look_at:
            self._look_at = at
            self._called.set()
        if not seconds:
            self._dispatcher.calm = False

    async def _step(self) -> float:
        """Look at the outbox if it is time; gives the seconds to wait before the next look."""
        now = self._timing.monotonic()
        if self._look_at > now:
            return self._look_at - now
        if not self._dispatcher.room():
            self._dispatcher.starved = True
            self._look_at = now + IDLE
            return IDLE
        self._look_at = inf
        asked, self._asked = self._asked, []
        try:
            await self._notice_the_clock(now)
            pause = await self._look()
        except StoreError as trouble:
            _log.error("The outbox cannot be used; trying again: %s", trouble)
            pause = self._trouble.longer()
            self._asked += asked
        else:
            self._trouble.reset()
            _tell(asked, self._dispatcher.calm)
        self._look_at = min(self._look_at, self._timing.monotonic() + pause)
        self._dispatcher.calm = self._dispatcher.calm and self._look_at > self._timing.monotonic()
        self._dispatcher.start()
        return 0.0

    async def _look(self) -> float:
        """Claim what there is room for; gives the seconds until it is worth while to look again."""
        now, room, bulk = self._timing.clock.now(), self._dispatcher.room(), self._dispatcher.bulk_room()
        messages = await self._post.claim(now, room, bulk)
        self._dispatcher.accept(messages)
        bulk_waits = sum(map(is_bulk, messages)) >= bulk
        self._dispatcher.calm = not messages and not bulk_waits
        if len(messages) == room:
            self._dispatcher.starved = True
            return IDLE
        if messages and bulk_waits:
            return self._bulk_in()
        if messages:
            return 0.0
        due = await self._post.next_due()
        later = IDLE if due is None else min(IDLE, max(FLOOR, (due - now).total_seconds()))
        return min(later, self._bulk_in()) if bulk_waits else later

    def _bulk_in(self) -> float:
        """In how many seconds some bulk messages can leave."""
        now = self._timing.monotonic()
        if paused := self._limits.bulk_paused_for(now):
            return min(IDLE, paused)
        if self._dispatcher.bulk_hands_full():
            self._dispatcher.starved = True
            return IDLE
        return self._limits.bulk_ready_in(now, BULK_AT_ONCE)

    def _tokens_in(self) -> float:
        """In how many seconds the rate has room for a bulk message."""
        now = self._timing.monotonic()
        return 0.0 if self._limits.bulk_paused_for(now) else self._limits.bulk_ready_in(now)

    async def _notice_the_clock(self, now: float) -> None:
        """Times in the outbox are the calendar's; if that was set back, nobody waits for the old ones."""
        calendar = self._timing.clock.now()
        ahead = calendar.timestamp() - now
        if ahead < self._ahead - SET_BACK:
            _log.warning("The clock was set back by %d seconds.", self._ahead - ahead)
            await self._post.clock_set_back(calendar)
        self._ahead = ahead


def _tell(asked: Sequence[asyncio.Future[bool]], empty: bool) -> None:
    for one in asked:
        if not one.done():
            one.set_result(empty)
