"""The person's side: what people do reaches the bot as Telegram tells it, and they see what the bot did."""

from typing import Any

import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat, ReplyParameters
from telegram.constants import ReactionEmoji

from bot.playground.api import BotApi
from bot.playground.attachments import Kind
from bot.playground.editing import is_reaction
from bot.playground.person import Person
from bot.playground.pictures import sample_picture
from bot.playground.rules import CannotDo
from bot.playground.state import MOST_CALLS, MOST_MESSAGES
from tests.playground.conftest import ANN, BOB, Hand
from tests.wire import clean


async def newest(bot: Bot) -> dict[str, Any]:
    """The last update, as JSON."""
    return (await bot.get_updates())[-1].to_dict()


async def test_a_deep_link_says_start_with_its_payload(tidy_api: BotApi, bot: Bot) -> None:
    """And an empty one says /start alone."""
    ann = tidy_api.person(ANN)
    ann.open("q_tools-01")
    assert (await newest(bot))["message"]["text"] == "/start q_tools-01"
    ann.open("")
    message = (await newest(bot))["message"]
    assert message["text"] == "/start"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_a_reply_carries_what_it_replies_to(tidy_api: BotApi, bot: Bot) -> None:
    """As that is now, and on both sides."""
    ann = tidy_api.person(ANN)
    first = ann.say("one")
    ann.edit(first, "one, edited")
    ann.say("two", reply_to=first)
    assert (await newest(bot))["message"]["reply_to_message"]["text"] == "one, edited"
    await bot.send_message(ANN, "three", reply_parameters=ReplyParameters(first))
    assert [one.get("reply_to_message", {}).get("message_id") for one in ann.messages()] == [
        None,
        first,
        first,
    ]


async def test_an_edit_is_an_update_of_its_own(tidy_api: BotApi, bot: Bot, hand: Hand) -> None:
    """With both dates."""
    ann = tidy_api.person(ANN)
    message = ann.say("on")
    hand.move(60)
    ann.edit(message, "one")
    edited = (await newest(bot))["edited_message"]
    assert (edited["text"], edited["edit_date"] - edited["date"]) == ("one", 60)


async def test_a_tap_carries_the_message_and_any_data(tidy_api: BotApi, bot: Bot) -> None:
    """Forged data too: the server of a bot has to check it."""
    ann = tidy_api.person(ANN)
    ann.say("hi")
    sent = await bot.send_message(ANN, "keys")
    key = ann.tap(sent.message_id, "forged")
    query = (await newest(bot))["callback_query"]
    assert (query["id"], query["data"], query["message"]["text"]) == (key, "forged", "keys")


