"""What is typed after /daily, /exam, /pause and /zone is read as people write it: whole, or not at all."""

import pytest

from tests.app.days import subscribed
from tests.conversation import Room, Talk


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("/daily tue thu 18:00", "Tue, Thu at 18:00: one question"),
        ("/daily sat,sun 10:00", "Sat, Sun at 10:00: one question"),
        ("/daily weekdays 7am", "Monday to Friday at 07:00: one question"),
        ("/daily half past eight", "Every day at 08:30: one question"),
        ("/daily Di Do 18 Uhr", "Tue, Thu at 18:00: one question"),
        ("/daily halb neun", "Every day at 08:30: one question"),
        ("/daily 3 questions on weekends at 9", "Sat, Sun at 09:00: 3 questions"),
        ("/daily 8:30 blorp", "I read 08:30, but not blorp. I expect a time"),
        ("/daily tue 18:00 blorp", "I read Tuesday and 18:00, but not blorp. I expect a time"),
        (
            "/daily tue thu 4 questions 18:00 <b>x</b>",
            "I read Tuesday, Thursday, 18:00 and 4 questions, but not",
        ),
        ("/daily 8:00 9:00 tue", "I read Tuesday, but not 08:00, 09:00."),
        ("/daily tomorrow", "I can't read that. I expect a time, days or both"),
        ("/exam 18.12.2026", "The exam is on Fri 18 Dec, in 291 days."),
        ("/exam 18 December", "The exam is on Fri 18 Dec, in 291 days."),
        ("/exam tomorrow", "The exam is on Tue 3 Mar, in 1 day."),
        ("/exam in 3 weeks", "The exam is on Mon 23 Mar, in 21 days."),
        ("/exam in drei Wochen", "The exam is on Mon 23 Mar, in 21 days."),
        ("/exam morgen", "The exam is on Tue 3 Mar, in 1 day."),
        ("/exam 18 December blorp", "I read Fri 18 Dec, but not blorp. I expect a day ahead"),
        ("/exam 31.2.2027", "I can't read that. I expect a day ahead"),
        ("/exam yesterday", "I can't read that. I expect a day ahead"),
        ("/exam today", "I can't read that. I expect a day ahead"),
        ("/pause until friday", "Paused until Fri 6 Mar; your streak waits."),
        ("/pause bis Freitag", "Paused until Fri 6 Mar; your streak waits."),
        ("/pause for two weeks", "Paused until Mon 16 Mar; your streak waits."),
        ("/pause in 3 weeks", "Paused until Mon 23 Mar; your streak waits."),
        ("/pause 24.3.", "Paused until Tue 24 Mar; your streak waits."),
        ("/pause until blorp friday", "I read Fri 6 Mar, but not blorp. I expect a time or a day"),
        ("/pause 2 years", "I can't read that. I expect a time or a day within a year"),
        ("/pause off", "There is no pause to end."),
        ("/zone half past ten", "Is it 22:30 at your place?"),
        ("/zone its 5pm", "Which of these is nearest to you?"),
        ("/zone 18 Uhr", "Which of these is nearest to you?"),
        ("/zone Agra", "Is it 22:30 at your place?"),
        ("/zone München", "Is it 18:00 at your place?"),
        ("/zone Portland", "Which of these is nearest to you?"),
    ],
)
async def test_what_is_typed_is_read_as_people_write_it(ann: Talk, said: str, begins: str) -> None:
    assert (await ann.says(said)).text.startswith(begins)


async def test_nothing_changes_when_a_part_is_not_understood(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)

    await ann.says("/daily tue thu 18:00 blorp")

    assert (await ann.says("/daily")).text.startswith("Every day at 08:00: one question")


async def test_days_and_hour_change_together(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)

    await ann.says("/daily tue thu 18:00")

    assert (await ann.says("/daily")).text.startswith("Tue, Thu at 18:00: one question")


async def test_days_do_not_change_when_the_hour_is_a_quiet_one(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)

    assert (await ann.says("/daily tue thu 23:30")).text.startswith("23:30 is in your quiet hours")
    assert (await ann.says("/daily")).text.startswith("Every day at 08:00")


async def test_a_place_behind_the_hour_is_asked_about(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)

    told = await ann.says("/daily 8:30 Tokyo")

    assert "Is it 02:00 at your place?" in told.text
    await ann.taps("Yes")
    assert "By the clock of Tokyo." in (await ann.says("/daily")).text


async def test_a_place_whose_clock_is_known_already_is_not_asked_about(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)

    assert "at your place" not in (await ann.says("/daily 8:30 Berlin")).text


async def test_cities_of_one_name_are_offered_with_their_state(ann: Talk) -> None:
    assert (await ann.says("/zone Portland")).buttons == [
        "09:00 · Portland, Oregon",
        "12:00 · Portland, Maine",
    ]
