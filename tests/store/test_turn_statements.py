"""How many statements an answer costs, from the update to the message that has arrived; see
benchmarks/turn.py, which counts them in the whole program."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.app.context import Policy
from bot.app.events import ChatId, MessageId, MessageReceived, Person, PersonId
from bot.app.ports.outbox import Delivered
from bot.app.tutor import Tutor
from bot.decks.library import DeckLibrary
from bot.domain.question import DeckId
from bot.domain.snapshot import thaw
from bot.store.migrate import upgrade
from bot.store.repository import Repository
from bot.store.transact import Database
from bot.telegram.handover import Handover
from bot.turn import Turn

ANN, CHAT = PersonId(7), ChatId(7)
MOST = 16
"""Statements an answer may cost on average, its delivery included; what opens and closes transactions is not
counted."""


class Watch:
    """A clock that is set by hand."""

    time = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def now(self) -> datetime:
        """What it shows."""
        return self.time


class Talk:
    """Ann and the bot, on SQLite, with what is said and what was executed for it."""

    def __init__(self, url: str) -> None:
        self.database, self.watch, self.handover = Database.open(url), Watch(), Handover()
        policy = Policy(default_deck=DeckId("intro-ml"))
        tutor = Tutor(DeckLibrary([Path("content")]), policy)
        self.turn = Turn(self.database, tutor, self.watch, handover=self.handover)
        self.number = 0
        self.statements: list[str] = []
        event.listen(Engine, "before_cursor_execute", self._note)

    def _note(self, *executed: object) -> None:
        self.statements.append(str(executed[2]))

    async def close(self) -> None:
        event.remove(Engine, "before_cursor_execute", self._note)
        await self.database.close()

    async def say(self, text: str) -> list[str]:
        """Say it; the statements it took until the reply had arrived."""
        self.number += 1
        self.watch.time += timedelta(seconds=20)
        said = MessageReceived(
            person=Person(id=ANN, name="Ann", language="en"),
            chat=CHAT,
            message=MessageId(self.number),
            at=self.watch.time,
            text=text,
        )
        self.statements.clear()
        await self.turn.handle(self.number, said)
        sent = [each for outgoing in self.handover.taken() for each in outgoing.claimed]
        arrived = [Delivered(outgoing=each, message=MessageId(1000 + each.id)) for each in sent]
        await self.turn.settle(arrived, self.watch.time)
        return [each for each in self.statements if not each.startswith("BEGIN")]

    async def answer(self) -> list[str]:
        """Give the right answer to what is open; the statements it took."""
        asked = self.database.run(lambda c: Repository(c).asked_open(ANN, CHAT))
        return await self.say("/next" if asked is None else thaw(asked.snapshot).answer)


async def test_an_answer_costs_few_statements(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'recall.db'}"
    upgrade(url)
    talk = Talk(url)
    try:
        await talk.say("/start")
        costs = [await talk.answer() for _ in range(6)]
    finally:
        await talk.close()
    assert sum(map(len, costs)) <= MOST * len(costs), max(costs, key=len)
    assert not [each for cost in costs for each in cost if "FROM rounds" in each], "Ann never played"
