"""A class that is paused: nobody comes in, nothing is due, no report comes; all of it is kept."""

import pytest
from sqlalchemy import select, update

from bot.app.ports.authoring import Role
from bot.app.ports.classes import ClassState
from bot.store.classes.tables import classes
from bot.store.repository import Repository
from tests.app.classes.school import (
    TITLE,
    answer_of,
    answers_right,
    ask_of,
    class_of,
    join,
    passes,
    somebody,
    taught,
)
from tests.app.classes.test_due import daily, morning
from tests.app.classes.test_report import monday
from tests.conversation import Room, Talk

PAUSED = "It is paused: nobody comes in, nothing is due, no report comes. All of it is kept."


async def paused(bot: Room) -> tuple[Talk, str]:
    """A class with Ann in it and something due, paused."""
    talk, token = await taught(bot)
    await join(bot.ann, token)
    await talk.says("/class due rates fri")
    await talk.taps("Right")
    await talk.says("/class exam 18 march")
    await talk.taps("Right")
    assert PAUSED in (await talk.says("/class pause")).text
    return talk, token


async def test_a_member_reads_that_it_is_paused_and_nothing_is_due(bot: Room) -> None:
    talk, _ = await paused(bot)
    heard = await bot.ann.says("/class")
    assert heard.text == (
        f"You're in {TITLE}.\nIt is paused; nothing is due until it goes on.\nThe exam is on Wed 18 Mar.\n"
        "Your teacher sees your name and on how many days you practised."
    )
    assert heard.buttons == ["Next", "Change what they see", "Leave"]
    await talk.says("/class resume")
    assert "Due Fri: Reaction rates, 0 of 7 done." in (await bot.ann.says("/class")).text.replace(
        "Friday", "Fri"
    )


async def test_what_is_due_does_not_ride_on_the_daily_question(bot: Room) -> None:
    talk, _ = await paused(bot)
    await daily(bot, bot.ann)
    assert "left." not in await morning(bot, bot.ann)
    await talk.says("/class resume")
    assert "For Friday: 7 left." in await morning(bot, bot.ann)


async def test_the_exam_goes_on_to_hold(bot: Room) -> None:
    """Memory is not paused: what has to be known by a day has to be known by it."""
    await paused(bot)
    assert (await bot.ann.says("/exam")).text.startswith("The exam is on Wed 18 Mar")


async def test_no_report_comes_while_it_is_paused(bot: Room) -> None:
    talk, token = await taught(bot)
    for each in await class_of(bot, token, 5):
        await answers_right(each, "atoms", 1)
    await talk.says("/class pause")
    assert await monday(bot, talk) == ""
    await talk.says("/class resume")
    await bot.ann.says(f"/start {token}")
    await bot.ann.taps("Yes")
    await bot.ann.says(answer_of("atoms", 1))
    await passes(bot, days=7)
    assert (await talk.reads()).text.startswith(TITLE)


async def test_a_paused_class_that_nobody_teaches_any_more_is_closed(bot: Room) -> None:
    talk, _ = await paused(bot)
    bot.database.run(lambda c: Repository(c).take_role(talk.person.id, Role.TEACHER, "1"))  # type: ignore[arg-type]
    await passes(bot, days=8)
    assert state(bot) is ClassState.CLOSED


async def test_who_was_asked_before_it_was_paused_does_not_come_in(bot: Room) -> None:
    talk, token = await taught(bot)
    otto = somebody(bot, "Otto")
    await otto.says(f"/start {token}")
    await talk.says("/class pause")
    assert (await otto.taps("Yes")).text.startswith(f"{TITLE} is paused, so nobody comes in now.")
    await talk.says("/class resume")
    await join(otto, token)
    assert ask_of("chem", "atoms", 1) in otto.last()["text"]


@pytest.mark.parametrize("typed", [True, False])
async def test_what_lets_people_in_or_makes_something_due_waits(bot: Room, typed: bool) -> None:
    talk, _ = await taught(bot)
    if typed:
        await talk.says("/class pause")
        heard = await talk.says("/class link")
    else:
        await talk.says("/class")
        bot.database.run(lambda c: c.execute(update(classes).values(state=ClassState.PAUSED.value)))
        heard = await talk.taps("New link")
    assert heard.text == f"{TITLE}\n{PAUSED}"
    assert heard.buttons == ["Go on"]
    await talk.taps("Go on")
    assert state(bot) is ClassState.OPEN


async def test_an_assistant_reads_it_and_cannot_change_it(bot: Room) -> None:
    talk, _ = await taught(bot)
    await talk.says("/class pause")
    otto = somebody(bot, "Otto")
    await otto.says("/start")
    bot.database.run(lambda c: Repository(c).give_role(otto.person.id, Role.ASSISTANT, "1", bot.clock.now()))  # type: ignore[arg-type]
    heard = await otto.says("/class")
    assert PAUSED in heard.text
    assert heard.buttons == ["Last week", "More"]
    assert (await otto.says("/class due atoms fri")).buttons == []


async def test_a_paused_class_can_be_closed_and_opened_again(bot: Room) -> None:
    talk, _ = await paused(bot)
    await talk.says("/class close")
    await talk.taps("Close it")
    assert state(bot) is ClassState.CLOSED
    await talk.taps("Open it again")
    assert state(bot) is ClassState.OPEN


def state(bot: Room) -> ClassState:
    return ClassState(bot.database.run(lambda c: c.execute(select(classes.c.state)).scalar_one()))
