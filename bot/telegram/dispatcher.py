"""Sends the messages that this process holds, side by side over chats, and settles what came of them."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime, timedelta
from math import inf
from typing import Any

from bot.app.events import ChatId
from bot.app.ports.errors import StoreError
from bot.app.ports.outbox import Act, Delivered, OutboxMessage, PutBack, StaleButtons, Undelivered
from bot.measures import Measures
from bot.telegram.api_calls import without_buttons
from bot.telegram.backoff import Timing, rest
from bot.telegram.client import BotClient
from bot.telegram.delivery import Delivery, at_most_once, is_bulk
from bot.telegram.measuring import measure_send
from bot.telegram.ports import OutboxPort
from bot.telegram.rate_limits import RateLimits
from bot.telegram.send_results import Arrived, Elsewhere, Hold, Never, NotSent, SendPlain, SendResult, Unknown
from bot.telegram.settling import Lost, Moved, Settled, Settlements
from bot.telegram.stale_buttons import StaleButtonQueue
from bot.telegram.waiting import Waiting, WaitingMessages

HANDS = 32
"""Most messages on their way at once."""
BULK_HANDS = 20
"""Most of them prompts and announcements, so that a reply finds a free hand when the network is slow."""
CALM = 4
"""Fewer on their way: then there is time to take older buttons away."""
HELD = 20.0
"""Most seconds that a message waits in memory; after them its lease would end while it is sent."""
SPARE = 1.0
"""Seconds between two looks whether older buttons can be taken away."""
IDLE = 30.0
"""Most seconds without looking for messages."""
FIRST_RETRY, LAST_RETRY = 1.0, 60.0

_log = logging.getLogger(__name__)


class Dispatcher:
    """Each message leaves as soon as a hand is free and its chat takes one; the outbox keeps the order within
    a chat, for it hands out one of a chat at a time."""

    def __init__(
        self,
        client: BotClient,
        post: OutboxPort,
        timing: Timing,
        limits: RateLimits,
        in_hand: set[int],
        measures: Measures,
    ) -> None:
        """`in_hand` is kept up to date with the messages held here."""
        self.changed = asyncio.Event()
        """Set when something has left or is settled."""
        self.look: Callable[[float], None] = lambda seconds: None
        """Called when the outbox is to be looked at, and in how many seconds."""
        self.starved = False
        """More could be claimed if a hand were free: the outbox is to be looked at as soon as one is."""
        self.calm = False
        """No message waits in the outbox, as far as is known."""
        self.delivery = Delivery(client)
        self.settlements = Settlements(post, timing, self._written)
        self._post = post
        self._timing = timing
        self._limits = limits
        self._measures = measures
        self._in_hand = in_hand
        self._chats: Counter[ChatId] = Counter()
        self._awaited: set[ChatId] = set()
        self._waiting = WaitingMessages()
        self._stale = StaleButtonQueue()
        self._busy = 0
        self._bulk_busy = 0
        self._later = asyncio.Event()
        """Set when something has begun to wait that nobody would look at in time."""
        self._wakes_at = inf
        self._tasks: asyncio.TaskGroup | None = None

    @property
    def active(self) -> bool:
        """Something is on its way or being settled."""
        return bool(self._busy) or not self.settlements.idle

    def begin(self, tasks: asyncio.TaskGroup) -> None:
        """Work in these tasks from now on."""
        self._tasks = tasks
        self.delivery.begin()

    async def pace(self, stop: asyncio.Event) -> None:
        """Send what has waited for its chat, each at its time, until `stop`."""
        while not stop.is_set():
            self._later.clear()
            self.start()
            now = self._timing.monotonic()
            pause = self._waiting.ready_in(now)
            pause = (SPARE if len(self._stale) else IDLE) if pause is None else pause
            self._wakes_at = now + pause
            await rest(pause, self._timing.wait, self._later, stop)

    def accept(self, messages: Sequence[OutboxMessage]) -> None:
        """Take claimed messages in hand, and send those that may leave."""
        now = self._timing.monotonic()
        for outgoing in messages:
            self._in_hand.add(outgoing.id)
            self._chats[outgoing.chat] += 1
            if outgoing.act is Act.EDIT:
                self._stale.edited(outgoing.chat, outgoing.slot, outgoing.message)
            self._waiting.push(Waiting(outgoing, until=now + HELD), ready_at=now)
        self.start()

    def tells_when_free(self, chat: ChatId) -> bool:
        """Something waits in the outbox behind what is in hand of this chat: once that is settled, `look` is
        called. False if nothing of this chat is in hand."""
        held = chat in self._chats
        if held:
            self._awaited.add(chat)
        return held

    def take_away(self, stale: StaleButtons) -> None:
        """Take these buttons away when there is time; forgotten where too much is waiting."""
        if len(self._waiting) <= HANDS:
            self._stale.add(stale)

    def start(self) -> None:
        """Send whatever may leave now."""
        now = self._timing.monotonic()
        while self._busy < HANDS and (waiting := self._waiting.pop(now)):
            self._leave(waiting, now)
        while (
            self.calm and self._busy < CALM and (stale := self._stale.next(lambda c: self._can_spare(c, now)))
        ):
            self._limits.take_spare(stale.chat, now)
            self._busy += 1
            self._create(self._take_buttons(stale))
        if len(self._stale) and self.calm and not self.active:
            self._wake_in(SPARE)

    def put_all_back(self) -> None:
        """Put back what has not left, to be sent by whoever comes next."""
        for waiting in self._waiting.take_all():
            self._again(waiting.outgoing, 0.0)

    def room(self) -> int:
        """How many messages can be taken in hand and leave at once."""
        return max(0, HANDS - self._busy - len(self._waiting))

    def bulk_room(self) -> int:
        """How many bulk messages can."""
        now = self._timing.monotonic()
        if self._limits.bulk_paused_for(now):
            return 0
        return max(0, min(BULK_HANDS - self._bulk_busy, self._limits.bulk_room(now)))

    def bulk_hands_full(self) -> bool:
        """Whether a bulk message has to wait for another one to arrive."""
        return self._bulk_busy >= BULK_HANDS

    def _leave(self, waiting: Waiting, now: float) -> None:
        outgoing, bulk = waiting.outgoing, is_bulk(waiting.outgoing)
        later = self._limits.chat_ready_in(outgoing.chat, now)
        if bulk:
            later = max(later, self._limits.bulk_paused_for(now))
        if later and not bulk and now + later <= waiting.until:
            self._waiting.push(waiting, now + later)
            self._wake_in(later)
        elif later or now > waiting.until:
            self._again(outgoing, later)
        else:
            self._limits.take(outgoing.chat, now, bulk=bulk)
            self._busy += 1
            self._bulk_busy += bulk
            self._create(self._deliver(outgoing))

    def _wake_in(self, seconds: float) -> None:
        if self._timing.monotonic() + seconds < self._wakes_at:
            self._later.set()

    def _create(self, work: Coroutine[Any, Any, None]) -> None:
        assert self._tasks is not None, "begin comes first"
        self._tasks.create_task(work)

    async def _deliver(self, outgoing: OutboxMessage) -> None:
        try:
            begun, called = self._timing.monotonic(), self._timing.clock.now()
            outcome = await self.delivery.send(outgoing)
            measure_send(self._measures, outgoing, outcome, begun, self._timing.monotonic())
            self._settle(outgoing, outcome, called)
        except Exception:
            # A fault of ours with one message must not stop the others; its lease runs out.
            _log.exception("Message %d could not be sent", outgoing.id)
            self._release(outgoing)
        finally:
            self._busy -= 1
            self._bulk_busy -= is_bulk(outgoing)
            self.start()
            self.changed.set()
            if self.starved:
                self.starved = False
                self.look(0.0)

    def _settle(self, outgoing: OutboxMessage, outcome: SendResult, called: datetime) -> None:
        match outcome:
            case Arrived(message=message, poll=poll):
                number = message or outgoing.message
                self._write(Delivered(outgoing=outgoing, message=number, poll=poll))
            case Elsewhere(chat=chat):
                self._write(Moved(outgoing=outgoing, chat=chat))
            case Hold(seconds=seconds):
                now = self._timing.monotonic()
                self._limits.told_to_wait(outgoing.chat, seconds, now, bulk=is_bulk(outgoing))
                self._again(outgoing, seconds)
            case Never(why=why, reason=reason):
                if why is Undelivered.REFUSED:
                    _log.error("Message %d was refused: %s", outgoing.id, reason)
                self._write(Lost(outgoing=outgoing, why=why, called=called))
            case Unknown(reason=reason) if at_most_once(outgoing):
                _log.warning("Message %d may have arrived, and is not sent again: %s", outgoing.id, reason)
                self._write(Lost(outgoing=outgoing, why=Undelivered.UNCERTAIN, called=called))
            case Unknown(reason=reason) | NotSent(reason=reason) | SendPlain(reason=reason):
                _log.warning("Message %d goes again later: %s", outgoing.id, reason)
                self._again(outgoing, min(LAST_RETRY, FIRST_RETRY * 2 ** min(outgoing.tries, 10)))

    def _again(self, outgoing: OutboxMessage, seconds: float) -> None:
        at = self._timing.clock.now() + timedelta(seconds=seconds)
        self._write(PutBack(outgoing=outgoing, at=at))

    def _write(self, settled: Settled) -> None:
        assert self._tasks is not None, "begin comes first"
        self.settlements.add(settled, self._tasks)

    def _written(self, batch: Sequence[Settled], more: bool) -> None:
        now = self._timing.clock.now()
        for one in batch:
            self._release(one.outgoing)
            if isinstance(one, Delivered):
                self._stale.arrived(one.outgoing.chat, one.outgoing.slot, one.message)
            if isinstance(one, PutBack):
                self.look(min(IDLE, max(0.0, (one.at - now).total_seconds())))
        if more:
            self.look(0.0)
        self.start()
        self.changed.set()

    def _release(self, outgoing: OutboxMessage) -> None:
        self._in_hand.discard(outgoing.id)
        self._chats[outgoing.chat] -= 1
        if self._chats[outgoing.chat] <= 0:
            del self._chats[outgoing.chat]
        if outgoing.chat in self._awaited:
            self._awaited.discard(outgoing.chat)
            self.look(0.0)

    def _can_spare(self, chat: ChatId, now: float) -> bool:
        return chat not in self._chats and self._limits.can_spare(chat, now)

    async def _take_buttons(self, stale: StaleButtons) -> None:
        """Best effort: whatever goes wrong, a tap on these buttons is answered all the same."""
        try:
            number = self._stale.number_of(stale)
            if number is None and stale.slot is not None:
                number = await self._post.message_of(stale.chat, stale.slot)
            if number is not None:
                outcome = await self.delivery.make(without_buttons(stale.chat, number), number)
                if isinstance(outcome, Hold):
                    now = self._timing.monotonic()
                    self._limits.told_to_wait(stale.chat, outcome.seconds, now, bulk=False)
        except StoreError as trouble:
            _log.info("Older buttons stay: %s", trouble)
        finally:
            self._busy -= 1
            self.start()
            self.changed.set()
