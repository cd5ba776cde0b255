"""The daily question: offered once, asked once a local day, at their own hour, and never a burden."""

from tests.app.days import LAYERS, morning, subscribed
from tests.conversation import Room, Talk, asks


async def test_it_is_offered_once_after_the_third_question(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says(LAYERS)
    await ann.says("scikit-learn")
    received = await ann.says("before")
    assert received.text.endswith("Shall I ask you one a day at this time?")
    assert (await ann.taps("Not now")).text == "Fine. /daily is there when you want it."

    await ann.says("next")
    assert "Shall I ask you" not in (await ann.says("a")).text


async def test_one_tap_subscribes_and_checks_the_clock(ann: Talk) -> None:
    await ann.says("/daily")
    received = await ann.taps("Yes")
    assert received.text.startswith("Every day at 18:00: one question from Intro to machine learning.")
    assert received.text.endswith("Is it 18:00 at your place?")

    received = await ann.taps("No")
    assert received.text.startswith("What time is it at your place now?")
    assert len(received.buttons) == 3
    assert (await ann.says("/zone lisbn")).text == "Is it 17:00 at your place?"
    received = await ann.taps("Yes")
    assert received.text == "Good: 17:00, the clock of Lisbon. Your question comes at 17:00."


async def test_the_prompt_is_the_question_and_is_answered_right_there(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    text = await morning(bot, ann)
    assert text == asks("data-01")

    received = await ann.says("1")
    assert received.text.startswith("Right: before. Day 2.")
    assert "That's it for today; more if you like." in received.text


async def test_an_edit_that_took_the_buttons_leaves_none_to_take(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    await morning(bot, ann)
    await morning(bot, ann)

    assert [call for _, call in bot.api.world.state.calls.items() if call["status"] != 200] == []


async def test_who_learned_today_is_not_asked_again_today(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann, at="20:00")
    await bot.later(hours=6)
    assert not (await ann.reads()).messages
    assert (await morning(bot, ann)) == ""


async def test_an_unanswered_prompt_shrinks_and_is_asked_again(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    await ann.says("before")
    await ann.says("idk")
    first = await morning(bot, ann)
    number = ann.last()["message_id"]
    assert (await morning(bot, ann)).endswith(first)

    assert _text_of(ann, number) == f"{first} It is asked again below."
    assert number not in ann.with_buttons()


async def test_on_the_third_day_another_is_asked_and_the_old_one_can_be_answered(
    bot: Room, ann: Talk
) -> None:
    await subscribed(bot, ann)
    first = await morning(bot, ann)
    number = ann.last()["message_id"]

    assert first not in await morning(bot, ann)
    assert _text_of(ann, number) == f"{first} It is still open: answer any time, best by a reply to this."
    assert (await ann.says("before", reply_to=number)).text.startswith("Right")


def _text_of(ann: Talk, number: int) -> str:
    return str(next(m["text"] for m in ann.person.messages() if m["message_id"] == number))


async def test_one_quiet_nudge_in_the_evening_and_never_two(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    await morning(bot, ann)
    prompt = ann.last()["message_id"]
    await bot.later(hours=11, minutes=55)
    received = await ann.reads()

    assert received.text == "Still open if you like. If not, a freeze covers today."
    assert received.messages[0]["reply_to_message"]["message_id"] == prompt
    await bot.later(hours=1, minutes=30)
    assert not (await ann.reads()).messages


async def test_the_nudge_says_what_is_left_to_do(bot: Room, ann: Talk) -> None:
    """Who saw the answer has no open question, and the day does not count yet."""
    await subscribed(bot, ann)
    await morning(bot, ann)
    await ann.says("idk")
    await bot.later(hours=11, minutes=55)

    assert (await ann.reads()).text == "/next brings another if you like. If not, a freeze covers today."


async def test_no_nudge_for_who_answered(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    await morning(bot, ann)
    await ann.says("before")
    await bot.later(hours=13)

    assert not (await ann.reads()).messages


async def test_a_freeze_holds_the_streak_and_is_told_after_the_answer(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    await morning(bot, ann)
    await ann.says("before")
    await morning(bot, ann, days=2)
    received = await ann.says("/streak")
    assert received.text.startswith("2 days in a row so far")

    answered = await ann.says("a")
    assert "Day 3: a freeze held your day off, none left for now." in answered.text
    why = (await ann.says("/streak why")).text
    assert "a freeze" in why
    assert why.startswith("3 days in a row, because:")


async def test_days_of_rest_are_kept_without_a_prompt(bot: Room, ann: Talk) -> None:
    """START is a Monday."""
    await subscribed(bot, ann)
    await ann.says("/daily mon thu")
    assert (await morning(bot, ann)) == ""
    assert (await morning(bot, ann)) == ""
    assert (await morning(bot, ann)) == asks("data-01")
    assert "Day 2: your days of rest are kept." in (await ann.says("before")).text


async def test_a_pause_is_silent_and_keeps_the_streak(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    assert (await ann.says("/pause 1w")).text.startswith("Paused until Mon 9 Mar; your streak waits.")
    for _ in range(6):
        assert (await morning(bot, ann)) == ""
    assert (await morning(bot, ann)) == asks("data-01")
    assert "Day 2: your days of rest are kept." in (await ann.says("before")).text


async def test_resume_ends_a_pause_sooner(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    await ann.says("/pause 2w")
    await morning(bot, ann, days=3)
    assert (await ann.says("/resume")).text == "Good to have you back. The days of the pause are kept."
    assert (await ann.says("/resume")).text.startswith("There is no pause to end.")
    await ann.says("next")
    assert "Day 2." in (await ann.says("the second one")).text
