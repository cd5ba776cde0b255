"""The daily question: offered once, asked once a local day, at their own hour, and never a burden."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import update

from bot.app.daily.subscribe import CROWDED
from bot.app.events import ChatId, Person, PersonId
from bot.app.ports.daily import Subscription, SubscriptionState
from bot.store.repository import Repository
from bot.store.tables import learners
from tests.conversation import Room, Talk, asks

LAYERS = "the number of hidden layers"


async def subscribed(bot: Room, ann: Talk, at: str = "8:00", zone: str = "Europe/Berlin") -> None:
    """Ann answers one question at 18:00 in Berlin, and subscribes."""
    await ann.says("/start")
    await ann.says(LAYERS)
    await ann.says("scikit-learn")
    await ann.says(f"/daily {at}")
    await ann.forges(ann.last()["message_id"], f"1:0:zone-{zone}")


def crowd(repo: Repository, at: datetime) -> None:
    """So many others that the minute counts as crowded."""
    for number in map(PersonId, range(5000, 5000 + CROWDED)):
        repo.lock_person(Person(id=number, name="Somebody", language=None), at)
        plan = Subscription(
            learner=number, chat=ChatId(number), state=SubscriptionState.ON, at=time(8), next_at=at
        )
        repo.save_subscription(plan)


async def morning(bot: Room, ann: Talk, days: int = 1) -> str:
    """Go to five past eight in Berlin some days ahead, and read what has come meanwhile."""
    now = bot.clock.now()
    to = now.replace(hour=7, minute=5) + timedelta(days=days if now.hour >= 7 else days - 1)
    await bot.later(seconds=(to - now).total_seconds())
    return (await ann.reads()).text


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


async def test_seven_unanswered_make_it_weekly_and_then_it_ends_kindly(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    texts = [await morning(bot, ann) for _ in range(60)]
    asked = [n for n, text in enumerate(texts) if text and "quiet from here on" not in text]

    assert asked[:8] == [0, 1, 2, 3, 4, 5, 6, 7]
    assert "I'll ask once a week for now." in texts[7]
    assert [after - before for before, after in pairwise(asked[7:])] == [7, 7, 7]
    last = [text for text in texts if text][-1]
    assert last.startswith("I'll be quiet from here on.")
    assert texts.index(last) == asked[-1] + 7


async def test_who_says_idk_every_day_is_not_taken_for_silent(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    for _ in range(10):
        text = await morning(bot, ann)
        assert text
        assert "once a week" not in text
        await ann.says("idk")


async def test_any_answer_makes_it_daily_again(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    for _ in range(9):
        await morning(bot, ann)
    await ann.says("before")

    assert (await morning(bot, ann)) != ""
    assert (await morning(bot, ann)) != ""


async def test_who_blocks_gets_nothing_and_finds_the_streak_frozen(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    ann.person.block()
    await ann.reads()
    for _ in range(5):
        assert (await morning(bot, ann)) == ""
    ann.person.block(False)
    await ann.reads()

    await bot.later(minutes=1)
    assert (await ann.reads()).text == asks("data-01")
    assert "Day 2." in (await ann.says("before")).text


async def test_down_for_three_days_gives_one_prompt_and_excuses_the_days(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    await morning(bot, ann)
    await ann.says("before")
    bot.clock.pass_by(timedelta(days=3, hours=2))
    await bot.turn.tick()
    received = await ann.reads()
    assert len(received.messages) == 1

    answered = await ann.says("a")
    assert "I was down on" in answered.text
    assert "Day 3." in answered.text


async def test_late_within_the_window_or_not_at_all(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    bot.clock.pass_by(timedelta(hours=17))
    await bot.turn.tick()
    assert (await ann.reads()).text == asks("data-01")
    bot.clock.pass_by(timedelta(hours=32))
    await bot.turn.tick()
    assert (await ann.reads()).text == ""


async def test_an_answer_counts_for_the_day_on_which_it_was_said(bot: Room, ann: Talk) -> None:
    """Said at 3:55 in Berlin, where the day ends at four; read when the next one runs."""
    await subscribed(bot, ann)
    await morning(bot, ann)
    await bot.later(hours=19, minutes=50)
    ann.person.say("before")
    bot.clock.pass_by(timedelta(minutes=30))
    assert "Day 2." in (await ann.reads()).text
    assert "Mon 2 Mar – Tue 3 Mar: answered" in (await ann.says("/streak why")).text


async def test_a_zone_that_is_gone_from_the_lists_is_a_guess_again(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    gone = update(learners).values(zone="Europe/Atlantis")
    await bot.database.transact(lambda connection: connection.execute(gone).rowcount)
    assert await morning(bot, ann) == asks("data-01")
    assert "Day 2." in (await ann.says("before")).text


async def test_changing_the_hour_never_makes_two_prompts_for_one_day(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    await morning(bot, ann)
    await ann.says("/daily 9:30")
    await ann.forges(ann.last()["message_id"], "1:0:zone-America/New_York")
    await bot.later(hours=12)
    assert not [m for m in (await ann.reads()).messages if asks("data-01") in m["text"]]


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("/daily 7:30", "Every day at 07:30: one question from Intro"),
        ("/daily 7pm", "Every day at 19:00: one question"),
        ("/daily weekdays", "Monday to Friday at 18:00"),
        ("/daily mon-fri", "Monday to Friday at 18:00"),
        ("/daily fri to sun", "Fri, Sat, Sun at 18:00"),
        ("/daily mon, wed and fri", "Mon, Wed, Fri at 18:00"),
        ("/daily 4 questions", "Every day at 18:00: 4 questions from"),
        ("/daily topic tools", "Every day at 18:00: one question from Tools."),
        ("/daily topic all", "Every day at 18:00: one question from Intro"),
        ("/daily course Statistics in words", "Every day at 18:00: one question from Statistics in words."),
        ("/daily course nothing", "I can't read that. I expect a course"),
        ("/daily topic nothing", "I can't read that. I expect a topic"),
        ("/daily 40 questions", "I can't read that. I expect a number from 1 to 10"),
        ("/daily soon", "I can't read that. I expect a time"),
        ("/daily off", "No daily question then."),
        ("/daily nudge off", "Every day at 18:00"),
        ("/pause", "Paused until Mon 9 Mar"),
        ("/pause 10d", "Paused until Thu 12 Mar"),
        ("/pause 2026-04-01", "Paused until Wed 1 Apr"),
        ("/pause yesterday", "I can't read that. I expect a time"),
        ("/pause 2020-01-01", "I can't read that."),
        ("/resume", "There is no pause to end."),
        ("/zone", "What time is it at your place now?"),
        ("/zone Berlin", "Is it 18:00 at your place?"),
        ("/zone Xyzzyville", "I know no place called Xyzzyville."),
        ("/exam", "No exam is set."),
        ("/exam 2026-12-18", "The exam is on Fri 18 Dec, in 291 days."),
        ("/exam 2020-12-18", "I can't read that. I expect a day ahead"),
        ("/exam off", "No exam is set."),
        ("/settings quiet 23-6", "Set."),
        ("/settings quiet late", "I can't read that. I expect two times"),
        ("/settings new 5", "Set."),
        ("/settings ahead off", "Set."),
        ("/settings weekly on", "Set."),
        ("/settings frob", "I can't read that."),
        ("/streak why", "No day counts yet."),
    ],
)
async def test_what_can_be_typed(ann: Talk, said: str, begins: str) -> None:
    assert (await ann.says(said)).text.startswith(begins)


async def test_an_hour_in_quiet_hours_is_refused_with_a_reason(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)

    assert (await ann.says("/daily 23:30")).text.startswith("23:30 is in your quiet hours, 22:00 to 07:00.")


async def test_everything_can_be_tapped(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    assert (await ann.says("/daily")).buttons == ["Time", "Days", "Topic", "More"]
    assert (await ann.taps("Time")).buttons == ["08:00", "12:30", "18:00", "More"]
    assert (await ann.taps("More")).buttons == ["07:00", "09:00", "20:00", "More"]
    assert (await ann.taps("More")).buttons[0] == "08:00"
    assert (await ann.taps("12:30")).text.startswith("Every day at 12:30")
    await ann.taps("Days")
    assert (await ann.taps("Monday to Friday")).text.startswith("Monday to Friday at 12:30")
    assert (await ann.taps("More")).buttons == ["How many", "My clock", "Stop"]
    assert (await ann.taps("How many")).buttons == ["1", "3", "5"]
    assert "3 questions" in (await ann.taps("3")).text
    await ann.taps("More")
    assert (await ann.taps("My clock")).text.startswith("What time is it at your place now?")
    await ann.says("/daily")
    await ann.taps("More")
    assert (await ann.taps("Stop")).text.startswith("No daily question then.")


async def test_the_topic_and_the_course_can_be_tapped(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    await ann.says("/daily")
    received = await ann.taps("Topic")
    assert received.text.startswith("From which topic of Intro to machine learning?")
    assert received.buttons == ["Everything", "Fundamentals", "Tools", "More"]
    assert (await ann.taps("More")).buttons == ["Data", "Models", "Distributed", "More"]
    assert "08:00: one question from Data." in (await ann.taps("Data")).text

    await ann.taps("Topic")
    await ann.taps("More")
    assert (await ann.taps("More")).buttons == [
        "Course: Lernen am Computer",
        "Course: Statistics in words",
        "More",
    ]
    received = await ann.taps("Course: Statistics in words")
    assert "08:00: one question from Statistics in words." in received.text
    assert (await ann.taps("Topic")).buttons[:3] == ["Everything", "Describing data", "Drawing conclusions"]
    assert "08:00: one question from Describing data." in (await ann.taps("Describing data")).text
    await ann.taps("Topic")
    assert "one question from Statistics in words." in (await ann.taps("Everything")).text
    assert (await morning(bot, ann)).startswith(asks("describing-01"))


async def test_who_comes_by_night_is_offered_a_good_hour(bot: Room, ann: Talk) -> None:
    await bot.later(hours=5)
    assert (await ann.says("/daily")).text.startswith("One question a day, at 08:00?")
    assert (await ann.taps("Yes")).text.startswith("Every day at 08:00")


async def test_a_crowded_minute_has_a_quieter_one_beside_it(bot: Room, ann: Talk) -> None:
    """07:00 UTC is 8:00 in Berlin."""
    await subscribed(bot, ann)
    at = datetime(2026, 3, 3, 7, tzinfo=UTC)
    await bot.database.transact(lambda connection: crowd(Repository(connection), at))
    received = await ann.says("/daily 8:00")

    assert "1500 others get theirs in that minute; 07:55 is quieter." in received.text
    assert (await ann.taps("07:55")).text.startswith("Every day at 07:55: one question")


async def test_a_week_in_a_few_lines_on_sunday_if_wanted(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    await ann.says("/settings weekly on")
    texts = [await morning(bot, ann) for _ in range(8)]
    summary = next(text for text in texts if "This week: " in text)

    assert "2 questions on one day" in summary
    assert sum("This week: " in text for text in texts) == 1


async def test_nothing_due_is_said_to_those_who_want_it_so(bot: Room, ann: Talk) -> None:
    await ann.says("/settings ahead off")
    await ann.says("/settings new 1")
    await ann.says("/start")
    received = await ann.says(LAYERS)
    assert received.text.endswith("That's it for today; more if you like.")
    received = await ann.says("/next")
    assert received.text.startswith("Nothing is due today: you know what you know.")


async def test_an_exam_brings_questions_closer(bot: Room, ann: Talk) -> None:
    await ann.says("/exam 2026-03-08")
    await ann.says("/start")
    await ann.says(LAYERS)
    received = await ann.says("/exam")

    assert "in 10 of the course that day." in received.text
    assert received.text.startswith("The exam is on Sun 8 Mar, in 6 days.")


async def test_days_of_rest_chosen_afterwards_mend_no_streak(bot: Room, ann: Talk) -> None:
    """It is Monday evening in Berlin; Tuesday and Wednesday are missed, and one freeze is not enough."""
    await subscribed(bot, ann)
    await morning(bot, ann)
    prompted = ann.last()["message_id"]
    for _ in range(2):
        await morning(bot, ann)
    await ann.says("/daily mon thu fri sat sun")
    answered = await ann.says("before", reply_to=prompted)

    assert "Day 1." in answered.text


async def test_a_day_of_rest_stays_one_when_the_days_are_changed_later(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    await ann.says("/daily mon wed thu fri sat sun")
    for _ in range(2):
        await morning(bot, ann)
    await ann.says("/daily every day")
    answered = await ann.says("before")

    assert "Day 2." in answered.text
    assert "freeze" not in answered.text


async def test_two_tickers_send_one_prompt(bot: Room, ann: Talk) -> None:
    import asyncio

    await subscribed(bot, ann)
    bot.clock.pass_by(timedelta(hours=14, minutes=5))
    await asyncio.gather(*(bot.turn.tick() for _ in range(5)))

    assert len((await ann.reads()).messages) == 1


async def test_a_dropped_answer_sends_no_prompt_twice_and_excuses_the_day(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    bot.api.fault("sendMessage", drop=True, after_apply=True, times=1)
    await morning(bot, ann)
    await bot.later(hours=3)
    received = await ann.reads()

    assert [m["text"] for m in ann.person.messages()].count(asks("data-01")) == 1
    assert not received.messages
    assert "I was down" in (await ann.says("/streak why")).text
