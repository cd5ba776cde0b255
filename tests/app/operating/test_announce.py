"""A word to everybody: shown first, at most once each, not in quiet hours, and it can be stopped."""

from datetime import timedelta

import pytest

from bot.app.operating.announce import AT_ONCE, MOST
from bot.app.ports.outbox import Lane
from tests.app.authoring.chemistry import operator, people
from tests.conversation import Room, Talk

WORDS = "On Friday I move house.\nAnswers of that day <b>come</b> late & all the same."


async def seconds(bot: Room, count: int) -> None:
    for _ in range(count):
        bot.clock.pass_by(timedelta(seconds=1))
        await bot.turn.tick()
        await bot.settle()


async def crowd(bot: Room, count: int) -> list[Talk]:
    """So many who have said hello, and read the answer."""
    everybody = await people(bot, count)
    for one in everybody:
        await one.says("/start")
    return everybody


async def test_it_is_shown_first_and_then_everybody_gets_it_once(bot: Room) -> None:
    olga = await operator(bot)
    everybody = [olga, *await crowd(bot, AT_ONCE + 5)]
    shown = await olga.says(f"/announce {WORDS}")
    assert shown.text.startswith(f"{len(everybody)} people get this, within about 1 minute")
    assert shown.text.endswith(WORDS)
    await seconds(bot, 3)
    assert (await everybody[1].reads()).text == "", "nobody has it yet"
    going = await olga.taps("Send it")
    assert going.text.startswith("The announcement is going out.")
    await seconds(bot, 1)
    assert len([one for one in everybody if (await one.reads()).text == WORDS]) == AT_ONCE
    await seconds(bot, 5)
    for one in everybody:
        got = [m for m in one.person.messages() if m.get("text") == WORDS and m["from"]["is_bot"]]
        assert len(got) == 1, one.person.id
    told = await olga.says("/announce")
    assert told.text.startswith(f"The announcement is out. It went to {len(everybody)} of {len(everybody)}")


async def test_it_stands_beside_the_open_question(bot: Room) -> None:
    olga = await operator(bot)
    await bot.ann.says("/start q_elements-02")
    before = bot.ann.with_buttons()
    await olga.says("/announce Hello")
    await olga.taps("Send it")
    await seconds(bot, 2)
    assert (await bot.ann.reads()).text == "Hello"
    assert bot.ann.with_buttons() == before


async def test_it_can_be_left_and_stopped(bot: Room) -> None:
    olga = await operator(bot)
    everybody = await crowd(bot, AT_ONCE + 5)
    await olga.says("/announce Not this")
    assert (await olga.taps("Don't send it")).text == "It was not sent."
    await olga.says("/announce This")
    await olga.taps("Send it")
    await seconds(bot, 1)
    assert (await olga.reads()).text == "This"
    stopped = await olga.taps("Stop it")
    assert stopped.text.startswith(f"The announcement is stopped. It went to {AT_ONCE} of")
    await seconds(bot, 5)
    texts = [m.get("text") for one in everybody for m in one.person.messages()]
    assert texts.count("This") in (AT_ONCE - 1, AT_ONCE)
    assert "Not this" not in texts


async def test_in_quiet_hours_nobody_gets_it_and_afterwards_everybody(bot: Room) -> None:
    olga = await operator(bot)
    await bot.ann.says("/start")
    await bot.later(hours=6)  # midnight in Berlin
    await olga.reads()
    await bot.ann.reads()
    await olga.says("/announce Hello")
    await olga.taps("Send it")
    await seconds(bot, 3)
    assert (await bot.ann.reads()).text == ""
    assert "Who has quiet hours gets it afterwards." in (await olga.says("/announce")).text
    await bot.later(hours=8)
    await bot.later(minutes=15)  # then it is tried again
    await seconds(bot, 3)
    assert "Hello" in (await bot.ann.reads()).text


async def test_while_one_goes_out_no_other_does(bot: Room) -> None:
    olga = await operator(bot)
    await crowd(bot, 3)
    await olga.says("/announce One")
    await olga.taps("Send it")
    assert (await olga.says("/announce Two")).text.startswith("The announcement is going out.")


@pytest.mark.parametrize(
    ("words", "begins"), [("", "To tell everybody"), ("x" * (MOST + 1), "That's too long")]
)
async def test_how_it_is_done_is_told(bot: Room, words: str, begins: str) -> None:
    olga = await operator(bot)
    assert (await olga.says(f"/announce {words}")).text.startswith(begins)


@pytest.mark.parametrize("action", ["send-1", "stop-1", "drop-1", "send-x", "send-", "", "send-" + "9" * 17])
async def test_a_forged_button_announces_nothing(bot: Room, action: str) -> None:
    olga = await operator(bot)
    await olga.says("/announce Hello")
    await bot.ann.says("/start")
    await bot.ann.forges(bot.ann.last()["message_id"], f"1:0:announce-{action}")
    await seconds(bot, 3)
    assert "Hello" not in [m.get("text") for m in bot.ann.person.messages()]


async def test_of_one_that_may_have_arrived_no_day_is_excused_and_it_comes_no_second_time(bot: Room) -> None:
    """It is sent at most once, as a prompt."""
    olga = await operator(bot)
    await bot.ann.says("/start")
    await olga.says("/announce Hello")
    await olga.taps("Send it")
    bot.clock.pass_by(timedelta(seconds=1))
    await bot.turn.tick()
    claimed = await bot.turn.claim(bot.clock.now(), 9, 9)
    assert {one.lane for one in claimed} == {Lane.ANNOUNCEMENT}
    await bot.restart()
    await seconds(bot, 3)
    assert "Hello" not in [m.get("text") for m in bot.ann.person.messages()]
