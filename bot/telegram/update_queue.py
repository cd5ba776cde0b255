"""Updates from their receipt to their commit: who is next, what waits in the inbox, what may be acknowledged.

Whoever fetches updates hands them to `receive` and acknowledges what is settled: handled, or saved in the
inbox. Where each is brought by itself, `settled` tells when that is so.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Sequence

from bot.app.ports.errors import StoreError
from bot.measures import Measures, log_fields
from bot.telegram.awaited import AwaitedUpdates
from bot.telegram.backoff import Timing
from bot.telegram.floods import Floods
from bot.telegram.inbox import TOGETHER, Inbox
from bot.telegram.lanes import Lanes
from bot.telegram.measuring import measure_update
from bot.telegram.processing import ParsedUpdate, UpdateProcessing
from bot.telegram.updates import is_numbered, lane_of
from bot.telegram.window import HeldUpdate, Json, Window

WIDTH = 16
"""Most updates at work at the same time. The database runs them one after the other, so whoever comes next
waits for these."""
MOST_HELD = 50_000
"""Updates that are not handled, beyond which no more are fetched; Telegram keeps them."""
MOST_LOOKUPS = 64
"""Most updates for which the server is asked something, or was asked and they wait for a place at work."""
LOAD_TOGETHER = 64
"""Most updates loaded from the inbox at once."""

_log = logging.getLogger(__name__)


class UpdateQueue:
    """Handles updates in fair turns. A database error stops it until `resume`; nothing is lost meanwhile."""

    def __init__(
        self,
        processing: UpdateProcessing,
        inbox: Inbox,
        timing: Timing,
        measures: Measures | None = None,
        floods: Floods | None = None,
    ) -> None:
        """Without `floods` everything is handled, however much it is."""
        self._floods = floods
        self.trouble: StoreError | None = None
        """Why nothing is handled at the moment."""
        self.troubled = asyncio.Event()
        """Set while there is trouble."""
        self.resumed = asyncio.Event()
        """Set while there is none."""
        self.free = asyncio.Event()
        """Set when all that was received is settled, and when there is trouble."""
        self.progress = False
        """Something was handled since the last trouble."""
        self._processing = processing
        self._inbox = inbox
        self._timing = timing
        self._measures = measures or Measures()
        self._window = Window()
        self._lanes: Lanes[HeldUpdate] = Lanes()
        self._looked_up: deque[tuple[HeldUpdate, ParsedUpdate]] = deque()
        self._missing: list[HeldUpdate] = []
        self._deferred: deque[HeldUpdate] = deque()
        """They need a lookup when there is room for one."""
        self._loaded: deque[HeldUpdate] = deque()
        self.awaited = AwaitedUpdates()
        self._group: asyncio.TaskGroup | None = None
        self._begun = self._closing = self._loading = False
        self._at_work = self._looking_up = 0
        self._idle = asyncio.Event()

    @property
    def offset(self) -> int | None:
        """All updates below are settled; None before the first."""
        return self._window.offset

    @property
    def is_settled(self) -> bool:
        """All that was received is handled or in the inbox."""
        return self._window.is_settled

    @property
    def is_full(self) -> bool:
        """So many updates wait that no more are to be received."""
        return len(self._window) >= MOST_HELD

    @property
    def waited(self) -> float:
        """Seconds since the oldest update was received that is not settled."""
        return max((self._timing.monotonic() - one.since for one in self._window.unsettled[:1]), default=0.0)

    async def begin(self) -> None:
        """Take up what another process left in the inbox; once. Raises StoreError."""
        if self._begun:
            return
        inbox = await self._inbox.left(self._timing.monotonic())
        left = [one for one in inbox if one.number not in self._window]
        self._window.resume(left)
        for update in left:
            self._lanes.add(update.lane, update, backlog=True)
        self._begun = True
        if self._group is not None:
            self._go_on()

    def stand_by(self) -> None:
        """Another process receives from now on: before this one does so again, it looks what was left."""
        self._begun = False

    def open(self, group: asyncio.TaskGroup) -> None:
        """Begin to work, in tasks of `group`."""
        self._group = group
        self.resume()

    def receive(self, raws: Sequence[Json]) -> int:
        """Take the next updates as Telegram sent them; gives how many of them have a number."""
        numbered = [raw for raw in raws if is_numbered(raw)]
        if len(numbered) < len(raws):
            _log.error("%d updates without a number cannot be acknowledged.", len(raws) - len(numbered))
        now, since = self._timing.clock.now(), self._timing.monotonic()
        for update in self._window.receive(
            numbered,
            lambda raw: HeldUpdate(
                number=raw["update_id"], lane=lane_of(raw), received=now, since=since, raw=raw
            ),
        ):
            if self._floods is None or self._floods.let_pass(update, self._measures):
                self._lanes.add(update.lane, update)
            else:
                self._window.finish(update)
        if self._inbox.has_handled():
            self._tasks.create_task(self._inbox.delete_handled())
        self._go_on()
        return len(numbered)

    async def settled(self, number: int) -> bool:
        """True once an update that was received is settled; False if the database cannot be used."""
        return not self._window.is_unsettled(number) or await self.awaited.wait(number)

    async def save(self) -> None:
        """Write all that is not settled to the inbox, so that it may be acknowledged."""
        updates = self._window.unsettled
        try:
            await self._inbox.save(updates)
        except StoreError as trouble:
            self._stop_for(trouble)
            return
        for update in updates:
            if update.number in self._window:
                self._window.save(update)
                self._inbox.keep(update)
            else:
                self._inbox.finish(update)
        self._go_on()

    def resume(self) -> None:
        """Go on after trouble: what failed is tried again."""
        self.trouble = None
        self.progress = False
        self.troubled.clear()
        self.resumed.set()
        self._go_on()

    async def rested(self) -> None:
        """Wait until nothing is at work: what could be handled is."""
        self._go_on()
        await self._idle.wait()

    async def drained(self) -> None:
        """Wait until everything is handled, or trouble has stopped the work."""
        await self.rested()
        await self._inbox.delete_handled()
        self._processing.lookups.close()

    async def close(self) -> None:
        """Finish what is in hand; what is in the inbox stays for the next start."""
        self._closing = True
        self._go_on()
        await self.rested()
        await self._inbox.delete_handled()
        self._processing.lookups.close()

    def _go_on(self) -> None:
        """Begin with as many updates as may be at work, and say so if there is nothing to do."""
        while self.trouble is None and self._at_work < WIDTH and len(self._missing) < LOAD_TOGETHER:
            if self._looked_up:
                self._work_on(*self._looked_up.popleft())
            elif (update := self._next()) is None:
                break
            elif update.raw is None:
                self._load_soon(update)
            else:
                self._start(update)
        if self._window.is_settled or self.trouble:
            self.free.set()
        else:
            self.free.clear()
        if self._at_work or self._looking_up or self._loading:
            self._idle.clear()
        else:
            self._idle.set()

    def _next(self) -> HeldUpdate | None:
        """The update whose turn it is. When closing, what is in the inbox has none any more."""
        if self._loaded:
            return self._loaded.popleft()
        if self._deferred and self._may_look_up:
            return self._deferred.popleft()
        while (update := self._lanes.take()) is not None:
            if not (self._closing and update.saved):
                break
        return update

    @property
    def _may_look_up(self) -> bool:
        return self._looking_up + len(self._looked_up) < MOST_LOOKUPS

    def _start(self, update: HeldUpdate) -> None:
        assert update.raw is not None
        parsed = self._processing.parse(update.raw, update.received, flooding=update.flooding)
        if parsed.error is None and parsed.event is None:
            self._finish(update)
        elif parsed.error is None and parsed.needs_lookup and not self._may_look_up:
            self._deferred.append(update)
        elif parsed.error is None and parsed.needs_lookup:
            self._looking_up += 1
            self._tasks.create_task(self._look_up(update, parsed))
        else:
            self._work_on(update, parsed)

    async def _look_up(self, update: HeldUpdate, parsed: ParsedUpdate) -> None:
        """Outside the width: others go on meanwhile."""
        try:
            parsed = await self._processing.look_up(parsed, self._tasks)
        except StoreError as trouble:
            self._lanes.put_back(update.lane)
            self._stop_for(trouble)
        else:
            self._looked_up.append((update, parsed))
        self._looking_up -= 1
        self._go_on()

    def _work_on(self, update: HeldUpdate, parsed: ParsedUpdate) -> None:
        if parsed.error is None and parsed.event is None:
            self._finish(update)
            return
        self._at_work += 1
        self._tasks.create_task(self._work(update, parsed))

    async def _work(self, update: HeldUpdate, parsed: ParsedUpdate) -> None:
        begun = self._timing.monotonic()
        with log_fields(update=update.number, lane=update.lane):
            try:
                ack = await self._processing.handle(parsed)
            except StoreError as trouble:
                self._lanes.put_back(update.lane)
                self._stop_for(trouble)
            else:
                self.progress = True
                measure_update(self._measures, parsed, self._timing, begun)
                self._finish(update)
                if ack is not None:
                    self._processing.acknowledge(parsed, ack, self._tasks)
        self._at_work -= 1
        self._go_on()

    def _finish(self, update: HeldUpdate) -> None:
        self._window.finish(update)
        self._lanes.finish(update.lane)
        self.awaited.settle(update.number)
        if update.saved:
            self._inbox.finish(update)
        if self._inbox.has_handled(1 if not len(self._window) else TOGETHER):
            self._tasks.create_task(self._inbox.delete_handled())

    def _load_soon(self, update: HeldUpdate) -> None:
        self._missing.append(update)
        if not self._loading:
            self._loading = True
            self._tasks.create_task(self._load())

    async def _load(self) -> None:
        """Load what is wanted from the inbox, and what comes behind it in the same lanes."""
        while self._missing:
            wanted, self._missing = self._missing, []
            deep = max(1, LOAD_TOGETHER // len(wanted))
            ahead = [one for head in wanted for one in self._lanes.first_of(head.lane, deep)]
            updates = [one for one in ahead if one.raw is None]
            try:
                await self._inbox.load(updates)
            except StoreError as trouble:
                for update in wanted:
                    self._lanes.put_back(update.lane)
                self._stop_for(trouble)
                continue
            for update in wanted:
                if update.raw is not None:
                    self._loaded.append(update)
                else:
                    # Whoever sent it may have had everything about them erased.
                    _log.warning("Update %d is not in the inbox any more.", update.number)
                    self._finish(update)
            self._go_on()
        self._loading = False
        self._go_on()

    def _stop_for(self, trouble: StoreError) -> None:
        self.awaited.fail()
        if self.trouble is None:
            self.trouble = trouble
            self.troubled.set()
            self.resumed.clear()
            self.free.set()

    @property
    def _tasks(self) -> asyncio.TaskGroup:
        assert self._group is not None, "`open` comes first"
        return self._group
