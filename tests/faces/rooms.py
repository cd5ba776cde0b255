"""Doors and a post that live in memory and keep what the contracts promise."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.app.heard import ChatId, Event, MessageId, PersonId
from bot.app.letters import Act, Lane, Letter, Lost
from bot.app.trouble import StoreTrouble
from bot.faces.doors import Ack
from bot.words.spoken import Spoken
from tests.faces.hand_time import START

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

    @property
    def numbers(self) -> list[int]:
        return [number for number, _ in self.taken]

    async def take(self, update: int, event: Event) -> Ack:
        self.tried.append(update)
        if error := self.trouble(update):
            raise error
        if update in self.numbers:
            return Ack()
        self.taken.append((update, event))
        return self.ack

    async def bury(self, update: int, raw: dict[str, Any], error: str, person: PersonId | None) -> None:
        if trouble := self.grave_trouble(raw):
            raise trouble
        self.buried.append((update, raw, error, person))


@dataclass
class Row:
    letter: Letter
    due: datetime
    leased_until: datetime | None = None
    settled: bool = False


class MemoryPost:
    """Hands out the first unsettled letter of each chat, most urgent lane first."""

    def __init__(self) -> None:
        self.rows: dict[int, Row] = {}
        self.arrived: dict[int, MessageId | None] = {}
        self.gone: dict[int, Lost] = {}
        self.polls: dict[str, int] = {}
        self.put_back: list[tuple[int, datetime]] = []
        self.claims = 0
        self.broken = 0
        """So many of the next writes and reads fail."""
        self.faulty: set[int] = set()
        """Letters on which our own code raises."""

    def write(
        self, chat: int, text: str = "hello", lane: Lane = Lane.REPLY, act: Act = Act.SEND, **more: Any
    ) -> Letter:
        spoken = more.pop("spoken", None) or (Spoken(text=text).to_json() if act is not Act.CLEAR else "")
        letter = Letter(id=len(self.rows) + 1, chat=ChatId(chat), lane=lane, act=act, spoken=spoken, **more)
        self.rows[letter.id] = Row(letter, letter.due or START)
        return letter

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[Letter]:
        self._work()
        assert limit > 0
        self.claims += 1
        ready = sorted(
            (row for row in self._firsts() if row.due <= now and row.leased_until is None),
            key=lambda row: (row.letter.lane, row.letter.id),
        )[:limit]
        for row in ready:
            row.leased_until = now + lease
        return [row.letter for row in ready]

    async def sent(
        self, letter: Letter, message: MessageId | None, now: datetime, poll: str | None = None
    ) -> None:
        self._settle(letter)
        self.arrived[letter.id] = message
        if poll is not None:
            self.polls[poll] = letter.id

    async def moved(self, letter: Letter, chat: ChatId, now: datetime) -> None:
        self._work()
        row = self.rows[letter.id]
        row.letter, row.due, row.leased_until = replace(row.letter, chat=chat), now, None

    async def again(self, letter: Letter, at: datetime) -> None:
        self._work()
        row = self.rows[letter.id]
        assert row.leased_until is not None
        row.letter, row.due, row.leased_until = replace(row.letter, tries=letter.tries + 1), at, None
        self.put_back.append((letter.id, at))

    async def lost(self, letter: Letter, why: Lost, now: datetime) -> None:
        self._settle(letter)
        self.gone[letter.id] = why

    async def next_due(self) -> datetime | None:
        self._work()
        return min((row.leased_until or row.due for row in self._firsts()), default=None)

    def _firsts(self) -> list[Row]:
        firsts: dict[ChatId, Row] = {}
        for row in self.rows.values():
            if not row.settled:
                firsts.setdefault(row.letter.chat, row)
        return list(firsts.values())

    def _settle(self, letter: Letter) -> None:
        self._work()
        if letter.id in self.faulty:
            raise LookupError("a bug")
        row = self.rows[letter.id]
        assert row.leased_until is not None
        assert not row.settled
        row.settled = True

    def _work(self) -> None:
        if self.broken:
            self.broken -= 1
            raise StoreTrouble("the disk is full")
