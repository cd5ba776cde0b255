"""A conversation as a test: say, read the reply.

The real bot runs behind it: python-telegram-bot, the intake, one SQLite file, the tutor, the words, the
outbox and the sender; only the network is left out, for the local Bot API answers in the process.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection

from bot.app.context import Policy
from bot.app.second_opinion.doubts import Doubts
from bot.app.tutor import Tutor
from bot.decks.library import DeckLibrary
from bot.domain.question import DeckId, Question, QuestionId
from bot.exporting import Exports
from bot.file_ids import KeptFileIds
from bot.parts import STEERED_OUTAGE
from bot.picturing import Pictures
from bot.playground.api import BotApi
from bot.playground.params import Upload
from bot.playground.person import Person
from bot.process import this_process
from bot.second_opinion.worker import Asks, SecondOpinions
from bot.store.repository import Repository
from bot.store.transact import Database
from bot.telegram.backoff import Timing
from bot.telegram.client import BotClient
from bot.telegram.handover import Handover
from bot.telegram.menu import Menu
from bot.telegram.rate_limits import RateLimits
from bot.telegram.telegram_bot import TelegramBot
from bot.turn import Turn
from bot.uploading import Uploads, sent_media
from bot.words.menu import group_menu, menu
from tests.wire import BASE_URL, InProcessRequest, clean

START = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
CONTENT = Path(__file__).parents[1] / "content"
STRIDE = timedelta(hours=6)
"""At least so often there is a tick while time passes: for what has no moment at which it is due."""
SHORTEST = timedelta(seconds=1)
HEARTBEAT = timedelta(hours=1)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Model:
    """A language model that is asked where the marker can't tell."""

    doubts: Doubts
    client: Asks
    patience: float = 1.5


class HandClock:
    """A clock that moves when it is told to, and when somebody waits."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._now.timestamp()

    def pass_by(self, time: timedelta) -> None:
        self._now += time

    async def wait(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)

    def timing(self) -> Timing:
        return Timing(clock=self, monotonic=self.monotonic, wait=self.wait, chance=Random(1))


@dataclass(frozen=True, slots=True)
class MessageReceived:
    """What a person reads after something they did: new messages, the notice of a tap."""

    messages: Sequence[Json]
    notices: Sequence[str] = ()

    @property
    def text(self) -> str:
        """All new messages, with an empty line between."""
        return "\n\n".join(m.get("text") or m.get("caption") or "" for m in self.messages)

    @property
    def buttons(self) -> list[str]:
        """Labels under the newest message."""
        return [b["text"] for b in _buttons(self.messages[-1])] if self.messages else []

    @property
    def document(self) -> Json | None:
        return next((m["document"] for m in self.messages if "document" in m), None)


def _buttons(message: Json) -> list[Json]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


@dataclass(slots=True)
class Talk:
    """One person's conversation with the bot."""

    room: "Room"
    person: Person
    _read: int = 0
    _notices: set[Any] = field(default_factory=set)

    async def says(self, text: str, reply_to: int | None = None) -> MessageReceived:
        self.room.clock.pass_by(timedelta(seconds=7))
        self.person.say(text, reply_to)
        return await self.reads()

    async def sends(self, kind: Any) -> MessageReceived:
        self.person.send(kind)
        return await self.reads()

    async def attaches(self, name: str, data: bytes | str, caption: str = "") -> MessageReceived:
        """Send a file."""
        self.room.clock.pass_by(timedelta(seconds=7))
        content = data.encode() if isinstance(data, str) else data
        self.person.attach(Upload(name=name, data=content), caption=caption)
        return await self.reads()

    async def edits(self, message: int, text: str) -> MessageReceived:
        self.room.clock.pass_by(timedelta(seconds=7))
        self.person.edit(message, text)
        return await self.reads()

    async def taps(self, label: str) -> MessageReceived:
        """Tap the button with that label, wherever it is the newest."""
        for message in reversed(self.person.messages()):
            for button in _buttons(message):
                if button["text"] == label:
                    return await self.forges(message["message_id"], button["callback_data"])
        raise AssertionError(f"no button {label!r}: {[_buttons(m) for m in self.person.messages()][-3:]}")

    async def forges(self, message: int, data: str) -> MessageReceived:
        """Tap with any data. A menu that became another one is read too, if nothing else was said."""
        self.room.clock.pass_by(timedelta(seconds=3))
        before = self._seen(message)
        self.person.tap(message, data)
        received = await self.reads()
        after = self._seen(message)
        if received.messages or not before or not after:
            return received
        changed = after.get("text") != before.get("text") or (_buttons(after) and after != before)
        return replace(received, messages=[after]) if changed else received

    def _seen(self, message: int) -> Json | None:
        found = [m for m in self.person.messages() if m["message_id"] == message]
        return deepcopy(found[0]) if found else None

    async def reads(self) -> MessageReceived:
        """Let the bot do its work, and read what is new."""
        await self.room.settle()
        view = self.person.view()
        ours = [m for m in view["messages"] if m["from"]["is_bot"] and m["message_id"] > self._read]
        self._read = max((m["message_id"] for m in ours), default=self._read)
        new = [n for n in view["notices"] if n["id"] not in self._notices]
        self._notices.update(n["id"] for n in new)
        return MessageReceived(ours, [n["text"] for n in new])

    def last(self) -> Json:
        """The bot's newest message."""
        found: Json = [m for m in self.person.messages() if m["from"]["is_bot"]][-1]
        return found

    def own(self) -> int:
        """The number of the person's newest message."""
        return int([m for m in self.person.messages() if not m["from"]["is_bot"]][-1]["message_id"])

    def with_buttons(self) -> list[int]:
        """The messages that carry buttons."""
        return [m["message_id"] for m in self.person.messages() if _buttons(m)]


