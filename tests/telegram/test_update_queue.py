"""What waits long is saved and acknowledged; nobody waits for a stuck lane; a kill loses nothing."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.app.events import Event, MessageReceived
from bot.app.ports.errors import StoreError
from bot.telegram import update_queue
from bot.telegram.inbox import IN_MEMORY
from bot.telegram.intake import LONG_POLL, LONGEST_WAIT, PAUSE, UpdateIntake
from bot.telegram.ports import Ack
from bot.telegram.update_queue import WIDTH
from tests.telegram.hand_time import HandTime, quiet
from tests.telegram.rooms import MemoryDoors
from tests.telegram.server import Server
from tests.telegram.updates import ANN, said, tapped

BOB = 1002


class GatedHandler(MemoryDoors):
    """Handles updates of some people only once their gate is open."""

    def __init__(self, *stuck: int) -> None:
        super().__init__()
        self.gates: dict[int, asyncio.Event] = {person: asyncio.Event() for person in stuck}
        self.at_work = Counter[int]()
        self.most_at_work = 0

    async def handle(self, update: int, event: Event) -> Ack:
        assert isinstance(event, MessageReceived)
        person = event.person.id
        self.at_work[person] += 1
        assert self.at_work[person] == 1, "two of one lane at the same time"
        self.most_at_work = max(self.most_at_work, self.at_work.total())
        try:
            if person in self.gates:
                await self.gates[person].wait()
            return await super().handle(update, event)
        finally:
            self.at_work[person] -= 1

    def of(self, person: int) -> list[int]:
        """The updates of that person, in the order they were handled."""
        return [
            n for n, event in self.taken if isinstance(event, MessageReceived) and event.person.id == person
        ]


class House:
    """A server, a handler with its inbox, and one process after the other."""

    def __init__(self, handler: GatedHandler) -> None:
        self.server = Server()
        self.handler = handler
        self.time = HandTime()
        self.put_back = timedelta(0)
        """So far the calendar's clock was put back."""
        self.intake = self._intake()

    def now(self) -> datetime:
        return self.time.now() - self.put_back

    def _intake(self) -> UpdateIntake:
        timing = replace(self.time.timing(), clock=self)
        return UpdateIntake(self.server.client(), self.handler, timing, lambda: None)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """A process; killed at the end of the block."""
        self.intake = self._intake()
        async with asyncio.TaskGroup() as group:
            task = group.create_task(self.intake.run(asyncio.Event()))
            await quiet()
            try:
                yield
            finally:
                task.cancel()
        self.handler.at_work.clear()

    async def moments(self, seconds: float = 1.0) -> None:
        """So much time passes, with much work in it."""
        for _ in range(round(seconds / PAUSE)):
            await self.time.pass_by(PAUSE)

    @property
    def acknowledged(self) -> int:
        return max((offset for offset in self.server.acknowledged if offset is not None), default=0)


async def test_a_stuck_lane_holds_up_nobody_and_is_acknowledged_once_it_is_saved() -> None:
    house = House(GatedHandler(ANN))
    house.server.bring(said(7), said(8), said(9, person=BOB))
    async with house.running():
        await house.moments(LONGEST_WAIT / 2)
        house.server.bring(said(10, person=BOB))
        await house.moments(LONGEST_WAIT / 4)
        assert house.handler.of(BOB) == [9, 10]
        assert house.acknowledged <= 7
        assert house.handler.inbox == {}
        await house.moments(LONGEST_WAIT)
        assert set(house.handler.inbox) == {7, 8}
        assert house.acknowledged == 11
        house.handler.gates[ANN].set()
        await quiet()
        assert house.handler.of(ANN) == [7, 8]
        assert house.handler.inbox == {}


async def test_a_fetch_waits_long_again_once_what_is_stuck_is_saved() -> None:
    house = House(GatedHandler(ANN))
    house.server.bring(said(7))
    async with house.running():
        await house.moments(2 * LONGEST_WAIT)
        fetches = len(house.server.sent("getUpdates"))
        assert house.server.sent("getUpdates")[-1].params["timeout"] == LONG_POLL
        await house.moments(5)
        assert len(house.server.sent("getUpdates")) == fetches


async def test_a_window_full_of_one_persons_updates_hides_nobody() -> None:
    house = House(GatedHandler(ANN))
    house.server.bring(*[said(number) for number in range(350)], said(350, person=BOB))
    async with house.running():
        await house.moments(6 * PAUSE)
        assert house.handler.of(BOB) == [350]
        assert len(house.handler.inbox) >= 300
        assert house.handler.saves <= 4
        house.handler.gates[ANN].set()
        await quiet(6000)
        assert house.handler.of(ANN) == list(range(350))
        assert house.handler.inbox == {}


async def test_who_writes_while_a_backlog_is_worked_off_is_served_before_it() -> None:
    house = House(GatedHandler(ANN))
    house.server.bring(*[said(number) for number in range(300)])
    async with house.running():
        await house.moments(5 * PAUSE)
        house.handler.gates[ANN].set()
        house.server.bring(said(300, person=BOB))
        await quiet(200)
        assert house.handler.of(BOB) == [300]
        assert len(house.handler.of(ANN)) < 300


