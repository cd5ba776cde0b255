"""A round of many players: an answer costs what it costs among few, and says how many are in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, insert, select

from bot.app.context import Policy
from bot.app.events import (
    ChatId,
    Event,
    Group,
    GroupButtonTapped,
    GroupMessageReceived,
    MessageId,
    Person,
    PersonId,
)
from bot.app.tutor import Tutor
from bot.decks.library import DeckLibrary
from bot.domain.question import DeckId
from bot.store.tables import messages, outbox
from bot.store.transact import Database
from bot.turn import Turn
from bot.words.spoken import Spoken
from tests.app.party import ANSWERS, write_deck
from tests.conversation import HandClock

GROUP = Group(id=ChatId(-1001), title="Lecture")
QUESTION = MessageId(7)


@dataclass(slots=True)
class Hall:
    """A group of many people, who act without a network between."""

    turn: Turn
    clock: HandClock
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    names: dict[int, str] = field(default_factory=dict)

    def person(self, number: int) -> Person:
        return Person(id=PersonId(100 + number), name=self.names.get(number, f"P{number}"), language="en")

    async def tap(self, person: int, action: str) -> list[str]:
        tap = GroupButtonTapped(
            group=GROUP,
            thread=0,
            person=self.person(person),
            admin=False,
            at=self.clock.now(),
            data=f"1:r1:{action}",
        )
        return await self._happens(tap)

    async def say(self, person: int, text: str, reply_to: MessageId | None = None) -> list[str]:
        self.clock.pass_by(timedelta(milliseconds=1))
        said = GroupMessageReceived(
            group=GROUP,
            thread=0,
            person=self.person(person),
            admin=False,
            message=MessageId(next(self.numbers)),
            at=self.clock.now(),
            text=text,
            reply_to=reply_to,
        )
        return await self._happens(said)

    async def _happens(self, event: Event) -> list[str]:
        """The texts that this puts on their way."""
        before = set(self._texts())
        await self.turn.handle(next(self.numbers), event)
        return [text for id, text in self._texts().items() if id not in before]

    def _texts(self) -> dict[int, str]:
        rows = self.turn.database.run(lambda c: c.execute(select(outbox.c.id, outbox.c.spoken)).all())
        return {row.id: Spoken.from_json(row.spoken).text for row in rows if row.spoken}

    async def begins(self, players: int) -> None:
        """The typed question of a round for so many is open."""
        await self.say(0, "/quiz 1 capitals")
        for person in range(1, players):
            await self.tap(person, "join")
        await self.tap(0, "begin")
        self.put()

    def newest(self, part: str) -> str:
        """The newest text that has that in it."""
        found = [text for text in self._texts().values() if part in text]
        assert found, self._texts()
        return found[-1]

    def put(self) -> None:
        """The question has arrived in the group."""
        row = {"chat_id": GROUP.id, "message_id": QUESTION, "learner_id": None, "slot": "r1.0"}
        self.turn.database.run(lambda c: c.execute(insert(messages), row))


@pytest.fixture
def hall(database: Database, tmp_path: Path) -> Hall:
    clock = HandClock()
    policy = Policy(default_zone="UTC", default_deck=DeckId("party"))
    tutor = Tutor(DeckLibrary([write_deck(tmp_path / "decks")]), policy)
    return Hall(Turn(database, tutor, clock), clock)


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is sent to the database meanwhile."""
    seen: list[str] = []

    def one_more(_: object, __: object, statement: str, *___: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", one_more)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", one_more)


async def test_few_are_named_and_many_are_counted(hall: Hall) -> None:
    await hall.begins(12)
    assert "In: P3" in (await hall.say(3, "Paris", QUESTION))[0]
    assert "In: P3, P0" in (await hall.say(0, "Oslo", QUESTION))[0]
    for late in range(20, 30):
        told = await hall.say(late, "Rome", QUESTION)
    assert told[0].endswith("In: P3, P0, " + ", ".join(f"P{n}" for n in range(20, 30)))
    assert (await hall.say(5, "Rome", QUESTION))[0].endswith("In: 13 players")
    assert await hall.say(5, "Madrid", QUESTION) == [], "a second answer changes nothing that is shown"


async def test_the_lobby_counts_whom_it_does_not_name(hall: Hall) -> None:
    await hall.say(0, "/quiz 1 capitals")
    for person in range(1, 12):
        told = await hall.tap(person, "join")
    assert told[0].endswith("In: " + ", ".join(f"P{n}" for n in range(12)) + ".")
    assert (await hall.tap(12, "join"))[0].endswith("P11 and 1 more.")


async def test_the_lobby_names_the_first_of_three_hundred_and_counts_the_rest(hall: Hall) -> None:
    await hall.say(0, "/quiz 1 capitals")
    for person in range(1, 300):
        told = await hall.tap(person, "join")
    first = ", ".join(f"P{n}" for n in range(12))
    assert told[0].endswith(f"In: {first} and 288 more.")


async def test_names_are_inert_and_doubles_are_told_apart_everywhere(hall: Hall) -> None:
    hall.names = {0: "Bob", 1: "Bob", 2: "@durov", 3: "Bob"}
    await hall.say(0, "/quiz 1 capitals")
    for person in (1, 2, 3):
        told = await hall.tap(person, "join")
    assert told[0].endswith("In: Bob, Bob (2), @\u2060durov, Bob (3).")
    await hall.tap(0, "begin")
    hall.put()
    assert (await hall.say(3, "London", QUESTION))[0].endswith("In: Bob (3)")
    right = next(text for text in ANSWERS if text in hall.newest("1 of 1: "))
    assert (await hall.say(2, ANSWERS[right], QUESTION))[0].endswith("In: Bob (3), @\u2060durov")
    await hall.say(1, ANSWERS[right], QUESTION)
    hall.clock.pass_by(timedelta(seconds=120))
    await hall.turn.tick()
    assert "Right: @\u2060durov, Bob (2)." in hall.newest("Right: ")
    hall.clock.pass_by(timedelta(seconds=120))
    await hall.turn.tick()
    over = hall.newest("share the win")
    assert "@\u2060durov, Bob (2) share the win" in over or "Bob (2), @\u2060durov share the win" in over
    assert "Also in: Bob, Bob (3)." in over


async def test_an_answer_takes_as_many_statements_among_many_as_among_few(hall: Hall) -> None:
    await hall.begins(40)
    for person in range(12):
        await hall.say(person, "Paris", QUESTION)
    seen: list[int] = []
    for person in range(12, 38):
        with statements() as sent:
            await hall.say(person, "Paris", QUESTION)
        seen.append(len(sent))
        assert not _reads_everything(sent)
    assert len(set(seen)) == 1


async def test_the_last_answer_still_closes_the_question_soon(hall: Hall) -> None:
    await hall.begins(20)
    for person in range(20):
        assert await hall.turn.tick() == 0
        await hall.say(person, "Paris", QUESTION)
    hall.clock.pass_by(timedelta(seconds=4))
    assert await hall.turn.tick() == 1, "all have answered: it closes without waiting for its time"


def _reads_everything(sent: Sequence[str]) -> bool:
    """Whether seats or guesses are read by something else than their whole key."""
    about = ("FROM seats", "guesses")
    reads = [text for text in sent if text.startswith("SELECT") and any(name in text for name in about)]
    return any("learner_id = " not in text for text in reads)
