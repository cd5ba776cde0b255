"""Many rounds at once: how long an answer takes, and how much is said in a group.

    python -m benchmarks.rounds [--rounds 500] [--minutes 10] [--players 10]

The real intake, tutor, SQLite file, outbox and sender, over the playground's Bot API in this process. The
clock is moved by hand, a second at a time; whatever happens in a second is worked through before the next, so
what is said does not depend on how fast the machine is. An answer's latency is real time: from the update
fetched to its transaction committed. Messages are counted where they arrive. Two of ten players have a
private chat with the bot and are asked there as well. Prints a table and nothing that was not measured.
"""

import argparse
import asyncio
import html
import re
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from telegram.request import RequestData

from bot.app.context import Policy
from bot.app.events import ChatId, Event, PersonId
from bot.app.ports.inbox import InboxUpdate, WaitingUpdate
from bot.app.tutor import Tutor
from bot.decks.library import DeckLibrary
from bot.domain.question import Choice, DeckId, Question
from bot.playground.api import BotApi
from bot.playground.rules import CannotDo
from bot.playground.seed import BOT, NewPerson
from bot.store.migrate import upgrade
from bot.store.transact import Database
from bot.telegram.backoff import Timing
from bot.telegram.client import BotClient
from bot.telegram.handover import Handover
from bot.telegram.ports import Ack
from bot.telegram.rate_limits import RateLimits
from bot.telegram.telegram_bot import TelegramBot
from bot.turn import Turn
from tests.wire import BASE_URL, InProcessRequest

CONTENT = Path(__file__).parents[1] / "content"
START = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
FIRST_PERSON = 100_000
MESSAGES = ("sendMessage", "sendPoll", "editMessageText", "stopPoll", "editMessageReplyMarkup")
KNOWN = 2
"""So many players of each round have a private chat with the bot."""
RIGHT = 0.7
_HEAD = re.compile(r"(\d+) of (\d+): (.*)")


class Hand:
    """The clock, moved by hand. Whoever waits does not move it."""

    def __init__(self) -> None:
        self._now = START

    def now(self) -> datetime:
        return self._now

    def seconds(self) -> float:
        return self._now.timestamp()

    def pass_by(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)

    async def wait(self, seconds: float) -> None:
        await asyncio.sleep(0)


@dataclass(slots=True)
class Measured:
    """What is measured."""

    fetched: dict[int, float] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)
    cpu: float = 0.0
    """Seconds of this process, all threads."""
    per_minute: Counter[tuple[int, int]] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    errors: int = 0
    on: bool = False


class UpdateHandler:
    """The turn's doors, with a watch."""

    def __init__(self, turn: Turn, measured: Measured) -> None:
        self._turn, self._measured = turn, measured

    async def handle(self, update: int, event: Event) -> Ack:
        ack = await self._turn.handle(update, event)
        if self._measured.on:
            self._measured.latencies.append(time.perf_counter() - self._measured.fetched[update])
        return ack

    async def save_dead_update(
        self, update: int, raw: dict[str, Any], error: str, person: PersonId | None
    ) -> None:
        raise RuntimeError(f"update {update} broke: {error}")

    async def channels_of(self, person: PersonId) -> Sequence[ChatId]:
        return await self._turn.channels_of(person)

    async def unknown_tapper(self, data: str, person: PersonId) -> bool:
        return await self._turn.unknown_tapper(data, person)

    async def unknown_voter(self, poll: str, person: PersonId) -> ChatId | None:
        return await self._turn.unknown_voter(poll, person)

    async def save_updates(self, updates: Sequence[InboxUpdate]) -> None:
        await self._turn.save_updates(updates)

    async def waiting_updates(self) -> Sequence[WaitingUpdate]:
        return await self._turn.waiting_updates()

    async def load_updates(self, numbers: Sequence[int]) -> Mapping[int, dict[str, Any]]:
        return await self._turn.load_updates(numbers)

    async def delete_updates(self, numbers: Sequence[int]) -> None:
        await self._turn.delete_updates(numbers)


class WatchedLine(BotClient):
    """Notes when updates are fetched."""

    measured: Measured

    async def updates(self, offset: int | None, seconds: int) -> list[dict[str, Any]]:
        found = await super().updates(offset, seconds)
        now = time.perf_counter()
        self.measured.fetched = {raw["update_id"]: now for raw in found}
        return found


