"""Errors that come of when a call is made, how often, or with which token."""

import pytest
from telegram import (
    Bot,
)
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.playground.api import BotApi
from bot.playground.limits import SendLimits
from tests.playground.conftest import ANN, Hand
from tests.playground.sent import KEYED, PLAIN
from tests.playground.test_errors import told
from tests.wire import BASE_URL, InProcessRequest


async def test_a_wrong_token_is_401_and_a_malformed_one_404(api: BotApi) -> None:
    """The library cannot tell them apart, the status can."""
    for token, status in (("7000000001:" + "x" * 35, 401), ("nonsense", 404)):
        code, body = api.call(token, "getMe", {})
        assert (code, body["error_code"]) == (status, status)
    stranger = Bot("7000000001:" + "x" * 35, base_url=BASE_URL, request=InProcessRequest(api))
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_a_tap_is_answered_once_and_within_fifteen_seconds(
    prepared: BotApi, bot: Bot, hand: Hand
) -> None:
    """After that, and the second time, the query is too old."""
    person = prepared.person(ANN)
    first, second = person.tap(KEYED, "go"), person.tap(KEYED, "go")
    hand.move(15)
    await bot.answer_callback_query(first, "Right", show_alert=True)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(first)
    hand.move(0.1)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(second)
    assert [(n["text"], n["alert"]) for n in person.view()["notices"]] == [("Right", True)]


async def test_a_message_older_than_two_days_stays(prepared: BotApi, bot: Bot, hand: Hand) -> None:
    """Telegram deletes for 48 hours only."""
    hand.move(48 * 3600)
    await bot.delete_message(ANN, PLAIN)
    hand.move(1)
    with pytest.raises(BadRequest, match="can't be deleted for everyone"):
        await bot.delete_message(ANN, KEYED)


@pytest.mark.parametrize(
    ("code", "raises", "words"),
    [
        (409, Conflict, "Conflict: terminated by other getUpdates request"),
        (500, NetworkError, "Internal Server Error"),
        (502, NetworkError, "Bad Gateway"),
        (401, InvalidToken, "Unauthorized"),
        (403, Forbidden, "Forbidden: bot was blocked by the user"),
    ],
)
async def test_any_status_can_be_made(
    prepared: BotApi, bot: Bot, code: int, raises: type[TelegramError], words: str
) -> None:
    """A fault answers with any status, and nothing is sent."""
    before = prepared.person(ANN).messages()
    prepared.fault("sendMessage", code=code)
    with pytest.raises(raises):
        await bot.send_message(ANN, "x")
    assert told(prepared)["description"].startswith(words)
    assert prepared.person(ANN).messages() == before


async def test_429_names_the_seconds_to_wait(prepared: BotApi, bot: Bot) -> None:
    """In the text and in the parameters."""
    prepared.fault("sendMessage", code=429, retry_after=7)
    with pytest.raises(RetryAfter):
        await bot.send_message(ANN, "x")
    assert told(prepared) == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }


async def test_the_chat_limit_lets_a_burst_of_three_through_then_one_a_second(
    prepared: BotApi, bot: Bot, hand: Hand
) -> None:
    """Edits in private are not counted; the wait told is long enough."""
    prepared.limits = SendLimits()
    for number in range(3):
        await bot.send_message(ANN, f"{number}")
    await bot.edit_message_text("edited", ANN, PLAIN)
    with pytest.raises(RetryAfter):
        await bot.send_message(ANN, "4")
    hand.move(told(prepared)["parameters"]["retry_after"])
    await bot.send_message(ANN, "5")


def test_the_whole_bot_sends_thirty_a_second(hand: Hand) -> None:
    """And a group takes twenty a minute."""
    limits = SendLimits()
    assert [limits.spend(chat, is_group=False, now=0.0) for chat in range(31)] == [0] * 30 + [1]
    assert (limits.passed, limits.refused, limits.fastest) == (30, 1, 30)
    group = [limits.spend(-5, is_group=True, now=100.0 + second) for second in range(30)]
    assert group[:20] == [0] * 20
    assert sum(wait == 0 for wait in group) == 29
    assert all(wait <= 3 for wait in group)
    assert (limits.passed, limits.refused, limits.fastest) == (59, 2, 30)
