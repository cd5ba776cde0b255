"""Files that are made when they are sent: made once each time, closed afterwards, and never sent half."""

from io import BytesIO
from typing import Any

import pytest

from bot.app.events import MessageId
from bot.app.ports.errors import StoreError
from bot.app.ports.outbox import Undelivered
from bot.playground.api import BotApi
from bot.telegram.client import BotClient
from bot.telegram.files import MadeFile, MakeFile
from bot.telegram.rate_limits import RateLimits
from bot.telegram.sender import Sender
from bot.words.spoken import Document, Spoken
from tests.telegram.hand_time import HandTime
from tests.telegram.rooms import MemoryPost
from tests.wire import BASE_URL, InProcessRequest, clean

ANN = 1001
TOLD = Spoken(text="All of it.", document=Document(name="all.json", made_of='{"export": 1001}'))


async def sent(make: MakeFile | None) -> tuple[MemoryPost, list[dict[str, Any]], BotApi]:
    """What Ann sees of TOLD."""
    time = HandTime()
    api = BotApi(now=time.now)
    request = InProcessRequest(api)
    client = BotClient(
        token=api.token, api=BASE_URL.removesuffix("/bot"), polls=request, sends=request, make=make
    )
    post = MemoryPost()
    api.person(ANN).say("/export")
    post.write(ANN, spoken=TOLD.to_json())
    await Sender(client, post, time.timing(), RateLimits.none()).drain(time.now())
    clean(api)
    return post, [m for m in api.person(ANN).messages() if m["from"]["is_bot"]], api


async def test_a_file_is_made_of_its_description_and_closed_once_it_is_sent() -> None:
    streams: list[BytesIO] = []

    def make(description: str) -> MadeFile:
        streams.append(BytesIO(description.encode()))
        return MadeFile(stream=streams[-1], suffix=".gz")

    post, [message], api = await sent(make)
    assert message["caption"] == "All of it."
    assert message["document"]["file_name"] == "all.json.gz"
    assert message["document"]["file_size"] == len('{"export": 1001}')
    assert post.arrived == {1: MessageId(message["message_id"])}
    assert [stream.closed for stream in streams] == [True]
    assert api


async def test_where_there_is_nothing_left_nothing_is_sent() -> None:
    post, messages, _ = await sent(lambda _: None)
    assert messages == []
    assert post.arrived == {1: None}


def _broken(_: str) -> MadeFile:
    raise OSError("No space left on device")


@pytest.mark.parametrize("make", [None, _broken])
async def test_a_file_that_cannot_be_made_is_given_up(make: MakeFile | None) -> None:
    post, messages, _ = await sent(make)
    assert messages == []
    assert post.gone == {1: Undelivered.REFUSED}


async def test_a_database_in_trouble_is_waited_for() -> None:
    tries: list[str] = []

    def make(description: str) -> MadeFile:
        tries.append(description)
        raise StoreError("gone")

    post, messages, _ = await sent(make)
    assert messages == []
    assert [id for id, _ in post.put_back] == [1]
    assert tries
