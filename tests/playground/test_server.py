"""The playground over real HTTP: the library's own requests, the page's side, and who is kept out."""

import asyncio
import socket
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from aiohttp import ClientSession
from telegram import Bot
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, TimedOut

from bot.playground.pictures import sample_picture
from bot.playground.server import CannotListen, Playground, serve
from tests.playground.conftest import ANN, BOB, Hand, Page


async def test_a_conversation_over_http(page: Page, http_bot: Bot) -> None:
    """Say, read, answer with a keyboard, tap, answer the tap, edit: both sides see it."""
    _, said = await page.post("say", person=ANN, text="/start é👍")
    (update,) = await http_bot.get_updates(timeout=5)
    assert update.message is not None
    assert (update.message.message_id, update.message.text) == (said["message_id"], "/start é👍")
    keys = {"inline_keyboard": [[{"text": "Go", "callback_data": "1:2:go"}]]}
    sent = await http_bot.send_message(ANN, "<b>Hi</b>", parse_mode="HTML", api_kwargs={"reply_markup": keys})
    _, tapped = await page.post("tap", person=ANN, message_id=sent.message_id, data="1:2:go")
    (update,) = await http_bot.get_updates(offset=update.update_id + 1, timeout=5)
    assert update.callback_query is not None
    assert (update.callback_query.id, update.callback_query.data) == (tapped["query"], "1:2:go")
    await update.callback_query.answer("Noted")
    await http_bot.edit_message_text("Done", ANN, sent.message_id)
    state = await page.state()
    assert [one["text"] for one in state["messages"]] == ["/start é👍", "Done"]
    assert [one["text"] for one in state["notices"]] == ["Noted"]


async def test_errors_over_http_are_the_librarys(page: Page, http_bot: Bot) -> None:
    """Status and sentence arrive."""
    with pytest.raises(Forbidden, match="bot can't initiate conversation"):
        await http_bot.send_message(ANN, "hi")
    await page.post("say", person=ANN, text="hi")
    with pytest.raises(BadRequest, match="Message is too long"):
        await http_bot.send_message(ANN, "a" * 4097)
    await page.post("block", person=ANN, blocked=True)
    with pytest.raises(Forbidden, match="blocked by the user"):
        await http_bot.send_message(ANN, "hi")
    assert (await page.get("/play/people"))["people"][0] == {"id": ANN, "name": "Ann", "blocked": True}


async def test_pictures_and_documents_go_both_ways(page: Page, http_bot: Bot) -> None:
    """Uploaded as multipart, fetched by the page and by the bot."""
    await page.post("say", person=ANN, text="hi")
    picture, paper = sample_picture(), b'{"a": 1}'
    await http_bot.send_photo(ANN, picture, caption="streak")
    sent = await http_bot.send_document(ANN, paper, filename="me.json")
    assert sent.document is not None
    state = await page.state()
    async with page.session.get(page.url + state["messages"][1]["photo_url"]) as answer:
        assert (answer.content_type, await answer.read()) == ("image/png", picture)
    async with page.session.get(page.url + state["messages"][2]["document_url"]) as answer:
        assert (answer.headers["Content-Disposition"], await answer.read()) == ("attachment", paper)
    fetched = await (await http_bot.get_file(sent.document.file_id)).download_as_bytearray()
    assert bytes(fetched) == paper


async def test_the_page_sees_a_change_while_it_waits(page: Page, http_bot: Bot) -> None:
    """A long poll of the page ends with the next change."""
    await page.post("say", person=ANN, text="hi")
    version = (await page.state())["version"]
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        waiting = group.create_task(page.state(after=version))
        group.create_task(http_bot.send_message(ANN, "news"))
    assert waiting.result()["messages"][-1]["text"] == "news"
    assert waiting.result()["version"] > version


async def until(playground: Playground, arrived: Callable[[], bool]) -> None:
    """Come back when a request has arrived."""
    while not arrived():
        await playground.waiting_api.changes.wait(0.01)


async def test_a_second_poller_over_http(playground: Playground, page: Page, http_bot: Bot) -> None:
    """The first gets 409, the second the update."""

    async def first() -> None:
        with pytest.raises(Conflict, match="terminated by other getUpdates"):
            await http_bot.get_updates(timeout=20)

    async def second() -> Any:
        await until(playground, lambda: playground.api.poller() > 0)
        path = f"/bot{playground.token}/getUpdates"
        return await page.get(path, timeout=20)

    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        one, other = group.create_task(first()), group.create_task(second())
        await one
        await page.post("say", person=BOB, text="who hears me?")
    assert other.result()["result"][0]["message"]["text"] == "who hears me?"


@pytest.mark.parametrize(
    ("drop", "raises", "cause"),
    [("reset", NetworkError, httpx.RemoteProtocolError), ("timeout", TimedOut, httpx.ReadTimeout)],
)
async def test_a_lost_answer_over_http(
    page: Page, http_bot: Bot, drop: str, raises: type[NetworkError], cause: type[Exception]
) -> None:
    """The call is carried out, its answer never comes."""
    await page.post("say", person=ANN, text="hi")
    await page.post("fault", method="sendMessage", drop=drop, after_apply=True)
    with pytest.raises(raises) as raised:
        await http_bot.send_message(ANN, "into the dark", read_timeout=0.2)
    assert type(raised.value.__cause__) is cause
    assert (await page.state())["messages"][-1]["text"] == "into the dark"
    await http_bot.send_message(ANN, "and on")


