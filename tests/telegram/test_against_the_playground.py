"""The transport against the local Bot API server: in the process, then over HTTP.

Every request is compared with the Bot API's table on the way (see `tests/wire.py`).
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram.error import Conflict

from bot.app.events import BlockChanged, ButtonTapped, Event, MessageReceived
from bot.app.ports.outbox import Act, Lane, Undelivered
from bot.playground.api import BotApi
from bot.playground.limits import SendLimits
from bot.playground.person import Person
from bot.playground.server import Playground, serve
from bot.telegram.backoff import Timing
from bot.telegram.client import BotClient
from bot.telegram.errors import TokenRefused
from bot.telegram.menu import Menu, set_menus
from bot.telegram.ports import Ack
from bot.telegram.rate_limits import RateLimits
from bot.telegram.telegram_bot import TelegramBot
from bot.words.spoken import Button, Document, Spoken
from tests.telegram.hand_time import HandTime
from tests.telegram.rooms import MemoryDoors, MemoryPost
from tests.wire import BASE_URL, InProcessRequest, clean

ANN, BOB = 1001, 1002
ANOTHER_TOKEN = "7000000001:AAnother_token_that_the_server_does_not_know"


class House:
    """A transport on a playground, which says back what it hears."""

    def __init__(
        self, api: BotApi, client: BotClient, time: HandTime, limits: RateLimits | None = None
    ) -> None:
        self.api, self.time, self.post, self.stop = api, time, MemoryPost(), asyncio.Event()
        self.handler = Echo(self.post)
        self.telegram_bot = TelegramBot(
            client, self.handler, self.post, time.timing(), limits or RateLimits.none()
        )

    @property
    def ann(self) -> Person:
        return self.api.person(ANN)

    async def turn(self) -> None:
        await self.telegram_bot.turn(self.time.now())

    def ours(self, person: int = ANN) -> list[dict[str, Any]]:
        """What the bot said to a person."""
        return [m for m in self.api.person(person).messages() if m["from"]["is_bot"]]

    def texts(self, person: int = ANN) -> list[str]:
        return [message["text"] for message in self.ours(person)]


class Echo(MemoryDoors):
    def __init__(self, post: MemoryPost) -> None:
        super().__init__()
        self.post = post
        self.heard = asyncio.Event()

    async def handle(self, update: int, event: Event) -> Ack:
        fresh = update not in self.numbers
        notice = await super().handle(update, event)
        if fresh and isinstance(event, MessageReceived):
            tap = Button(label="Again", data="1:0:again")
            self.post.write(event.chat, spoken=Spoken(text=event.text, choices=((tap,),)).to_json())
        self.heard.set()
        return notice


def in_process(api: BotApi, token: str | None = None) -> BotClient:
    request = InProcessRequest(api)
    return BotClient(
        token=token or api.token, api=BASE_URL.removesuffix("/bot"), polls=request, sends=request
    )


@pytest.fixture
def house() -> Iterator[House]:
    time = HandTime()
    api = BotApi(now=time.now)
    yield House(api, in_process(api), time)
    clean(api)


async def test_what_is_said_is_heard_once_in_order_and_answered(house: House) -> None:
    said = ["one", "two &lt;b&gt;", "three"]
    for text in said:
        house.ann.say(text)
    house.api.person(BOB).say("from Bob")
    await house.turn()
    heard = [event.text for _, event in house.handler.taken if isinstance(event, MessageReceived)]
    assert [text for text in heard if text in said] == said
    assert heard.count("from Bob") == 1
    assert house.texts() == ["one", "two <b>", "three"]
    assert house.texts(BOB) == ["from Bob"]
    assert house.ours()[0]["reply_markup"]["inline_keyboard"] == [
        [{"text": "Again", "callback_data": "1:0:again"}]
    ]


async def test_what_was_not_acknowledged_comes_again_after_a_crash_and_is_taken_once(house: House) -> None:
    house.ann.say("before")
    await house.telegram_bot.intake.poll_once()
    reborn = TelegramBot(
        in_process(house.api), house.handler, house.post, house.time.timing(), RateLimits.none()
    )
    house.ann.say("after")
    assert await reborn.intake.poll_once() == 2
    assert await reborn.intake.poll_once() == 0
    assert [event.text for _, event in house.handler.taken if isinstance(event, MessageReceived)] == [
        "before",
        "after",
    ]


async def test_a_tap_an_edit_and_a_picture_are_heard(house: House) -> None:
    house.handler.ack = Ack(notice="Noted")
    mine = house.ann.say("hello")
    await house.turn()
    house.ann.tap(house.ours()[0]["message_id"], "1:0:again")
    house.ann.edit(mine, "hello there")
    house.ann.send("photo")
    await house.turn()
    tapped, edited, picture = (event for _, event in house.handler.taken[1:])
    assert isinstance(tapped, ButtonTapped)
    assert isinstance(edited, MessageReceived)
    assert isinstance(picture, MessageReceived)
    assert (tapped.data, edited.text, edited.edited, picture.what) == (
        "1:0:again",
        "hello there",
        True,
        "picture",
    )
    assert [notice["text"] for notice in house.ann.view()["notices"]] == ["Noted"]


async def test_a_block_is_heard_and_ends_what_was_to_be_said(house: House) -> None:
    house.ann.say("hello")
    await house.turn()
    house.post.write(ANN, "too late", Lane.PROMPT)
    house.ann.block()
    await house.turn()
    house.ann.block(False)
    await house.turn()
    events = [event for _, event in house.handler.taken if isinstance(event, BlockChanged)]
    assert [event.here for event in events] == [False, True]
    assert house.post.gone == {2: Undelivered.BLOCKED}
    assert house.texts() == ["hello"]


async def test_a_person_who_never_wrote_cannot_be_written_to(house: House) -> None:
    house.post.write(1003, "hello")
    await house.telegram_bot.sender.drain(house.time.now())
    assert house.post.gone == {1: Undelivered.BLOCKED}


@pytest.mark.parametrize(
    ("lane", "copies", "gone"),
    [(Lane.REPLY, 2, {}), (Lane.ROUND, 2, {}), (Lane.PROMPT, 1, {2: Undelivered.UNCERTAIN})],
)
@pytest.mark.parametrize("drop", ["timeout", "reset"])
async def test_a_delivery_whose_answer_is_lost(
    house: House, lane: Lane, copies: int, gone: dict[int, Undelivered], drop: Any
) -> None:
    house.ann.say("start")
    await house.turn()
    house.post.write(ANN, "arrived", lane)
    house.api.fault("sendMessage", drop=drop, after_apply=True)
    await run_for(house, 30)
    assert house.texts().count("arrived") == copies
    assert house.post.gone == gone


@pytest.mark.parametrize("lane", list(Lane))
@pytest.mark.parametrize("how", [{"drop": "connect"}, {"code": 429, "retry_after": 7}, {"code": 409}])
async def test_what_certainly_did_not_arrive_arrives_once_in_the_end(
    house: House, lane: Lane, how: Any
) -> None:
    house.ann.say("start")
    await house.turn()
    house.post.write(ANN, "arrived", lane)
    house.api.fault("sendMessage", **how)
    await run_for(house, 30)
    assert house.texts().count("arrived") == 1
    assert house.post.gone == {}


async def test_edits_clears_and_files_arrive(house: House) -> None:
    house.ann.say("hello")
    await house.turn()
    message = house.ours()[0]["message_id"]
    again = house.post.rows[1].outgoing.spoken
    house.post.write(ANN, act=Act.EDIT, message=message, spoken=again)
    house.post.write(ANN, "<b>changed</b>", act=Act.EDIT, message=message)
    house.post.write(ANN, act=Act.CLEAR, message=message)
    house.post.write(ANN, "a new one", act=Act.EDIT, message=9999)
    file = Document(name="me.json", content='{"name": "Ann"}')
    house.post.write(ANN, spoken=Spoken(text="All of <i>it</i>", document=file, silent=True).to_json())
    await house.telegram_bot.sender.drain(house.time.now())
    changed, anew, document = house.ours()
    assert (changed["text"], changed["entities"][0]["type"]) == ("changed", "bold")
    assert "reply_markup" not in changed
    assert anew["text"] == "a new one"
    assert (document["caption"], document["document"]["file_name"]) == ("All of it", "me.json")
    assert house.post.arrived == {
        1: message,
        2: message,
        3: message,
        4: message,
        5: anew["message_id"],
        6: document["message_id"],
    }


async def test_text_the_server_refuses_arrives_plain(house: House) -> None:
    house.ann.say("<b>not closed")
    house.ann.say("x" * 4096)
    await house.turn()
    house.post.write(ANN, "y" * 5000)
    await house.telegram_bot.sender.drain(house.time.now())
    assert house.texts() == ["not closed", "x" * 4096, "y" * 4095 + "…"]


async def test_a_reply_to_a_message_that_is_gone_is_sent_all_the_same(house: House) -> None:
    mine = house.ann.say("hello")
    house.post.write(ANN, "to you", answering=mine)
    house.post.write(ANN, "to nobody", answering=4444)
    await house.telegram_bot.sender.drain(house.time.now())
    first, second = house.ours()
    assert first["reply_to_message"]["message_id"] == mine
    assert "reply_to_message" not in second


async def test_the_menu_is_seen_in_private(house: House) -> None:
    menu = Menu(private=(("learn", "Practise"), ("help", "What I can do")))
    assert await set_menus(house.telegram_bot.client.bot, [menu])
    house.ann.say("hello")
    assert [entry["command"] for entry in house.ann.view()["commands"]] == ["learn", "help"]


async def test_at_our_own_pace_the_server_never_asks_for_a_pause() -> None:
    time = HandTime()
    api = BotApi(now=time.now)
    api.limits = SendLimits()
    house = House(api, in_process(api), time, RateLimits.of_telegram())
    for person in (ANN, BOB):
        api.person(person).say("start")
        for number in range(40):
            house.post.write(person, f"{number}", Lane.PROMPT)
    await run_for(house, 120)
    assert len(house.post.arrived) == 82
    sends = [call for _, call in api.world.state.calls.items() if call["method"] == "sendMessage"]
    assert {call["status"] for call in sends} == {200}


async def run_for(house: House, seconds: float) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(house.telegram_bot.run(house.stop))
        await house.time.pass_by(seconds)
        house.stop.set()
        await house.time.pass_by(0)


async def test_a_token_of_another_bot_is_refused(house: House) -> None:
    stranger = TelegramBot(
        in_process(house.api, ANOTHER_TOKEN),
        house.handler,
        house.post,
        house.time.timing(),
        RateLimits.none(),
    )
    running = asyncio.ensure_future(stranger.run(asyncio.Event()))  # noqa: TID251
    await house.time.pass_by(30)
    with pytest.raises(TokenRefused, match="BOT_TOKEN"):
        await running


@asynccontextmanager
async def over_http() -> AsyncIterator[tuple[Playground, House]]:
    """The same over HTTP on loopback; real time passes only where the network takes it."""
    time = HandTime()
    playground = await serve(None, "127.0.0.1", 0, time.now, checked=True)
    client = BotClient.over_http(playground.token, playground.url)
    house = House(playground.api, client, time)
    await client.open()
    try:
        yield playground, house
    finally:
        await client.close()
        await playground.close()
    clean(playground.api)


async def test_over_http_a_conversation_works() -> None:
    async with over_http() as (_, house):
        house.ann.say("hello")
        await house.turn()
        house.ann.tap(house.ours()[0]["message_id"], "1:0:again")
        house.post.write(ANN, "<b>bold</b> &amp; long " + "ü漢😀" * 300)
        file = Document(name="me.json", content=json.dumps({"name": "Änn"}, ensure_ascii=False))
        house.post.write(ANN, spoken=Spoken(text="yours", document=file).to_json())
        await house.turn()
        assert [type(event) for _, event in house.handler.taken] == [MessageReceived, ButtonTapped]
        first, second, third = house.ours()
        assert (first["text"], second["entities"][0]["type"]) == ("hello", "bold")
        assert third["document"]["file_size"] == len('{"name": "Änn"}'.encode())


async def test_over_http_it_serves_until_it_is_stopped() -> None:
    async with over_http() as (_, house):
        async with asyncio.TaskGroup() as group:
            group.create_task(house.telegram_bot.run(house.stop, [Menu(private=(("help", "Help"),))]))
            house.ann.say("hello")
            await house.handler.heard.wait()
            house.stop.set()
        assert house.handler.numbers


async def test_over_http_a_broken_connection_after_delivery_is_not_repeated_for_a_prompt() -> None:
    async with over_http() as (playground, house):
        house.ann.say("start")
        await house.turn()
        playground.api.fault("sendMessage", drop="reset", after_apply=True)
        house.post.write(ANN, "prompt", Lane.PROMPT)
        await house.telegram_bot.sender.drain(house.time.now())
        assert house.texts() == ["start", "prompt"]
        assert house.post.gone == {2: Undelivered.UNCERTAIN}


async def test_over_http_nobody_listening_is_no_loss() -> None:
    async with over_http() as (playground, house):
        house.ann.say("start")
        await house.turn()
        house.post.write(ANN, "prompt", Lane.PROMPT)
        nowhere = BotClient.over_http(playground.token, "http://127.0.0.1:9")
        telegram_bot = TelegramBot(nowhere, house.handler, house.post, house.time.timing(), RateLimits.none())
        assert await telegram_bot.sender.drain(house.time.now()) == 1
        await nowhere.close()
        assert house.post.gone == {}
        assert [id for id, _ in house.post.put_back] == [2]


async def test_over_http_the_first_of_two_pollers_is_told() -> None:
    async with over_http() as (playground, house):
        other = BotClient.over_http(playground.token, playground.url)
        second = TelegramBot(other, house.handler, house.post, house.time.timing(), RateLimits.none())
        async with asyncio.TaskGroup() as group:
            first = group.create_task(conflict_of(house.telegram_bot))
            while playground.api.poller() < 1:
                await playground.waiting_api.changes.wait(5)
            await second.intake.poll_once()
        await other.close()
        assert "terminated by other getUpdates" in first.result()


async def conflict_of(telegram_bot: TelegramBot) -> str:
    with pytest.raises(Conflict) as told:
        await telegram_bot.intake.poll_once(20)
    return str(told.value)


async def test_over_http_the_token_is_in_no_log_at_debug(caplog: pytest.LogCaptureFixture) -> None:
    for name in (None, "httpcore", "telegram"):
        caplog.set_level(logging.DEBUG, name)
    async with over_http() as (playground, house):
        for code in (400, 401, 403, 404, 429, 500, 502):
            playground.api.fault("sendMessage", code=code)
            house.post.write(2000 + code, "hello")
        house.post.write(ANN, "hello")
        house.ann.say("start")
        await house.turn()
        assert len(caplog.records) > 5
        assert playground.token not in caplog.text
        assert playground.token.split(":")[1] not in caplog.text


def test_time_is_the_systems_unless_told_otherwise() -> None:
    time = HandTime()
    timing = Timing(clock=time)
    assert timing.wait is asyncio.sleep
    assert timing.monotonic() <= timing.monotonic()
