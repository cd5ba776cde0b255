"""A round of ten questions with five players, over HTTP, whatever happens to the bot meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import func, select

from bot.domain.question import Choice, Question
from bot.playground.seed import ANN, BOB, BOT, CLEO, STUDY_GROUP, NewPerson
from bot.playground.server import Playground
from bot.playground.server import serve as serve_playground
from bot.store.repository import Repository
from bot.store.rounds.tables import guesses
from bot.store.tables import dead_updates, messages
from bot.store.transact import Database
from tests.conversation import Json, shipped_library
from tests.gathering import words_of
from tests.live.round_victim import START
from tests.live.running import PATIENCE, Process, start_bot, until

DAN, EVE = 1004, 1005
PLAYERS = (ANN, BOB, CLEO, DAN, EVE)
QUESTIONS = 10
GLANCE = 0.1
"""Seconds between two looks at the bot's database."""
WRONG = "a purple banana"


@dataclass(slots=True)
class Bot:
    """The bot's process; when it is killed, another one takes its place."""

    playground: Playground
    url: str
    armed: Path
    kills: Sequence[str] = ()
    """Where each of the processes is killed; the one after the last lives."""
    deaths: int = 0
    process: Process | None = None
    leaving: bool = False

    async def run(self) -> None:
        kills = iter(self.kills)
        while not self.leaving:
            self.process = await start_bot(
                self.playground,
                self.url,
                program="tests.live.round_victim",
                RECALL_CLOCK=self.playground.url,
                RECALL_LOG="WARNING",
                KILL_AT=next(kills, ":0"),
                KILL_ARMED=str(self.armed),
            )
            try:
                status = await self.process.ended()
            finally:
                if self.process.process.returncode is None:
                    await self.process.kill()
            assert self.leaving or status == -9, self.process.said
            self.deaths += not self.leaving

    async def leave(self) -> None:
        self.leaving = True
        assert self.process is not None
        if self.process.process.returncode is None:
            self.process.process.terminate()


@dataclass(slots=True)
class Table:
    """What a round came to."""

    text: str
    guesses: Sequence[tuple[int, int, str, int]] = ()
    """Place, person, mark and points."""
    deaths: int = 0


