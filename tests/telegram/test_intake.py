"""Updates in: each handled once and in order, nothing acknowledged before it is kept."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.error import Conflict, NetworkError, TimedOut

from bot.app.events import MessageReceived, PersonId
from bot.app.ports.errors import StoreError
from bot.app.ports.inbox import InboxUpdate
from bot.telegram.errors import CannotServe, SecondInstance, TokenRefused, WebhookSet
from bot.telegram.http_request import NotConnected
from bot.telegram.intake import CONFLICTS, LONG_POLL, REFUSALS, STALL, STAND_BY, UpdateIntake
from bot.telegram.ports import Ack
from bot.telegram.processing import TRIES
from bot.telegram.updates import ALLOWED, lane_of
from tests.telegram.hand_time import START, HandTime, quiet
from tests.telegram.rooms import MemoryDoors, Trouble
from tests.telegram.server import TOKEN, Answer, Json, Server, refusal
from tests.telegram.updates import ANN, said, tapped, unreadable

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


class Setup:
    """An intake with a server, doors and a clock of its own."""

    def __init__(self, trouble: Trouble | None = None) -> None:
        self.server = Server()
        self.handler = MemoryDoors(*([trouble] if trouble else []))
        self.time = HandTime()
        self.commits = 0
        self.stop = asyncio.Event()
        self.intake = UpdateIntake(self.server.client(), self.handler, self.time.timing(), self._committed)

    def _committed(self) -> None:
        self.commits += 1

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as group:
            group.create_task(self.intake.run(self.stop))
            await quiet()
            yield
            self.stop.set()

    async def ending(self, *answers: Answer) -> CannotServe:
        """What it ends with when getUpdates is answered so."""
        self.server.told["getUpdates"].extend(answers)
        ended: list[CannotServe] = []

        async def run() -> None:
            try:
                await self.intake.run(self.stop)
            except CannotServe as trouble:
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
    setup = Setup()
    setup.server.bring(said(7, "one"), said(8, "two"))
    assert await setup.intake.poll_once() == 2
    assert setup.server.acknowledged == [None]
    assert len(setup.server.updates) == 2
    assert await setup.intake.poll_once() == 0
    assert setup.server.acknowledged == [None, 9]
    assert setup.server.updates == []
    assert setup.commits == 2


async def test_only_the_kinds_understood_are_asked_for() -> None:
    setup = Setup()
    await setup.intake.poll_once()
    params = setup.server.calls[0].params
    assert params["allowed_updates"] == list(ALLOWED)
    assert params["timeout"] == 0


async def test_an_unreadable_update_is_buried_and_stops_nothing() -> None:
    setup = Setup()
    setup.server.bring(said(7), unreadable(8, BOB), said(9))
    await setup.intake.poll_once()
    assert setup.handler.numbers == [7, 9]
    [(number, raw, error, person)] = setup.handler.buried
    assert (number, raw, person) == (8, unreadable(8, BOB), BOB)
    assert error.startswith("TypeError: ")
    assert setup.intake.offset == 10


async def test_an_update_on_which_our_code_raises_is_tried_three_times_then_buried() -> None:
    setup = Setup(only(8, LookupError("a bug")))
    setup.server.bring(said(7), said(8), said(9), said(10, person=BOB))
    await setup.intake.poll_once()
    assert Counter(setup.handler.tried)[8] == TRIES
    assert sorted(setup.handler.numbers) == [7, 9, 10]
    assert [(number, error) for number, _, error, _ in setup.handler.buried] == [(8, "LookupError: a bug")]
    assert setup.intake.offset == 11


async def test_an_update_that_succeeds_at_the_third_try_is_not_buried() -> None:
    setup = Setup(only(8, LookupError("a bug"), times=TRIES - 1))
    setup.server.bring(said(8))
    await setup.intake.poll_once()
    assert setup.handler.numbers == [8]
    assert setup.handler.buried == []


async def test_what_cannot_even_be_buried_is_buried_by_its_number() -> None:
    setup = Setup(only(8, UnicodeError("half a character")))
    setup.handler.grave_trouble = lambda raw: UnicodeError("half") if "message" in raw else None
    setup.server.bring(said(8, "\ud800"), said(9))
    await setup.intake.poll_once()
    assert [(number, raw) for number, raw, _, _ in setup.handler.buried] == [(8, {"update_id": 8})]
    assert setup.handler.numbers == [9]
    assert setup.intake.offset == 10


async def test_a_grave_that_never_takes_it_keeps_it_unacknowledged() -> None:
    setup = Setup(only(8, LookupError("a bug")))
    setup.handler.grave_trouble = lambda raw: LookupError("another bug")
    setup.server.bring(said(8))
    with pytest.raises(StoreError, match="update 8"):
        await setup.intake.poll_once()
    assert setup.intake.offset is None


async def test_database_trouble_acknowledges_only_what_was_kept_and_counts_nothing() -> None:
    setup = Setup(only(8, StoreError("disk full"), times=5))
    setup.server.bring(said(7, person=BOB), said(8), said(9))
    for _ in range(5):
        with pytest.raises(StoreError):
            await setup.intake.poll_once()
    assert setup.intake.offset == 8
    assert setup.handler.numbers == [7]
    await setup.intake.poll_once()
    assert setup.handler.numbers == [7, 8, 9]
    assert setup.handler.buried == []
    assert setup.intake.offset == 10


async def test_database_trouble_while_burying_acknowledges_nothing() -> None:
    setup = Setup()
    setup.handler.grave_trouble = lambda raw: StoreError("disk full")
    setup.server.bring(unreadable(8))
    with pytest.raises(StoreError):
        await setup.intake.poll_once()
    assert setup.intake.offset is None


async def test_database_trouble_backs_off_and_heals_by_itself() -> None:
    setup = Setup(only(8, StoreError("disk full"), times=4))
    setup.server.bring(said(8))
    async with setup.running():
        assert setup.handler.numbers == []
        assert len(setup.server.sent("getUpdates")) == 1
        await setup.time.pass_by(60)
        assert setup.handler.numbers == [8]
        assert setup.server.acknowledged[:5] == [None] * 4 + [9]


async def test_a_tap_is_answered_after_the_commit_with_the_notice() -> None:
    setup = Setup()
    setup.handler.ack = Ack(notice="n" * 300)
    setup.server.bring(tapped(5))
    await setup.intake.poll_once()
    [answer] = setup.server.sent("answerCallbackQuery")
    assert answer.params == {"callback_query_id": "query-5", "text": "n" * 200}


async def test_a_tap_without_notice_and_a_tap_that_was_buried_are_answered_too() -> None:
    setup = Setup(only(6, LookupError("a bug")))
    setup.server.bring(tapped(5), tapped(6))
    await setup.intake.poll_once()
    assert [answer.params for answer in setup.server.sent("answerCallbackQuery")] == [
        {"callback_query_id": "query-5"},
        {"callback_query_id": "query-6"},
    ]


async def test_a_tap_is_not_answered_before_it_is_kept() -> None:
    setup = Setup(only(5, StoreError("disk full")))
    setup.server.bring(tapped(5))
    with pytest.raises(StoreError):
        await setup.intake.poll_once()
    assert setup.server.sent("answerCallbackQuery") == []


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
    setup = Setup()
    setup.server.told["answerCallbackQuery"].append(answer)
    setup.server.bring(tapped(5))
    await setup.intake.poll_once()
    assert setup.handler.numbers == [5]
    assert setup.intake.offset == 6


async def test_a_slow_answer_to_a_tap_holds_up_no_updates() -> None:
    setup = Setup()
    slow = asyncio.Event()

    async def hang() -> None:
        await slow.wait()

    setup.server.told["answerCallbackQuery"].append(hang)
    setup.server.bring(tapped(5))
    async with setup.running():
        setup.server.bring(said(6), said(7))
        await quiet()
        assert setup.handler.numbers == [5, 6, 7]
        slow.set()


async def test_a_flood_of_taps_does_not_pile_up_answers() -> None:
    setup = Setup()
    slow = asyncio.Event()

    async def hang() -> None:
        await slow.wait()

    setup.server.told["answerCallbackQuery"].extend([hang] * 8)
    setup.server.bring(*[tapped(number, person=number) for number in range(250)])
    async with setup.running():
        await quiet(500)
        assert len(setup.handler.numbers) == 250
        slow.set()
        await quiet(2000)
        assert len(setup.server.sent("answerCallbackQuery")) == 200


async def test_different_persons_go_side_by_side_and_one_person_in_order() -> None:
    setup = Setup()
    slow, started = asyncio.Event(), []
    handle = setup.handler.handle

    class SlowDoors(MemoryDoors):
        async def handle(self, update: int, event: object) -> Ack:
            started.append(update)
            if update == 7:
                await slow.wait()
            return await handle(update, event)  # type: ignore[arg-type]

    setup.intake = UpdateIntake(setup.server.client(), SlowDoors(), setup.time.timing(), lambda: None)
    setup.server.bring(said(7), said(8), said(9, person=BOB))
    async with asyncio.TaskGroup() as group:
        polled = group.create_task(setup.intake.poll_once())
        await quiet()
        assert started == [7, 9]
        assert setup.handler.numbers == [9]
        assert not polled.done()
        slow.set()
    assert setup.handler.numbers == [9, 7, 8]


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
        return StoreError("locked") if stray[update] >= 0 else None

    async def day() -> Setup:
        setup = Setup(trouble)
        rest = [said(number, f"{number}", person) for number, person in enumerate(people)]
        while rest or setup.server.updates:
            cut = chance.randrange(1, 6)
            setup.server.bring(*rest[:cut])
            rest = rest[cut:]
            if chance.random() < 0.2:
                setup.intake = UpdateIntake(
                    setup.server.client(), setup.handler, setup.time.timing(), lambda: None
                )
            try:
                await setup.intake.poll_once()
            except StoreError:
                continue
        return setup

    setup = asyncio.run(day())
    for person in set(people):
        heard = [(n, event) for n, event in setup.handler.taken if isinstance(event, MessageReceived)]
        mine = [n for n, event in heard if event.person.id == person]
        assert mine == [n for n, who in enumerate(people) if who == person and n not in bugs]
    assert {number for number, _, _, _ in setup.handler.buried} == bugs


@given(st.permutations(range(6)), st.lists(st.integers(0, 5), max_size=6))
def test_what_comes_twice_or_in_another_order_is_taken_once(order: list[int], again: list[int]) -> None:
    async def day() -> Setup:
        setup = Setup()
        for number in [*order, *again]:
            setup.server.updates = [said(number, person=100 + number)]
            setup.intake = UpdateIntake(
                setup.server.client(), setup.handler, setup.time.timing(), lambda: None
            )
            await setup.intake.poll_once()
        return setup

    assert asyncio.run(day()).handler.numbers == order


async def test_the_number_may_jump_down() -> None:
    setup = Setup()
    setup.server.bring(said(900))
    await setup.intake.poll_once()
    assert setup.intake.offset == 901
    setup.server.told["getUpdates"].append((200, {"ok": True, "result": [said(12), said(13)]}))
    await setup.intake.poll_once()
    assert setup.handler.numbers == [900, 12, 13]
    assert setup.intake.offset == 14


async def test_what_no_one_needs_to_hear_is_acknowledged_all_the_same() -> None:
    setup = Setup()
    setup.server.bring({"update_id": 5, "something_newer": {}}, {"no": "number"})
    await setup.intake.poll_once()
    assert setup.intake.offset == 6
    assert setup.handler.tried == []


NO_ROUTE = NetworkError("ConnectError: no route")
NO_ROUTE.__cause__ = NotConnected("ConnectError")


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
    setup = Setup()
    setup.server.told["getUpdates"].extend([answer] * 40)
    setup.server.bring(said(7))
    async with setup.running():
        await setup.time.pass_by(300)
        assert 10 <= len(setup.server.sent("getUpdates")) <= 30
        await setup.time.pass_by(3000)
        assert setup.handler.numbers == [7]
    assert max(setup.time.waited) == STALL or max(setup.time.waited) <= 30


async def test_a_long_poll_that_hangs_is_broken_off_and_repeated() -> None:
    setup = Setup()

    async def hang() -> None:
        await asyncio.Event().wait()

    setup.server.told["getUpdates"].append(hang)
    setup.server.bring(said(7))
    async with setup.running():
        assert setup.server.calls[0].params["timeout"] == LONG_POLL
        await setup.time.pass_by(STALL - 1)
        assert setup.handler.numbers == []
        await setup.time.pass_by(3)
        assert setup.handler.numbers == [7]


async def test_a_pause_the_server_asks_for_is_kept_to_the_second() -> None:
    setup = Setup()
    setup.server.told["getUpdates"].append(refusal(429, "Too Many Requests: retry after 17", retry_after=17))
    setup.server.bring(said(7))
    async with setup.running():
        await setup.time.pass_by(16.9)
        assert setup.handler.numbers == []
        await setup.time.pass_by(0.1)
        assert setup.handler.numbers == [7]


async def test_a_second_instance_is_told_once_and_ends_it(caplog: pytest.LogCaptureFixture) -> None:
    setup = Setup()
    ended = await setup.ending(*[OTHER_GET_UPDATES] * CONFLICTS)
    assert isinstance(ended, SecondInstance)
    assert "Stop the other instance" in str(ended)
    told = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(told) == 1
    assert len(setup.server.sent("getUpdates")) == CONFLICTS


async def test_a_conflict_that_passes_ends_nothing() -> None:
    setup = Setup()
    setup.server.told["getUpdates"].extend([OTHER_GET_UPDATES] * (CONFLICTS - 1))
    setup.server.bring(said(7))
    async with setup.running():
        await setup.time.pass_by(120)
        assert setup.handler.numbers == [7]


async def test_conflicts_far_apart_end_nothing() -> None:
    setup = Setup()
    for number in range(3 * CONFLICTS):
        setup.server.told["getUpdates"].extend(
            [OTHER_GET_UPDATES, (200, {"ok": True, "result": [said(number)]})]
        )
    async with setup.running():
        await setup.time.pass_by(1000)
        assert len(setup.handler.numbers) == 3 * CONFLICTS


async def test_after_a_good_fetch_trouble_is_met_quickly_again() -> None:
    setup = Setup()
    good: Answer = (200, {"ok": True, "result": []})
    setup.server.told["getUpdates"].extend([TimedOut()] * 8 + [good, TimedOut()])
    setup.server.bring(said(7))
    async with setup.running():
        await setup.time.pass_by(1000)
        assert setup.handler.numbers == [7]
    pauses = [seconds for seconds in setup.time.waited if seconds != STALL]
    assert max(pauses[:8]) > 10
    assert pauses[8] <= 1


async def test_a_webhook_is_removed_and_no_update_with_it() -> None:
    setup = Setup()
    setup.server.told["getUpdates"].append(WEBHOOK)
    setup.server.bring(said(7))
    async with setup.running():
        await setup.time.pass_by(2)
        [removal] = setup.server.sent("deleteWebhook")
        assert removal.params == {"drop_pending_updates": False}
        assert setup.handler.numbers == [7]


async def test_a_webhook_that_comes_back_ends_it() -> None:
    setup = Setup()
    setup.server.told["deleteWebhook"].append(refusal(500, "Internal Server Error"))
    ended = await setup.ending(*[WEBHOOK] * CONFLICTS)
    assert isinstance(ended, WebhookSet)
    assert "deleteWebhook" in str(ended)


@pytest.mark.parametrize("status", [401, 404])
async def test_a_refused_token_ends_it_and_is_not_shown(status: int) -> None:
    setup = Setup()
    answer = refusal(status, "Unauthorized" if status == 401 else "Not Found")
    ended = await setup.ending(*[answer] * REFUSALS)
    assert isinstance(ended, TokenRefused)
    assert "BOT_TOKEN" in str(ended)
    assert TOKEN not in str(ended)
    assert ended.__cause__ is ended.__context__ is None


@pytest.mark.parametrize("status", [401, 404])
async def test_refusals_that_pass_end_nothing(status: int) -> None:
    """A server that is being set up anew may refuse a token for a moment; also time and again."""
    setup = Setup()
    answers = [refusal(status, "Unauthorized")] * (REFUSALS - 1)
    setup.server.told["getUpdates"].extend([*answers, (200, {"ok": True, "result": []}), *answers])
    setup.server.bring(said(7))
    async with setup.running():
        await setup.time.pass_by(60)
        assert setup.handler.numbers == [7]


async def test_a_number_beyond_64_bits_is_buried_and_others_go_on() -> None:
    setup = Setup()
    setup.server.bring(said(1, person=2**63), said(2), said(3, person=-(2**70)), {"update_id": 2**64})
    setup.handler.trouble = lambda update: OverflowError("too large") if update in (1, 3) else None
    async with setup.running():
        await setup.time.pass_by(60)
    assert setup.handler.numbers == [2]
    assert sorted((update, person) for update, _, _, person in setup.handler.buried) == [(1, None), (3, None)]


async def test_a_stop_breaks_off_the_long_poll_but_not_what_is_in_hand() -> None:
    setup = Setup()
    slow = asyncio.Event()

    class SlowDoors(MemoryDoors):
        async def handle(self, update: int, event: object) -> Ack:
            await slow.wait()
            return await super().handle(update, event)  # type: ignore[arg-type]

    handler = SlowDoors()
    setup.intake = UpdateIntake(setup.server.client(), handler, setup.time.timing(), lambda: None)
    setup.server.bring(said(7), said(8))
    async with asyncio.TaskGroup() as group:
        run = group.create_task(setup.intake.run(setup.stop))
        await quiet()
        setup.stop.set()
        await quiet()
        assert not run.done()
        slow.set()
        await quiet()
        assert run.done()
    assert handler.numbers == [7, 8]
    assert len(setup.server.sent("getUpdates")) == 1

    idle = Setup()
    async with idle.running():
        assert len(idle.server.sent("getUpdates")) == 1


async def test_a_backlog_is_taken_in_batches() -> None:
    setup = Setup()
    backlog: list[Json] = [said(number, f"{number}", ANN + number % 7) for number in range(250)]
    setup.server.bring(*backlog)
    async with setup.running():
        await quiet(400)
        assert sorted(setup.handler.numbers) == list(range(250))
        assert setup.server.acknowledged[:4] == [None, 100, 200, 250]
    assert all(isinstance(event, MessageReceived) for _, event in setup.handler.taken)


async def test_one_that_stands_by_fetches_nothing_until_it_is_its_turn() -> None:
    setup = Setup()
    ours = False
    setup.intake.may_fetch = lambda: ours
    setup.server.bring(said(7))
    async with setup.running():
        await setup.time.pass_by(100)
        assert setup.server.sent("getUpdates") == []
        ours = True
        await setup.time.pass_by(STAND_BY)
        assert setup.handler.numbers == [7]


async def test_who_follows_takes_up_the_inbox_of_the_one_before_first() -> None:
    """Also if it was the one before that already: the inbox is read at each turn."""
    setup = Setup()
    ours = True
    setup.intake.may_fetch = lambda: ours
    setup.server.bring(said(7))
    async with setup.running():
        await setup.time.pass_by(1)
        ours = False
        setup.server.bring()  # ends the fetch that is under way, as Telegram does for another one
        await setup.time.pass_by(2 * STAND_BY)
        await setup.handler.save_updates([in_inbox(8), in_inbox(9)])
        setup.server.bring(said(10))
        ours = True
        await setup.time.pass_by(2 * STAND_BY)
    assert setup.handler.numbers == [7, 8, 9, 10]


async def test_a_conflict_does_not_end_one_that_stands_by() -> None:
    """Whoever followed it has ended its fetch, as Telegram lets one at a time."""
    setup = Setup()
    ours = True
    setup.intake.may_fetch = lambda: ours

    async def lose() -> None:
        nonlocal ours
        ours = False
        raise Conflict("terminated by other getUpdates request")

    setup.server.told["getUpdates"].extend([lose] * 2 * CONFLICTS)
    async with setup.running():
        for _ in range(2 * CONFLICTS):
            ours = True
            await setup.time.pass_by(2 * STAND_BY)
        ours = True
        setup.server.bring(said(7))
        await setup.time.pass_by(2 * STAND_BY)
        assert setup.handler.numbers == [7]


def in_inbox(number: int) -> InboxUpdate:
    raw = said(number)
    at = START + timedelta(seconds=number)
    return InboxUpdate(number=number, lane=lane_of(raw), received=at, person=PersonId(ANN), raw=raw)