class Counting(InProcessRequest):
    """Counts what arrives in each group and minute, and tells the crowd of questions."""

    def __init__(self, crowd: "Crowd") -> None:
        super().__init__(crowd.api)
        self._crowd = crowd

    async def do_request(  # type: ignore[no-untyped-def]
        self, url: str, method: str, request_data: RequestData | None = None, *rest, **more
    ) -> tuple[int, bytes]:
        status, body = await super().do_request(url, method, request_data, *rest, **more)
        name = url.rpartition("/")[2]
        if name in MESSAGES and request_data is not None:
            params = dict(request_data.json_parameters)
            self._crowd.sees(name, status, params, body)
        return status, body


@dataclass(slots=True)
class Crowd:
    """The people: whoever sees a question plans to answer it."""

    api: BotApi
    clock: Hand
    measured: Measured
    questions: dict[str, Question]
    chance: Random
    members: dict[int, list[int]] = field(default_factory=dict)
    plans: dict[int, list[tuple[int, int, int, Question]]] = field(default_factory=lambda: defaultdict(list))
    """By second: group, person, message and question."""
    buttons: dict[int, tuple[int, str]] = field(default_factory=dict)
    ended: int = 0

    def sees(self, name: str, status: int, params: dict[str, Any], body: bytes) -> None:
        chat = int(params["chat_id"])
        if chat > 0:
            return
        self.measured.calls[name if status == 200 else f"{name} {status}"] += 1
        if status != 200:
            self.measured.errors += status == 429
            return
        self.measured.per_minute[chat, int(self.clock.seconds()) // 60] += 1
        message = self._number(body)
        markup = str(params.get("reply_markup", ""))
        if found := re.search(r'"(1:r\d+:(?:begin|again))"', markup):
            self.buttons[chat] = (message, found[1])
        words = html.unescape(re.sub(r"<[^>]+>", "", str(params.get("text") or params.get("question") or "")))
        head = _HEAD.match(words)
        if head and name in ("sendMessage", "sendPoll") and (question := self.questions.get(head[3])):
            self._plan(chat, message, question)

    def _plan(self, chat: int, message: int, question: Question) -> None:
        within = 18 if question.kind == "choice" else 40
        for person in self.members[chat]:
            if self.chance.random() < 0.9:
                at = int(self.clock.seconds()) + self.chance.randint(2, within)
                self.plans[at].append((chat, person, message, question))

    def acts(self) -> None:
        """Everybody does what they planned for this second."""
        for chat, person, message, question in self.plans.pop(int(self.clock.seconds()), ()):
            who, right = self.api.person(person).at(chat), self.chance.random() < RIGHT
            if isinstance(question, Choice):
                option = question.right if right else (question.right + 1) % len(question.options)
                try:
                    who.vote(message, [option])
                except CannotDo:
                    continue  # it has closed
            elif person % 10 < KNOWN and self.chance.random() < 0.5:
                self.api.person(person).say(question.answer if right else "a purple banana")
            else:
                who.say(question.answer if right else "a purple banana", message)

    def _number(self, body: bytes) -> int:
        found = re.search(rb'"message_id": (\d+)', body)
        return int(found[1]) if found else 0


@dataclass(slots=True)
class Bench:
    """The bot and the crowd."""

    crowd: Crowd
    turn: Turn
    telegram_bot: TelegramBot
    seconds: list[float] = field(default_factory=list)

    async def second(self) -> None:
        """One second passes, and is worked through."""
        self.crowd.clock.pass_by(1)
        self.crowd.acts()
        with self._watch():
            await self.turn.tick()
            while await self.telegram_bot.intake.poll_once():
                pass
            await self.telegram_bot.sender.drain(self.crowd.clock.now())

    @contextmanager
    def _watch(self) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds.append(time.perf_counter() - began)

    async def gather(self, rounds: int, players: int) -> None:
        """Groups are made, rounds called, joined and started."""
        api = self.crowd.api
        for number in range(rounds):
            people = [FIRST_PERSON + number * 100 + n for n in range(players)]
            for person in people:
                api.world.add_person(NewPerson(id=person, name=f"P{person % 100}"))
                if person % 10 < KNOWN:
                    api.person(person).say("/start")
            founder = api.organiser(people[0])
            made = founder.create("supergroup", f"Group {number}", [*people[1:], int(BOT["id"])])
            self.crowd.members[made] = people
        await self._pass(8)
        for group, people in self.crowd.members.items():
            api.person(people[0]).at(group).say("/quiz 20")
        await self._pass(8)
        for group, people in self.crowd.members.items():
            message, data = self.crowd.buttons[group]
            for person in people[1:]:
                api.person(person).at(group).tap(message, data.replace("begin", "join"))
        await self._pass(8)

    async def play(self, minutes: float) -> None:
        """Rounds start within a minute; one that is over is called again."""
        groups = list(self.crowd.members)
        for second in range(int(minutes * 60)):
            for place, group in enumerate(groups):
                if place % 60 == second % 60 and (button := self.crowd.buttons.pop(group, None)):
                    self.crowd.api.person(self.crowd.members[group][0]).at(group).tap(*button)
            await self.second()

    async def _pass(self, seconds: int) -> None:
        for _ in range(seconds):
            await self.second()


async def run(rounds: int, minutes: float, players: int, folder: Path) -> None:
    """Measure, and print."""
    url = f"sqlite:///{folder / 'rounds.db'}"
    upgrade(url)
    clock, measured, deck_library = Hand(), Measured(), DeckLibrary([CONTENT])
    api = BotApi(now=clock.now, checked=False)
    questions = {q.ask: q for deck in deck_library.current.decks for q in deck.questions()}
    crowd = Crowd(api, clock, measured, questions, Random("rounds"))
    database = Database.open(url)
    try:
        policy = Policy(default_zone="UTC", default_deck=DeckId("intro-ml"))
        handover = Handover()
        turn = Turn(database, Tutor(deck_library, policy), clock, handover)
        server = BASE_URL.removesuffix("/bot")
        line = WatchedLine(token=api.token, api=server, polls=InProcessRequest(api), sends=Counting(crowd))
        line.measured = measured
        timing = Timing(clock=clock, monotonic=clock.seconds, wait=clock.wait)
        telegram_bot = TelegramBot(
            line, UpdateHandler(turn, measured), turn, timing, RateLimits.of_telegram(), handover
        )
        bench = Bench(crowd, turn, telegram_bot)
        await bench.gather(rounds, players)
        bench.seconds.clear()
        measured.calls.clear()
        measured.per_minute.clear()
        measured.on, began = True, time.process_time()
        await bench.play(minutes)
        measured.cpu = time.process_time() - began
    finally:
        await database.close()
    report(measured, bench.seconds, f"{rounds} rounds, {players} players each, {minutes:g} minutes")


def report(measured: Measured, seconds: list[float], what: str) -> None:
    """Print the table."""
    taken = sorted(measured.latencies)
    p50, p99 = (taken[min(len(taken) - 1, int(len(taken) * share))] * 1000 for share in (0.5, 0.99))
    middle = sorted(seconds)[len(seconds) // 2]
    most = max(measured.per_minute.values(), default=0)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = {
        "played": what,
        "answers and taps": f"{len(taken)}, {len(taken) / len(seconds):.0f} a simulated second",
        "worked through": f"{len(taken) / sum(seconds):.0f} a second of real time, sending included",
        "fetched to committed": f"p50 {p50:.0f} ms, p99 {p99:.0f} ms, most {taken[-1] * 1000:.0f} ms",
        "CPU time of a simulated second": f"{measured.cpu / len(seconds):.2f} s, the playground included",
        "a second's work took": f"median {middle:.2f} s, most {max(seconds):.2f} s",
        "messages and edits in one group and minute": f"at most {most}",
        "refused as too many (429)": str(measured.errors),
        "memory, the playground included": f"{memory:.0f} MB",
    }
    print("| | |\n| --- | --- |")
    for name, value in rows.items():
        print(f"| {name} | {value} |")
    print(f"\nCalls: {dict(measured.calls.most_common())}")


def main() -> None:
    """Read the options and measure."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--rounds", type=int, default=500)
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--players", type=int, default=10)
    chosen = options.parse_args()
    with TemporaryDirectory() as folder:
        asyncio.run(run(chosen.rounds, chosen.minutes, chosen.players, Path(folder)))


if __name__ == "__main__":
    main()
