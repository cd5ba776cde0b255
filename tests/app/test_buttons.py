"""Buttons can be late, stale, somebody else's or forged: nothing happens but a notice."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app.buttons import MOST_BYTES, data
from bot.words.choices import CHOICES
from tests.conversation import Room, Talk, room

LEADS_NOWHERE = "That button leads nowhere any more. /next goes on."


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "1",
        "1:",
        "1::",
        "1:1:",
        "1:1:nonsense",
        "2:1:hint",
        "0:1:hint",
        "1:-1:hint",
        "1:99:hint",
        "1:1e3:hint",
        "1:" + "9" * 40 + ":hint",
        "1:1:o9",
        "1:1:o-1",
        "1:1:report-",
        "1:1:report-nothing",
        "1:0:topic-nothing",
        "1:0:deck-../../etc",
        "1:0:sure-",
        "1:0:dtopic-nothing",
        "1:0:dcourse-",
        "1:0:daily-nothing",
        "1:0:from-x",
        "1:0:sure-0",
        "1:0:sure-99999999999999999999",
        "1:٣:hint",
        "1:1:hint:more",
        "' OR 1=1 --",
        "x" * 64,
    ],
)
async def test_a_forged_button_does_nothing(bot: Room, ann: Talk, forged: str) -> None:
    await ann.says("/start")
    message = ann.last()["message_id"]
    received = await ann.forges(message, forged)

    assert received.notices == [LEADS_NOWHERE]
    assert not received.messages
    assert (await ann.says("the number of hidden layers")).text.startswith("Right. Day 1.")


@pytest.mark.parametrize("action", ["hint", "show", "idk", "right", "more", "away", "wrong", "next", "o0"])
async def test_somebody_elses_button_does_nothing(bot: Room, action: str) -> None:
    await bot.ann.says("/start q_fundamentals-04")
    await bot.bob.says("/help")
    received = await bot.bob.forges(bot.bob.last()["message_id"], data(1, action))

    assert received.notices == [LEADS_NOWHERE]
    assert (await bot.ann.says("supervised")).text.startswith("Right: supervised. Day 1.")


@pytest.mark.parametrize("action", ["hint", "show", "idk", "o0"])
async def test_a_button_of_a_closed_question_says_so(ann: Talk, action: str) -> None:
    await ann.says("/start q_fundamentals-04")
    message = ann.last()["message_id"]
    await ann.says("idk")
    received = await ann.forges(message, data(1, action))

    assert received.notices == ["That one is closed. /next goes on."]


async def test_two_taps_on_next_ask_one_question(bot: Room, ann: Talk) -> None:
    await ann.says("/start q_fundamentals-04")
    await ann.says("idk")
    message = ann.last()["message_id"]
    ann.person.tap(message, data(1, "next"))
    received = await ann.forges(message, data(1, "next"))

    assert len(received.messages) == 1
    assert "A question is open already: type your answer." in received.notices


async def test_two_taps_on_an_option_are_marked_once(bot: Room, ann: Talk) -> None:
    await ann.says("/start q_fundamentals-04")
    message = ann.last()["message_id"]
    ann.person.tap(message, data(1, "o0"))
    await ann.forges(message, data(1, "o0"))

    assert "1 of 1 right" in (await ann.says("/stats")).text


async def test_an_old_button_to_erase_does_nothing(bot: Room, ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("the number of hidden layers")
    await ann.says("/erase")
    await bot.later(hours=2)
    received = await ann.taps("Erase everything")

    assert received.notices == [LEADS_NOWHERE]
    assert "1 of 33" in (await ann.says("/stats")).text


async def test_every_button_we_make_fits_and_is_understood(bot: Room, ann: Talk) -> None:
    """Walks through the conversation tapping whatever is shown."""
    for opening in ("/start", "/learn", "/settings", "/help", "/erase", "/learn x", "/start q_tools-05"):
        await ann.says(opening)
        last = ann.last()
        for row in last["reply_markup"]["inline_keyboard"]:
            for button in row:
                assert len(button["callback_data"].encode()) <= MOST_BYTES
                received = await ann.forges(last["message_id"], button["callback_data"])
                assert LEADS_NOWHERE not in received.notices, button
    assert CHOICES


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(group_answer=st.text(max_size=80))
async def test_no_data_whatever_breaks_a_tap(fresh_url: Callable[[], str], group_answer: str) -> None:
    async with room(fresh_url()) as bot:
        await bot.ann.says("/start")
        received = await bot.ann.forges(bot.ann.last()["message_id"], group_answer)
        assert received.notices or received.messages
