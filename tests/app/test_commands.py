"""Every command of the private chat, and what is not understood."""

import json

import pytest

from bot.app.commands import COMMANDS
from bot.telegram.menu import set_menus
from tests.conversation import MENUS, Room, Talk, asks

DEEP = asks("fundamentals-01")


HELLO = "Hi! I ask, you type, I say what's right and why. First: "


@pytest.mark.parametrize(
    ("command", "begins"),
    [
        ("/start", "I ask, you type, I say what's right and why. First: "),
        ("/learn", "Intro to machine learning\nFundamentals: 0 of 11\n"),
        ("/learn all", DEEP),
        ("/learn Tools", asks("tools-01")),
        ("/learn data", asks("data-01")),
        ("/learn cookery", "I have no topic called cookery."),
        ("/next", HELLO),
        ("/skip", HELLO),
        ("/hint", HELLO),
        ("/reveal", HELLO),
        ("/streak", "No streak right now."),
        ("/stats", "Nothing answered yet in Intro to machine learning."),
        ("/settings", "After a right answer the next question comes by itself."),
        ("/settings flow off", "Set.\n\nAfter a right answer I wait for a tap."),
        ("/settings back", "No question is put away."),
        ("/help", "I ask, you type the answer in your own words"),
        ("/privacy", "I keep your first name"),
        ("/export", "Everything I keep about you, as JSON."),
        ("/erase", "Remove everything about you?"),
        ("/erase no", "Nothing was removed."),
        ("/enough", "Good. /next goes on whenever you like."),
        ("/NEXT@recall_playground_bot", HELLO),
        ("/frobnicate", HELLO),
        ("/", HELLO),
        ("hello", HELLO),
        ("thanks", HELLO),
    ],
)
async def test_first_thing_ever_said(ann: Talk, command: str, begins: str) -> None:
    received = await ann.says(command)

    assert received.text.startswith(begins)


@pytest.mark.parametrize(
    ("command", "begins"),
    [
        ("/start", "Good to see you again.\n\nStill open: " + DEEP),
        ("/next", "I'll ask that one another time.\n\n" + asks("tools-01")),
        ("/skip", "I'll ask that one another time.\n\n" + asks("tools-01")),
        ("/hint", "Hint 1 of 2: "),
        ("/reveal", "The answer: the number of hidden layers."),
        ("/learn tools", asks("tools-01")),
    ],
)
async def test_with_a_question_open(ann: Talk, command: str, begins: str) -> None:
    await ann.says("/start")
    received = await ann.says(command)

    assert received.text.startswith(begins)


async def test_every_command_is_answered_and_none_with_silence(ann: Talk) -> None:
    for name in COMMANDS:
        assert (await ann.says(f"/{name}")).messages, name


@pytest.mark.parametrize(
    ("payload", "begins"),
    [
        ("q_tools-01", asks("tools-01")),
        ("t_distributed", asks("distributed-01")),
        ("q_nothing-99", DEEP),
        ("t_nothing", DEEP),
        ("x", DEEP),
        ("q_" + "a" * 62, DEEP),
    ],
)
async def test_a_deep_link_leads_to_its_question_or_topic(ann: Talk, payload: str, begins: str) -> None:
    ann.person.open(payload)
    received = await ann.reads()

    assert received.text.removeprefix("I ask, you type, I say what's right and why. First: ").startswith(
        begins
    )


async def test_topics_can_be_tapped(ann: Talk) -> None:
    await ann.says("/learn")

    assert (await ann.taps("Models")).text.startswith(asks("models-01"))
    await ann.says("/learn")
    assert (await ann.taps("Everything")).text.startswith(DEEP)


async def test_settings_can_be_tapped_and_hold(ann: Talk) -> None:
    await ann.says("/settings")
    assert (await ann.taps("Don't go on by itself")).text.startswith("Set.")
    await ann.says("/start")

    received = await ann.says("the number of hidden layers")
    assert received.buttons == ["Next", "More"]