async def test_no_more_are_at_work_than_the_database_serves_soon() -> None:
    people = range(2000, 2100)
    house = House(GatedHandler(*people))
    house.server.bring(*[said(person, person=person) for person in people])
    async with house.running():
        await house.moments(0.5)
        assert house.handler.most_at_work == WIDTH
        for gate in house.handler.gates.values():
            gate.set()
        await quiet(500)
        assert len(house.handler.taken) == 100


async def test_what_is_saved_and_not_in_memory_comes_back_in_order() -> None:
    house = House(GatedHandler(ANN))
    flood = range(IN_MEMORY + 250)
    house.server.bring(*[said(number) for number in flood])
    async with house.running():
        await house.moments(2)
        assert len(house.handler.inbox) == len(flood)
        house.handler.gates[ANN].set()
        house.server.bring(said(5000))
        await quiet(20 * len(flood))
        assert house.handler.of(ANN) == [*flood, 5000]
        assert house.handler.inbox == {}


async def test_after_a_kill_the_inbox_is_taken_up_before_what_comes_later() -> None:
    house = House(GatedHandler(ANN))
    house.server.bring(said(7), said(8), said(9))
    async with house.running():
        await house.moments(2)
        assert set(house.handler.inbox) == {7, 8, 9}
        assert house.server.updates == []
    house.server.bring(said(10), said(11, person=BOB))
    house.handler.gates[ANN].set()
    async with house.running():
        await house.moments(0.5)
        assert house.handler.of(ANN) == [7, 8, 9, 10]
        assert house.handler.of(BOB) == [11]
        assert house.handler.inbox == {}


async def test_what_was_saved_but_not_acknowledged_is_handled_once() -> None:
    house = House(GatedHandler(ANN))
    house.server.bring(said(7), said(8))
    async with house.running():
        await house.moments(2)
    house.server.bring(said(7), said(8))  # the fetch that acknowledges them never arrived
    house.handler.gates[ANN].set()
    async with house.running():
        await house.moments(0.5)
    assert house.handler.tried == [7, 8]


async def test_the_order_is_that_of_receipt_also_when_numbers_jump_and_the_clock_is_put_back() -> None:
    house = House(GatedHandler(ANN))
    house.server.bring(said(900), said(901))
    async with house.running():
        await house.moments(2)
        house.put_back = timedelta(hours=1)
        house.server.told["getUpdates"].append((200, {"ok": True, "result": [said(12), said(13)]}))
        house.server.bring(said(12), said(13))
        await house.moments(2)
        assert len(house.handler.inbox) == 4
    house.handler.gates[ANN].set()
    async with house.running():
        await house.moments(0.5)
    assert house.handler.of(ANN) == [900, 901, 12, 13]


async def test_where_the_inbox_cannot_be_written_nothing_is_acknowledged() -> None:
    house = House(GatedHandler(ANN))
    house.server.bring(said(7), said(8))
    async with house.running():
        house.handler.inbox_trouble = [StoreError("disk full")] * 3
        await house.moments(3)
        assert house.acknowledged == 0
        await house.moments(30)
        assert set(house.handler.inbox) == {7, 8}
        assert house.acknowledged == 9
        house.handler.gates[ANN].set()
        await quiet()
        assert house.handler.of(ANN) == [7, 8]


async def test_where_the_inbox_cannot_be_read_at_the_start_nothing_is_fetched() -> None:
    house = House(GatedHandler())
    house.server.bring(said(7))
    house.handler.inbox_trouble = [StoreError("disk full")] * 2
    async with house.running():
        assert house.server.sent("getUpdates") == []
        await house.moments(5)
        assert house.handler.of(ANN) == [7]


async def test_a_handled_update_that_cannot_be_removed_is_removed_later() -> None:
    house = House(GatedHandler(ANN))
    house.server.bring(said(7))
    async with house.running():
        await house.moments(2)
        house.handler.inbox_trouble = [StoreError("locked")]
        house.handler.gates[ANN].set()
        await quiet()
        assert set(house.handler.inbox) == {7}
        house.server.bring(said(8, person=BOB))
        await house.moments(0.5)
        assert house.handler.inbox == {}
    assert house.handler.tried == [7, 8]


async def test_a_stop_leaves_the_inbox_for_the_next_start() -> None:
    house, stop = House(GatedHandler(ANN)), asyncio.Event()
    house.server.bring(*[said(number) for number in range(150)])
    async with asyncio.TaskGroup() as group:
        run = group.create_task(house.intake.run(stop))
        await house.moments(0.5)
        stop.set()
        house.handler.gates[ANN].set()
        await quiet(600)
        assert run.done()
    assert len(house.handler.of(ANN)) < 10
    async with house.running():
        await quiet(3000)
    assert house.handler.of(ANN) == list(range(150))


