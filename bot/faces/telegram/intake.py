"""Updates in: fetched by long polling, handled, and only then acknowledged.

Telegram keeps an update until a later `getUpdates` asks for a higher number. So the number is raised when
every update of a batch is committed or buried, and a crash before that loses nothing. What comes twice is
known by its number behind the door.
"""

import asyncio
import logging
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.app.heard import (
    Departed,
    Event,
    GroupHeard,
    GroupTapped,
    Heard,
    Membership,
    Moved,
    PollCounted,
    Presence,
    Tapped,
    Voted,
)
from bot.app.trouble import StoreTrouble
from bot.faces.doors import Ack, Doors
from bot.faces.telegram.acquaintance import Acquaintance
from bot.faces.telegram.answers import Answers
from bot.faces.telegram.hear import hear, in_group, person_in
from bot.faces.telegram.hear_groups import needs_rank, ranked
from bot.faces.telegram.lanes import Lanes
from bot.faces.telegram.line import Line
from bot.faces.telegram.outcome import reason_of, seconds_of
from bot.faces.telegram.patience import Backoff, Stalled, Stopped, Timing, rest, within
from bot.faces.telegram.trouble import FaceTrouble, SecondInstance, TokenRefused, WebhookSet

LONG_POLL = 30
"""Seconds a fetch waits for something to happen."""
STALL = 60.0
"""Seconds after which a fetch hangs, whatever the connection says."""
TRIES = 3
"""How often an update is handled on which our code raises."""
CONFLICTS = 6
"""How many conflicts it takes to believe in a second instance."""
WIDTH = 64
"""Most people whose updates are handled at the same time."""

_log = logging.getLogger(__name__)


class Intake:
    """Fetches updates and takes them through the doors.

    Each person's updates go one after the other, different persons side by side.
    """

    def __init__(self, line: Line, doors: Doors, timing: Timing, on_commit: Callable[[], None]) -> None:
        """`on_commit` is called after each update that was taken: there may be letters to send."""
        self._line = line
        self._doors = doors
        self._timing = timing
        self._on_commit = on_commit
        self._lanes = Lanes(WIDTH)
        self._answers = Answers(line)
        self._known = Acquaintance(line, timing.monotonic)
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
        be fetched and StoreTrouble if they cannot be kept: then the next call gets them again.
        """
        raws = await self._line.updates(self._offset, seconds)
        async with asyncio.TaskGroup() as side:
            trouble = await self._take_all(raws, side)
        if trouble:
            raise trouble
        return len(raws)

    async def run(self, stop: asyncio.Event) -> None:
        """Go on until `stop`, through any trouble of network and database; finish what is in hand.

        Raises FaceTrouble when there is no use in going on.
        """
        ended: FaceTrouble | None = None
        async with asyncio.TaskGroup() as side:
            while not (stop.is_set() or ended):
                match await self._attempt(stop, side):
                    case FaceTrouble() as ended:
                        pass
                    case float() as pause if pause:
                        await rest(pause, self._timing.wait, stop)
        if ended:
            raise ended

    async def _attempt(self, stop: asyncio.Event, side: asyncio.TaskGroup) -> float | FaceTrouble:
        """One batch; gives the seconds to wait before the next, or why there is none."""
        fetch = self._line.updates(self._offset, LONG_POLL)
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

    async def _pause_after(self, error: Exception) -> float | FaceTrouble:
        match error:
            case InvalidToken():
                return TokenRefused(self._line.server)
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

    async def _conflict(self, conflict: Conflict) -> FaceTrouble | None:
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
            await self._line.bot.delete_webhook(drop_pending_updates=False)
        except TelegramError as error:
            _log.warning("The webhook could not be removed: %s", reason_of(error))

    async def _take_all(self, raws: Sequence[dict[str, Any]], side: asyncio.TaskGroup) -> StoreTrouble | None:
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
            event = hear(update, now)
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
            if in_group(update) and (event := await self._in_full(update, now)) is None:
                return
            ack = await self._through_the_door(raw, event, batch)
        if ack is not None and not batch.trouble:
            self._acknowledge(raw, event, ack, batch.side)

    async def _in_full(self, update: Update, now: datetime) -> Event | None:
        """What the update tells, with what has to be asked of the server about ourselves and the group."""
        event = hear(update, now, await self._known.me())
        if isinstance(event, Membership | Departed):
            self._known.forget(event.group.id)
        if isinstance(event, GroupHeard | GroupTapped) and event.person and needs_rank(event):
            return ranked(event, admin=await self._known.is_admin(event.group.id, event.person.id))
        return event

    def _acknowledge(self, raw: dict[str, Any], event: Event, ack: Ack, side: asyncio.TaskGroup) -> None:
        if query := raw.get("callback_query"):
            self._answers.give(query["id"], ack, side)
        elif ack.reaction is not None and isinstance(event, GroupHeard):
            self._answers.react(event.group.id, event.message, ack.reaction, side)
        elif ack.reaction is not None and isinstance(event, Heard):
            self._answers.react(event.chat, event.message, ack.reaction, side)

    async def _through_the_door(self, raw: dict[str, Any], event: Event, batch: "_Batch") -> Ack | None:
        failed: Exception | None = None
        for _ in range(TRIES):
            try:
                ack = await self._doors.take(raw["update_id"], event)
            except StoreTrouble as trouble:
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
                await self._doors.bury(number, remains, said, person_in(raw))
            except StoreTrouble as trouble:
                batch.trouble = trouble
                return
            except Exception as worse:
                _log.critical("Update %d cannot be buried: %s", number, type(worse).__name__)
                said = type(error).__name__
            else:
                return
        batch.trouble = StoreTrouble(f"update {number} cannot be buried")


def _lane_of(event: Event) -> Hashable:
    """Who has to wait for whom: each person in private, each group, each poll."""
    match event:
        case Heard() | Tapped() | Presence():
            return event.person.id
        case Voted() | PollCounted():
            return event.poll
        case Moved():
            return event.old
        case _:
            return event.group.id


@dataclass(slots=True)
class _Batch:
    side: asyncio.TaskGroup
    """Where taps are answered: outside the lanes."""
    trouble: StoreTrouble | None = None
