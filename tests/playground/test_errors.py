"""Every error a bot meets: the library's exception, Telegram's HTTP status and its exact words."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
    ReactionTypeEmoji,
    ReplyParameters,
)
from telegram.error import (
    BadRequest,
    Forbidden,
    TelegramError,
)

from bot.playground.api import BotApi
from bot.playground.pictures import sample_picture
from bot.playground.table import Json
from tests.playground.conftest import ANN, BOB, CLEO
from tests.playground.sent import FORCED, HERS, KEYED, PICTURE, PLAIN, keys
from tests.wire import clean

SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a"
    " current content and reply markup of the message"
)
OLD = "query is too old and response timeout expired or query ID is invalid"


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
