"""The transport with the real tutor, store and outbox behind it, on both databases."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine, event, func, select
from telegram import Update

from bot.app.events import PersonId
from bot.app.ports.inbox import InboxUpdate
from bot.app.ports.outbox import Lane
from bot.playground.faults import Lost
from bot.service import tick
from bot.store.tables import dead_updates, outbox, seen_updates
from bot.telegram.backoff import Timing
from bot.telegram.client import BotClient
from bot.telegram.rate_limits import RateLimit, RateLimits
from bot.telegram.telegram_bot import TelegramBot
from bot.telegram.updates import event_of, lane_of
from tests.conversation import Room, room
from tests.wire import BASE_URL, InProcessRequest


def another_face(house: Room, timing: Timing | None = None, limits: RateLimits | None = None) -> TelegramBot:
    """Another transport on the same turns."""
    limits = limits or RateLimits.none()
    client = BotClient(
        token=house.api.token,
        api=BASE_URL.removesuffix("/bot"),
        polls=InProcessRequest(house.api),
        sends=InProcessRequest(house.api),
    )
    return TelegramBot(
        client, house.turn, house.turn, timing or house.clock.timing(), limits, house.turn.handover
    )


def states(house: Room) -> list[str]:
    """Where the messages of the outbox stand, oldest first."""
    return list(
        house.database.run(lambda c: c.execute(select(outbox.c.state).order_by(outbox.c.id)).scalars())
    )


class Asleep:
    """A `wait` that never ends, so that only a call wakes; `idle` is set when so many wait."""

    def __init__(self, many: int) -> None:
        self.idle = asyncio.Event()
        self._left = many

    async def wait(self, seconds: float) -> None:
        if seconds > 0:
            self._left -= 1
            if self._left == 0:
                self.idle.set()
            await asyncio.Event().wait()


def ours(house: Room) -> list[int]:
    return [m["message_id"] for m in house.ann.person.messages() if m["from"]["is_bot"]]


async def test_a_crash_after_the_commit_answers_once(store_url: str) -> None:
    async with room(store_url) as house:
        house.ann.person.say("/start")
        await house.telegram_bot.intake.poll_once()
        assert states(house) == ["claimed"]
        await house.restart()
        await house.settle()
        once = ours(house)
        await house.restart()
        await house.settle()
        assert ours(house) == once
        assert len(once) == 1


async def test_a_crash_with_a_prompt_in_hand_leaves_it_uncertain_and_the_reply_behind_it_goes(
    store_url: str,
) -> None:
    async with room(store_url) as house:
        await house.ann.says("/daily 8:00")
        house.clock.pass_by(timedelta(hours=14, minutes=1))
        await house.turn.tick()
        [prompt] = await house.turn.claim(house.clock.now(), 9, 9)
        assert prompt.lane is Lane.PROMPT
        house.ann.person.say("/help")
        await house.telegram_bot.intake.poll_once()
        assert states(house)[-2:] == ["claimed", "pending"]
        await house.restart()
        await house.turn.tick()
        before = ours(house)
        await house.settle()
        assert states(house)[-2:] == ["uncertain", "sent"]
        assert len(ours(house)) == len(before) + 1


async def test_two_quick_updates_are_answered_in_order_though_one_reply_is_on_its_way(store_url: str) -> None:
    async with room(store_url) as house:
        for text in ("/help", "/privacy", "/streak"):
            house.ann.person.say(text)
        await house.telegram_bot.intake.poll_once()
        assert states(house) == ["claimed", "pending", "pending"]
        await house.settle()
        texts = [m["text"] for m in house.ann.person.messages() if m["from"]["is_bot"]]
        assert [texts.index(t) for t in texts] == [0, 1, 2]
        assert states(house) == ["sent"] * 3


async def test_the_outbox_takes_a_handful_of_statements_for_an_answer(sqlite_url: str) -> None:
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "outbox" in statement or "INTO messages" in statement or "FROM messages" in statement:
            seen.append(statement)

    async with room(sqlite_url) as house, asyncio.TaskGroup() as group:
        await house.ann.says("/start")
        await house.ann.says("lots of data")
        asleep, heard, stop = Asleep(many=2), asyncio.Event(), asyncio.Event()
        free, never = RateLimit(every=0.0, burst=1000), RateLimit(every=0.0, burst=0)
        # Older buttons stay: whether they were taken away before the sender stopped would be left to chance.
        limits = RateLimits(bulk=free, chat=free, group=free, stale=never)
        sender = another_face(house, Timing(clock=house.clock, wait=asleep.wait), limits).sender
        running = group.create_task(sender.run(stop))
        await asleep.idle.wait()
        house.ann.person.say("next")
        house.api.world.listeners.append(heard.set)
        event.listen(Engine, "before_cursor_execute", note)
        await house.telegram_bot.intake.poll_once()
        async with asyncio.timeout(60):
            await heard.wait()
        stop.set()
        await running
        event.remove(Engine, "before_cursor_execute", note)
        assert set(states(house)) == {"sent"}
    assert len(seen) == 4, seen


async def test_a_tap_on_buttons_that_serve_no_more_takes_them_away(store_url: str) -> None:
    async with room(store_url) as house:
        await house.ann.says("/start")
        old = house.ann.last()["message_id"]
        house.ann.person.say("next")
        await house.telegram_bot.intake.poll_once()
        await house.restart()  # what was to be tidied is forgotten, what is to be said is not
        await house.ann.reads()
        live = house.ann.last()["message_id"]
        assert {old, live} <= set(house.ann.with_buttons())
        assert (await house.ann.forges(old, "9:1:no longer")).notices
        assert old not in house.ann.with_buttons()
        assert (await house.ann.forges(live, "9:1:no longer")).notices
        assert live in house.ann.with_buttons(), "the newest message keeps its own"


@pytest.mark.parametrize("drop", ["timeout", "connect"])
async def test_an_answer_to_a_person_arrives_even_if_a_call_fails(store_url: str, drop: Lost) -> None:
    async with room(store_url) as house:
        house.api.fault("sendMessage", drop=drop)
        assert (await house.ann.says("/help")).messages == []
        await house.later(minutes=1)
        assert len((await house.ann.reads()).messages) == 1


async def test_messages_sent_while_it_was_down_are_answered_in_order(sqlite_url: str) -> None:
    async with room(sqlite_url) as house:
        for text in ("/start", "/help", "/privacy", "/streak"):
            house.ann.person.say(text)
        house.api.person(1002).say("/help")
        await house.settle()
        mine = [m for m in house.ann.person.messages() if m["from"]["is_bot"]]
        assert len(mine) >= 4
        assert [m["message_id"] for m in mine] == sorted(m["message_id"] for m in mine)
        assert len([m for m in house.api.person(1002).messages() if m["from"]["is_bot"]]) == 1


async def test_a_prompt_wakes_the_sender_that_sleeps(sqlite_url: str) -> None:
    asleep = Asleep(many=2)

    async with room(sqlite_url) as house, asyncio.TaskGroup() as group:
        await house.ann.says("/daily 8:00")
        sleeper = another_face(house, Timing(clock=house.clock, wait=asleep.wait))
        stop = asyncio.Event()
        group.create_task(sleeper.sender.run(stop))
        await asleep.idle.wait()
        before, heard = len(ours(house)), asyncio.Event()
        house.api.world.listeners.append(heard.set)
        house.clock.pass_by(timedelta(hours=14, minutes=1))
        await tick(house.turn, sleeper)
        async with asyncio.timeout(60):
            await heard.wait()
        stop.set()
    assert len(ours(house)) == before + 1


async def test_whoever_blocks_it_is_left_alone_and_welcome_back(store_url: str) -> None:
    async with room(store_url) as house:
        await house.ann.says("/start")
        house.ann.person.say("/help")
        house.ann.person.block()
        await house.settle()
        before = ours(house)
        house.ann.person.block(False)
        assert (await house.ann.says("/help")).messages
        assert len(ours(house)) == len(before) + 1


async def test_what_waits_in_the_inbox_is_answered_after_a_restart_in_order_and_once(store_url: str) -> None:
    """The process was killed after it had saved and acknowledged four updates and handled one of them."""
    async with room(store_url) as house:
        for text in ("/start", "/help", "/privacy", "/streak"):
            house.ann.person.say(text)
        raws = await house.telegram_bot.client.updates(None, 0)
        assert len(raws) == 4
        received = house.clock.now()
        await house.turn.save_updates(
            [
                InboxUpdate(
                    number=raw["update_id"],
                    lane=lane_of(raw),
                    received=received + timedelta(microseconds=place),
                    person=PersonId(1001),
                    raw=raw,
                )
                for place, raw in enumerate(raws)
            ]
        )
        await house.telegram_bot.client.updates(raws[-1]["update_id"] + 1, 0)
        start = event_of(Update.de_json(raws[0]), received)
        assert start is not None
        await house.turn.handle(raws[0]["update_id"], start)
        house.ann.person.say("/help")
        house.telegram_bot = another_face(house)
        await house.settle()
        assert await house.turn.waiting_updates() == []
        said = [
            str(m.get("text", m.get("caption"))) for m in house.ann.person.messages() if m["from"]["is_bot"]
        ]
        assert len(said) >= 5
        assert said.count(said[-1]) == 2  # /help came twice, and is the last
        again = len(ours(house))
        house.telegram_bot = another_face(house)
        await house.settle()
        assert len(ours(house)) == again


@pytest.mark.sampled(2)
async def test_a_flood_goes_through_the_inbox_and_every_message_is_handled_once(store_url: str) -> None:
    async with room(store_url) as house:
        await house.ann.says("/start")
        for _ in range(250):
            house.ann.person.say("idk")
        house.api.person(1002).say("/help")
        telegram_bot, stop = another_face(house, Timing(clock=house.clock)), asyncio.Event()
        async with asyncio.TaskGroup() as group, asyncio.timeout(60):
            group.create_task(telegram_bot.intake.run(stop))
            saved = 0
            while house.api.waiting() or await house.turn.waiting_updates():
                saved = max(saved, len(await house.turn.waiting_updates()))
            stop.set()
        assert saved >= 100

        def counted(connection: Connection) -> tuple[int, int]:
            handled = connection.execute(select(func.count()).select_from(seen_updates)).scalar_one()
            dead = connection.execute(select(func.count()).select_from(dead_updates)).scalar_one()
            return handled, dead

        assert await house.turn.database.transact(counted) == (252, 0)
