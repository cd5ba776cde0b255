"""What is due goes first in the daily question, within the learner's own limits; late is not punished."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.store.classes.tables import assignments
from bot.store.tables import learners
from tests.app.classes.school import TITLE, answer_of, answers_right, ask_of, class_of, join, taught
from tests.conversation import Room, Talk


async def daily(bot: Room, talk: Talk, count: int = 1) -> None:
    """A question a day at eight in the morning, by the clock of Berlin."""
    await talk.says("/zone Berlin")
    await talk.says("/daily 8:00")
    if count > 1:
        await talk.says(f"/daily {count} questions")


async def morning(bot: Room, talk: Talk) -> str:
    """What comes with the next prompt."""
    now = bot.clock.now()
    next_eight = now.replace(hour=7, minute=0, second=0, microsecond=0)
    if next_eight <= now:
        next_eight += timedelta(days=1)
    bot.clock.pass_by(next_eight - now)
    await bot.turn.tick()
    return (await talk.reads()).text


async def test_what_it_would_mean_is_shown_before_it_counts(bot: Room) -> None:
    talk, token = await taught(bot)
    heard = await talk.says("/class due atoms fri")
    assert heard.text == (
        f"Atoms and bonds, 7 questions, by Fri 6 Mar, 23:59 (Berlin), in {TITLE}.\n"
        "Nobody has a daily question yet; it goes first there."
    )
    assert heard.buttons == ["Right", "Other day", "Cancel"]
    for one in await class_of(bot, token, 5):
        await daily(bot, one)
    heard = await talk.says("/class due atoms fri")
    assert heard.text.endswith("5 people have it in their daily question from tomorrow.")
    assert bot.database.run(lambda c: c.execute(select(assignments)).all()) == []
    heard = await talk.taps("Right")
    assert heard.text == (
        "Atoms and bonds is due by Fri 6 Mar. No message is sent for it: it comes first in each daily "
        "question."
    )
    assert "Due Friday: Atoms and bonds, 7 questions." in (await talk.says("/class")).text


async def test_another_day_is_typed_and_cancel_changes_nothing(bot: Room) -> None:
    talk, _ = await taught(bot)
    await talk.says("/class due atoms fri")
    assert (await talk.taps("Other day")).text.startswith("By which day is Atoms and bonds due?")
    assert "by Sun 8 Mar, 23:59" in (await talk.says("sunday")).text
    assert (await talk.taps("Cancel")).text == "Fine, it stays as it was."
    assert bot.database.run(lambda c: c.execute(select(assignments)).all()) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Reaction rates in 2 weeks", "Reaction rates, 7 questions, by Mon 16 Mar"),
        ("rates 18.3.", "Reaction rates, 7 questions, by Wed 18 Mar"),
        ("bonds tomorrow", "Atoms and bonds, 7 questions, by Tue 3 Mar"),
        ("atoms", "By which day is Atoms and bonds due?"),
        ("atoms whenever", "I can't read a day ahead of us there. By which day is Atoms and bonds due?"),
        ("atoms 1.1.2026", "I can't read a day ahead of us there."),
        ("quarks fri", "I find no topic in quarks fri. There are: Atoms and bonds, Reaction rates."),
        ("", "Say the topic and the day: /class due atoms friday"),
    ],
)
async def test_a_topic_and_a_day_are_read_as_people_write_them(bot: Room, words: str, told: str) -> None:
    talk, _ = await taught(bot)
    assert (await talk.says(f"/class due {words}")).text.startswith(told)


async def test_a_due_topic_goes_first_and_is_told_in_the_same_message(bot: Room) -> None:
    talk, token = await taught(bot)
    await join(bot.ann, token)
    await daily(bot, bot.ann)
    await talk.says("/class due rates fri")
    await talk.taps("Right")
    text = await morning(bot, bot.ann)
    assert text.startswith(ask_of("chem", "rates", 1)), "the first words are the question"
    assert text.endswith("For Friday: 7 left.")
    await answers_right(bot.ann, "rates", 1, 2, 3, 4)
    text = await morning(bot, bot.ann)
    assert "For Friday: 3 left." in text


async def test_nobody_gets_a_message_for_it(bot: Room) -> None:
    talk, token = await taught(bot)
    await join(bot.ann, token)
    await talk.says("/class due rates fri")
    await talk.taps("Right")
    await bot.later(days=2)
    assert (await bot.ann.reads()).messages == []


async def test_their_own_limit_of_new_questions_holds(bot: Room) -> None:
    talk, token = await taught(bot)
    await join(bot.ann, token)
    await daily(bot, bot.ann, 5)
    await bot.ann.says("/settings new 2")
    await talk.says("/class due rates fri")
    await talk.taps("Right")
    text = await morning(bot, bot.ann)
    assert ask_of("chem", "rates", 1) in text
    text = (await bot.ann.says(answer_of("rates", 1))).text
    assert ask_of("chem", "rates", 2) in text
    assert ask_of("chem", "rates", 3) not in (await bot.ann.says(answer_of("rates", 2))).text


async def test_a_due_topic_of_another_course_comes_too(bot: Room) -> None:
    talk, token = await taught(bot)
    await answers_right(bot.ann, "rome", 1)
    await bot.ann.says("/learn history")
    await join(bot.ann, token)
    await daily(bot, bot.ann)
    await talk.says("/class due rates fri")
    await talk.taps("Right")
    assert (await morning(bot, bot.ann)).startswith(ask_of("chem", "rates", 1))


async def test_late_is_an_ordinary_topic(bot: Room) -> None:
    talk, token = await taught(bot)
    await join(bot.ann, token)
    await talk.says("/class due rates tomorrow")
    await talk.taps("Right")
    assert "Due tomorrow" not in (heard := await bot.ann.says("/class")).text
    assert "Due Tuesday: Reaction rates, 0 of 7 done." in heard.text
    await bot.later(days=2)
    assert "Nothing is due." in (await bot.ann.says("/class")).text


async def test_what_was_shown_without_a_try_is_not_done(bot: Room) -> None:
    talk, token = await taught(bot)
    await join(bot.ann, token)
    await talk.says("/class due rates fri")
    await talk.taps("Right")
    await bot.ann.says("/start q_rates-01")
    await bot.ann.says("I don't know")
    assert "0 of 7 done" in (await bot.ann.says("/class")).text
    await bot.ann.says("/start q_rates-02")
    await bot.ann.says("something else entirely")
    await bot.ann.says("show me")
    assert "1 of 7 done" in (await bot.ann.says("/class")).text


async def test_of_two_classes_the_nearest_day_goes_first(bot: Room) -> None:
    talk, token = await taught(bot)
    await join(bot.ann, token)
    await talk.says("/class new Second class")
    await talk.taps("General chemistry, first term")
    heard = await talk.taps("New link")
    await join(bot.ann, heard.text.partition("start=")[2].split()[0])
    await daily(bot, bot.ann)
    await talk.says("/class due atoms sunday")
    assert (await talk.taps(TITLE)).text.startswith("Atoms and bonds, 7 questions, by Sun 8 Mar")
    await talk.taps("Right")
    await talk.says("/class due rates friday")
    assert (await talk.taps("Second class")).text.startswith("Reaction rates, 7 questions, by Fri 6 Mar")
    await talk.taps("Right")
    text = await morning(bot, bot.ann)
    assert text.startswith(ask_of("chem", "rates", 1))
    assert text.endswith("For Friday: 7 left.")


async def test_the_exam_of_a_class_holds_for_whoever_has_no_day_of_their_own(bot: Room) -> None:
    talk, token = await taught(bot)
    await join(bot.ann, token)
    await join(bot.bob, token)
    await bot.bob.says("/exam 1 april")
    heard = await talk.says("/class exam 18 march")
    assert heard.text == f"The exam of {TITLE} is on Wed 18 Mar. Whoever set a day of their own keeps it."
    assert (await talk.taps("Right")).text.startswith(f"Kept: {TITLE} has its exam on Wed 18 Mar")
    assert (await bot.ann.says("/exam")).text.startswith(
        "The exam is on Wed 18 Mar, in 16 days.\nIt's the day of"
    )
    assert (await bot.bob.says("/exam")).text.startswith(
        "The exam is on Wed 1 Apr, in 30 days.\nWithout another answer"
    )
    await bot.bob.says("/exam off")
    assert (await bot.bob.says("/exam")).text.startswith("The exam is on Wed 18 Mar")
    assert "The exam is on Wed 18 Mar." in (await bot.ann.says("/class")).text
    await bot.ann.taps("Leave")
    assert (await bot.ann.says("/exam")).text.startswith("No exam is set.")
    await talk.says("/class exam off")
    assert (await bot.bob.says("/exam")).text.startswith("No exam is set.")


async def test_a_topic_can_be_taken_back(bot: Room) -> None:
    talk, _ = await taught(bot)
    await talk.says("/class due atoms fri")
    await talk.taps("Right")
    assert (await talk.says("/class due atoms off")).text == "Atoms and bonds isn't due any more."
    assert bot.database.run(lambda c: c.execute(select(assignments)).all()) == []


async def test_who_is_in_no_class_pays_nothing_for_it(bot: Room) -> None:
    await answers_right(bot.ann, "rates", 1)
    flags = bot.database.run(lambda c: c.execute(select(learners.c.in_class)).scalars().all())
    assert flags == [False]
