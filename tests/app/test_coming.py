"""The first message, and what is said to a question that is closed: nobody is met with a shut door."""

import pytest

from tests.conversation import Room, Talk, asks

DEEP, TOOL = asks("fundamentals-01"), asks("tools-01")
LAYERS = "the number of hidden layers"


@pytest.mark.parametrize(
    "said",
    ["hi there", "who are you?", "what is a tensor?", "idk", "lol", "ok", "no", "servus", "wer bist du",
     "привет", "🙂", "/blorp", "asdf", "yes please", "tell me a joke"],
)  # fmt: skip
async def test_a_first_message_of_any_kind_gets_the_welcome_and_a_question(ann: Talk, said: str) -> None:
    received = await ann.says(said)

    assert received.text.startswith(f"Hi! I ask, you type, I say what's right and why. First: {DEEP}")
    assert (await ann.says(LAYERS)).text.startswith("Right. Day 1.")


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker"])
async def test_so_does_a_first_message_without_words(ann: Talk, kind: str) -> None:
    assert (await ann.sends(kind)).text.startswith("Hi! I ask, you type")


async def test_who_turns_down_the_daily_question_first_is_let_be(ann: Talk) -> None:
    await ann.says("/daily")

    assert (await ann.says("no thanks")).text.startswith(("Good.", "Fine."))


@pytest.mark.parametrize(
    "said", ["interesting, we use that at work", "my train is late", "das ist ja toll hier"]
)
async def test_after_a_question_what_cant_be_placed_gets_the_next_step(ann: Talk, said: str) -> None:
    await ann.says("/start")
    await ann.says("idk")

    assert "The answer was" not in (await ann.says(said)).text


async def test_a_reply_to_a_skipped_question_counts(ann: Talk) -> None:
    await ann.says("/start")
    first = ann.last()["message_id"]
    await ann.says("skip")
    received = await ann.says(LAYERS, reply_to=first)

    assert received.text.startswith("Right. Day 1.")
    assert f"Still open: {TOOL}" in received.text
    assert "counted already" in (await ann.says(LAYERS, reply_to=first)).text


async def test_a_miss_to_a_skipped_question_leaves_it_to_be_answered(ann: Talk) -> None:
    await ann.says("/start")
    first = ann.last()["message_id"]
    await ann.says("skip")

    assert "Another go?" in (await ann.says("lots of data", reply_to=first)).text
    assert (await ann.says(LAYERS, reply_to=first)).text.startswith("Right, second try")


async def test_an_edit_that_makes_it_right_counts_while_the_question_is_open(ann: Talk) -> None:
    await ann.says("/start")
    assert "Another go?" in (await ann.says("lots of data")).text

    assert (await ann.edits(ann.own(), LAYERS)).text.startswith("Right, second try")


async def test_what_is_right_after_the_answer_was_shown_counts_next_time(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("idk")
    received = await ann.says(LAYERS)

    assert received.text.startswith("That's it; next time it counts.")
    assert "would have" not in received.text


async def test_nothing_is_said_to_be_closed_to_somebody_new(bot: Room) -> None:
    assert "No question is open" not in (await bot.talk(1002).says("hm")).text


@pytest.mark.parametrize("said", ["skip", "next", "/skip", "nächste Frage"])
async def test_what_is_skipped_is_said_in_a_sentence(ann: Talk, said: str) -> None:
    await ann.says("/start")

    assert (await ann.says(said)).text == f"I'll ask that one another time.\n\n{TOOL}"


async def test_more_asks_what_to_do(ann: Talk) -> None:
    await ann.says("/start")

    assert (await ann.taps("More")).text == "What shall I do about deep?"


async def test_the_first_day_says_what_a_streak_is_and_that_one_day_off_is_free(ann: Talk) -> None:
    await ann.says("/start")

    told = (await ann.says(LAYERS)).text
    assert "Days in a row with an answer are a streak; one day off won't end it." in told


async def test_a_topic_of_which_all_is_met_says_so(ann: Talk) -> None:
    for number in range(1, 7):
        await ann.says(f"/start q_tools-0{number}")
        await ann.says("idk")
    assert "You have met all 6 of Tools" in (await ann.says("/learn Tools")).text
    await ann.says("/learn")

    assert "You have met all 6 of Tools" in (await ann.taps("Tools")).text
    assert "You have met" not in (await ann.says("/learn data")).text