async def test_where_very_much_waits_telegram_keeps_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update_queue, "MOST_HELD", 150)
    house = House(GatedHandler(ANN))
    house.server.bring(*[said(number) for number in range(1000)])
    async with house.running():
        await house.moments(5)
        assert len(house.handler.inbox) <= 250
        assert len(house.server.updates) >= 700
        house.handler.gates[ANN].set()
        for _ in range(100):
            await house.moments(PAUSE)
            await quiet(300)
        assert house.handler.of(ANN) == list(range(1000))


async def test_votes_of_one_poll_hold_up_no_private_chat() -> None:
    handled, gate = list[int](), asyncio.Event()

    class Votes(MemoryDoors):
        async def handle(self, update: int, event: Event) -> Ack:
            if not isinstance(event, MessageReceived):
                await gate.wait()
            handled.append(update)
            return Ack()

    server, time = Server(), HandTime()
    user = {"id": 5, "is_bot": False, "first_name": "Eve"}
    answer = {"poll_id": "77", "user": user, "option_ids": [0], "option_persistent_ids": ["0"]}
    server.bring(*[{"update_id": number, "poll_answer": answer} for number in range(500)], said(500))
    intake = UpdateIntake(server.client(), Votes(), time.timing(), lambda: None)
    async with asyncio.TaskGroup() as group:
        run = group.create_task(intake.run(asyncio.Event()))
        for _ in range(10):
            await time.pass_by(PAUSE)
        assert handled == [500]
        gate.set()
        await quiet(8000)
        assert handled == [500, *range(500)]
        run.cancel()


async def test_a_tap_is_answered_though_it_was_saved_meanwhile() -> None:
    gate = asyncio.Event()

    class Slow(MemoryDoors):
        async def handle(self, update: int, event: Event) -> Ack:
            await gate.wait()
            return Ack(notice="done")

    server, time, handler = Server(), HandTime(), Slow()
    server.bring(tapped(5))
    intake = UpdateIntake(server.client(), handler, time.timing(), lambda: None)
    async with asyncio.TaskGroup() as group:
        run = group.create_task(intake.run(asyncio.Event()))
        for _ in range(30):
            await time.pass_by(PAUSE)
        assert set(handler.inbox) == {5}
        gate.set()
        await quiet()
        assert [call.params["text"] for call in server.sent("answerCallbackQuery")] == ["done"]
        run.cancel()


@settings(max_examples=40)
@given(st.integers(), st.lists(st.sampled_from([1, 1, 1, 2, 3, 4]), min_size=1, max_size=160))
def test_killed_at_any_moment_nothing_is_lost_doubled_or_out_of_order(seed: int, people: list[int]) -> None:
    """Lanes get stuck and free, the database fails now and then, the process is killed again and again."""
    chance = Random(seed)
    stray: Counter[int] = Counter({n: 1 for n in range(len(people)) if chance.random() < 0.05})

    def trouble(update: int) -> Exception | None:
        stray[update] -= 1
        return StoreError("locked") if stray[update] >= 0 else None

    async def day() -> House:
        handler = GatedHandler(*set(people))
        handler.trouble = trouble
        house = House(handler)
        coming = [said(number, person=person) for number, person in enumerate(people)]
        while coming or house.server.updates or handler.inbox:
            if chance.random() < 0.2:
                handler.inbox_trouble = [StoreError("locked")]
            async with house.running():
                for _ in range(chance.randrange(1, 40)):
                    cut = chance.randrange(1, 60) if chance.random() < 0.3 else 0
                    house.server.bring(*coming[:cut])
                    coming = coming[cut:]
                    _turn_gates(handler, chance)
                    await quiet(chance.randrange(1, 30))
                    await house.time.pass_by(chance.choice([0.01, PAUSE, 0.5, 3.0]))
                    _check_acknowledged(house)
        return house

    house = asyncio.run(day())
    expected = defaultdict(list)
    for number, person in enumerate(people):
        expected[person].append(number)
    assert {person: house.handler.of(person) for person in expected} == expected


def _turn_gates(handler: GatedHandler, chance: Random) -> None:
    for person in handler.gates:
        if chance.random() < 0.3:
            handler.gates[person].set()
        elif chance.random() < 0.2:
            handler.gates[person] = asyncio.Event()


def _check_acknowledged(house: House) -> None:
    """What the server was told to forget is handled, or in the inbox."""
    kept = {*house.handler.numbers, *house.handler.inbox}
    assert kept >= set(range(house.acknowledged))


@pytest.mark.parametrize("number", [0, 1])
async def test_an_answer_of_nothing_but_unnumbered_updates_is_not_asked_for_at_once_again(
    number: int,
) -> None:
    house = House(GatedHandler())
    house.server.told["getUpdates"].extend(
        [(200, {"ok": True, "result": [{"no": "number"}] * (number + 1)})] * 50
    )
    async with house.running():
        await house.moments(1)
        assert len(house.server.sent("getUpdates")) <= 3
