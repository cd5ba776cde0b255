"""The transport in one piece."""

import asyncio
import logging

import httpcore
import pytest
from telegram.error import NetworkError

from bot.app.events import Event, MessageReceived
from bot.telegram.client import BotClient
from bot.telegram.errors import TokenRefused
from bot.telegram.intake import REFUSALS
from bot.telegram.menu import Menu
from bot.telegram.ports import Ack
from bot.telegram.rate_limits import RateLimits
from bot.telegram.telegram_bot import TelegramBot
from tests.telegram.hand_time import HandTime, quiet
from tests.telegram.rooms import MemoryDoors, MemoryPost
from tests.telegram.server import TOKEN, Answer, Server, refusal
from tests.telegram.updates import said, tapped

MENU = Menu(private=(("help", "What I can do"),))


class Echo(MemoryDoors):
    """Says back what it hears."""

    def __init__(self, post: MemoryPost) -> None:
        super().__init__()
        self.post = post

    async def handle(self, update: int, event: Event) -> Ack:
        if isinstance(event, MessageReceived):
            self.post.write(event.chat, event.text)
        return await super().handle(update, event)


class House:
    def __init__(self) -> None:
        self.server, self.time, self.post, self.stop = Server(), HandTime(), MemoryPost(), asyncio.Event()
        self.handler = Echo(self.post)
        self.telegram_bot = TelegramBot(
            self.server.client(), self.handler, self.post, self.time.timing(), RateLimits.none()
        )


async def test_one_turn_hears_and_answers() -> None:
    house = House()
    house.server.bring(said(1, "hello"))
    assert await house.telegram_bot.turn(house.time.now()) == 1
    assert house.server.texts() == ["hello"]


async def test_it_serves_until_it_is_stopped() -> None:
    house = House()
    async with asyncio.TaskGroup() as group:
        group.create_task(house.telegram_bot.run(house.stop, [MENU]))
        await quiet()
        assert len(house.server.sent("setMyCommands")) == 1
        for number in range(1, 4):
            house.server.bring(said(number, f"message {number}"))
            await quiet()
        assert house.server.texts() == ["message 1", "message 2", "message 3"]
        house.post.write(7, "from elsewhere")
        house.telegram_bot.nudge()
        await quiet()
        assert house.server.texts()[-1] == "from elsewhere"
        house.stop.set()


async def test_a_refused_token_ends_it_and_lets_letters_arrive() -> None:
    house = House()

    async def slowly() -> None:
        await house.time.wait(1)

    house.server.told["sendMessage"].append(slowly)
    house.server.told["getUpdates"].extend([refusal(401, "Unauthorized")] * REFUSALS)
    house.post.write(7, "on its way")
    ended: list[Exception] = []

    async def run() -> None:
        try:
            await house.telegram_bot.run(house.stop)
        except TokenRefused as error:
            ended.append(error)

    async with asyncio.TaskGroup() as group:
        group.create_task(run())
        await house.time.pass_by(30)
    assert len(ended) == 1
    assert house.post.arrived == {1: 501}


async def test_the_token_is_in_no_log_of_a_bad_day(caplog: pytest.LogCaptureFixture) -> None:
    """Everything at DEBUG, over every way in which a call can fail."""
    caplog.set_level(logging.DEBUG)
    for name in ("httpcore", "telegram"):
        caplog.set_level(logging.DEBUG, name)
    house = House()
    leak = NetworkError(f"RemoteProtocolError: http://127.0.0.1:8081/bot{TOKEN}/getUpdates")
    leak.__cause__ = httpcore.RemoteProtocolError(f"/bot{TOKEN}")
    leaks: list[Answer] = [leak, LookupError(TOKEN), refusal(502, f"proxy says /bot{TOKEN}/ is down"), leak]
    house.server.told["getUpdates"].extend(leaks)
    house.server.told["sendMessage"].extend(leaks)
    house.server.told["answerCallbackQuery"].extend(leaks)
    house.server.told["setMyCommands"].extend(leaks)
    house.handler.trouble = lambda update: LookupError(f"bug with {TOKEN}") if update == 2 else None
    async with asyncio.TaskGroup() as group:
        group.create_task(house.telegram_bot.run(house.stop, [MENU]))
        house.server.bring(said(1), said(2), tapped(3))
        await house.time.pass_by(300)
        logging.getLogger("tests").debug("%r %r", house.telegram_bot.client, house.telegram_bot.client.bot)
        house.stop.set()
    assert house.handler.numbers == [1, 3]
    assert len(caplog.records) > 10
    assert TOKEN not in caplog.text
    assert TOKEN.split(":")[1] not in caplog.text
    assert "bot 700100200" in caplog.text


async def test_a_real_connection_that_fails_tells_no_token(caplog: pytest.LogCaptureFixture) -> None:
    """Over the library's own HTTP, to a port where nobody listens."""
    caplog.set_level(logging.DEBUG)
    for name in ("httpcore", "telegram"):
        caplog.set_level(logging.DEBUG, name)
    client = BotClient.over_http(TOKEN, "http://127.0.0.1:9")
    await client.open()
    try:
        with pytest.raises(NetworkError):
            await client.updates(None, 0)
        with pytest.raises(NetworkError):
            await client.bot.get_me()
    finally:
        await client.close()
    assert "getMe" in caplog.text
    assert TOKEN not in caplog.text