async def test_blocking_and_coming_back_are_told(tidy_api: BotApi, bot: Bot) -> None:
    """As changes of the bot's own membership; while blocked, nothing can be said."""
    ann = tidy_api.person(ANN)
    ann.say("hi")
    ann.block()
    change = (await newest(bot))["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    with pytest.raises(CannotDo):
        ann.say("hello?")
    ann.block(False)
    change = (await newest(bot))["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("kicked", "member")
    await bot.send_message(ANN, "welcome back")


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker"])
async def test_samples_can_be_sent_and_fetched(tidy_api: BotApi, bot: Bot, kind: Kind) -> None:
    """The bot can download what a person sent."""
    tidy_api.person(ANN).send(kind)
    sent = (await newest(bot))["message"][kind]
    one = sent[-1] if isinstance(sent, list | tuple) else sent
    fetched = await (await bot.get_file(one["file_id"])).download_as_bytearray()
    assert len(fetched) == one["file_size"]


async def test_what_the_bot_does_is_seen(tidy_api: BotApi, bot: Bot) -> None:
    """Formatting, pictures and files with their addresses, reactions of both, edits, deletions."""
    ann = tidy_api.person(ANN)
    hers = ann.say("hi")
    await bot.set_message_reaction(ANN, hers, "👍")
    ann.react(hers, "🔥")
    picture = await bot.send_photo(ANN, sample_picture(), caption="<b>A</b>", parse_mode="HTML")
    await bot.edit_message_caption(ANN, picture.message_id, caption="<i>B</i>", parse_mode="HTML")
    await bot.send_document(ANN, b"{}", filename="me.json")
    gone = await bot.send_message(ANN, "gone")
    await bot.delete_message(ANN, gone.message_id)
    first, second, third = ann.messages()
    assert first["reactions"] == [{"emoji": "👍", "from": "bot"}, {"emoji": "🔥", "from": "person"}]
    assert second["caption_entities"] == [{"type": "italic", "offset": 0, "length": 1}]
    assert second["photo_url"] == f"/play/file/{second['photo'][-1]['file_id']}"
    assert (third["document"]["file_name"], third["document"]["file_size"]) == ("me.json", 2)
    await bot.set_message_reaction(ANN, hers, [])
    assert ann.messages()[0]["reactions"] == [{"emoji": "🔥", "from": "person"}]


async def test_the_narrowest_menu_in_ones_language_is_shown(tidy_api: BotApi, bot: Bot) -> None:
    """Own chat before all private chats before the default; a language before none."""
    ann, bob = tidy_api.person(ANN), tidy_api.person(BOB)
    await bot.set_my_commands([BotCommand("default", "d")])
    assert [one["command"] for one in ann.view()["commands"]] == ["default"]
    await bot.set_my_commands([BotCommand("private", "p")], scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands(
        [BotCommand("english", "e")], scope=BotCommandScopeAllPrivateChats(), language_code="en"
    )
    await bot.set_my_commands([BotCommand("hers", "h")], scope=BotCommandScopeChat(ANN))
    assert [one["command"] for one in ann.view()["commands"]] == ["hers"]
    assert [one["command"] for one in bob.view()["commands"]] == ["english"]
    await bot.delete_my_commands(scope=BotCommandScopeAllPrivateChats(), language_code="en")
    assert [one["command"] for one in bob.view()["commands"]] == ["private"]
    assert [one.command for one in await bot.get_my_commands()] == ["default"]


async def test_the_bot_can_tell_about_itself(tidy_api: BotApi, bot: Bot) -> None:
    """Name and descriptions, by language."""
    await bot.set_my_name("Recall, the tutor")
    await bot.set_my_description("It asks.")
    await bot.set_my_description("Es fragt.", language_code="de")
    await bot.set_my_short_description("Asks")
    assert (await bot.get_my_name()).name == (await bot.get_me()).first_name == "Recall, the tutor"
    assert (await bot.get_my_description("de")).description == "Es fragt."
    assert (await bot.get_my_description("fr")).description == "It asks."
    assert (await bot.get_my_short_description()).short_description == "Asks"
    assert (await bot.get_chat(ANN)).first_name == "Ann"


async def test_typing_is_shown_for_five_seconds_or_until_a_message(
    tidy_api: BotApi, bot: Bot, hand: Hand
) -> None:
    """Then it is over."""
    ann = tidy_api.person(ANN)
    ann.say("hi")
    await bot.send_chat_action(ANN, "typing")
    assert ann.view()["typing"] is True
    hand.move(5)
    assert ann.view()["typing"] is False
    await bot.send_chat_action(ANN, "typing")
    await bot.send_message(ANN, "there")
    assert ann.view()["typing"] is False


async def test_the_version_grows_with_what_is_seen_and_only_then(api: BotApi, bot: Bot, ann: Person) -> None:
    """Others' chats do not touch it."""
    before = ann.version()
    api.person(BOB).say("hi")
    await bot.get_updates()
    assert ann.version() == before
    ann.say("hi")
    assert ann.version() > before


@pytest.mark.parametrize(
    "act",
    [
        lambda p: p.say(""),
        lambda p: p.say("a" * 4097),
        lambda p: p.say("x", reply_to=99),
        lambda p: p.tap(99, "x"),
        lambda p: p.tap(1, "x"),
        lambda p: p.edit(99, "x"),
        lambda p: p.edit(1, " "),
        lambda p: p.react(1, "🧪"),
    ],
)
def test_what_a_person_cannot_do_is_said(ann: Person, act: Any) -> None:
    """With a sentence, and nothing happens."""
    ann.say("mine")
    before = ann.view()
    with pytest.raises(CannotDo, match=r"\.$"):
        act(ann)
    assert ann.view() == before


def test_memory_is_bounded(api: BotApi, ann: Person) -> None:
    """A thousand messages a chat, five hundred calls; the newest stay."""
    for number in range(MOST_MESSAGES + 5):
        ann.say(str(number))
        api.call(api.token, "getMe", {})
    assert sum(chat == ANN for chat, _ in api.world.state.messages) == MOST_MESSAGES
    assert len(api.world.state.calls) == MOST_CALLS
    assert ann.messages()[-1]["text"] == str(MOST_MESSAGES + 4)
    assert api.world.state.message(ANN, 5) is None


def test_reactions_are_those_of_telegram() -> None:
    """All the library knows, and no more."""
    assert all(is_reaction(one.value) for one in ReactionEmoji)
    assert not is_reaction("🧪")


async def test_an_uploaded_file_is_kept_only_with_its_message(api: BotApi, bot: Bot) -> None:
    """A refused message leaves nothing behind."""
    from telegram.error import Forbidden

    with pytest.raises(Forbidden):
        await bot.send_document(ANN, b"{}", filename="me.json")
    assert len(api.world.state.files) == 0
    clean(api)
