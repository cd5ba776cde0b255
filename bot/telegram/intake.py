"""Updates in: fetched by long polling, handled, and only then acknowledged.

Telegram keeps an update until a later `getUpdates` asks for a higher number. So the number is raised when
every update of a batch is committed or buried, and a crash before that loses nothing. What comes twice is
known by its number behind the door.
"""

import asyncio
import logging
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.app.events import (
    BlockChanged,
    ButtonTapped,
    ChatMigrated,
    Event,
    GroupButtonTapped,
    GroupMessageReceived,
    MemberLeft,
    MembershipChanged,
    MessageReceived,
    PollCountsChanged,
    PollVoted,
)
from bot.app.ports.errors import StoreError
from bot.app.posts.channel import channel_of, concerns_channel
from bot.telegram.backoff import Backoff, Stalled, Stopped, Timing, rest, within
from bot.telegram.callbacks import CallbackAnswers
from bot.telegram.client import BotClient
from bot.telegram.errors import CannotServe, SecondInstance, TokenRefused, WebhookSet
from bot.telegram.group_updates import needs_rank, ranked
from bot.telegram.lanes import Lanes
from bot.telegram.lookups import Lookups
from bot.telegram.ports import Ack, UpdateHandler
from bot.telegram.send_results import reason_of, seconds_of
from bot.telegram.updates import event_of, in_group, person_in

LONG_POLL = 30
"""Seconds a fetch waits for something to happen."""
STALL = 60.0
"""Seconds after which a fetch hangs, whatever the connection says."""
TRIES = 3
"""How often an update is handled on which our code raises."""
CONFLICTS = 6
"""How many conflicts it takes to believe in a second instance."""
MOST_CHANNELS = 10
"""Channels of one person that are asked about at once, the latest chosen first."""
WIDTH = 64
"""Most people whose updates are handled at the same time."""

_log = logging.getLogger(__name__)


