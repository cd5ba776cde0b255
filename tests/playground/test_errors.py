"""Every error a bot meets: the library's exception, Telegram's HTTP status and its exact words."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
    ReactionTypeEmoji,
    ReplyParameters,
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

from bot.playground.api import TOKEN, BotApi
from bot.playground.limits import SendLimits
from bot.playground.pictures import sample_picture
from bot.playground.table import Json
from tests.playground.conftest import ANN, BOB, CLEO, Hand
from tests.wire import BASE_URL, InProcessRequest, clean

HERS, PLAIN, KEYED, FORCED, PICTURE = 1, 3, 4, 5, 7
"""Messages of the prepared world: Ann's own, and four of the bot's to her."""
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a"
    " current content and reply markup of the message"
)
OLD = "query is too old and response timeout expired or query ID is invalid"


def keys(data: str, count: int = 1) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton("Go", callback_data=data)]
    return InlineKeyboardMarkup([row for _ in range(count)])


@dataclass(frozen=True, kw_only=True)
class Case:
    name: str
    call: Callable[[Bot], Awaitable[Any]]
    raises: type[TelegramError] = BadRequest
    status: int = 400
    words: str


CASES = [
    Case(name="no text", call=lambda b: b.send_message(ANN, ""), words="message text is empty"),
    Case(name="only spaces", call=lambda b: b.send_message(ANN, " \n\u200b "), words="message text is empty"),
    Case(
        name="only empty tags",
        call=lambda b: b.send_message(ANN, "<b></b>", parse_mode="HTML"),
        words="message text is empty",
    ),
    Case(name="4097 letters", call=lambda b: b.send_message(ANN, "a" * 4097), words="message is too long"),
    Case(name="2049 emoji", call=lambda b: b.send_message(ANN, "👍" * 2049), words="message is too long"),
    Case(
        name="caption of 1025",
        call=lambda b: b.send_photo(ANN, sample_picture(), caption="a" * 1025),
        words="message caption is too long",
    ),
    Case(name="nobody", call=lambda b: b.send_message(4711, "hi"), words="chat not found"),
    Case(name="a name nobody has", call=lambda b: b.send_message("@nobody", "hi"), words="chat not found"),
    Case(name="no chat", call=lambda b: b.send_message("", "hi"), words="chat_id is empty"),
    Case(
        name="never wrote",
        call=lambda b: b.send_message(BOB, "hi"),
        raises=Forbidden,
        status=403,
        words="bot can't initiate conversation with a user",
    ),
    Case(
        name="blocked",
        call=lambda b: b.send_message(CLEO, "hi"),
        raises=Forbidden,
        status=403,
        words="bot was blocked by the user",
    ),
    Case(
        name="blocked, edit",
        call=lambda b: b.edit_message_text("hi", CLEO, 2),
        raises=Forbidden,
        status=403,
        words="bot was blocked by the user",
    ),
    Case(
        name="bad markup",
        call=lambda b: b.send_message(ANN, "é <b>x", parse_mode="HTML"),
        words="can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    Case(
        name="unknown tag after letters of two bytes",
        call=lambda b: b.send_message(ANN, "éé <br>", parse_mode="HTML"),
        words='can\'t parse entities: Unsupported start tag "br" at byte offset 5',
    ),
    Case(
        name="unknown parse mode",
        call=lambda b: b.send_message(ANN, "x", parse_mode="BBCode"),
        words="unsupported parse_mode",
    ),
    Case(
        name="entity behind the end",
        call=lambda b: b.send_message(ANN, "x", entities=[MessageEntity("bold", 0, 5)]),
        words="entity beginning at UTF-16 offset 0 ends after the end of the text",
    ),
    Case(
        name="65 bytes of data",
        call=lambda b: b.send_message(ANN, "x", reply_markup=keys("é" * 32 + "x")),
        words="BUTTON_DATA_INVALID",
    ),
    Case(
        name="101 buttons",
        call=lambda b: b.send_message(ANN, "x", reply_markup=keys("x", 101)),
        words="reply markup is too long",
    ),
    Case(
        name="button without action",
        call=lambda b: b.send_message(
            ANN, "x", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("Go")]])
        ),
        words="can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    Case(
        name="reply to nothing",
        call=lambda b: b.send_message(ANN, "x", reply_parameters=ReplyParameters(99)),
        words="message to be replied not found",
    ),
    Case(
        name="edit nothing",
        call=lambda b: b.edit_message_text("x", ANN, 99),
        words="message to edit not found",
    ),
    Case(
        name="edit without a number",
        call=lambda b: b.edit_message_text("x", ANN),
        words="message identifier is not specified",
    ),
    Case(
        name="edit hers", call=lambda b: b.edit_message_text("x", ANN, HERS), words="message can't be edited"
    ),
    Case(
        name="edit a forced reply",
        call=lambda b: b.edit_message_text("x", ANN, FORCED),
        words="message can't be edited",
    ),
    Case(
        name="edit a picture's text",
        call=lambda b: b.edit_message_text("x", ANN, PICTURE),
        words="there is no text in the message to edit",
    ),
    Case(
        name="caption under a text",
        call=lambda b: b.edit_message_caption(ANN, PLAIN, caption="x"),
        words="there is no caption in the message to edit",
    ),
    Case(name="same text", call=lambda b: b.edit_message_text("plain", ANN, PLAIN), words=SAME),
    Case(
        name="same text, other markup of it",
        call=lambda b: b.edit_message_text("keyed", ANN, KEYED, reply_markup=keys("go")),
        words=SAME,
    ),
    Case(
        name="same keyboard",
        call=lambda b: b.edit_message_reply_markup(ANN, KEYED, reply_markup=keys("go")),
        words=SAME,
    ),
    Case(name="no keyboard as before", call=lambda b: b.edit_message_reply_markup(ANN, PLAIN), words=SAME),
    Case(
        name="delete nothing", call=lambda b: b.delete_message(ANN, 99), words="message to delete not found"
    ),
    Case(name="unknown tap", call=lambda b: b.answer_callback_query("17"), words=OLD),
    Case(
        name="react to nothing",
        call=lambda b: b.set_message_reaction(ANN, 99, "👍"),
        words="message to react not found",
    ),
    Case(
        name="no such reaction",
        call=lambda b: b.set_message_reaction(ANN, HERS, "🧪"),
        words="REACTION_INVALID",
    ),
    Case(
        name="two reactions",
        call=lambda b: b.set_message_reaction(ANN, HERS, [ReactionTypeEmoji("👍"), ReactionTypeEmoji("👎")]),
        words="REACTIONS_TOO_MANY",
    ),
    Case(
        name="bad action",
        call=lambda b: b.send_chat_action(ANN, "sleeping"),
        words="wrong parameter action in request",
    ),
    Case(name="no picture", call=lambda b: b.send_photo(ANN, b"not a picture"), words="IMAGE_PROCESS_FAILED"),
    Case(
        name="a picture like a rope",
        call=lambda b: b.send_photo(ANN, sample_picture(400, 2)),
        words="PHOTO_INVALID_DIMENSIONS",
    ),
    Case(
        name="unknown file",
        call=lambda b: b.send_photo(ANN, "AgACAgIAAx"),
        words="wrong file identifier/HTTP URL specified",
    ),
    Case(name="get an unknown file", call=lambda b: b.get_file("AgACAgIAAx"), words="invalid file_id"),
    Case(name="get an unknown chat", call=lambda b: b.get_chat(4711), words="chat not found"),
    Case(
        name="command in capitals",
        call=lambda b: b.set_my_commands([BotCommand("Learn", "x")]),
        words="BOT_COMMAND_INVALID",
    ),
    Case(
        name="menu for nobody",
        call=lambda b: b.set_my_commands([BotCommand("learn", "x")], scope=BotCommandScopeChat(4711)),
        words="chat not found",
    ),
]


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


def told(api: BotApi) -> Json:
    """The last answer, as it went over the wire."""
    answer: Json = api.world.state.calls.items()[-1][1]["answer"]
    return answer


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_an_error_is_worded_as_telegram_words_it(prepared: BotApi, bot: Bot, case: Case) -> None:
    """The library raises the right exception, and the body says exactly Telegram's sentence."""
    with pytest.raises(TelegramError) as raised:
        await case.call(bot)
    prefix = {400: "Bad Request", 403: "Forbidden"}[case.status]
    assert type(raised.value) is case.raises
    assert told(prepared) == {
        "ok": False,
        "error_code": case.status,
        "description": f"{prefix}: {case.words}",
    }


async def test_the_longest_texts_and_data_pass(prepared: BotApi, bot: Bot) -> None:
    """4096 units of text, 1024 of caption, 64 bytes of data, 100 buttons: the limits are allowed."""
    await bot.send_message(ANN, "👍" * 2048, reply_markup=keys("é" * 32, 100))
    await bot.send_message(ANN, f"<b>{'a' * 4096}</b>", parse_mode="HTML")
    await bot.send_photo(ANN, sample_picture(), caption="a" * 1024)
    await bot.send_message(ANN, "x", reply_parameters=ReplyParameters(99, allow_sending_without_reply=True))
    clean(prepared)


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
