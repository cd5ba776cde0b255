"""Years of one learner's life by the pure rules, used as the tick and the desk use them.

Chance comes from a seed. The learner answers once on every day of theirs, unless they rest, pause, have a
freeze for it, or the bot is down just then; so their streak must never break. They move house, change their
mind about everything, and the bot goes down, comes back, and ticks twice with an old view of the row.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from msgspec.structs import replace

from bot.domain.day import DAY, day_span, day_start, learner_day, no_earlier
from bot.domain.ledger import OUTAGE, SHORT_DAY, Day, DayReason, Outage, Pause, Terms, cross, freezes, settle
from bot.domain.schedule import Plan, may_send, next_prompt
from bot.domain.streak import counted, streak

SECOND = timedelta(seconds=1)
CHECKED = 20
"""The streak is looked at after every so many answers (it is counted from the start each time)."""


@dataclass(frozen=True)
class Sent:
    """A prompt that went out."""

    at: datetime
    local_date: date
    plan: Plan


@dataclass
class Life:
    """A learner, their subscription, and the bot they have."""

    seed: str
    zone: str
    start: datetime
    days: int = 800
    roam: Sequence[str] = ()
    ledger: list[Day] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    plans: list[tuple[datetime, Plan]] = field(default_factory=list)
    outages: list[Outage] = field(default_factory=list)
    refused: int = 0
    """Prompts a second ticker wanted to send and the unique key refused."""

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.now = self.start
        self.end: datetime = self.start + DAY * self.days
        self.plan = Plan(at=self._time(), zone=self.zone)
        self.plans.append((self.start, self.plan))
        self.terms = Terms(now=self.now, zone=self.zone)
        self.claimed: set[date] = set()
        self.last_date: date | None = None
        self.last_answered = date.min
        self.answered = 0
        self.skipped: list[date] = []
        """Days they stayed away because they had a freeze."""
        self.answer_at: datetime | None = None
        self.down: Outage | None = None
        self.next_down = self._next_outage()
        self.next_change = self._soon(days=20)
        self._look_ahead()
        self._begin_day()

    def live(self) -> "Life":
        """All of it."""
        while True:
            at, act = min(self._events(), key=lambda event: event[0])
            if at >= self.end:
                if self.down:  # nobody can look before it is up again
                    self.now = self.down.end
                    self._come_up()
                self._check()
                return self
            self.now = max(self.now, at)
            act()

    def _events(self) -> Iterator[tuple[datetime, Callable[[], None]]]:
        yield self.turns_at, self._begin_day
        if self.answer_at is not None:
            yield self.answer_at, self._answer
        if self.down is not None:
            yield self.down.end, self._come_up
            return
        yield self.next_down.start, self._go_down
        yield self.next_change, self._change
        if self.due is not None:
            yield self.due, self._tick

    # The bot.

    def _tick(self) -> None:
        """One ticker does it; others, with the row as it was before, try too."""
        seen = self.last_date
        for ticker in range(self.random.choice((1, 1, 2, 3))):
            found = next_prompt(self.plan, seen, self.now)
            if found is None or found[0] > self.now:
                continue
            assert may_send(self.plan, found[1], self.now)
            if found[1] in self.claimed:
                assert ticker > 0, "a date was offered that had its prompt"
                self.refused += 1
                continue
            self.claimed.add(found[1])
            self.sent.append(Sent(self.now, found[1], self.plan))
            self.last_date = found[1]
        self._look_ahead()

    def _look_ahead(self) -> None:
        found = next_prompt(self.plan, self.last_date, self.now)
        late = SECOND * self.random.randint(1, 30)
        self.due = None if found is None else max(found[0], self.now) + late

    def _go_down(self) -> None:
        self.down = self.next_down

    def _come_up(self) -> None:
        assert self.down is not None
        self.outages.append(self.down)
        self.terms = replace(self.terms, outages=self.outages[-20:])
        self.down, self.next_down = None, self._next_outage()
        if self.random.random() < 0.5:
            self._look_ahead()

    def _next_outage(self) -> Outage:
        start = self._soon(days=12)
        minutes = self.random.choice((1, 5, 9, 15, 90, 300, 400, 900, 4500))
        return Outage(start=start, end=start + timedelta(minutes=minutes * self.random.uniform(0.5, 1)))

    # The learner.

    def _today(self) -> date:
        return no_earlier(
            learner_day(self.now, self.zone), self.ledger[-1].local_date if self.ledger else None
        )

    def _begin_day(self) -> None:
        """Decide when to answer today, if at all."""
        self.turns_at = day_start(learner_day(self.now, self.zone) + DAY, self.zone)
        today = self._today()
        done = any(row.local_date == today and row.reason.counts for row in self.ledger[-3:])
        if done or self._stays_away(today):
            self.answer_at = None
            return
        left = max(SECOND, day_start(today + DAY, self.zone) - self.now - SECOND)
        self.answer_at = self.now + left * self.random.random()

    def _stays_away(self, today: date) -> bool:
        pause, rests = self.terms.pause, self.terms.rest_days >> today.weekday() & 1
        if rests and self.terms.rest_from and today >= self.terms.rest_from:
            return self.random.random() < 0.6
        if pause and pause.first <= today < pause.until:
            return self.random.random() < 0.9
        start, end = day_span(today, self.zone)
        if end - start < SHORT_DAY:
            return self.random.random() < 0.7
        waiting = sum(day > self.last_answered for day in self.skipped)
        if self.random.random() < 0.1 and freezes(self.ledger) > waiting:
            self.skipped.append(today)
            return True
        return False

    def _answer(self) -> None:
        self.answer_at = None
        if self.down is not None and self.down.end - self.down.start >= OUTAGE:
            return
        today = self._today()
        self._settle(today)
        assert settle(self.ledger, today, replace(self.terms, now=self.now)) == ()
        self.ledger.append(Day(local_date=today, reason=DayReason.ANSWERED, at=self.now, last_at=self.now))
        self.answered, self.last_answered = self.answered + 1, today
        if self.answered % CHECKED == 0:
            self._check()

    def _settle(self, today: date) -> None:
        self.ledger += settle(self.ledger, today, replace(self.terms, now=self.now))

    def _check(self) -> None:
        """Never broken, never inflated, no freeze spent on what was not their choice."""
        days, today = counted(self.ledger), self._today()
        rows = settle(self.ledger, today, replace(self.terms, now=self.now))
        now = streak(counted([*self.ledger, *rows]), today, self.now)
        answered = sum(day.reason.counts for day in days)
        assert now.length == now.longest == answered, (self.now, now, self.ledger[-12:])
        assert now.length <= (self.now - self.start).days + 3
        spent = {row.local_date for row in self.ledger if row.reason is DayReason.FREEZE}
        assert spent <= set(self.skipped), sorted(spent - set(self.skipped))

    # Changes of mind. Each settles what was, by the terms that held.

    def _change(self) -> None:
        self.next_change = self._soon(days=20)
        changes = (self._move, self._move, self._hour, self._hour, self._weekdays, self._pause, self._rest)
        today = self._today()
        change = self.random.choice(changes)
        if change == self._move:
            self._move()
        else:
            self._settle(today)
            change()
        self.plans.append((self.now, self.plan))
        self._look_ahead()
        self._begin_day()

    def _move(self) -> None:
        zone = self.random.choice(self.roam) if self.roam else self.zone
        self.ledger += cross(self.ledger, zone, replace(self.terms, now=self.now))
        self.zone = zone
        self.plan, self.terms = replace(self.plan, zone=zone), replace(self.terms, zone=zone)

    def _hour(self) -> None:
        quiet = self.random.choice(((22, 7), (22, 7), (0, 0), (23, 6), (1, 9), (13, 15), (20, 19)))
        self.plan = replace(
            self.plan, at=self._time(), quiet_from=time(quiet[0]), quiet_to=time(quiet[1], quiet[1] % 2 * 30)
        )

    def _weekdays(self) -> None:
        weekdays = self.random.choice((127, 127, 31, 96, 1, self.random.randint(0, 127)))
        self.plan = replace(self.plan, weekdays=weekdays, weekly=self.random.random() < 0.2)

    def _pause(self) -> None:
        today, on = self._today(), self.random.random() < 0.7
        until = today + DAY * self.random.randint(1, 30)
        self.terms = replace(self.terms, pause=Pause(first=today, until=until) if on else None)
        self.plan = replace(self.plan, paused_until=until if on else None)

    def _rest(self) -> None:
        rests = self.random.choice((0, 64, 96, 127, self.random.randint(0, 127)))
        self.terms = replace(self.terms, rest_days=rests, rest_from=self._today())

    def _time(self) -> time:
        """Any minute, the hours in which clocks change more often than others."""
        return time(self.random.choice((*range(24), 0, 1, 2, 3, 23)), self.random.choice((0, 15, 30, 45, 59)))

    def _soon(self, days: int) -> datetime:
        return self.now + timedelta(seconds=self.random.randint(3600, days * 2 * 86400))
