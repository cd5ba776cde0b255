"""The product, driven without a network: people write, a second passes, and every message sent arrives.

The only file of the measurements of long histories that names parts of the product; see `benchmarks.copies`
for how rows are multiplied.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

from sqlalchemy import text

from bot.app.context import Policy
from bot.app.events import ButtonTapped, ChatId, MessageId, MessageReceived, Person, PersonId
from bot.app.ports.outbox import Delivered
from bot.app.tutor import Tutor
from bot.decks.library import DeckLibrary
from bot.domain.marking.comparing.compiled import compiled_question
from bot.domain.question import DeckId
from bot.store.migrate import upgrade
from bot.store.transact import Database
from bot.turn import Turn
from bot.words.spoken import Spoken

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FIVE = 5
"""Questions a day."""
MISSED = 0.2
"""How often the first answer to a question is wrong."""
FIRST_MESSAGE = 100_000_000
"""Number of the first message; lower ones are left for copies of earlier days."""
_OPEN = text("SELECT question FROM asked WHERE learner_id = :who AND state = 'open'")
_COMPARED = text("SELECT question FROM asked WHERE learner_id = :who AND state = 'comparing'")
_ASKED = text("SELECT count(*) FROM asked WHERE learner_id = :who")
_SETTLED = text("DELETE FROM outbox WHERE chat_id = :who AND settled_at IS NOT NULL")
_LONGEST = text("SELECT max(length(spoken)) FROM outbox WHERE chat_id = :who")


class HandClock:
    """A clock that is moved by hand."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def now(self) -> datetime:
        """See `bot.clock.Clock.now`."""
        return self.at


