"""What can be chosen about the daily question: hour, days, topic, week, exam."""

from datetime import UTC, datetime

import pytest

from bot.store.repository import Repository
from tests.app.days import LAYERS, crowd, morning, subscribed
from tests.conversation import Room, Talk, asks


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
