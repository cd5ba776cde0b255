"""The wire in the process: faults look as over HTTP, and nothing against the table goes by."""

import asyncio

import httpcore
import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.playground.api import TOKEN, AnswerLost, BotApi
from bot.playground.faults import Garbled, Lost
from bot.playground.params import Upload
from bot.playground.person import Person
from bot.telegram.http_request import NotConnected
from tests.playground.conftest import ANN
from tests.wire import BASE_URL, AgainstTheTable, InProcessRequest, clean, playground


@pytest.mark.parametrize(
    ("drop", "after_apply", "raises", "cause", "delivered"),
    [
        (True, False, TimedOut, httpcore.ReadTimeout, 0),
        (True, True, TimedOut, httpcore.ReadTimeout, 1),
        ("timeout", True, TimedOut, httpcore.ReadTimeout, 1),
        ("reset", False, NetworkError, httpcore.RemoteProtocolError, 0),
        ("reset", True, NetworkError, httpcore.RemoteProtocolError, 1),
        ("connect", True, NetworkError, NotConnected, 0),
    ],
)
async def test_a_lost_answer_looks_as_over_http(
    api: BotApi,
    bot: Bot,
    ann: Person,
    drop: bool | Lost,
    after_apply: bool,
    raises: type[TelegramError],
    cause: type[Exception],
    delivered: int,
) -> None:
    """The exception, its cause, and whether the message got there."""
    ann.say("hi")
    api.fault("sendMessage", drop=drop, after_apply=after_apply)
    with pytest.raises(NetworkError) as raised:
        await bot.send_message(ANN, "x")
    assert type(raised.value) is raises
    assert type(raised.value.__cause__) is cause
    assert len(ann.messages()) == 1 + delivered
    await bot.send_message(ANN, "the next one works")


@pytest.mark.parametrize(
    ("garbled", "code", "delivered"), [("page", 502, 0), ("half", None, 1), ("page", None, 1)]
)
async def test_what_comes_can_be_no_answer_at_all(
    api: BotApi, bot: Bot, ann: Person, garbled: Garbled, code: int | None, delivered: int
) -> None:
    """A proxy's page, or half of what the server said."""
    ann.say("hi")
    api.fault("sendMessage", garbled=garbled, code=code)
    with pytest.raises(TelegramError):
        await bot.send_message(ANN, "x")
    assert len(ann.messages()) == 1 + delivered


async def test_a_fault_counts_its_times_and_keeps_to_its_method(api: BotApi, bot: Bot, ann: Person) -> None:
    """ "*" is any method; faults come in the order they were asked for."""
    ann.say("hi")
    api.fault("sendMessage", code=400, times=2, description="Bad Request: on purpose")
    for _ in range(2):
        await bot.get_me()
        with pytest.raises(BadRequest, match="On purpose"):
            await bot.send_message(ANN, "x")
    await bot.send_message(ANN, "x")
    api.fault("*", code=502, after_apply=True)
    with pytest.raises(NetworkError):
        await bot.send_message(ANN, "applied all the same")
    assert ann.messages()[-1]["text"] == "applied all the same"


async def test_an_answer_later_than_one_waits_is_a_timeout(api: BotApi, bot: Bot, ann: Person) -> None:
    """An earlier one comes."""
    ann.say("hi")
    api.fault("sendMessage", delay=5.0)
    with pytest.raises(TimedOut):
        await bot.send_message(ANN, "late", read_timeout=5)
    api.fault("sendMessage", delay=0.01)
    await bot.send_message(ANN, "in time")
    assert [one["text"] for one in ann.messages()] == ["hi", "late", "in time"]


def test_a_fault_must_say_what_goes_wrong(api: BotApi) -> None:
    """Else it would silently do nothing; and a direct call shows a lost answer as an exception."""
    with pytest.raises(ValueError, match="needs a code, a drop, a delay or to be garbled"):
        api.fault("sendMessage")
    api.fault("getMe", drop=True)
    with pytest.raises(AnswerLost):
        api.call(TOKEN, "getMe", {})


