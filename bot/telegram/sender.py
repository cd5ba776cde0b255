"""Messages out: claimed from the post, sent side by side over chats, settled by what the server said.

The order within a chat is the post's: it hands out one message of a chat at a time.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from telegram.error import TelegramError

from bot.app.events import MessageId
from bot.app.ports.errors import StoreError
from bot.app.ports.outbox import Act, Lane, OutboxMessage, Undelivered
from bot.telegram.api_calls import ApiCall, call_for, needs_username, new_call_for, plain_call, words_call
from bot.telegram.backoff import Backoff, Stopped, Timing, rest, within
from bot.telegram.client import BotClient
from bot.telegram.ports import OutboxPort
from bot.telegram.rate_limits import RateLimits
from bot.telegram.send_results import (
    Arrived,
    Elsewhere,
    Hold,
    Never,
    NotSent,
    SendNew,
    SendPlain,
    SendResult,
    Unknown,
    reason_of,
    result_of,
)

HANDS = 16
"""Most messages on their way at once."""
BULK_HANDS = 12
"""Most of them prompts and announcements, so that an answer finds a free hand when the network is slow."""
LOOK_PAST = 3
LEASE = timedelta(minutes=1)
"""Longer than any call can take with all its time-outs."""
IDLE = 30.0
"""Most seconds without looking for messages."""
FLOOR = 0.5
"""Fewest seconds between two looks that found nothing, unless somebody calls."""
GRACE = 5.0
"""Seconds a call may still take when the bot stops."""
FIRST_RETRY, LAST_RETRY = 1.0, 60.0
_SETTLE_AGAIN = (0.2, 1.0, 5.0)

_log = logging.getLogger(__name__)


class Sender:
    """Sends messages as fast as the limits allow; answers to people before prompts."""

    def __init__(
        self, client: BotClient, post: OutboxPort, timing: Timing, limits: RateLimits | None = None
    ) -> None:
        self._client = client
        self._post = post
        self._timing = timing
        self._limits = limits or RateLimits.of_telegram()
        self._busy = 0
        self._busy_with_bulk = 0
        self._turned_away = 0
        self._called = asyncio.Event()
        self._hurry = asyncio.Event()
        self._trouble = Backoff(timing.chance, first=0.5, most=15.0)

    def nudge(self) -> None:
        """There may be a new message."""
        self._called.set()

    async def drain(self, now: datetime) -> int:
        """Send all that may leave at `now`, and return how many messages were taken in hand.

        Raises StoreError if the post cannot be used.
        """
        taken = 0
        while True:
            await self._timing.wait(self._tokens_in())
            outgoing_messages = await self._post.claim(now, self._room() or 1, LEASE)
            if not outgoing_messages:
                return taken
            taken += len(outgoing_messages)
            async with asyncio.TaskGroup() as hands:
                for outgoing in outgoing_messages:
                    self._take_in_hand(outgoing, hands)

    async def run(self, stop: asyncio.Event) -> None:
        """Go on until `stop`; then finish what is in hand, within some seconds."""
        self._hurry.clear()
        async with asyncio.TaskGroup() as hands:
            while not stop.is_set():
                self._called.clear()
                pause = await self._step(hands)
                if pause:
                    await rest(pause, self._timing.wait, self._called, stop)
            await self._finish()

    async def _finish(self) -> None:
        async with asyncio.TaskGroup() as group:
            grace = group.create_task(self._hurry_in(GRACE))
            while self._busy:
                self._called.clear()
                await self._called.wait()
            grace.cancel()

    async def _hurry_in(self, seconds: float) -> None:
        await self._timing.wait(seconds)
        self._hurry.set()

    async def _step(self, hands: asyncio.TaskGroup) -> float:
        """Take messages in hand; gives the seconds to wait before the next look."""
        if self._busy >= HANDS:
            return IDLE
        if pause := self._tokens_in():
            return pause
        try:
            pause = await self._claim(hands)
        except StoreError as trouble:
            _log.error("The outbox cannot be used; trying again: %s", trouble)
            return self._trouble.longer()
        self._trouble.reset()
        return pause

    async def _claim(self, hands: asyncio.TaskGroup) -> float:
        now, room = self._timing.clock.now(), self._room()
        outgoing_messages = await self._post.claim(now, room or 1, LEASE)
        if not outgoing_messages:
            due = await self._post.next_due()
            return IDLE if due is None else min(IDLE, max(FLOOR, (due - now).total_seconds()))
        if not room and _is_bulk(outgoing_messages[0]):
            return await self._turn_away(outgoing_messages[0])
        self._turned_away = 0
        for outgoing in outgoing_messages:
            self._take_in_hand(outgoing, hands)
        return 0.0

    async def _turn_away(self, outgoing: OutboxMessage) -> float:
        """Put back a bulk message that cannot leave now; gives the seconds to wait before the next look.

        The outbox gives the most urgent message first, so after a bulk one nobody waits for an answer. But a
        prompt comes early where an answer waits behind it in its chat: so a few are looked past.
        """
        pause = self._limits.bulk_paused_for(self._timing.monotonic())
        await self._again(outgoing, pause or FLOOR)
        self._turned_away = (self._turned_away + 1) % LOOK_PAST
        return 0.0 if self._turned_away else min(IDLE, pause or IDLE)

    def _room(self) -> int:
        """How many messages can be claimed so that each can leave at once, even if all are bulk."""
        now = self._timing.monotonic()
        if self._limits.bulk_paused_for(now):
            return 0
        hands = min(HANDS - self._busy, BULK_HANDS - self._busy_with_bulk)
        return max(0, min(hands, self._limits.bulk_room(now)))

    def _tokens_in(self) -> float:
        """In how many seconds the rate has room for a bulk message: a moment, in which answers wait too."""
        now = self._timing.monotonic()
        return 0.0 if self._limits.bulk_paused_for(now) else self._limits.bulk_ready_in(now)

    def _take_in_hand(self, outgoing: OutboxMessage, hands: asyncio.TaskGroup) -> None:
        now, bulk = self._timing.monotonic(), _is_bulk(outgoing)
        later = self._limits.chat_ready_in(outgoing.chat, now)
        if bulk:
            later = max(later, self._limits.bulk_paused_for(now))
        if not later:
            self._limits.take(outgoing.chat, now, bulk=bulk)
        self._busy += 1
        self._busy_with_bulk += bulk
        hands.create_task(self._deliver(outgoing, later))

    async def _deliver(self, outgoing: OutboxMessage, later: float) -> None:
        """Send it and keep what came of it; if it may only leave `later` (seconds), put it back."""
        try:
            if later:
                await self._again(outgoing, later)
            else:
                await self._settle(outgoing, await self._send(outgoing))
        except Exception:
            # A fault of ours with one message must not stop the others; its lease runs out.
            _log.exception("Message %d could not be settled", outgoing.id)
        finally:
            self._busy -= 1
            self._busy_with_bulk -= _is_bulk(outgoing)
            self._called.set()

    async def _send(self, outgoing: OutboxMessage) -> SendResult:
        try:
            username = await self._client.username() if needs_username(outgoing) else ""
            call = call_for(outgoing, username)
        except TelegramError as error:
            return NotSent(reason=reason_of(error))
        except ValueError as error:
            return Never(why=Undelivered.REFUSED, reason=f"cannot be read back ({type(error).__name__})")
        while call is not None:
            outcome = await self._post_call(call, outgoing)
            match outcome:
                case Never() | Unknown() if call.picture and self._words_will_do(outcome, outgoing):
                    _log.error("Message %d goes without its picture: %s", outgoing.id, outcome.reason)
                    call = words_call(call)
                case SendNew():
                    call = new_call_for(outgoing, username)
                case SendPlain(reason=reason):
                    _log.error("%s (message %d) goes as plain text: %s", call.method, outgoing.id, reason)
                    call = plain_call(call)
                    if call is None:
                        return Never(why=Undelivered.REFUSED, reason=reason)
                case _:
                    return outcome
        return Arrived(message=None)

    def _words_will_do(self, outcome: Never | Unknown, outgoing: OutboxMessage) -> bool:
        """Whether the words of a picture that failed are to be sent alone."""
        if isinstance(outcome, Never):
            return outcome.why in (Undelivered.REFUSED, Undelivered.NO_RIGHTS)
        return not _at_most_once(outgoing) and not self._hurry.is_set()

    async def _post_call(self, call: ApiCall, outgoing: OutboxMessage) -> SendResult:
        try:
            result = await within(self._client.post(call), stop=self._hurry)
        except Stopped:
            return Unknown(reason="the bot stopped meanwhile")
        except Exception as error:
            return result_of(error)
        body = result if isinstance(result, dict) else {}
        number = body.get("message_id") if isinstance(result, dict) else outgoing.message
        poll = body["poll"].get("id") if isinstance(body.get("poll"), dict) else None
        return Arrived(message=MessageId(number) if isinstance(number, int) else None, poll=poll)

    async def _settle(self, outgoing: OutboxMessage, outcome: SendResult) -> None:
        now = self._timing.clock.now()
        match outcome:
            case Arrived(message=message, poll=poll):
                number = message or outgoing.message
                await self._keep_trying(lambda: self._post.sent(outgoing, number, now, poll))
            case Elsewhere(chat=chat):
                await self._keep_trying(lambda: self._post.moved(outgoing, chat, now))
            case Hold(seconds=seconds):
                mono = self._timing.monotonic()
                self._limits.told_to_wait(outgoing.chat, seconds, mono, bulk=_is_bulk(outgoing))
                await self._again(outgoing, seconds)
            case Never(why=why, reason=reason):
                if why is Undelivered.REFUSED:
                    _log.error("Message %d was refused: %s", outgoing.id, reason)
                await self._keep_trying(lambda: self._post.lost(outgoing, why, now))
            case Unknown(reason=reason) if _at_most_once(outgoing):
                _log.warning("Message %d may have arrived, and is not sent again: %s", outgoing.id, reason)
                await self._keep_trying(lambda: self._post.lost(outgoing, Undelivered.UNCERTAIN, now))
            case Unknown(reason=reason) | NotSent(reason=reason) | SendPlain(reason=reason):
                _log.warning("Message %d goes again later: %s", outgoing.id, reason)
                await self._again(outgoing, min(LAST_RETRY, FIRST_RETRY * 2 ** min(outgoing.tries, 10)))

    async def _again(self, outgoing: OutboxMessage, seconds: float) -> None:
        at = self._timing.clock.now() + timedelta(seconds=seconds)
        await self._keep_trying(lambda: self._post.again(outgoing, at))

    async def _keep_trying(self, write: Callable[[], Awaitable[None]]) -> None:
        """What happened to a message must be kept; after the last try its lease decides."""
        for pause in _SETTLE_AGAIN:
            try:
                return await write()
            except StoreError:
                await self._timing.wait(pause)
        return await write()


def _is_bulk(outgoing: OutboxMessage) -> bool:
    return outgoing.lane >= Lane.PROMPT


def _at_most_once(outgoing: OutboxMessage) -> bool:
    # An edit done twice is the same edit.
    return outgoing.lane is Lane.PROMPT and outgoing.act is Act.SEND
