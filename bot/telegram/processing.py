"""One update, from what Telegram sent to the transaction that handles it."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from telegram import Update

from bot.app.events import (
    ButtonTapped,
    Event,
    Flooded,
    GroupButtonTapped,
    GroupMessageReceived,
    MemberLeft,
    MembershipChanged,
    MessageReceived,
    PollVoted,
)
from bot.app.ports.errors import StoreError
from bot.app.posts.channel import channel_of, concerns_channel
from bot.measures import Measures
from bot.telegram.backoff import Timing
from bot.telegram.callbacks import CallbackAnswers
from bot.telegram.client import BotClient
from bot.telegram.group_updates import needs_rank, ranked
from bot.telegram.lookups import Lookups
from bot.telegram.older_servers import completed
from bot.telegram.ports import Ack, UpdateHandler
from bot.telegram.updates import event_of, in_group, person_in

TRIES = 3
"""How often an update is handled on which our code raises."""
MOST_CHANNELS = 10
"""Channels of one person that are asked about at once, the latest chosen first."""

_log = logging.getLogger(__name__)


class ParsedUpdate(Struct, frozen=True, kw_only=True):
    """An update, and what it tells as far as that is known."""

    raw: dict[str, Any]
    received: datetime
    update: Update | None = None
    event: Event | None = None
    """None: it does not concern the tutor."""
    error: Exception | None = None
    """Why it cannot be handled."""

    @property
    def needs_lookup(self) -> bool:
        """Whether the server has to be asked something before it can be handled."""
        if isinstance(self.event, MessageReceived | ButtonTapped):
            return concerns_channel(self.event)
        if isinstance(self.event, PollVoted):
            return bool(self.event.options)
        return self.update is not None and in_group(self.update)


def _flooded(event: Event | None) -> Flooded | None:
    """What is told of a flood: in private only, for in a group it would be one message more."""
    if not isinstance(event, MessageReceived | ButtonTapped):
        return None
    return Flooded(person=event.person, chat=event.chat, at=event.at)


class UpdateProcessing:
    """Parses updates, adds what the server has to be asked, handles them and answers their taps."""

    def __init__(
        self,
        client: BotClient,
        handler: UpdateHandler,
        timing: Timing,
        on_commit: Callable[[], None],
        measures: Measures | None = None,
    ) -> None:
        """`on_commit` is called after each update that was handled: there may be messages to send."""
        self._handler = handler
        self._measures = measures or Measures()
        self._on_commit = on_commit
        self._answers = CallbackAnswers(client)
        self.lookups = Lookups(client, timing)

    def parse(self, raw: dict[str, Any], received: datetime, *, flooding: bool = False) -> ParsedUpdate:
        """What the update tells, without asking anybody; of one that is part of a flood, that alone."""
        try:
            update = Update.de_json(completed(raw))
            event = event_of(update, received)
            if flooding:
                return ParsedUpdate(raw=raw, received=received, event=_flooded(event))
        except Exception as error:
            _log.error("Update %d cannot be read: %s", raw["update_id"], type(error).__name__)
            return ParsedUpdate(raw=raw, received=received, error=error)
        return ParsedUpdate(raw=raw, received=received, update=update, event=event)

    async def look_up(self, parsed: ParsedUpdate, group: asyncio.TaskGroup) -> ParsedUpdate:
        """The same with what has to be asked of the server: about ourselves and the group, about the channel
        that is spoken of in private, or whether a voter is a member. Questions run in `group`. Raises
        StoreError."""
        try:
            return replace(parsed, event=await self._in_full(parsed, group))
        except StoreError:
            raise
        except Exception as error:
            return replace(parsed, error=error)

    async def handle(self, parsed: ParsedUpdate) -> Ack | None:
        """Handle it in a transaction of its own, or save it as one that cannot be handled.

        Gives what whoever did it is to see at once. Raises StoreError: nothing was done.
        """
        if parsed.error is not None:
            await self._bury(parsed.raw, parsed.error)
            return None
        assert parsed.event is not None
        failed: Exception | None = None
        for _ in range(TRIES):
            try:
                ack = await self._handler.handle(parsed.raw["update_id"], parsed.event)
            except StoreError:
                raise
            except Exception as error:
                failed = error
            else:
                self._on_commit()
                return ack
        assert failed is not None
        _log.error("Update %d failed %d times", parsed.raw["update_id"], TRIES, exc_info=failed)
        await self._bury(parsed.raw, failed)
        return Ack()

    def acknowledge(self, parsed: ParsedUpdate, ack: Ack, group: asyncio.TaskGroup) -> None:
        """Have whoever did it see that it was taken, without waiting."""
        event = parsed.event
        if query := parsed.raw.get("callback_query"):
            self._answers.give(query["id"], ack, group)
        elif ack.reaction is not None and isinstance(event, GroupMessageReceived):
            self._answers.react(event.group.id, event.message, ack.reaction, group)
        elif ack.reaction is not None and isinstance(event, MessageReceived):
            self._answers.react(event.chat, event.message, ack.reaction, group)

    async def _in_full(self, parsed: ParsedUpdate, group: asyncio.TaskGroup) -> Event | None:
        event, update = parsed.event, parsed.update
        if isinstance(event, MessageReceived | ButtonTapped):
            return await self._with_channels(event, group)
        if isinstance(event, PollVoted):
            return await self._with_membership(event, group)
        assert update is not None
        full = event_of(update, parsed.received, await self.lookups.me(group))
        if isinstance(full, MembershipChanged | MemberLeft):
            self.lookups.forget(full.group.id)
        if isinstance(full, GroupMessageReceived | GroupButtonTapped) and full.person and needs_rank(full):
            full = ranked(full, admin=await self.lookups.is_admin(full.group.id, full.person.id, group))
        return await self._with_tapper(full, group) if isinstance(full, GroupButtonTapped) else full

    async def _with_channels(
        self, event: MessageReceived | ButtonTapped, group: asyncio.TaskGroup
    ) -> MessageReceived | ButtonTapped:
        """What somebody wants of a channel, with what they may do there at this moment."""
        chats = await self._handler.channels_of(event.person.id)
        if isinstance(event, ButtonTapped):
            chats = [chat for chat in chats if chat == channel_of(event.data)]
        rights = await self.lookups.rights(chats[:MOST_CHANNELS], event.person.id, group)
        return replace(event, channels=rights)

    async def _with_membership(self, vote: PollVoted, group: asyncio.TaskGroup) -> PollVoted:
        """A vote, with whether it was cast by a member of the group, where that isn't known."""
        chat = await self._handler.unknown_voter(vote.poll, vote.person.id)
        if chat is None:
            return vote
        return replace(vote, member=await self.lookups.is_member(chat, vote.person.id, group))

    async def _with_tapper(self, tap: GroupButtonTapped, group: asyncio.TaskGroup) -> GroupButtonTapped:
        """A tap at a round, with whether they are a member of the group, where that isn't known."""
        if not await self._handler.unknown_tapper(tap.data, tap.person.id):
            return tap
        return replace(tap, member=await self.lookups.is_member(tap.group.id, tap.person.id, group))

    async def _bury(self, raw: dict[str, Any], error: Exception) -> None:
        number, said = raw["update_id"], f"{type(error).__name__}: {error}"
        # What broke us may break the grave too, such as half a character; its number is enough to go on.
        for remains in (raw, {"update_id": number}):
            try:
                await self._handler.save_dead_update(number, remains, said, person_in(raw))
            except StoreError:
                raise
            except Exception as worse:
                _log.critical("Update %d cannot be buried: %s", number, type(worse).__name__)
                said = type(error).__name__
            else:
                self._measures.dead += 1
                return
        raise StoreError(f"update {number} cannot be buried")
