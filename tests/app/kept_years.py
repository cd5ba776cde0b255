"""Years of one learner by the real thing: tutor, words, store, outbox, and two tickers side by side.

As in `tests/domain/years.py`, chance comes from a seed, and the learner answers once on every day of theirs
unless they rest, pause or have a freeze for it. Here they do it in words, over two bots on one database that
tick at the same moment, are restarted with messages in their hands, and hear nothing back from the server.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar

from sqlalchemy import Connection, select

from bot.app.calendar.plan import plan_of
from bot.app.calendar.streak import streak_now
from bot.app.context import DecksIn, LearnerContext, Policy
from bot.app.daily.command import offer_due
from bot.app.events import ButtonTapped, ChatId, MessageId, MessageReceived, Person, PersonId
from bot.app.ports.calendar import Outage
from bot.app.ports.outbox import Act, Delivered, Lane, OutboxMessage, PutBack, Undelivered
from bot.app.tutor import Tutor
from bot.domain.day import DAY, day_span
from bot.domain.ledger import SHORT_DAY, Day, balance, freezes
from bot.domain.schedule import Plan
from bot.domain.snapshot import thaw
from bot.domain.streak import Ledger
from bot.parts import STEERED_OUTAGE
from bot.store.daily.subscriptions import Sent as Kind
from bot.store.daily.tables import sent_days
from bot.store.repository import Repository
from bot.store.transact import Database
from bot.turn import Turn
from tests.conversation import HandClock, shipped_library
from tests.domain.years import Sent

T = TypeVar("T")
Event = tuple[datetime, Callable[[], Awaitable[None]]]
HOUR, SECOND, MINUTE = timedelta(hours=1), timedelta(seconds=1), timedelta(minutes=1)
ANN = Person(id=PersonId(7), name="Ann", language="en")
CHAT = ChatId(7)
CHECKED = 20
"""The streak is looked at after every so many answers."""
QUIET = ("22-7", "22-7", "23-6", "0-0", "1-9", "13-15")
WEEKDAYS = ("every day", "every day", "weekdays", "mon wed fri", "sat", "tue thu sat sun")


@dataclass
class KeptLife:
    """A learner, their bots, and a post office that is not to be relied on."""

    database: Database
    seed: str
    zone: str
    start: datetime
    days: int
    roam: Sequence[str] = ()
    sent: list[Sent] = field(default_factory=list)
    """Prompts as the bots have them."""
    plans: list[tuple[datetime, Plan]] = field(default_factory=list)
    outages: list[Outage] = field(default_factory=list)
    delivered: Counter[int] = field(default_factory=Counter)
    """Messages that carried a prompt, as the server has them."""
    doubtful: set[int] = field(default_factory=set)
    restarts: int = 0
    answered: int = 0

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.clock = HandClock(self.start)
        self.end = self.start + DAY * self.days
        self.numbers = iter(range(1, 10**9))
        self.policy = Policy(default_zone=self.zone, outage=STEERED_OUTAGE)
        self.bots = [Turn(self.database, Tutor(shipped_library(), self.policy), self.clock) for _ in range(2)]
        self.due: list[datetime] = []
        self.skipped: list[date] = []

    @property
    def now(self) -> datetime:
        return self.clock.now()

    async def live(self) -> "KeptLife":
        """All of it."""
        await self._tick()
        await self._say("/start")
        await self._tap(f"zone-{self.zone}")
        await self._say(f"/daily {self._time()}")
        self._note()
        self.change_at, self.down_at = self._soon(15), self._soon(10)
        self._begin_day()
        while self.now < self.end:
            await self._step()
        self._check()
        return self

    async def _step(self) -> None:
        """What comes next: the clock's hour, the instant something is due, or something the learner does."""
        late = SECOND * self.random.randint(1, 20)
        tick_at = min([self.now + HOUR, *(max(at, self.now) + late for at in self.due)])
        events: list[Event] = [(tick_at, self._tick), (self.turns_at, self._turn)]
        events += [(self.change_at, self._change), (self.down_at, self._go_down)]
        if self.answer_at is not None:
            events.append((self.answer_at, self._answer))
        at, act = min(events, key=lambda event: event[0])
        self.clock.pass_by(max(timedelta(0), at - self.now))
        await act()

    # The bots.

    async def _tick(self) -> None:
        """Both at the same moment, and now and then each of them twice."""
        before = self.plans[-1][1] if self.plans else None
        await asyncio.gather(*(bot.tick() for bot in self.bots * self.random.choice((1, 1, 2))))
        self._note_sent(before)
        await self._send()
        self._note()

    async def _send(self) -> None:
        """Messages leave, until a bot dies or none is left."""
        while outgoing_messages := await self.bots[0].claim(self.now, 3, 3):
            for place, outgoing in enumerate(outgoing_messages):
                if self.random.random() < 0.02:
                    self._arrive(outgoing, self.random.random() < 0.5)
                    self.doubtful |= {one.id for one in outgoing_messages[place:] if _asks(one)}
                    await self._restart()
                    return
                await self._leave(outgoing)

    async def _leave(self, outgoing: OutboxMessage) -> None:
        if self.random.random() < 0.04:  # the server says nothing
            self._arrive(outgoing, self.random.random() < 0.5)
            if _once(outgoing):
                self.doubtful |= {outgoing.id} if _asks(outgoing) else set()
                await self.bots[0].lost(outgoing, Undelivered.UNCERTAIN, self.now)
            else:
                await self.bots[0].settle([PutBack(outgoing=outgoing, at=self.now)], self.now)
            return
        self._arrive(outgoing, True)
        number = MessageId(next(self.numbers))
        await self.bots[0].settle([Delivered(outgoing=outgoing, message=number)], self.now)

    def _arrive(self, outgoing: OutboxMessage, arrives: bool) -> None:
        if arrives and _asks(outgoing):
            self.delivered[outgoing.id] += 1

    async def _restart(self) -> None:
        """Killed with messages in its hands; another one takes over at once."""
        self.restarts += 1
        await self.bots[0].begin()
        self._note()
        await asyncio.gather(*(bot.tick() for bot in self.bots))
        # What two that tick at once have left to each other.
        self._note_sent(self.plans[-1][1] if self.plans else None)
        await self._send()

    async def _go_down(self) -> None:
        """Both bots, for a while; what was said meanwhile waits at Telegram."""
        await self._tick()
        start = self.now
        minutes = self.random.choice((5, 20, 50, 70, 90, 300, 400, 900, 4500)) * self.random.uniform(0.8, 1)
        end = start + timedelta(minutes=minutes)
        said_at = self.answer_at
        self.clock.pass_by(end - start)
        self.outages.append(Outage(start=start + SECOND, end=end))
        self.down_at = self._soon(10)
        await self._tick()
        if said_at is not None and said_at < end:
            if end - said_at < DAY:
                await self._answer(said_at)
            else:
                self._begin_day()

    # The learner.

    async def _turn(self) -> None:
        """Another day."""
        self._begin_day()

    def _begin_day(self) -> None:
        """Decide when to answer today, if at all."""
        today, done, away = self._read(self._today)
        end = day_span(today, self.zone)[1]
        self.turns_at = max(end, self.now + SECOND)
        self.answer_at = None
        if not done and not away:
            left = max(SECOND, end - self.now - MINUTE)
            self.answer_at = self.now + left * self.random.random()

    def _today(self, context: LearnerContext) -> tuple[date, bool, bool]:
        _, ledger, today = streak_now(context)
        done = any(row.local_date == today and row.reason.counts for row in ledger.rows)
        return today, done, not done and self._stays_away(context, ledger.rows, today)

    def _stays_away(self, context: LearnerContext, ledger: Sequence[Day], today: date) -> bool:
        learner = context.learner
        if learner.rest_days >> today.weekday() & 1:
            return self.random.random() < 0.6
        if learner.paused_from and learner.paused_from <= today < (learner.paused_until or date.max):
            return self.random.random() < 0.9
        start, end = day_span(today, self.zone)
        if end - start < SHORT_DAY:
            return self.random.random() < 0.7
        last = max((row.local_date for row in ledger if row.reason.counts), default=date.min)
        kept = context.ledger()
        waiting = sum(day > last for day in self.skipped)
        if self.random.random() < 0.1 and freezes(kept.rows, kept.before) > waiting:
            self.skipped.append(today)
            return True
        return False

    async def _answer(self, at: datetime | None = None) -> None:
        """Bring a question to its end, whatever it takes."""
        self.answer_at = None
        at = at or self.now
        for _ in range(4):
            asked = self._read(lambda context: context.repo.asked_open(ANN.id, CHAT))
            await self._say(thaw(asked.snapshot).answer if asked else "/next", at)
            if self._read(lambda context: self._counts(context, at)):
                self.answered += 1
                if self.answered % CHECKED == 0:
                    self._check()
                return
        raise AssertionError("a right answer did not count")

    def _counts(self, context: LearnerContext, at: datetime) -> bool:
        return any(row.reason.counts and row.at == at for row in context.ledger().rows)

    async def _change(self) -> None:
        """A change of mind, in words."""
        self.change_at = self._soon(15)
        choice = self.random.choice(("zone", "zone", "hour", "hour", "quiet", "days", "pause", "resume"))
        match choice:
            case "zone":
                self.zone = self.random.choice(self.roam) if self.roam else self.zone
                await self._tap(f"zone-{self.zone}")
            case "hour":
                await self._say(f"/daily {self._time()}")
            case "quiet":
                await self._say(f"/settings quiet {self.random.choice(QUIET)}")
            case "days":
                await self._say(f"/daily {self.random.choice(WEEKDAYS)}")
            case "pause":
                await self._say(f"/pause {self.random.randint(1, 20)}d")
            case "resume":
                await self._say("/resume")
        self._note()
        self._begin_day()

    async def _say(self, text: str, at: datetime | None = None) -> None:
        number = next(self.numbers)
        received = MessageReceived(
            person=ANN, chat=CHAT, message=MessageId(number), at=at or self.now, text=text
        )
        for bot in self.bots:  # Telegram may well tell it twice
            await bot.handle(number, received)
        await self._send()

    async def _tap(self, data: str) -> None:
        tap = ButtonTapped(person=ANN, chat=CHAT, at=self.now, data=f"1:0:{data}")
        await self.bots[0].handle(next(self.numbers), tap)
        await self._send()

    # Looking.

    def _note(self) -> None:
        """Keep the plan if it has changed, and when something is due."""

        def look(context: LearnerContext) -> tuple[Plan, list[datetime]] | None:
            plan = context.repo.subscription(ANN.id)
            due = (plan.next_at, plan.nudge_at, plan.summary_at) if plan else ()
            return (plan_of(context, plan), [at for at in due if at]) if plan else None

        if found := self._read(look):
            plan, self.due = found
            if not self.plans or self.plans[-1][1] != plan:
                self.plans.append((self.now, plan))

    def _note_sent(self, plan: Plan | None) -> None:
        """Keep the prompts that were sent just now, by this plan."""
        new = select(sent_days).where(sent_days.c.kind == Kind.PROMPT.value, sent_days.c.at == self.now)
        known = {(one.at, one.local_date) for one in self.sent}
        for row in self.database.run(lambda c: c.execute(new).all()):
            if (row.at, row.local_date) in known:
                continue
            assert plan is not None
            self.sent.append(Sent(row.at, row.local_date, plan))

    def _check(self) -> None:
        """Never broken, never inflated, no freeze spent on what was not their choice."""
        now, ledger, _ = self._read(streak_now)
        answered = balance(ledger.rows, ledger.before)[0]
        assert now.length == now.longest == answered == self.answered, (self.now, now, ledger.rows[-12:])
        days = self._read(lambda context: context.repo.days(ANN.id, None))
        assert self._read(lambda context: context.ledger()) == Ledger.of(days)
        spent = {row.local_date for row in (*days, *ledger.rows) if row.reason.value == "freeze"}
        assert spent <= set(self.skipped), sorted(spent - set(self.skipped))

    def _read(self, look: Callable[[LearnerContext], T]) -> T:
        def work(connection: Connection) -> T:
            repo = Repository(connection)
            learner = repo.lock_person(ANN, self.now)
            deck_library = shipped_library()
            return look(
                LearnerContext(
                    repo=repo,
                    deck_library=DecksIn(deck_library, None),
                    policy=self.policy,
                    learner=learner,
                    chat=CHAT,
                    at=self.now,
                    offer=offer_due,
                )
            )

        return self.database.run(work)

    def _time(self) -> str:
        return f"{self.random.choice((*range(24), 0, 1, 2, 3, 23))}:{self.random.choice((0, 15, 45, 59)):02}"

    def _soon(self, days: int) -> datetime:
        return self.now + timedelta(seconds=self.random.randint(3600, days * 2 * 86400))


def _once(outgoing: OutboxMessage) -> bool:
    """Sent at most once: a prompt, a nudge, a summary."""
    return outgoing.lane is Lane.PROMPT and outgoing.act is Act.SEND


def _asks(outgoing: OutboxMessage) -> bool:
    """A prompt: of the three it alone is named after a question."""
    return _once(outgoing) and outgoing.slot is not None
