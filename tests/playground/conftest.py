"""A playground in the process, a clock moved by hand, and the real python-telegram-bot on the wire."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession
from telegram import Bot, ForceReply
from telegram.request import HTTPXRequest

from bot.playground.api import TOKEN, BotApi
from bot.playground.person import Person
from bot.playground.seed import CHANNEL, DISCUSSION, STUDY_GROUP
from bot.playground.server import Playground, serve
from tests.playground.sent import keys
from tests.wire import BASE_FILE_URL, BASE_URL, InProcessRequest, clean

ANN, BOB, CLEO = 1001, 1002, 1003


class Hand:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def move(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def api(hand: Hand) -> BotApi:
    """Nobody has written yet."""
    return BotApi(now=hand)


@pytest.fixture
def ann(api: BotApi) -> Person:
    return api.person(ANN)


@pytest.fixture
def tidy_api(api: BotApi) -> Iterator[BotApi]:
    """One that must be clean at the end."""
    yield api
    clean(api)


@pytest.fixture
async def bot(api: BotApi, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    """The real library; its calls end in `api`."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    made = Bot(
        api.token,
        base_url=BASE_URL,
        base_file_url=BASE_FILE_URL,
        request=InProcessRequest(api),
        get_updates_request=InProcessRequest(api),
    )
    async with made:
        yield made


def told(api: BotApi) -> list[tuple[str, Any]]:
    """What the bot has yet to hear, as (kind, body); then it has heard it."""
    found = []
    for number, pending in api.world.state.updates.items():
        found += [(kind, body) for kind, body in pending.update.items() if kind != "update_id"]
        api.world.state.updates.drop(number)
    return found


def bot_of(api: BotApi) -> int:
    """The bot's number."""
    return int(api.world.bot["id"])


def heard(api: BotApi) -> list[str]:
    """The texts the bot has yet to hear; then it has heard them."""
    return [body["text"] for _, body in told(api) if "text" in body]


@pytest.fixture
def quiz(api: BotApi) -> int:
    """The number of the study group's topic."""
    return next(topic for chat, topic in api.world.state.topics if chat == STUDY_GROUP)


@pytest.fixture
def group(api: BotApi) -> Iterator[BotApi]:
    """The bot is an ordinary member of the study group, and has heard so. Clean at the end."""
    api.organiser(ANN).add(STUDY_GROUP, api.world.bot["id"])
    told(api)
    yield api
    clean(api)


@pytest.fixture
def channel(api: BotApi) -> Iterator[BotApi]:
    """The bot posts in the channel and reads everything in its discussion group. Clean at the end."""
    ann, bot = api.organiser(ANN), api.world.bot["id"]
    ann.add(CHANNEL, bot)
    ann.add(DISCUSSION, bot)
    ann.promote(DISCUSSION, bot)
    told(api)
    yield api
    clean(api)


@dataclass
class Page:
    """What the page's script does."""

    url: str
    session: ClientSession

    async def post(self, path: str, **body: Any) -> tuple[int, Any]:
        async with self.session.post(f"{self.url}/play/{path}", json=body) as answer:
            return answer.status, await answer.json()

    async def get(self, path: str, **params: Any) -> Any:
        async with self.session.get(f"{self.url}{path}", params=params) as answer:
            return await answer.json()

    async def state(self, after: int = -1, person: int = ANN) -> Any:
        return await self.get("/play/state", person=person, after=after)


@pytest.fixture
async def playground(hand: Hand) -> AsyncIterator[Playground]:
    """In memory, on any free port; clean at the end."""
    running = await serve(None, "127.0.0.1", 0, hand, checked=True)
    yield running
    await running.close()
    clean(running.api)


@pytest.fixture
async def page(playground: Playground) -> AsyncIterator[Page]:
    async with ClientSession() as session:
        yield Page(playground.url, session)


@pytest.fixture
async def http_bot(playground: Playground, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    """The library with its own HTTP."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    made = Bot(
        playground.token,
        base_url=f"{playground.url}/bot",
        base_file_url=f"{playground.url}/file/bot",
        request=HTTPXRequest(read_timeout=3),
    )
    async with made:
        yield made


async def call(page: Page, method: str, **params: Any) -> Any:
    """A bot's call by plain HTTP; the whole answer."""
    return await page.get(f"/bot{TOKEN}/{method}", **params)


@pytest.fixture
def prepared(api: BotApi) -> BotApi:
    """Ann and Cleo wrote, Bob did not, Cleo blocked the bot; four messages to Ann."""
    api.person(ANN).say("hello")
    api.person(CLEO).say("hello")
    api.person(CLEO).block()

    def send(**params: Any) -> None:
        status, body = api.call(TOKEN, "sendMessage", {"chat_id": ANN} | params)
        assert status == 200, body

    send(text="plain")
    send(text="keyed", reply_markup=keys("go").to_dict())
    send(text="forced", reply_markup=ForceReply().to_dict())
    api.person(ANN).send("photo")
    picture = api.person(ANN).messages()[-1]["photo"][0]["file_id"]
    api.call(TOKEN, "sendPhoto", {"chat_id": ANN, "photo": picture})
    return api