async def test_the_log_shows_calls_from_a_number_on(page: Page, http_bot: Bot) -> None:
    """Method, parameters, status, answer; nothing of the token."""
    await page.post("say", person=ANN, text="hi")
    await http_bot.send_message(ANN, "a")
    log = await page.get("/play/log")
    await http_bot.send_message(ANN, "b")
    fresh = await page.get("/play/log", after=log["next"])
    (call,) = fresh["calls"]
    assert (call["method"], call["status"], call["params"]["text"]) == ("sendMessage", 200, "b")
    assert call["answer"]["result"]["text"] == "b"
    assert http_bot.token not in str(log)
    assert [one["n"] for one in (await page.get("/play/log", after=10_000))["calls"]] == [1, 2, 3]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("say", {"person": ANN}, 400),
        ("say", {"person": 1, "text": "x"}, 404),
        ("say", {"person": ANN, "text": ""}, 400),
        ("say", {"person": "1001", "text": "x"}, 400),
        ("tap", {"person": ANN, "message_id": 5, "data": "x"}, 400),
        ("send", {"person": ANN, "kind": "film"}, 400),
        ("block", {"person": ANN, "blocked": 1}, 400),
        ("react", {"person": ANN, "message_id": 5, "emoji": "👍"}, 400),
        ("fault", {"method": "sendMessage"}, 400),
        ("fault", {"method": "sendMessage", "drop": "sideways"}, 400),
        ("clock/advance", {"hours": 0}, 400),
        ("clock/advance", {"hours": True}, 400),
        ("sing", {"person": ANN}, 404),
    ],
)
async def test_what_the_page_may_not_ask_is_said(
    page: Page, path: str, body: dict[str, Any], status: int
) -> None:
    """4xx and a sentence."""
    code, answer = await page.post(path, **body)
    assert code == status
    assert isinstance(answer["error"], str)
    assert answer["error"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:1"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
async def test_only_this_machine_and_its_own_page_may_ask(
    playground: Playground, page: Page, headers: dict[str, str], status: int
) -> None:
    """By Host and Origin, on both sides."""
    async with page.session.post(
        f"{page.url}/play/say", json={"person": ANN, "text": "x"}, headers=headers
    ) as answer:
        assert answer.status == status
    async with page.session.get(f"{page.url}/bot{playground.token}/getMe", headers=headers) as answer:
        assert answer.status == status


async def test_the_page_and_nothing_else_is_served(page: Page) -> None:
    """Its files with a strict policy; no path out of its folder."""
    async with page.session.get(page.url) as answer:
        assert (answer.status, answer.content_type) == (200, "text/html")
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    for path in ("/front.py", "/%2e%2e%2ffront.py", "/..%2fapi.py", "/page", "/nothing.js"):
        async with page.session.get(page.url + path) as answer:
            assert answer.status == 404


async def test_odd_requests_get_an_answer(playground: Playground, page: Page) -> None:
    """JSON bodies, no body, bad JSON, an unknown token and method."""
    base = f"{page.url}/bot{playground.token}"
    async with page.session.post(f"{base}/getme", json={}) as answer:
        assert (await answer.json())["result"]["is_bot"] is True
    async with page.session.post(f"{base}/getMe") as answer:
        assert answer.status == 200
    async with page.session.post(f"{page.url}/play/say", data="{") as answer:
        assert (answer.status, "error" in await answer.json()) == (400, True)
    async with page.session.get(f"{page.url}/bot{'1' * 10}:{'x' * 35}/getMe") as answer:
        assert (await answer.json())["description"] == "Unauthorized"
    async with page.session.get(f"{page.url}/file/bot{playground.token}/../x") as answer:
        assert answer.status == 404


async def test_a_port_in_use_and_a_foreign_host_are_said(playground: Playground, hand: Hand) -> None:
    """With what to do; it is an OSError."""
    port = int(playground.url.rpartition(":")[2])
    with pytest.raises(CannotListen, match=rf"Port {port} is in use.*choose another port"):
        await serve(None, "127.0.0.1", port, hand)
    with pytest.raises(ValueError, match="this machine only"):
        await serve(None, "0.0.0.0", 0, hand)


async def test_closing_ends_every_long_poll_at_once(hand: Hand) -> None:
    """The bot's, the page's and the clock's."""
    running = await serve(None, "127.0.0.1", 0, hand)
    async with ClientSession() as session, asyncio.timeout(5), asyncio.TaskGroup() as group:
        page = Page(running.url, session)
        version = (await page.state())["version"]
        poll = group.create_task(page.get(f"/bot{running.token}/getUpdates", timeout=50))
        view = group.create_task(page.state(after=version))
        clock = group.create_task(page.get("/clock", after=0))
        await until(running, lambda: running.api.poller() > 0 and running.follower.is_followed())
        await running.close()
    assert poll.result() == {"ok": True, "result": []}
    assert view.result()["version"] == version
    assert clock.result() == {"step": 0, "offset_seconds": 0.0}
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(running.url.rpartition(":")[2]))) != 0
