"""Updates in: each handled once and in order, nothing acknowledged before it is kept."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.error import NetworkError, TimedOut

from bot.app.heard import Heard
from bot.app.trouble import StoreTrouble
from bot.faces.doors import Ack
from bot.faces.telegram.hear import ALLOWED
from bot.faces.telegram.intake import CONFLICTS, LONG_POLL, STALL, TRIES, Intake
from bot.faces.telegram.trouble import FaceTrouble, SecondInstance, TokenRefused, WebhookSet
from tests.faces.hand_time import HandTime, quiet
from tests.faces.rooms import MemoryDoors, Trouble
from tests.faces.server import TOKEN, Answer, Json, Server, refusal
from tests.faces.updates import ANN, said, tapped, unreadable

BOB = 1002
OTHER_GET_UPDATES = refusal(
    409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
)
WEBHOOK = refusal(
    409,
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first",
)


class Desk:
    """An intake with a server, doors and a clock of its own."""

    def __init__(self, trouble: Trouble | None = None) -> None:
        self.server = Server()
        self.doors = MemoryDoors(*([trouble] if trouble else []))
        self.time = HandTime()
        self.commits = 0
        self.stop = asyncio.Event()
        self.intake = Intake(self.server.line(), self.doors, self.time.timing(), self._committed)

    def _committed(self) -> None:
        self.commits += 1

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as group:
            group.create_task(self.intake.run(self.stop))
            await quiet()
            yield
            self.stop.set()

    async def ending(self, *answers: Answer) -> FaceTrouble:
        """What it ends with when getUpdates is answered so."""
        self.server.told["getUpdates"].extend(answers)
        ended: list[FaceTrouble] = []

        async def run() -> None:
            try:
                await self.intake.run(self.stop)
            except FaceTrouble as trouble:
                ended.append(trouble)

        async with asyncio.TaskGroup() as group:
            group.create_task(run())
            await self.time.pass_by(600)
            self.stop.set()
        return ended[0]


def only(number: int, error: Exception, times: int = 1000) -> Trouble:
    """The first `times` attempts at that update fail."""
    left = Counter({number: times})

    def trouble(update: int) -> Exception | None:
        left[update] -= 1
        return error if left[update] >= 0 else None

    return trouble


async def test_a_batch_is_acknowledged_by_the_next_fetch_and_not_before() -> None:
    desk = Desk()
    desk.server.bring(said(7, "one"), said(8, "two"))
    assert await desk.intake.poll_once() == 2
    assert desk.server.acknowledged == [None]
    assert len(desk.server.updates) == 2
    assert await desk.intake.poll_once() == 0
    assert desk.server.acknowledged == [None, 9]
    assert desk.server.updates == []
    assert desk.commits == 2


async def test_only_the_kinds_understood_are_asked_for() -> None:
    desk = Desk()
    await desk.intake.poll_once()
    params = desk.server.calls[0].params
    assert params["allowed_updates"] == list(ALLOWED)
    assert params["timeout"] == 0


async def test_an_unreadable_update_is_buried_and_stops_nothing() -> None:
    desk = Desk()
    desk.server.bring(said(7), unreadable(8, BOB), said(9))
    await desk.intake.poll_once()
    assert desk.doors.numbers == [7, 9]
    [(number, raw, error, person)] = desk.doors.buried
    assert (number, raw, person) == (8, unreadable(8, BOB), BOB)
    assert error.startswith("TypeError: ")
    assert desk.intake.offset == 10


async def test_an_update_on_which_our_code_raises_is_tried_three_times_then_buried() -> None:
    desk = Desk(only(8, LookupError("a bug")))
    desk.server.bring(said(7), said(8), said(9), said(10, person=BOB))
    await desk.intake.poll_once()
    assert Counter(desk.doors.tried)[8] == TRIES
    assert sorted(desk.doors.numbers) == [7, 9, 10]
    assert [(number, error) for number, _, error, _ in desk.doors.buried] == [(8, "LookupError: a bug")]
    assert desk.intake.offset == 11


async def test_an_update_that_succeeds_at_the_third_try_is_not_buried() -> None:
    desk = Desk(only(8, LookupError("a bug"), times=TRIES - 1))
    desk.server.bring(said(8))
    await desk.intake.poll_once()
    assert desk.doors.numbers == [8]
    assert desk.doors.buried == []


async def test_what_cannot_even_be_buried_is_buried_by_its_number() -> None:
    desk = Desk(only(8, UnicodeError("half a character")))
    desk.doors.grave_trouble = lambda raw: UnicodeError("half") if "message" in raw else None
    desk.server.bring(said(8, "\ud800"), said(9))
    await desk.intake.poll_once()
    assert [(number, raw) for number, raw, _, _ in desk.doors.buried] == [(8, {"update_id": 8})]
    assert desk.doors.numbers == [9]
    assert desk.intake.offset == 10


async def test_a_grave_that_never_takes_it_keeps_it_unacknowledged() -> None:
    desk = Desk(only(8, LookupError("a bug")))
    desk.doors.grave_trouble = lambda raw: LookupError("another bug")
    desk.server.bring(said(8))
    with pytest.raises(StoreTrouble, match="update 8"):
        await desk.intake.poll_once()
    assert desk.intake.offset is None


async def test_database_trouble_acknowledges_nothing_and_counts_nothing() -> None:
    desk = Desk(only(8, StoreTrouble("disk full"), times=5))
    desk.server.bring(said(7, person=BOB), said(8), said(9))
    for _ in range(5):
        with pytest.raises(StoreTrouble):
            await desk.intake.poll_once()
    assert desk.intake.offset is None
    assert desk.doors.numbers == [7]
    await desk.intake.poll_once()
    assert desk.doors.numbers == [7, 8, 9]
    assert desk.doors.buried == []
    assert desk.intake.offset == 10


async def test_database_trouble_while_burying_acknowledges_nothing() -> None:
    desk = Desk()
    desk.doors.grave_trouble = lambda raw: StoreTrouble("disk full")
    desk.server.bring(unreadable(8))
    with pytest.raises(StoreTrouble):
        await desk.intake.poll_once()
    assert desk.intake.offset is None


async def test_database_trouble_backs_off_and_heals_by_itself() -> None:
    desk = Desk(only(8, StoreTrouble("disk full"), times=4))
    desk.server.bring(said(8))
    async with desk.running():
        assert desk.doors.numbers == []
        assert len(desk.server.sent("getUpdates")) == 1
        await desk.time.pass_by(60)
        assert desk.doors.numbers == [8]
        assert desk.server.acknowledged[:6] == [None] * 5 + [9]


async def test_a_tap_is_answered_after_the_commit_with_the_notice() -> None:
    desk = Desk()
    desk.doors.ack = Ack(notice="n" * 300)
    desk.server.bring(tapped(5))
    await desk.intake.poll_once()
    [answer] = desk.server.sent("answerCallbackQuery")
    assert answer.params == {"callback_query_id": "query-5", "text": "n" * 200}


async def test_a_tap_without_notice_and_a_tap_that_was_buried_are_answered_too() -> None:
    desk = Desk(only(6, LookupError("a bug")))
    desk.server.bring(tapped(5), tapped(6))
    await desk.intake.poll_once()
    assert [answer.params for answer in desk.server.sent("answerCallbackQuery")] == [
        {"callback_query_id": "query-5"},
        {"callback_query_id": "query-6"},
    ]


async def test_a_tap_is_not_answered_before_it_is_kept() -> None:
    desk = Desk(only(5, StoreTrouble("disk full")))
    desk.server.bring(tapped(5))
    with pytest.raises(StoreTrouble):
        await desk.intake.poll_once()
    assert desk.server.sent("answerCallbackQuery") == []


@pytest.mark.parametrize(
    "answer",
    [
        refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"),
        refusal(429, "Too Many Requests: retry after 5", retry_after=5),
        refusal(500, "Internal Server Error"),
        TimedOut(),
    ],
)
async def test_a_tap_that_cannot_be_answered_harms_nothing(answer: Answer) -> None:
    desk = Desk()
    desk.server.told["answerCallbackQuery"].append(answer)
    desk.server.bring(tapped(5))
    await desk.intake.poll_once()
    assert desk.doors.numbers == [5]
    assert desk.intake.offset == 6


async def test_a_slow_answer_to_a_tap_holds_up_no_updates() -> None:
    desk = Desk()
    slow = asyncio.Event()

    async def hang() -> None:
        await slow.wait()

    desk.server.told["answerCallbackQuery"].append(hang)
    desk.server.bring(tapped(5))
    async with desk.running():
        desk.server.bring(said(6), said(7))
        await quiet()
        assert desk.doors.numbers == [5, 6, 7]
        slow.set()


async def test_a_flood_of_taps_does_not_pile_up_answers() -> None:
    desk = Desk()
    slow = asyncio.Event()

    async def hang() -> None:
        await slow.wait()

    desk.server.told["answerCallbackQuery"].extend([hang] * 8)
    desk.server.bring(*[tapped(number, person=number) for number in range(250)])
    async with desk.running():
        await quiet(500)
        assert len(desk.doors.numbers) == 250
        slow.set()
        await quiet(2000)
        assert len(desk.server.sent("answerCallbackQuery")) == 200


async def test_different_persons_go_side_by_side_and_one_person_in_order() -> None:
    desk = Desk()
    slow, started = asyncio.Event(), []
    take = desk.doors.take

    class SlowDoors(MemoryDoors):
        async def take(self, update: int, event: object) -> Ack:
            started.append(update)
            if update == 7:
                await slow.wait()
            return await take(update, event)  # type: ignore[arg-type]

    desk.intake = Intake(desk.server.line(), SlowDoors(), desk.time.timing(), lambda: None)
    desk.server.bring(said(7), said(8), said(9, person=BOB))
    async with asyncio.TaskGroup() as group:
        polled = group.create_task(desk.intake.poll_once())
        await quiet()
        assert started == [7, 9]
        assert desk.doors.numbers == [9]
        assert not polled.done()
        slow.set()
    assert desk.doors.numbers == [9, 7, 8]


@settings(max_examples=60)
@given(st.data(), st.integers())
def test_each_person_is_heard_once_and_in_order_whatever_fails(data: st.DataObject, seed: int) -> None:
    """Batches cut anywhere, brought twice, with bugs and database trouble in between."""
    people = data.draw(st.lists(st.integers(1, 3), min_size=1, max_size=25))
    chance = Random(seed)
    bugs = {n for n in range(len(people)) if chance.random() < 0.1}
    stray = Counter({n: chance.randrange(3) for n in range(len(people)) if chance.random() < 0.3})

    def trouble(update: int) -> Exception | None:
        if update in bugs:
            return LookupError("a bug")
        stray[update] -= 1
        return StoreTrouble("locked") if stray[update] >= 0 else None

    async def day() -> Desk:
        desk = Desk(trouble)
        rest = [said(number, f"{number}", person) for number, person in enumerate(people)]
        while rest or desk.server.updates:
            cut = chance.randrange(1, 6)
            desk.server.bring(*rest[:cut])
            rest = rest[cut:]
            if chance.random() < 0.2:
                desk.intake = Intake(desk.server.line(), desk.doors, desk.time.timing(), lambda: None)
            try:
                await desk.intake.poll_once()
            except StoreTrouble:
                continue
        return desk

    desk = asyncio.run(day())
    for person in set(people):
        heard = [(n, event) for n, event in desk.doors.taken if isinstance(event, Heard)]
        mine = [n for n, event in heard if event.person.id == person]
        assert mine == [n for n, who in enumerate(people) if who == person and n not in bugs]
    assert {number for number, _, _, _ in desk.doors.buried} == bugs


@given(st.permutations(range(6)), st.lists(st.integers(0, 5), max_size=6))
def test_what_comes_twice_or_in_another_order_is_taken_once(order: list[int], again: list[int]) -> None:
    async def day() -> Desk:
        desk = Desk()
        for number in [*order, *again]:
            desk.server.updates = [said(number, person=100 + number)]
            desk.intake = Intake(desk.server.line(), desk.doors, desk.time.timing(), lambda: None)
            await desk.intake.poll_once()
        return desk

    assert asyncio.run(day()).doors.numbers == order


async def test_the_number_may_jump_down() -> None:
    desk = Desk()
    desk.server.bring(said(900))
    await desk.intake.poll_once()
    assert desk.intake.offset == 901
    desk.server.told["getUpdates"].append((200, {"ok": True, "result": [said(12), said(13)]}))
    await desk.intake.poll_once()
    assert desk.doors.numbers == [900, 12, 13]
    assert desk.intake.offset == 14


async def test_what_no_one_needs_to_hear_is_acknowledged_all_the_same() -> None:
    desk = Desk()
    desk.server.bring({"update_id": 5, "something_newer": {}}, {"no": "number"})
    await desk.intake.poll_once()
    assert desk.intake.offset == 6
    assert desk.doors.tried == []


NO_ROUTE = NetworkError("httpx.ConnectError: no route")
NO_ROUTE.__cause__ = httpx.ConnectError("no route")


@pytest.mark.parametrize(
    "answer",
    [
        NO_ROUTE,
        TimedOut(),
        refusal(502, "Bad Gateway"),
        refusal(500, "Internal Server Error: restart"),
        (200, {"ok": True}),
        (200, {"ok": True, "result": True}),
        (418, {"what": "?"}),
    ],
)
async def test_the_network_may_be_down_for_long_even_at_the_start(answer: Answer) -> None:
    desk = Desk()
    desk.server.told["getUpdates"].extend([answer] * 40)
    desk.server.bring(said(7))
    async with desk.running():
        await desk.time.pass_by(300)
        assert 10 <= len(desk.server.sent("getUpdates")) <= 30
        await desk.time.pass_by(3000)
        assert desk.doors.numbers == [7]
    assert max(desk.time.waited) == STALL or max(desk.time.waited) <= 30


async def test_a_long_poll_that_hangs_is_broken_off_and_repeated() -> None:
    desk = Desk()

    async def hang() -> None:
        await asyncio.Event().wait()

    desk.server.told["getUpdates"].append(hang)
    desk.server.bring(said(7))
    async with desk.running():
        assert desk.server.calls[0].params["timeout"] == LONG_POLL
        await desk.time.pass_by(STALL - 1)
        assert desk.doors.numbers == []
        await desk.time.pass_by(3)
        assert desk.doors.numbers == [7]


async def test_a_pause_the_server_asks_for_is_kept_to_the_second() -> None:
    desk = Desk()
    desk.server.told["getUpdates"].append(refusal(429, "Too Many Requests: retry after 17", retry_after=17))
    desk.server.bring(said(7))
    async with desk.running():
        await desk.time.pass_by(16.9)
        assert desk.doors.numbers == []
        await desk.time.pass_by(0.1)
        assert desk.doors.numbers == [7]


async def test_a_second_instance_is_told_once_and_ends_it(caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk()
    ended = await desk.ending(*[OTHER_GET_UPDATES] * CONFLICTS)
    assert isinstance(ended, SecondInstance)
    assert "Stop the other instance" in str(ended)
    told = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(told) == 1
    assert len(desk.server.sent("getUpdates")) == CONFLICTS


async def test_a_conflict_that_passes_ends_nothing() -> None:
    desk = Desk()
    desk.server.told["getUpdates"].extend([OTHER_GET_UPDATES] * (CONFLICTS - 1))
    desk.server.bring(said(7))
    async with desk.running():
        await desk.time.pass_by(120)
        assert desk.doors.numbers == [7]


async def test_conflicts_far_apart_end_nothing() -> None:
    desk = Desk()
    for number in range(3 * CONFLICTS):
        desk.server.told["getUpdates"].extend(
            [OTHER_GET_UPDATES, (200, {"ok": True, "result": [said(number)]})]
        )
    async with desk.running():
        await desk.time.pass_by(1000)
        assert len(desk.doors.numbers) == 3 * CONFLICTS


async def test_after_a_good_fetch_trouble_is_met_quickly_again() -> None:
    desk = Desk()
    good: Answer = (200, {"ok": True, "result": []})
    desk.server.told["getUpdates"].extend([TimedOut()] * 8 + [good, TimedOut()])
    desk.server.bring(said(7))
    async with desk.running():
        await desk.time.pass_by(1000)
        assert desk.doors.numbers == [7]
    pauses = [seconds for seconds in desk.time.waited if seconds != STALL]
    assert max(pauses[:8]) > 10
    assert pauses[8] <= 1


async def test_a_webhook_is_removed_and_no_update_with_it() -> None:
    desk = Desk()
    desk.server.told["getUpdates"].append(WEBHOOK)
    desk.server.bring(said(7))
    async with desk.running():
        await desk.time.pass_by(2)
        [removal] = desk.server.sent("deleteWebhook")
        assert removal.params == {"drop_pending_updates": False}
        assert desk.doors.numbers == [7]


async def test_a_webhook_that_comes_back_ends_it() -> None:
    desk = Desk()
    desk.server.told["deleteWebhook"].append(refusal(500, "Internal Server Error"))
    ended = await desk.ending(*[WEBHOOK] * CONFLICTS)
    assert isinstance(ended, WebhookSet)
    assert "deleteWebhook" in str(ended)


@pytest.mark.parametrize("status", [401, 404])
async def test_a_refused_token_ends_it_and_is_not_shown(status: int) -> None:
    desk = Desk()
    ended = await desk.ending(refusal(status, "Unauthorized" if status == 401 else "Not Found"))
    assert isinstance(ended, TokenRefused)
    assert "BOT_TOKEN" in str(ended)
    assert TOKEN not in str(ended)
    assert ended.__cause__ is ended.__context__ is None


async def test_a_stop_breaks_off_the_long_poll_but_not_what_is_in_hand() -> None:
    desk = Desk()
    slow = asyncio.Event()

    class SlowDoors(MemoryDoors):
        async def take(self, update: int, event: object) -> Ack:
            await slow.wait()
            return await super().take(update, event)  # type: ignore[arg-type]

    doors = SlowDoors()
    desk.intake = Intake(desk.server.line(), doors, desk.time.timing(), lambda: None)
    desk.server.bring(said(7), said(8))
    async with asyncio.TaskGroup() as group:
        run = group.create_task(desk.intake.run(desk.stop))
        await quiet()
        desk.stop.set()
        await quiet()
        assert not run.done()
        slow.set()
        await quiet()
        assert run.done()
    assert doors.numbers == [7, 8]
    assert len(desk.server.sent("getUpdates")) == 1

    idle = Desk()
    async with idle.running():
        assert len(idle.server.sent("getUpdates")) == 1


async def test_a_backlog_is_taken_in_batches() -> None:
    desk = Desk()
    backlog: list[Json] = [said(number, f"{number}", ANN + number % 7) for number in range(250)]
    desk.server.bring(*backlog)
    async with desk.running():
        await quiet(400)
        assert sorted(desk.doors.numbers) == list(range(250))
        assert desk.server.acknowledged[:4] == [None, 100, 200, 250]
    assert all(isinstance(event, Heard) for _, event in desk.doors.taken)