class UpdateIntake:
    """Fetches updates and takes them through the doors.

    Each person's updates go one after the other, different persons side by side.
    """

    def __init__(
        self, client: BotClient, handler: UpdateHandler, timing: Timing, on_commit: Callable[[], None]
    ) -> None:
        """`on_commit` is called after each update that was taken: there may be messages to send."""
        self._client = client
        self._handler = handler
        self._timing = timing
        self._on_commit = on_commit
        self._lanes = Lanes(WIDTH)
        self._answers = CallbackAnswers(client)
        self._known = Lookups(client, timing.monotonic)
        self._offset: int | None = None
        self._conflicts = 0
        self._later = Backoff(timing.chance, first=1.0, most=30.0)

    @property
    def offset(self) -> int | None:
        """All updates below are handled; None before the first."""
        return self._offset

    async def poll_once(self, seconds: int = 0) -> int:
        """Fetch one batch, waiting for it at most so long, handle it and answer its taps.

        Returns how many updates it held; the next call acknowledges them. Raises TelegramError if they cannot
        be fetched and StoreError if they cannot be kept: then the next call gets them again.
        """
        raws = await self._client.updates(self._offset, seconds)
        async with asyncio.TaskGroup() as side:
            trouble = await self._take_all(raws, side)
        if trouble:
            raise trouble
        return len(raws)

    async def run(self, stop: asyncio.Event) -> None:
        """Go on until `stop`, through any trouble of network and database; finish what is in hand.

        Raises CannotServe when there is no use in going on.
        """
        ended: CannotServe | None = None
        async with asyncio.TaskGroup() as side:
            while not (stop.is_set() or ended):
                match await self._attempt(stop, side):
                    case CannotServe() as ended:
                        pass
                    case float() as pause if pause:
                        await rest(pause, self._timing.wait, stop)
        if ended:
            raise ended

    async def _attempt(self, stop: asyncio.Event, side: asyncio.TaskGroup) -> float | CannotServe:
        """One batch; gives the seconds to wait before the next, or why there is none."""
        fetch = self._client.updates(self._offset, LONG_POLL)
        try:
            raws = await within(fetch, stop=stop, seconds=STALL, wait=self._timing.wait)
        except Stopped:
            return 0.0
        except (Stalled, TelegramError) as error:
            return await self._pause_after(error)
        self._conflicts = max(0, self._conflicts - 1)
        if trouble := await self._take_all(raws, side):
            _log.error("The database cannot be used; nothing is acknowledged: %s", trouble)
            return self._later.longer()
        self._later.reset()
        return 0.0

    async def _pause_after(self, error: Exception) -> float | CannotServe:
        match error:
            case InvalidToken():
                return TokenRefused(self._client.server)
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

    async def _take_all(self, raws: Sequence[dict[str, Any]], side: asyncio.TaskGroup) -> StoreError | None:
        """Handle a batch; without trouble, the next fetch acknowledges it."""
        numbered = [raw for raw in raws if isinstance(raw.get("update_id"), int)]
        if len(numbered) < len(raws):
            _log.error("%d updates without a number cannot be acknowledged.", len(raws) - len(numbered))
        batch = _Batch(side=side)
        async with asyncio.TaskGroup() as group:
            for raw in numbered:
                group.create_task(self._take(raw, batch))
        if numbered and not batch.trouble:
            self._offset = max(raw["update_id"] for raw in numbered) + 1
        return batch.trouble

    async def _take(self, raw: dict[str, Any], batch: "_Batch") -> None:
        now = self._timing.clock.now()
        try:
            update = Update.de_json(raw)
            event = event_of(update, now)
        except Exception as error:
            _log.error("Update %d cannot be read: %s", raw["update_id"], type(error).__name__)
            await self._bury(raw, error, batch)
            return
        if event is None:
            return
        async with self._lanes.turn(_lane_of(event)):
            # Once the database fails, nothing later may overtake what will come again.
            if batch.trouble:
                return
            # In the lane, for what is asked of the server takes time, and nobody behind may overtake.
            try:
                event = await self._in_full(update, event, now)
            except StoreError as trouble:
                batch.trouble = trouble
            except Exception as error:
                await self._bury(raw, error, batch)
                return
            if event is None or batch.trouble:
                return
            ack = await self._through_the_door(raw, event, batch)
        if ack is not None and not batch.trouble:
            self._acknowledge(raw, event, ack, batch.side)

    async def _in_full(self, update: Update, event: Event, now: datetime) -> Event | None:
        """What the update tells, with what has to be asked of the server: about ourselves and the group, or
        about the channel that is spoken of in private. Raises StoreError."""
        if isinstance(event, MessageReceived | ButtonTapped):
            return await self._with_channels(event)
        if not in_group(update):
            return event
        full = event_of(update, now, await self._known.me())
        if isinstance(full, MembershipChanged | MemberLeft):
            self._known.forget(full.group.id)
        if isinstance(full, GroupMessageReceived | GroupButtonTapped) and full.person and needs_rank(full):
            return ranked(full, admin=await self._known.is_admin(full.group.id, full.person.id))
        return full

    async def _with_channels(self, event: MessageReceived | ButtonTapped) -> Event:
        """What somebody wants of a channel, with what they may do there at this moment."""
        if not concerns_channel(event):
            return event
        chats = await self._handler.channels_of(event.person.id)
        if isinstance(event, ButtonTapped):
            chats = [chat for chat in chats if chat == channel_of(event.data)]
        rights = await self._known.rights(chats[:MOST_CHANNELS], event.person.id)
        return replace(event, channels=rights)

    def _acknowledge(self, raw: dict[str, Any], event: Event, ack: Ack, side: asyncio.TaskGroup) -> None:
        if query := raw.get("callback_query"):
            self._answers.give(query["id"], ack, side)
        elif ack.reaction is not None and isinstance(event, GroupMessageReceived):
            self._answers.react(event.group.id, event.message, ack.reaction, side)
        elif ack.reaction is not None and isinstance(event, MessageReceived):
            self._answers.react(event.chat, event.message, ack.reaction, side)

    async def _through_the_door(self, raw: dict[str, Any], event: Event, batch: "_Batch") -> Ack | None:
        failed: Exception | None = None
        for _ in range(TRIES):
            try:
                ack = await self._handler.handle(raw["update_id"], event)
            except StoreError as trouble:
                batch.trouble = trouble
                return None
            except Exception as error:
                failed = error
            else:
                self._on_commit()
                return ack
        assert failed is not None
        _log.error("Update %d failed %d times", raw["update_id"], TRIES, exc_info=failed)
        await self._bury(raw, failed, batch)
        return Ack()

    async def _bury(self, raw: dict[str, Any], error: Exception, batch: "_Batch") -> None:
        number, said = raw["update_id"], f"{type(error).__name__}: {error}"
        # What broke us may break the grave too, such as half a character; its number is enough to go on.
        for remains in (raw, {"update_id": number}):
            try:
                await self._handler.save_dead_update(number, remains, said, person_in(raw))
            except StoreError as trouble:
                batch.trouble = trouble
                return
            except Exception as worse:
                _log.critical("Update %d cannot be buried: %s", number, type(worse).__name__)
                said = type(error).__name__
            else:
                return
        batch.trouble = StoreError(f"update {number} cannot be buried")


def _lane_of(event: Event) -> Hashable:
    """Who has to wait for whom: each person in private, each group, each poll."""
    match event:
        case MessageReceived() | ButtonTapped() | BlockChanged():
            return event.person.id
        case PollVoted() | PollCountsChanged():
            return event.poll
        case ChatMigrated():
            return event.old
        case _:
            return event.group.id


@dataclass(slots=True)
class _Batch:
    side: asyncio.TaskGroup
    """Where taps are answered: outside the lanes."""
    trouble: StoreError | None = None
