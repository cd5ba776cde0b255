"""The outbox against a model of it that is too simple to be wrong, over random days at the post office."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.app.events import ChatId, MessageId
from bot.app.ports.outbox import Act, Delivered, Lane, OutboxMessage, PutBack, Undelivered
from bot.store import outbox, outbox_settle
from bot.store.outbox import Lease, OutboxDraft
from bot.store.tables import messages
from bot.store.tables import outbox as table
from bot.store.transact import Database

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
LEASE = timedelta(seconds=60)

CHATS = st.integers(1, 3).map(ChatId)
LANES = st.sampled_from(Lane)
ACTS = st.sampled_from((Act.SEND, Act.SEND, Act.EDIT))
SLOTS = st.sampled_from(("1.0", "2.0"))


@dataclass
class Row:
    """A message in the model. `until` is None while it is not claimed."""

    id: int
    chat: ChatId
    lane: Lane
    act: Act
    slot: str
    at: datetime
    due: datetime
    urgency: Lane
    tries: int = 0
    until: datetime | None = None

    def once(self) -> bool:
        return self.lane >= Lane.PROMPT and self.act is Act.SEND

    def makes_pointless(self, older: "Row") -> bool:
        same = (self.chat, self.slot) == (older.chat, older.slot)
        return same and self.id > older.id and older.act is Act.EDIT and self.act is Act.EDIT


@dataclass
class Model:
    """Everything unsettled, and what was sent as what."""

    rows: list[Row] = field(default_factory=list)
    slots: dict[tuple[ChatId, str], MessageId] = field(default_factory=dict)

    def first_of_each_chat(self) -> list[Row]:
        return [row for row in self.rows if not any(o.chat == row.chat and o.id < row.id for o in self.rows)]

    def drop_pointless(self, among: list[Row]) -> None:
        self.rows = [
            r for r in self.rows if r not in among or not any(o.makes_pointless(r) for o in self.rows)
        ]

    def take_back(self, now: datetime, in_hand: set[int]) -> None:
        late = [row for row in self.rows if row.until is not None and row.until <= now and not row.once()]
        late = [row for row in late if row.id not in in_hand]
        for row in late:
            row.until, row.due = None, now
        self.drop_pointless(late)

    def ready(self, now: datetime) -> list[Row]:
        free = [row for row in self.first_of_each_chat() if row.until is None and row.due <= now]
        return sorted(free, key=lambda row: (row.urgency, row.id))

    def next_due(self) -> datetime | None:
        return min((row.until or row.due for row in self.first_of_each_chat()), default=None)


class PostOffice(RuleBasedStateMachine):
    """Random posting, handing over, claiming, settling, forgetting, crashes, and a clock that jumps.

    What is in `hands` may be known to the store as in hand, so that its lease does not run out; what slipped
    out of mind is not.
    """

    def __init__(self, database: Database) -> None:
        super().__init__()
        self.database = database
        self.model = Model()
        self.now = START
        self.hands: list[OutboxMessage] = []
        self.in_hand: set[int] = set()
        self.numbers = 0
        database.run(lambda c: (c.execute(table.delete()), c.execute(messages.delete())))

    def lease(self) -> Lease:
        return Lease(until=self.now + LEASE, owner="us", in_hand=self.in_hand)

    @rule(chat=CHATS, lane=LANES, act=ACTS, slot=SLOTS, hands_over=st.booleans())
    def post(self, chat: ChatId, lane: Lane, act: Act, slot: str, hands_over: bool) -> None:
        draft = OutboxDraft(chat=chat, learner=None, lane=lane, act=act, spoken="", slot=slot)
        lease = self.lease() if hands_over else None
        posted = self.database.run(lambda c: outbox.post(c, draft, self.now, lease))
        row = Row(
            id=posted.id, chat=chat, lane=lane, act=act, slot=slot, at=self.now, due=self.now, urgency=lane
        )
        for ahead in self.model.rows:
            if ahead.chat == chat:
                ahead.urgency = min(ahead.urgency, lane)
        waiting = [other for other in self.model.rows if other.until is None]
        self.model.rows.append(row)
        self.model.rows = [o for o in self.model.rows if o not in waiting or not row.makes_pointless(o)]
        alone = [o for o in self.model.rows if o.chat == chat] == [row]
        assert (posted.claimed is not None) == (hands_over and alone), "order within a chat is kept"
        if posted.claimed is not None:
            self._take([posted.claimed], [row])

    @rule(limit=st.integers(1, 4), bulk=st.integers(0, 4))
    def claim(self, limit: int, bulk: int) -> None:
        self.model.take_back(self.now, self.in_hand)
        ready = self.model.ready(self.now)
        replies = [row for row in ready if row.urgency < Lane.PROMPT][:limit]
        rest = [row for row in ready if row.urgency >= Lane.PROMPT][: limit - len(replies)]
        expected = replies + rest[:bulk]
        got = self.database.run(lambda c: outbox.claim(c, self.now, self.lease(), limit, bulk))
        assert [outgoing.id for outgoing in got] == [row.id for row in expected]
        self._take(got, expected)

    def _take(self, got: Sequence[OutboxMessage], expected: Sequence[Row]) -> None:
        for outgoing, row in zip(got, expected, strict=True):
            today = None if row.act is Act.SEND else self.model.slots.get((row.chat, row.slot))
            assert (outgoing.tries, outgoing.message, outgoing.act) == (row.tries, today, row.act)
            row.until, row.tries = self.now + LEASE, row.tries + 1
            self.in_hand.add(row.id)
        self.hands += got

    @rule(seconds=st.sampled_from((1, 20, 61)))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(hours=st.integers(1, 3))
    def the_clock_is_set_back(self, hours: int) -> None:
        self.now -= timedelta(hours=hours)
        self.database.run(lambda c: outbox.clock_set_back(c, self.now, self.lease()))
        for row in self.model.rows:
            if row.until is None:
                row.due = min(row.due, self.now)
            elif row.id not in self.in_hand:
                row.until = self.now

    @precondition(lambda self: self.in_hand)
    @rule(data=st.data())
    def one_slips_out_of_mind(self, data: st.DataObject) -> None:
        self.in_hand.discard(data.draw(st.sampled_from(sorted(self.in_hand))))

    @rule()
    def the_process_is_killed_and_another_begins(self) -> None:
        self.hands, self.in_hand = [], set()
        ended = self.database.run(lambda c: outbox.end_leases(c, self.now))
        held = [row for row in self.model.rows if row.until is not None]
        assert ended == len(held)
        for row in self.model.rows:
            if row.until is not None:
                row.until = self.now
            elif row.at > self.now:  # posted by a clock that was ahead
                row.due = min(row.due, self.now)

    @precondition(lambda self: self.hands)
    @rule(data=st.data())
    def sent(self, data: st.DataObject) -> None:
        outgoing = self._pick(data)
        self.numbers += 1
        number = MessageId(self.numbers)
        arrived = Delivered(outgoing=outgoing, message=number)
        more = self.database.run(lambda c: outbox_settle.settle(c, [arrived], self.now))
        if self._known(outgoing):
            assert outgoing.slot is not None
            self.model.slots[outgoing.chat, outgoing.slot] = number
            self.model.rows = [row for row in self.model.rows if row.id != outgoing.id]
        behind = [row for row in self.model.rows if row.chat == outgoing.chat and row.until is None]
        assert more == any(row.due <= self.now for row in behind)

    @precondition(lambda self: self.hands)
    @rule(data=st.data(), seconds=st.integers(0, 100))
    def again(self, data: st.DataObject, seconds: int) -> None:
        outgoing = self._pick(data)
        at = self.now + timedelta(seconds=seconds)
        row = self._held(outgoing)
        back = PutBack(outgoing=outgoing, at=at)
        self.database.run(lambda c: outbox_settle.settle(c, [back], self.now))
        if row is not None:
            row.until, row.due = None, at
            self.model.drop_pointless([row])

    @precondition(lambda self: self.hands)
    @rule(data=st.data(), why=st.sampled_from(Undelivered))
    def lost(self, data: st.DataObject, why: Undelivered) -> None:
        outgoing = self._pick(data)
        self._lose(outgoing, why)

    @rule()
    def settle_what_is_in_doubt(self) -> None:
        held = [(row.until, row.id, row) for row in self.model.rows if row.once() and row.until]
        late = [row for until, _, row in sorted(held, key=lambda each: each[:2]) if until <= self.now]
        late = [row for row in late if row.id not in self.in_hand]
        doubtful = self.database.run(lambda c: outbox.in_doubt(c, self.now, self.in_hand))
        assert [outgoing.id for outgoing in doubtful] == [row.id for row in late]
        for outgoing in doubtful:
            self._lose(outgoing, Undelivered.UNCERTAIN)

    @invariant()
    def the_next_letter_is_due_when_the_model_says(self) -> None:
        assert self.database.run(outbox.next_due) == self.model.next_due()

    def _lose(self, outgoing: OutboxMessage, why: Undelivered) -> None:
        row = self._held(outgoing)
        assert self.database.run(lambda c: outbox_settle.lost(c, outgoing, why, self.now)) == (
            row is not None
        )
        if row is not None:
            closed = why in (Undelivered.BLOCKED, Undelivered.CHAT_GONE)
            self.model.rows = [
                other
                for other in self.model.rows
                if other is not row
                and not (closed and other.chat == row.chat and other.until is None and other.at <= self.now)
            ]

    def _pick(self, data: st.DataObject) -> OutboxMessage:
        outgoing = self.hands.pop(data.draw(st.integers(0, len(self.hands) - 1)))
        self.in_hand.discard(outgoing.id)
        return outgoing

    def _held(self, outgoing: OutboxMessage) -> Row | None:
        """The row, if this value of the message is the claim that holds it."""
        held = [row for row in self.model.rows if row.id == outgoing.id and row.until is not None]
        return next((row for row in held if row.tries == outgoing.tries + 1), None)

    def _known(self, outgoing: OutboxMessage) -> bool:
        """Settled rows stay known; only dropped ones are gone."""
        mine = table.select().where(table.c.id == outgoing.id)
        return bool(self.database.run(lambda c: c.execute(mine).all()))


@pytest.mark.parametrize("examples", [15, pytest.param(400, marks=pytest.mark.soak)])
def test_the_outbox_does_what_its_model_does(database: Database, examples: int) -> None:
    class Here(PostOffice):
        def __init__(self) -> None:
            super().__init__(database)

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=examples,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
