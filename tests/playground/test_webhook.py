"""The webhook: what may be set, and how updates are brought to a real HTTP server of the bot's."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web
from telegram import Bot
from telegram.error import BadRequest, Conflict

from bot.playground.api import BotApi
from bot.playground.person import Person
from bot.playground.seed import STUDY_GROUP
from bot.playground.server import Playground, serve
from bot.playground.webhook import queue_of
from tests.playground.conftest import ANN, BOB, Hand, Page, call


class Receiver:
    """The bot's side: takes updates, and answers as it is told to."""

    def __init__(self) -> None:
        self.url = ""
        self.texts: list[str] = []
        """What arrived, in order, each time it arrived."""
        self.secrets: set[str] = set()
        self.answers: list[int | None] = []
        """Statuses for the next requests (None: the connection breaks); then 200."""
        self.held: dict[str, asyncio.Event] = {}
        """Texts that are answered only when their event is set."""
        self._came = asyncio.Condition()

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""))
        text = update["message"]["text"] if "message" in update else update["callback_query"]["data"]
        async with self._came:
            self.texts.append(text)
            self._came.notify_all()
        if text in self.held:
            await self.held[text].wait()
        status = self.answers.pop(0) if self.answers else 200
        if status is None:
            assert request.transport is not None
            request.transport.abort()
        return web.Response(status=status or 200)

    async def until(self, arrived: Callable[[], bool]) -> None:
        async with asyncio.timeout(10), self._came:
            await self._came.wait_for(arrived)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver()
    app = web.Application()
    app.router.add_post("/hook", made.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


@asynccontextmanager
async def delivering(playground: Playground) -> AsyncIterator[list[float]]:
    """While the playground delivers: the pauses it made between tries, none of which lasts."""
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        group.create_task(playground.deliver(pause))
        try:
            yield pauses
        finally:
            playground.waiting_api.close()


def test_updates_queue_by_chat_person_and_poll() -> None:
    """As on Telegram's servers."""
    cases: list[tuple[dict[str, Any], str]] = [
        ({"message": {"chat": {"id": -5}}}, "chat -5"),
        ({"edited_channel_post": {"chat": {"id": -5}}}, "chat -5"),
        ({"my_chat_member": {"chat": {"id": 7}}}, "chat 7"),
        ({"message_reaction": {"chat": {"id": 7}}}, "chat 7"),
        ({"callback_query": {"from": {"id": 7}, "message": {"chat": {"id": -5}}}}, "tap 7"),
        ({"poll": {"id": "3"}}, "poll 3"),
        ({"poll_answer": {"poll_id": "3"}}, "poll 3"),
    ]
    assert [queue_of({"update_id": 1} | update) for update, _ in cases] == [queue for _, queue in cases]


async def test_updates_are_brought_with_the_secret_and_are_gone(
    playground: Playground, page: Page, http_bot: Bot, receiver: Receiver
) -> None:
    """What waited before comes too; getUpdates is refused meanwhile."""
    await page.post("say", person=ANN, text="before")
    await http_bot.set_webhook(receiver.url, secret_token="s3cret", max_connections=2)
    with pytest.raises(Conflict, match="webhook is active"):
        await http_bot.get_updates()
    async with delivering(playground):
        await receiver.until(lambda: receiver.texts == ["before"])
        await page.post("say", person=ANN, text="after")
        await receiver.until(lambda: receiver.texts == ["before", "after"])
        async with asyncio.timeout(10):
            while (await http_bot.get_webhook_info()).pending_update_count:
                pass
    assert receiver.secrets == {"s3cret"}
    info = await http_bot.get_webhook_info()
    assert (info.url, info.max_connections, info.last_error_message) == (receiver.url, 2, None)
    await http_bot.delete_webhook()
    assert await http_bot.get_updates() == ()


async def test_a_failure_is_tried_again_ever_later_and_holds_its_queue(
    playground: Playground, page: Page, http_bot: Bot, receiver: Receiver
) -> None:
    """Errors and broken connections; the order stays, and what went wrong can be asked."""
    receiver.answers = [500, None, 429]
    await http_bot.set_webhook(receiver.url)
    async with delivering(playground) as pauses:
        await page.post("say", person=ANN, text="one")
        await page.post("say", person=ANN, text="two")
        await receiver.until(lambda: receiver.texts == ["one"] * 4 + ["two"])
    assert pauses == [1.0, 2.0, 4.0]
    info = await http_bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 429 Too Many Requests"
    assert info.last_error_date is not None


async def test_queues_go_side_by_side_and_one_at_a_time_each(
    playground: Playground, page: Page, http_bot: Bot, receiver: Receiver
) -> None:
    """Ann's second message waits for her first; Bob's does not, nor does her tap."""
    await http_bot.set_webhook(receiver.url)
    receiver.held["slow"] = asyncio.Event()
    async with delivering(playground):
        await page.post("say", person=ANN, text="slow")
        await receiver.until(lambda: receiver.texts == ["slow"])
        sent = await http_bot.send_message(ANN, "keys")
        await page.post("say", person=ANN, text="waits")
        await page.post("say", person=BOB, text="goes")
        await page.post("tap", person=ANN, message_id=sent.message_id, data="tapped")
        await receiver.until(lambda: set(receiver.texts) == {"slow", "goes", "tapped"})
        receiver.held["slow"].set()
        await receiver.until(lambda: receiver.texts[-1] == "waits")


async def test_no_more_connections_than_asked_for(
    playground: Playground, page: Page, http_bot: Bot, receiver: Receiver
) -> None:
    """One: everything waits for the slow one."""
    await http_bot.set_webhook(receiver.url, max_connections=1)
    receiver.held["slow"] = asyncio.Event()
    async with delivering(playground):
        await page.post("say", person=ANN, text="slow")
        await receiver.until(lambda: receiver.texts == ["slow"])
        await page.post("say", person=BOB, text="waits")
        assert (await http_bot.get_webhook_info()).pending_update_count == 2
        assert receiver.texts == ["slow"]
        receiver.held["slow"].set()
        await receiver.until(lambda: receiver.texts == ["slow", "waits"])


async def test_nobody_there_is_said_and_nothing_is_lost(
    playground: Playground, page: Page, http_bot: Bot, receiver: Receiver
) -> None:
    """A closed port; then the right one."""
    await http_bot.set_webhook("http://127.0.0.1:9/hook")
    await page.post("say", person=ANN, text="anybody?")
    async with delivering(playground):
        async with asyncio.timeout(10):
            while (await http_bot.get_webhook_info()).last_error_message != "Connection refused":
                pass
        await http_bot.set_webhook(receiver.url)
        await receiver.until(lambda: receiver.texts == ["anybody?"])


async def test_the_webhook_and_what_waits_survive_a_restart(
    tmp_path: Path, hand: Hand, receiver: Receiver
) -> None:
    """Nothing is asked again."""
    running = await serve(tmp_path / "playground.db", "127.0.0.1", 0, hand)
    async with ClientSession() as session:
        page = Page(running.url, session)
        await call(page, "setWebhook", url=receiver.url)
        await page.post("say", person=ANN, text="kept")
        await running.close()
    running = await serve(tmp_path / "playground.db", "127.0.0.1", 0, hand)
    async with delivering(running):
        await receiver.until(lambda: receiver.texts == ["kept"])
    await running.close()


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"url": "https://example.org/hook"}, "bad webhook: the playground delivers to this machine only"),
        ({"url": "ftp://127.0.0.1/hook"}, "bad webhook: the playground delivers to this machine only"),
        ({"url": "http://127.0.0.1/", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "http://127.0.0.1/", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_a_webhook_that_cannot_be_is_refused(
    api: BotApi, bot: Bot, params: dict[str, Any], words: str
) -> None:
    """Another machine above all; and none is set."""
    with pytest.raises(BadRequest):
        await bot.set_webhook(**params)
    answer = api.world.state.calls.values()[-1]["answer"]
    assert answer["description"] == f"Bad Request: {words}"
    assert (await bot.get_webhook_info()).url == ""


async def test_waiting_updates_can_be_let_go_and_kinds_chosen(api: BotApi, bot: Bot, ann: Person) -> None:
    """When it is set and when it is taken away."""
    ann.say("one")
    await bot.set_webhook("http://localhost:1/", allowed_updates=["message"], drop_pending_updates=True)
    sent = ann.say("two")
    ann.edit(sent, "two, edited")
    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.allowed_updates) == (1, ("message",))
    await bot.set_webhook("")
    assert (await bot.get_webhook_info()).url == ""
    assert len(await bot.get_updates()) == 1
    api.organiser(ANN).add(STUDY_GROUP, bot.id)
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()