@dataclass(slots=True)
class Room:
    """The bot, its server and the people."""

    api: BotApi
    clock: HandClock
    database: Database
    deck_library: DeckLibrary
    turn: Turn
    telegram_bot: TelegramBot
    uploads: Uploads
    second: SecondOpinions | None = None
    model: Model | None = None
    talks: dict[int, Talk] = field(default_factory=dict)

    def talk(self, id: int) -> Talk:
        return self.talks.setdefault(id, Talk(self, self.api.person(id)))

    @property
    def ann(self) -> Talk:
        return self.talk(1001)

    @property
    def bob(self) -> Talk:
        return self.talk(1002)

    def question(self, id: str) -> Question:
        question = self.deck_library.current.question(QuestionId(id))
        assert question is not None, id
        return question

    async def settle(self) -> None:
        """Hear everything that waits, send everything that is due."""
        while (
            await self.telegram_bot.turn(self.clock.now())
            or await self.uploads.work()
            or (self.second is not None and await self.second.work())
        ):
            pass

    async def later(self, **time: float) -> None:
        """Time passes while the bot lives; there is a tick whenever something is due, and every few hours."""
        end = self.clock.now() + timedelta(**time)
        while (now := self.clock.now()) < end:
            due = await self.turn.next_due_job() or end
            to = min(end, now + STRIDE, max(due, now + SHORTEST))
            self._lives(now, to)
            self.clock.pass_by(to - now)
            await self.turn.tick()

    def _lives(self, now: datetime, to: datetime) -> None:
        """What the ticks in between would have left: that the bot was there."""
        hours = int((to - now) / HEARTBEAT)

        def work(connection: Connection) -> None:
            for number in range(1, hours + 1):
                Repository(connection).record_heartbeat(now + number * HEARTBEAT, STEERED_OUTAGE)

        if hours:
            self.database.run(work)

    async def restart(self) -> None:
        """The process ends and another one begins on the same database."""
        self.turn, self.telegram_bot, self.uploads = _bot(
            self.api, self.clock, self.database, self.deck_library, self.model
        )
        await self.turn.begin()
        self.second = _asking(self.turn, self.model)
        if self.second is not None:
            await self.second.begin()


_PROCESSES = count()
"""Each bot of a test is a process of its own to the database."""


def _bot(
    api: BotApi, clock: HandClock, database: Database, deck_library: DeckLibrary, model: Model | None = None
) -> tuple[Turn, TelegramBot, Uploads]:
    policy = Policy(
        default_zone="Europe/Berlin",
        default_deck=DeckId("intro-ml"),
        outage=STEERED_OUTAGE,
        second_opinion=model.doubts if model else None,
    )
    handover = Handover()
    turn = Turn(database, Tutor(deck_library, policy), clock, handover, f"{this_process()}{next(_PROCESSES)}")
    line = BotClient(
        token=api.token,
        api=BASE_URL.removesuffix("/bot"),
        polls=InProcessRequest(api),
        sends=InProcessRequest(api),
        draw=Pictures(deck_library.medium, sent_media(database)),
        make=Exports(database),
        file_ids=KeptFileIds(database),
        files=InProcessRequest(api),
    )
    uploads = Uploads(turn, line, deck_library)
    return turn, TelegramBot(line, turn, turn, clock.timing(), RateLimits.none(), handover), uploads


def _worker(turn: Turn, model: Model) -> SecondOpinions:
    return SecondOpinions(turn, model.doubts, model.client, asyncio.Event(), model.patience)


def _asking(turn: Turn, model: Model | None) -> SecondOpinions | None:
    return _worker(turn, model) if model else None


@cache
def shipped_library() -> DeckLibrary:
    """The decks as shipped, loaded once for all tests, for nothing changes them."""
    return DeckLibrary([CONTENT])


def asks(id: str) -> str:
    """The words of a question of the shipped decks."""
    question = shipped_library().current.question(QuestionId(id))
    assert question is not None, id
    return question.ask


@asynccontextmanager
async def room(
    url: str,
    content: Path | None = None,
    model: Model | None = None,
    *,
    at: datetime = START,
    api: BotApi | None = None,
) -> AsyncIterator[Room]:
    """A bot with a conversation to be had; at the end every call must have been as the Bot API says. With a
    `model`, that is asked where the marker can't tell; with an `api`, it is one more process of a bot that
    has spoken there."""
    clock = HandClock(at)
    api = api or BotApi(now=clock.now)
    deck_library = DeckLibrary([content]) if content else shipped_library()
    database = Database.open(url)
    turn, telegram_bot, uploads = _bot(api, clock, database, deck_library, model)
    second = _asking(turn, model)
    try:
        yield Room(api, clock, database, deck_library, turn, telegram_bot, uploads, second, model)
    finally:
        await database.close()
    clean(api)


MENUS = [Menu(private=menu(None), groups=group_menu(None))]
"""What the bot shows as its menu."""
