"""Who we are is told, and the menu shown, also where the server was away when we began."""

import asyncio

from telegram.error import NetworkError

from bot.telegram.menu import Menu
from bot.telegram.telegram_bot import TelegramBot
from tests.telegram.hand_time import HandTime
from tests.telegram.rooms import MemoryDoors, MemoryPost
from tests.telegram.server import Server, refusal

MENU = Menu(private=(("learn", "Practise"),))


async def test_what_failed_at_the_start_is_tried_again() -> None:
    server, time, stop, told = Server(), HandTime(), asyncio.Event(), list[str]()
    server.told["getMe"] += [NetworkError("away"), refusal(502, "Bad Gateway"), (200, ME)]
    server.told["setMyCommands"].append(NetworkError("away"))
    bot = TelegramBot(server.client(), MemoryDoors(), MemoryPost(), time.timing())
    async with asyncio.TaskGroup() as group:
        group.create_task(bot.run(stop, [MENU], told.append))
        await time.pass_by(1.0)
        assert told == []
        await time.pass_by(30.0)
        assert told == ["recall_bot"]
        assert len(server.sent("setMyCommands")) == 2
        await time.pass_by(600.0)
        stop.set()
        await time.pass_by(10.0)
    assert len(server.sent("setMyCommands")) == 2
    assert len(server.sent("getMe")) == 3


ME = {"ok": True, "result": {"id": 700100200, "username": "recall_bot"}}