async def test_an_unknown_method_fails_by_name(api: BotApi, bot: Bot) -> None:
    """Over the library as an error, and at the end of the test even if that was swallowed."""
    with pytest.raises(TelegramError):
        await bot.do_api_request("sendMesage", {"chat_id": ANN})
    with pytest.raises(AgainstTheTable, match="sendMesage: no such method"), playground(api):
        pass
    assert api.call(TOKEN, "sendMesage", {}) == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found"},
    )


async def test_a_method_that_is_not_built_fails_by_name(api: BotApi, bot: Bot) -> None:
    """With 404 and its name."""
    with pytest.raises(TelegramError):
        await bot.send_dice(ANN)
    status, body = api.call(TOKEN, "sendDice", {})
    assert (status, body["description"]) == (404, "Not Found: the playground has no sendDice yet")
    assert api.unknown == ["sendDice", "sendDice"]


def test_a_method_may_be_tried_where_that_is_said(api: BotApi) -> None:
    """404 all the same, and no complaint."""
    api.probes.add("sendEphemeralMessage")
    assert api.call(TOKEN, "sendEphemeralMessage", {})[0] == 404
    clean(api)


async def test_a_request_against_the_table_fails(api: BotApi, bot: Bot, ann: Person) -> None:
    """An unknown parameter is passed over by Telegram, but not by the tests."""
    ann.say("hi")
    with pytest.raises(NetworkError, match="no such parameter"):
        await bot.send_message(ANN, "x", api_kwargs={"silent": True})
    with pytest.raises(AgainstTheTable, match=r"sendMessage\.silent: no such parameter"):
        clean(api)


async def test_raw_posts_work(api: BotApi, ann: Person) -> None:
    """Updates as plain dicts, as an intake reads them."""
    ann.say("hi")
    request = InProcessRequest(api)
    data = RequestData([RequestParameter.from_input("offset", 0), RequestParameter.from_input("timeout", 0)])
    updates = await request.post(f"{BASE_URL}{TOKEN}/getUpdates", data)
    assert isinstance(updates, list)
    assert updates[0]["message"]["text"] == "hi"


@pytest.mark.parametrize(
    "params",
    [
        {
            "chat_id": "1001",
            "text": "x",
            "disable_notification": "true",
            "reply_markup": '{"inline_keyboard": []}',
        },
        {"chat_id": 1001, "text": "x", "disable_notification": True, "reply_markup": {"inline_keyboard": []}},
    ],
)
def test_parameters_come_as_strings_or_as_values(api: BotApi, ann: Person, params: dict[str, object]) -> None:
    """Both are the same call."""
    ann.say("hi")
    assert api.call(TOKEN, "SENDMESSAGE", params)[0] == 200
    clean(api)


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"entities": "x"}, "can't parse entities JSON array"),
        ({"reply_parameters": "[]"}, "object expected as ReplyParameters"),
        ({"message_thread_id": "x"}, 'can\'t parse parameter "message_thread_id": expected an Integer'),
        ({"message_thread_id": "5"}, "message thread not found"),
    ],
)
def test_unreadable_parameters_are_refused(
    api: BotApi, ann: Person, params: dict[str, object], words: str
) -> None:
    """With 400 and what is wrong."""
    ann.say("hi")
    status, body = api.call(TOKEN, "sendMessage", {"chat_id": ANN, "text": "x"} | params)
    assert (status, body["description"]) == (400, f"Bad Request: {words}")


def test_an_upload_may_be_attached_by_name(api: BotApi, ann: Person) -> None:
    """attach://name names a file beside the call; an empty file is refused."""
    ann.say("hi")
    full, empty = Upload(name="a.txt", data=b"abc"), Upload(name="b.txt", data=b"")
    params = {"chat_id": ANN, "document": "attach://one"}
    assert api.call(TOKEN, "sendDocument", params, {"one": full})[0] == 200
    status, body = api.call(TOKEN, "sendDocument", params, {"one": empty})
    assert (status, body["description"]) == (400, "Bad Request: file must be non-empty")


async def test_a_closed_request_ends_its_poll(api: BotApi) -> None:
    """So that a bot can stop at once."""
    request = InProcessRequest(api)
    data = RequestData([RequestParameter.from_input("timeout", 50)])
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        poll = group.create_task(request.post(f"{BASE_URL}{TOKEN}/getUpdates", data))
        await asyncio.sleep(0)
        await request.shutdown()
    assert poll.result() == []
