"""What one answer costs in a round of 5, 50 and 500 players.

    python -m benchmarks.round_size [--players 5 50 500] [--rounds 60]

The tutor, the words, the outbox and a SQLite file, without a network: updates are handed to the turn one by
one. In each round all players but four have answered; three of the four are measured, so that no answer
closes the question. CPU is that of the whole process for the turns alone, in ms an answer (the median of five
parts); statements are those sent to the database for an answer, its outbox row included; what begins and ends
the transaction is not counted. Prints a table and nothing that was not measured.
"""

import argparse
import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, Engine, event, insert

from bot.app.context import Policy
from bot.app.events import (
    ChatId,
    Event,
    Group,
    GroupButtonTapped,
    GroupMessageReceived,
    MessageId,
    MessageReceived,
    Person,
    PersonId,
    PollVoted,
)
from bot.app.tutor import Tutor
from bot.decks.library import DeckLibrary
from bot.domain.marking import Mark
from bot.domain.question import Choice, DeckId, Question
from bot.domain.rounds.advance import advance
from bot.domain.rounds.events import Begun, Shown
from bot.domain.rounds.round import Guess, Posed, Round, Seat, Setup
from bot.store.migrate import upgrade
from bot.store.repository import Repository
from bot.store.tables import messages
from bot.store.transact import Database
from bot.turn import Turn

CONTENT = Path(__file__).parents[1] / "content"
START = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
QUESTIONS = 5
MEASURED = 3
"""Answers measured in a round; one more player has not answered."""
PARTS = 5