@dataclass(slots=True)
class Stage:
    """The group, its people and the bot."""

    playground: Playground
    url: str
    bot: Bot
    opened: Database | None = None

    async def play(self) -> Table:
        await self._gather()
        for place in range(QUESTIONS):
            await self._go_on_to(partial(self._asked, place), place)
            await self._wait_for(partial(self._is_known, place))
            self.bot.armed.touch()
            await self._answer(place)
        await self._go_on_to(lambda: bool(self._tables()), QUESTIONS)
        await self._wait_for(lambda: not self.playground.api.waiting())
        assert self.database.run(lambda c: c.execute(select(dead_updates)).all()) == []
        rows = self.database.run(lambda c: c.execute(select(guesses)).all())
        kept = sorted((row.place, row.learner_id, row.mark, row.points) for row in rows)
        return Table(self._tables()[-1], kept, self.bot.deaths)

    async def close(self) -> None:
        if self.opened is not None:
            await self.opened.close()

    @property
    def database(self) -> Database:
        assert self.opened is not None
        return self.opened

    async def _gather(self) -> None:
        api = self.playground.api
        for number, name in ((DAN, "Dan"), (EVE, "Eve")):
            api.world.add_person(NewPerson(id=number, name=name))
            api.organiser(ANN).add(STUDY_GROUP, number)
        api.organiser(ANN).add(STUDY_GROUP, int(BOT["id"]))
        for who in PLAYERS:
            api.person(who).say("/start")
        await until(self.playground, lambda: all(len(api.person(who).messages()) >= 2 for who in PLAYERS))
        self.opened = Database.open(self.url)
        api.person(ANN).at(STUDY_GROUP).say(f"/quiz {QUESTIONS}")
        await until(self.playground, lambda: self._button("join") is not None)
        for who in PLAYERS[1:]:
            self._tap(who, "join")
        await until(self.playground, lambda: any("Dan" in t and "Eve" in t for t in self._texts()))
        self._tap(ANN, "begin")
        await until(self.playground, partial(self._asked, 0))

    async def _answer(self, place: int) -> None:
        """Everybody does what they always do at this place: right, wrong, late, or nothing."""
        at = self._known(place)
        assert at is not None
        question = self._question(at)
        choice = isinstance(question, Choice)
        began = 0
        for when, who in sorted((self._when(place, n, choice=choice), n) for n in range(len(PLAYERS))):
            if (place * 3 + who) % 7 == 6:
                continue
            await self._pass(when - began)
            began = when
            right = (place + who * 2) % 3 != 0
            if isinstance(question, Choice):
                option = question.right if right else (question.right + 1) % len(question.options)
                self.playground.api.person(PLAYERS[who]).at(STUDY_GROUP).vote(at, [option])
            elif who % 2:
                said = question.answer if right else WRONG
                self.playground.api.person(PLAYERS[who]).at(STUDY_GROUP).say(said, at)
            else:
                self.playground.api.person(PLAYERS[who]).say(question.answer if right else WRONG)

    def _when(self, place: int, who: int, *, choice: bool) -> int:
        # Votes carry no date, so what reaches the bot late has no bonus for speed: nobody votes early.
        return 15 + who // 3 if choice else (5, 8, 22, 24, 38)[(who + place) % 5]

    async def _pass(self, seconds: float) -> None:
        """The clock goes on; the bot is waited for, unless it dies meanwhile or is dead."""
        if seconds <= 0 or self.bot.process is None:
            return
        world = self.playground.api.world
        until = world.offset_seconds + seconds
        async with asyncio.TaskGroup() as group:
            step = group.create_task(self.playground.follower.advance(seconds / 3600))
            death = group.create_task(self.bot.process.process.wait())
            await asyncio.wait({step, death}, return_when=asyncio.FIRST_COMPLETED)
            step.cancel()
            death.cancel()
        if (left := until - world.offset_seconds) > 0:  # it has died before the time was moved
            world.move(left)

    async def _go_on_to(self, true: Callable[[], bool], place: int) -> None:
        """Let time pass, from one deadline to the next, until the question at that place is asked, or the end
        has come; not while it is on its way, for then its time would pass unseen."""
        async with asyncio.timeout(PATIENCE):
            while not true():
                table = self.database.run(lambda c: Repository(c).round(1))
                assert table is not None
                round = table.round
                if round.deadline is not None and not (round.now and round.place >= place):
                    await self._pass((round.deadline - self.playground.api.world.now()).total_seconds())
                await self._glance(true)

    async def _wait_for(self, true: Callable[[], bool]) -> None:
        """Wait until something is so in the bot's database, which rings no bell."""
        async with asyncio.timeout(PATIENCE):
            while not true():
                await self._glance(true)

    async def _glance(self, true: Callable[[], bool]) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(GLANCE):
                await until(self.playground, true)

    def _asked(self, place: int) -> bool:
        return any(text.startswith(f"{place + 1} of {QUESTIONS}: ") for text in self._texts())

    def _is_known(self, place: int) -> bool:
        return self._known(place) is not None

    def _known(self, place: int) -> int | None:
        """The message of a question, if the bot knows that it has arrived; a copy of it may stand before."""
        slot = (messages.c.chat_id == STUDY_GROUP) & (messages.c.slot == f"r1.{place}")
        found = self.database.run(
            lambda c: c.execute(select(func.max(messages.c.message_id)).where(slot)).scalar()
        )
        return None if found is None else int(found)

    def _question(self, message: int) -> Question:
        words = words_of(next(m for m in self._messages() if m["message_id"] == message))
        decks = shipped_library().current.decks
        found = [q for deck in decks for q in deck.questions() if q.ask in words]
        return max(found, key=lambda question: len(question.ask))

    def _messages(self) -> list[Json]:
        return self.playground.api.person(ANN).at(STUDY_GROUP).messages()

    def _texts(self) -> list[str]:
        return [words_of(message) for message in self._messages()]

    def _tables(self) -> list[str]:
        return [words_of(m) for m in self._messages() if "Again" in str(m.get("reply_markup", ""))]

    def _button(self, action: str) -> tuple[int, str] | None:
        for message in self._messages():
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if str(button.get("callback_data", "")).endswith(f":{action}"):
                        return message["message_id"], button["callback_data"]
        return None

    def _tap(self, who: int, action: str) -> None:
        button = self._button(action)
        assert button is not None
        self.playground.api.person(who).at(STUDY_GROUP).tap(*button)


@asynccontextmanager
async def stage(folder: Path, kills: Sequence[str] = ()) -> AsyncIterator[Stage]:
    """A playground whose clock moves by steps alone, and the bot, killed where `kills` say."""
    playground = await serve_playground(None, "127.0.0.1", 0, lambda: START, checked=True)
    url = f"sqlite:///{folder / 'live.db'}"
    bot = Bot(playground, url, folder / "armed", kills)
    opened = Stage(playground, url, bot)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(bot.run())
            try:
                yield opened
            finally:
                await bot.leave()
                await opened.close()
        assert playground.api.complaints == []
    finally:
        await playground.close()