async def test_stats_say_how_far_one_has_come(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("the number of hidden layers")
    await ann.says("idk")
    received = await ann.says("/stats")

    assert "Fundamentals: 1 of 11, 1 right, 7 in 10" in received.text
    assert "2 of 33 questions met." in received.text
    assert "1 of 2 right when last asked, 1 of them at the first go." in received.text
    assert "Coming back: " in received.text
    assert "Due: 1 tomorrow, 1 in 2 days." in received.text
    assert "photo" in received.messages[0]
    assert "photo" not in (await ann.says("/stats text")).messages[0]
    assert "photo" in (await ann.says("/streak")).messages[0]


async def test_a_command_nobody_knows(ann: Talk) -> None:
    await ann.says("/start")

    assert (await ann.says("/frobnicate")).text == "I don't know /frobnicate. /help lists what I can do."
    assert (await ann.says("/")).text.startswith("I don't know /.")


@pytest.mark.parametrize("command", ["/skip", "/hint", "/reveal"])
async def test_nothing_is_open_is_said_where_a_question_is_needed(ann: Talk, command: str) -> None:
    await ann.says("/start")
    await ann.says("idk")

    assert (await ann.says(command)).text.startswith("No question is open.")


@pytest.mark.parametrize(
    ("kind", "begins"),
    [("photo", "I can't look at pictures."), ("voice", "I can't listen"), ("sticker", "Nice sticker")],
)
async def test_what_cannot_be_read_gets_a_helpful_reply(ann: Talk, kind: str, begins: str) -> None:
    await ann.says("/start")
    assert (await ann.sends(kind)).text.startswith(begins)
    received = await ann.sends(kind)

    assert received.text.endswith("Type your answer in a few words; the question stays open.")
    assert (await ann.says("the number of hidden layers")).text.startswith("Right.")


async def test_an_edit_after_marking_does_not_change_the_mark(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("lots of data")
    answer = ann.own()
    received = await ann.edits(answer, "lots and lots of data")

    assert received.text.startswith("That answer is marked already; an edit doesn't change it.")
    assert (await ann.says("a deep understanding")).text.startswith("Not quite: ")


async def test_an_edit_before_marking_counts(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("🙂")
    received = await ann.edits(ann.own(), "the number of hidden layers")

    assert received.text.startswith("Right. Day 1.")


async def test_an_edit_of_something_older_than_the_question_does_not_answer_it(ann: Talk) -> None:
    await ann.says("/streak")
    old = ann.own()
    await ann.says("/start")
    received = await ann.edits(old, "the number of hidden layers")

    assert received.text.startswith("Still open: ")
    assert (await ann.says("the number of hidden layers")).text.startswith("Right.")


async def test_the_menu_is_set_by_scope(bot: Room, ann: Talk) -> None:
    await set_menus(bot.telegram_bot.client.bot, MENUS)

    shown = [command["command"] for command in ann.person.view()["commands"]]
    assert shown == ["learn", "daily", "streak", "stats", "settings", "help"]


async def test_who_blocks_is_left_in_peace_and_comes_back_to_the_same_question(bot: Room, ann: Talk) -> None:
    await ann.says("/start")
    ann.person.block()
    assert not (await ann.reads()).messages
    ann.person.block(False)
    await ann.reads()

    assert (await ann.says("the number of hidden layers")).text.startswith("Right. Day 1.")


async def test_a_block_in_the_middle_of_a_reply_loses_nothing(bot: Room, ann: Talk) -> None:
    await ann.says("/start")
    ann.person.say("the number of hidden layers")
    ann.person.block()
    await ann.reads()
    ann.person.block(False)
    await ann.reads()

    assert "1 of 33 questions met." in (await ann.says("/stats")).text


async def test_a_long_answer_is_read(ann: Talk) -> None:
    await ann.says("/start")
    received = await ann.says("data " * 819)

    assert received.text.startswith(("Not quite: ", "I can't mark that: ", "I can't tell. "))


async def test_a_name_full_of_markup_does_no_harm(bot: Room, ann: Talk) -> None:
    received = await ann.says("/learn <b>&amp; </a>")

    assert "<b>&amp; </a>" in received.text


async def test_export_holds_what_was_said(bot: Room, ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("lots of data")
    received = await ann.says("/export")

    assert received.document is not None
    assert received.document["file_name"] == "recall-2026-03-02.json"
    kept = json.loads(bot.api.file(bot.api.token, _path(bot, received.document["file_id"])) or b"")
    assert kept["answers"][0]["said"] == "lots of data"
    assert kept["learners"][0]["name"] == "Ann"
    question = bot.question(kept["asked"][0]["question"])
    assert json.loads(kept["asked"][0]["snapshot"])["ask"] == question.ask, "what was asked, in its words"


def _path(bot: Room, file: str) -> str:
    status, body = bot.api.call(bot.api.token, "getFile", {"file_id": file})
    assert status == 200
    return str(body["result"]["file_path"])