class DrivenBot:
    """One bot over one database, which is brought up to date first."""

    def __init__(self, url: str, folder: Path, answers: Mapping[str, str]) -> None:
        """`folder` holds one deck, whose `answers` are given by id."""
        upgrade(url)
        self.url, self.answers = url, answers
        self.deck_library = deck_library = DeckLibrary([folder])
        policy = Policy(
            default_zone="UTC",
            default_deck=DeckId(deck_library.current.decks[0].id),
            outage=timedelta(days=3),
        )
        self.clock, self.database = HandClock(), Database.open(url)
        self.turn = Turn(self.database, Tutor(deck_library, policy), self.clock)
        self._updates = count(FIRST_MESSAGE, -1)  # copies of updates seen get higher numbers
        self._messages = count(FIRST_MESSAGE)
        self._chance = Random("driven")
        self.reading: dict[int, list[Spoken]] = {}
        """What was sent to those who are in it, since they last said something."""

    async def close(self) -> None:
        """Let go of the database."""
        await self.database.close()

    def prepare(self) -> None:
        """Make every question ready for marking: the first answer to one in a process costs several
        milliseconds more, whoever gives it."""
        for question in self.deck_library.current.decks[0].questions():
            compiled_question(question, self.deck_library.lexicon(question.deck, question.lang))

    def message(self, who: int, words: str) -> tuple[int, MessageReceived]:
        """Somebody's next message, with the number of its update."""
        said = MessageReceived(
            person=Person(id=PersonId(who), name="Somebody", language="en"),
            chat=ChatId(who),
            message=MessageId(next(self._messages)),
            at=self.clock.now(),
            text=words,
        )
        return next(self._updates), said

    async def say(self, who: int, words: str) -> None:
        """Somebody writes, ten seconds after what was before; the replies arrive."""
        await self.mutter(who, words)
        await self.send()

    async def mutter(self, who: int, words: str) -> None:
        """Somebody writes, ten seconds after what was before; the replies wait in the outbox."""
        self.clock.at += timedelta(seconds=10)
        self.reading.get(who, []).clear()
        await self.turn.handle(*self.message(who, words))

    async def tap(self, who: int, data: str) -> None:
        """Somebody taps a button that carries `data`, ten seconds later; the replies wait in the outbox."""
        self.clock.at += timedelta(seconds=10)
        self.reading.get(who, []).clear()
        person = Person(id=PersonId(who), name="Somebody", language="en")
        tapped = ButtonTapped(person=person, chat=ChatId(who), at=self.clock.now(), data=data)
        await self.turn.handle(next(self._updates), tapped)

    async def tick(self) -> None:
        """A second passes, as the clock stands; what it brings arrives."""
        await self.turn.tick()
        await self.send()

    async def send(self) -> None:
        """Everything in the outbox that may leave is sent and settled."""
        now = self.clock.now()
        while claimed := await self.turn.claim(now, 50, 50):
            for one in claimed:
                if one.chat in self.reading and one.spoken:
                    self.reading[one.chat].append(Spoken.from_json(one.spoken))
            sent = [Delivered(outgoing=one, message=MessageId(next(self._messages))) for one in claimed]
            await self.turn.settle(sent, now)

    def question(self, who: int) -> str | None:
        """The id of somebody's open question."""
        return self.database.run(lambda c: c.execute(_OPEN, {"who": who}).scalar())

    def asked(self, who: int) -> int:
        """How many questions somebody was asked."""
        found: int = self.database.run(lambda c: c.execute(_ASKED, {"who": who}).scalar_one())
        return found

    def longest(self, who: int) -> int:
        """Characters of the longest message in somebody's outbox; 0 if there is none."""
        found: int | None = self.database.run(lambda c: c.execute(_LONGEST, {"who": who}).scalar())
        return found or 0

    def forget_sent(self, who: int) -> None:
        """Remove what was sent to somebody from the outbox, as retention does after two days."""
        self.database.run(lambda c: c.execute(_SETTLED, {"who": who}) and None)

    async def ready(self, who: int) -> str:
        """The right answer to somebody's open question, which they ask for if there is none."""
        if (id := self.question(who)) is None:
            await self.say(who, "/next")
            id = self.question(who)
        assert id is not None, "there is always a next question"
        return self.answers[id]

    async def begin(self, who: int) -> None:
        """Somebody starts, and wants five questions at nine every day."""
        for words in ("/start", "/daily 9:00", f"/daily {FIVE} questions"):
            await self.say(who, words)

    async def taste(self, who: int) -> None:
        """Somebody starts, wants a question a day, and answers the first one; the second one is open."""
        for words in ("/start", "/daily 9:00"):
            await self.say(who, words)
        self.forget_sent(who)
        await self.say(who, await self.ready(who))
        await self.ready(who)

    async def live(self, people: Sequence[int], days: int) -> None:
        """So many days of five questions each, from the prompt at nine on; in the end nothing is open."""
        for _ in range(days):
            await self.next_morning()
            for who in people:
                await self.ready(who)
                while self.question(who):
                    await self._bring_to_its_end(who)

    async def next_morning(self) -> None:
        """It is nine on the next day, and what is due then arrives."""
        at = self.clock.at
        nine = at.replace(hour=9, minute=0, second=1, microsecond=0)
        self.clock.at = nine if nine > at else nine + DAY
        await self.tick()

    async def _bring_to_its_end(self, who: int) -> None:
        right = await self.ready(who)
        id = self.question(who)
        words = self._chance.choice(list(self.answers.values())) if self._chance.random() < MISSED else right
        for said in (words, right, right, "/next"):
            await self.say(who, said)
            if self.question(who) != id:
                await self._go_on_from_doubt(who)
                return

    async def _go_on_from_doubt(self, who: int) -> None:
        """Who is asked to compare an answer with theirs goes on without a word."""
        if self.database.run(lambda c: c.execute(_COMPARED, {"who": who}).scalar()):
            await self.say(who, "/next")

    def rebuild(self) -> None:
        """Make anew whatever the product keeps besides its log, such as cards and counters."""
        self.turn.rebuild(check=False)