class Still:
    """A clock that stands: whatever is measured happens while the question is open."""

    def now(self) -> datetime:
        return START + timedelta(seconds=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A round with an open question, and how it was sent."""

    number: int
    id: int
    group: Group
    question: Question
    message: MessageId
    poll: str


@dataclass(slots=True)
class Bench:
    """The turn, and what is counted."""

    database: Database
    turn: Turn
    questions: Sequence[Question]
    numbers: Any = field(default_factory=lambda: count(1))
    statements: int = 0

    def prepare(self, players: int, *, choice: bool, plain: bool) -> Prepared:
        """A round in a group of its own."""
        number = next(self.numbers)
        group = Group(id=ChatId(-number), title=f"Group {number}")
        fitting = [
            q for q in self.questions if isinstance(q, Choice) == choice and q.kind in ("choice", "short")
        ]
        posed = tuple(Posed(question=question, seconds=60) for question in fitting[:QUESTIONS])

        def work(connection: Connection) -> Prepared:
            repo = Repository(connection)
            repo.save_chat(replace(repo.lock_group(group, START), plain=plain))
            called = repo.call_round(group.id, 0, Setup(deck=DeckId("intro-ml")), START, START).round
            round = _asking(called, posed, number, players)
            repo.save_round(called, round, START)
            slot, poll, message = f"r{round.id}.0", f"poll{number}", MessageId(number)
            repo.save_poll(poll, group.id, slot, START)
            row = {"chat_id": group.id, "message_id": message, "learner_id": None, "slot": slot}
            connection.execute(insert(messages), row)
            question = round.posed[0].question
            return Prepared(
                number=number, id=round.id, group=group, question=question, message=message, poll=poll
            )

        return self.database.run(work)

    async def measure(self, way: "Way", players: int, rounds: int) -> tuple[float, float]:
        """CPU in ms and statements, an answer."""
        parts: list[float] = []
        self.statements = 0
        for _ in range(PARTS):
            prepared = [
                self.prepare(players, choice=way.choice, plain=way.plain)
                for _ in range(max(1, rounds // PARTS))
            ]
            events = [
                way.event(one, _person(one.number, place))
                for one in prepared
                for place in range(players - 4, players - 1)
            ]
            parts.append(await self._part(events))
        return median(parts), self.statements / (PARTS * len(events))

    async def _part(self, events: Sequence[Event]) -> float:
        counted = self.statements

        def one_more(_: object, __: object, statement: str, *___: object) -> None:
            nonlocal counted
            counted += not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE"))

        event.listen(Engine, "before_cursor_execute", one_more)
        began = time.process_time()
        for one in events:
            await self.turn.handle(next(self.numbers), one)
        taken = time.process_time() - began
        event.remove(Engine, "before_cursor_execute", one_more)
        self.statements = counted
        return taken * 1000 / len(events)


def _asking(called: Round, posed: tuple[Posed, ...], number: int, players: int) -> Round:
    """The first question is open, and all but four have answered it."""
    people = [_person(number, n) for n in range(players)]
    seats = tuple(Seat(person=one.id, name=one.name, host=one is people[0]) for one in people)
    round = replace(called, seats=seats)
    round, _ = advance(round, Begun(posed=posed, now=START))
    round, _ = advance(round, Shown(place=0, now=START))
    guesses = tuple(
        Guess(
            person=seat.person,
            place=0,
            at=START + timedelta(milliseconds=n),
            said="something",
            mark=Mark.WRONG,
            credit=0.0,
            points=0,
        )
        for n, seat in enumerate(seats[: -MEASURED - 1])
    )
    return replace(round, guesses=guesses)


def _person(number: int, place: int) -> Person:
    return Person(id=PersonId(number * 10_000 + place), name=f"P{place}", language="en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to answer."""

    name: str
    event: Callable[[Prepared, Person], Event]
    choice: bool = False
    plain: bool = False


def _reply(round: Prepared, person: Person) -> Event:
    return GroupMessageReceived(
        group=round.group,
        thread=0,
        person=person,
        admin=False,
        message=MessageId(1_000_000 + person.id),
        at=Still().now(),
        text=round.question.answer,
        reply_to=round.message,
    )


def _private(round: Prepared, person: Person) -> Event:
    return MessageReceived(
        person=person,
        chat=ChatId(person.id),
        message=MessageId(1_000_000 * round.id + person.id),
        at=Still().now(),
        text=round.question.answer,
    )


def _vote(round: Prepared, person: Person) -> Event:
    return PollVoted(poll=round.poll, person=person, at=Still().now(), options=(0,))


def _tap(round: Prepared, person: Person) -> Event:
    return GroupButtonTapped(
        group=round.group,
        thread=0,
        person=person,
        admin=False,
        at=Still().now(),
        data=f"1:r{round.id}:o0.0",
        message=round.message,
    )


WAYS = (
    Way(name="a reply in the group", event=_reply),
    Way(name="typed in private", event=_private),
    Way(name="a vote in a poll", event=_vote, choice=True),
    Way(name="a button, without polls", event=_tap, choice=True, plain=True),
)


async def run(sizes: Sequence[int], rounds: int, folder: Path) -> None:
    """Measure, and print."""
    url = f"sqlite:///{folder / 'rounds.db'}"
    upgrade(url)
    library = DeckLibrary([CONTENT])
    questions = [q for deck in library.current.decks for q in deck.questions() if q.lang == "en"]
    database = Database.open(url)
    tutor = Tutor(library, Policy(default_zone="UTC", default_deck=DeckId("intro-ml")))
    bench = Bench(database, Turn(database, tutor, Still()), questions)
    try:
        print(f"| {' | '.join(['an answer', *(f'{size} players' for size in sizes), 'ratio'])} |")
        print("| --- |" + " --- |" * (len(sizes) + 1))
        for way in WAYS:
            await bench.measure(way, sizes[0], PARTS)  # whatever is made once is made
            found = [await bench.measure(way, size, rounds) for size in sizes]
            cells = [f"{cpu:.2f} ms, {statements:.0f} statements" for cpu, statements in found]
            print(f"| {way.name} | {' | '.join(cells)} | {found[-1][0] / found[0][0]:.2f} |", flush=True)
    finally:
        await database.close()


def main() -> None:
    """Read the options and measure."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--players", type=int, nargs="+", default=[5, 50, 500])
    options.add_argument("--rounds", type=int, default=60)
    chosen = options.parse_args()
    with TemporaryDirectory() as folder:
        asyncio.run(run(chosen.players, chosen.rounds, Path(folder)))


if __name__ == "__main__":
    main()
