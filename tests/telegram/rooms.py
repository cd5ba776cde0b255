"""UpdateHandler and a post that live in memory and keep what the contracts promise."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from bot.app.events import ChatId, Event, MessageId, PersonId
from bot.app.ports.errors import StoreError
from bot.app.ports.inbox import InboxUpdate, WaitingUpdate
from bot.app.ports.outbox import LEASE, Act, Delivered, Lane, OutboxMessage, PutBack, Settlement, Undelivered
from bot.telegram.ports import Ack
from bot.words.spoken import Spoken
from tests.telegram.hand_time import START

Trouble = Callable[[int], Exception | None]


def no_trouble(_: int) -> Exception | None:
    return None


class MemoryDoors:
    """Takes each update once. `trouble` says what goes wrong with which update, each time it is tried."""

    def __init__(self, trouble: Trouble = no_trouble) -> None:
        self.trouble = trouble
        self.tried: list[int] = []
        self.taken: list[tuple[int, Event]] = []
        self.buried: list[tuple[int, dict[str, Any], str, PersonId | None]] = []
        self.grave_trouble: Callable[[dict[str, Any]], Exception | None] = lambda raw: None
        self.ack = Ack()
        self.channels: list[ChatId] = []
        self.poll_chats: dict[str, ChatId] = {}
        """Polls of which it has to be asked whether a voter is a member, and where."""
        self.channels_trouble: list[Exception] = []
        self.inbox: dict[int, InboxUpdate] = {}
        self.inbox_trouble: list[StoreError] = []
        """What the next calls about the inbox raise."""
        self.saves = 0
        """How often updates were saved."""

    @property
    def numbers(self) -> list[int]:
        return [number for number, _ in self.taken]

    async def handle(self, update: int, event: Event) -> Ack:
        self.tried.append(update)
        if error := self.trouble(update):
            raise error
        if update in self.numbers:
            return Ack()
        self.taken.append((update, event))
        return self.ack

    async def channels_of(self, person: PersonId) -> Sequence[ChatId]:
        if self.channels_trouble:
            raise self.channels_trouble.pop()
        return self.channels

    async def unknown_tapper(self, data: str, person: PersonId) -> bool:
        return False

    async def unknown_voter(self, poll: str, person: PersonId) -> ChatId | None:
        return self.poll_chats.get(poll)

    async def save_dead_update(
        self, update: int, raw: dict[str, Any], error: str, person: PersonId | None
    ) -> None:
        if trouble := self.grave_trouble(raw):
            raise trouble
        self.buried.append((update, raw, error, person))

    async def save_updates(self, updates: Sequence[InboxUpdate]) -> None:
        self._use_inbox()
        self.saves += 1
        for one in updates:
            self.inbox.setdefault(one.number, one)

    async def waiting_updates(self) -> Sequence[WaitingUpdate]:
        self._use_inbox()
        return sorted(self.inbox.values(), key=lambda one: one.received)

    async def load_updates(self, numbers: Sequence[int]) -> Mapping[int, dict[str, Any]]:
        self._use_inbox()
        return {number: self.inbox[number].raw for number in numbers if number in self.inbox}

    async def delete_updates(self, numbers: Sequence[int]) -> None:
        self._use_inbox()
        for number in numbers:
            self.inbox.pop(number, None)

    def _use_inbox(self) -> None:
        if self.inbox_trouble:
            raise self.inbox_trouble.pop()


@dataclass
class Row:
    outgoing: OutboxMessage
    due: datetime
    leased_until: datetime | None = None
    settled: bool = False


class MemoryPost:
    """Hands out the first unsettled message of each chat, most urgent lane first."""

    def __init__(self) -> None:
        self.rows: dict[int, Row] = {}
        self.arrived: dict[int, MessageId | None] = {}
        self.gone: dict[int, Undelivered] = {}
        self.polls: dict[str, int] = {}
        self.put_back: list[tuple[int, datetime]] = []
        self.claims = 0
        self.broken = 0
        """So many of the next writes and reads fail."""
        self.faulty: set[int] = set()
        """Messages on which our own code raises."""
        self.settled: list[int] = []
        """How many messages each transaction settled."""
        self.slots: dict[tuple[int, str], MessageId] = {}
        self.asked_for: list[str] = []
        """Slots whose message was looked up."""

    def write(
        self, chat: int, text: str = "hello", lane: Lane = Lane.REPLY, act: Act = Act.SEND, **more: Any
    ) -> OutboxMessage:
        spoken = more.pop("spoken", None) or (Spoken(text=text).to_json() if act is not Act.CLEAR else "")
        outgoing = OutboxMessage(
            id=len(self.rows) + 1, chat=ChatId(chat), lane=lane, act=act, spoken=spoken, **more
        )
        self.rows[outgoing.id] = Row(outgoing, outgoing.due or START)
        return outgoing

    async def claim(self, now: datetime, limit: int, bulk: int) -> Sequence[OutboxMessage]:
        self._work()
        assert limit > 0
        self.claims += 1
        ready = sorted(
            (row for row in self._firsts() if row.due <= now and row.leased_until is None),
            key=lambda row: (self._urgency(row), row.outgoing.id),
        )
        urgent = [row for row in ready if self._urgency(row) < Lane.PROMPT][:limit]
        rest = [row for row in ready if self._urgency(row) >= Lane.PROMPT]
        taken = urgent + rest[: min(bulk, limit - len(urgent))]
        for row in taken:
            row.leased_until = now + LEASE
        return [row.outgoing for row in taken]

    def hand_over(self, chat: int, text: str = "hello", **more: Any) -> OutboxMessage:
        """Write a message as claimed."""
        outgoing = self.write(chat, text, **more)
        self.rows[outgoing.id].leased_until = START + LEASE
        return outgoing

    async def settle(self, settled: Sequence[Settlement], now: datetime) -> bool:
        self._work()
        self.settled.append(len(settled))
        for one in settled:
            if one.outgoing.id in self.faulty:
                raise LookupError("a bug")
        for one in settled:
            row = self.rows[one.outgoing.id]
            assert row.leased_until is not None
            if isinstance(one, PutBack):
                row.outgoing = replace(row.outgoing, tries=one.outgoing.tries + 1)
                row.due, row.leased_until = one.at, None
                self.put_back.append((one.outgoing.id, one.at))
                continue
            self._close(one.outgoing)
            self.arrived[one.outgoing.id] = one.message
            if one.poll is not None:
                self.polls[one.poll] = one.outgoing.id
        chats = {one.outgoing.chat for one in settled if isinstance(one, Delivered)}
        return any(row.outgoing.chat in chats and row.due <= now for row in self._firsts())

    async def moved(self, outgoing: OutboxMessage, chat: ChatId, now: datetime) -> None:
        self._work()
        row = self.rows[outgoing.id]
        row.outgoing, row.due, row.leased_until = replace(row.outgoing, chat=chat), now, None

    async def lost(self, outgoing: OutboxMessage, why: Undelivered, now: datetime) -> None:
        self._work()
        self._close(outgoing)
        self.gone[outgoing.id] = why

    async def next_due(self) -> datetime | None:
        self._work()
        return min((row.leased_until or row.due for row in self._firsts()), default=None)

    async def message_of(self, chat: ChatId, slot: str) -> MessageId | None:
        self._work()
        self.asked_for.append(slot)
        return self.slots.get((chat, slot))

    async def clock_set_back(self, now: datetime) -> None:
        self._work()
        for row in self.rows.values():
            row.due = min(row.due, now)

    def _urgency(self, row: Row) -> int:
        """That of its lane, or of the most urgent one behind it in its chat."""
        chat = row.outgoing.chat
        return min(
            other.outgoing.lane
            for other in self.rows.values()
            if other.outgoing.chat == chat and not other.settled and other.outgoing.id >= row.outgoing.id
        )

    def _firsts(self) -> list[Row]:
        firsts: dict[ChatId, Row] = {}
        for row in self.rows.values():
            if not row.settled:
                firsts.setdefault(row.outgoing.chat, row)
        return list(firsts.values())

    def _close(self, outgoing: OutboxMessage) -> None:
        row = self.rows[outgoing.id]
        assert row.leased_until is not None
        assert not row.settled
        row.settled = True

    def _work(self) -> None:
        if self.broken:
            self.broken -= 1
            raise StoreError("the disk is full")
