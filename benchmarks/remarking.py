"""`python -m benchmarks.remarking`: how long it takes to mark kept answers anew after a ruling, on SQLite.

So many learners have answered one question, each with words of one of fifty wordings; a part of them is ruled
right. Told is the processor time of the whole, and how long one person's message takes meanwhile.
"""

import argparse
import asyncio
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, func, insert, select

from bot.app.context import Policy
from bot.app.events import ChatId, MessageId, MessageReceived, Person, PersonId
from bot.app.learning.rebuild import Rebuilt
from bot.app.tutor import Tutor
from bot.decks.library import DeckLibrary
from bot.domain.question import DeckId, QuestionId
from bot.domain.rulings import Ruling, RulingKind
from bot.domain.snapshot import freeze
from bot.settings import shipped
from bot.store.authoring.tables import corrections
from bot.store.migrate import upgrade
from bot.store.repository import Repository
from bot.store.snapshots import keep
from bot.store.tables import answers, asked, learners, reviews
from bot.store.transact import Database
from bot.turn import Turn

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
QUESTION = QuestionId("fundamentals-03")
RIGHT = "a heap of figures in rows"
WORDINGS = 50


class FixedClock:
    """A clock that a tick moves by a second."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        """The time."""
        return self.at


def fill(connection: Connection, library: DeckLibrary, people: int, share: float) -> None:
    """Learners who have missed the question once, with the review that came of it."""
    question = library.current.question(QUESTION)
    assert question is not None
    key = keep(connection, freeze(question))
    at = NOW - timedelta(days=3)
    ids = range(1, people + 1)
    said = [RIGHT if n <= people * share else f"thing number {n % WORDINGS} of many" for n in ids]
    person = {"name": "N", "here": True, "since": at, "flow": True}
    connection.execute(insert(learners), [{"id": n} | person for n in ids])
    put = {"deck": question.deck, "question": QUESTION, "snapshot": key, "state": "missed", "at": at}
    put |= {"closed_at": at, "hints": 0, "tries": 1, "misses": 1, "completions": 0, "have": "[]"}
    put |= {"credit": 0.0, "first": "wrong", "messages": 2}
    connection.execute(insert(asked), [{"id": n, "learner_id": n, "chat_id": n} | put for n in ids])
    answer = {"at": at, "mark": "wrong", "reason": "unrelated", "credit": 0.0, "marker": "3"}
    rows = [
        {"learner_id": n, "asked_id": n, "chat_id": n, "message_id": 1, "said": text} | answer
        for n, text in zip(ids, said, strict=True)
    ]
    connection.execute(insert(answers), rows)
    review = {"deck": question.deck, "question": QUESTION, "at": at, "local_date": at.date()}
    review |= {"verdict": "wrong", "credit": 0.0, "hints": 0, "tries": 1, "seconds": 9, "marker": "3"}
    connection.execute(insert(reviews), [{"learner_id": n, "asked_id": n} | review for n in ids])


async def measured(people: int, share: float) -> str:
    """One line of figures."""
    library = DeckLibrary([shipped("content")])
    library.prepare()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        upgrade(url)
        database = Database.open(url)
        clock = FixedClock()
        turn = Turn(database, Tutor(library, Policy(default_deck=DeckId("intro-ml"))), clock)
        await database.transact(lambda c: fill(c, library, people, share))
        await asyncio.to_thread(turn.rebuild, check=False)
        await warm(turn, clock)
        await database.transact(begin)
        begun, longest, done = time.process_time(), 0.0, asyncio.Event()

        async def other() -> None:
            nonlocal longest
            number = 10_000_000
            while not done.is_set():
                number += 1
                event = MessageReceived(
                    person=Person(id=PersonId(number), name="O", language="en"),
                    chat=ChatId(number),
                    at=clock.at,
                    text="/start",
                    message=MessageId(1),
                )
                first = time.perf_counter()
                await turn.handle(number, event)
                longest = max(longest, time.perf_counter() - first)
                await asyncio.sleep(0.3)

        beside = asyncio.ensure_future(other())
        while await turn.tick():
            clock.at += timedelta(seconds=1)
        spent = time.process_time() - begun
        done.set()
        await beside
        mended = await database.transact(
            lambda c: c.execute(select(func.count()).select_from(corrections)).scalar()
        )
        found: Rebuilt = await asyncio.to_thread(turn.rebuild, check=True)
        await database.close()
    return (
        f"{people} answers, {mended} of them mended: {spent:.1f} s of processor time, "
        f"the longest reply beside it {longest * 1000:.0f} ms; {found.odd} out of step with the log"
    )


async def warm(turn: Turn, clock: FixedClock) -> None:
    """Somebody has learned before, so that what is loaded once is there."""
    for number, text in enumerate(("/start", "a row of figures", "next", "something else")):
        event = MessageReceived(
            person=Person(id=PersonId(9_000_000), name="W", language="en"),
            chat=ChatId(9_000_000),
            at=clock.at,
            text=text,
            message=MessageId(number + 1),
        )
        await turn.handle(9_000_000 + number, event)


def begin(connection: Connection) -> None:
    """Rule it right."""
    repo = Repository(connection)
    ruling = Ruling(
        id=0,
        deck=DeckId("intro-ml"),
        question=QUESTION,
        kind=RulingKind.RIGHT,
        texts=(RIGHT,),
        told="",
        at=NOW,
    )
    repo.begin_remarking(repo.add_ruling(ruling, PersonId(1)), NOW)


def main() -> None:
    """Measure, and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--share", type=float, default=0.1, help="how many of them are mended, 0 to 1")
    given = parser.parse_args()
    print(asyncio.run(measured(given.people, given.share)))


if __name__ == "__main__":
    main()
