"""A report that is right about a text: the question is put otherwise in the chat, tried before it counts."""

import pytest
from sqlalchemy import select

from bot.store.authoring.tables import rulings
from tests.app.authoring.chemistry import STIRRED, misses, teacher
from tests.conversation import Room, Talk


async def reported(bot: Room) -> Talk:
    """The author reads a report, and wants the wording to be another."""
    await misses(bot.ann, "because of the apple", "because of the pear")
    await bot.ann.taps("More")
    await bot.ann.taps("Something's wrong here")
    await bot.ann.says("who stirs it?")
    author = await teacher(bot)
    heard = await author.says("/inbox")
    assert heard.buttons == ["Fix the wording", "Take it out for now", "It's fine", "Later"]
    heard = await author.taps("Fix the wording")
    assert f"ask: {STIRRED}\nanswer: So that it mixes evenly.\nwhy: \naccept:" in f"{heard.text} "
    return author


async def test_the_wording_is_mended_line_by_line_and_undone(bot: Room) -> None:
    author = await reported(bot)
    heard = await author.says("ask: Why do you stir a solution?\naccept: to spread it | so it gets uniform")
    assert heard.text.startswith(
        f"ask, instead of “{STIRRED}”: Why do you stir a solution?\n"
        "New in accept: to spread it\nNew in accept: so it gets uniform"
    )
    assert heard.buttons == ["Do it", "Change it", "Leave it"]
    assert bot.database.run(lambda c: c.execute(select(rulings)).all()) == []
    heard = await author.taps("Do it")
    assert heard.text.startswith("Done: it reads so from now on.")
    assert "Nothing waits for you." in heard.text
    heard = await bot.bob.says("/start q_elements-02")
    assert "Why do you stir a solution?" in heard.text
    assert (await bot.bob.says("so it gets uniform")).text.startswith("Right")
    heard = await author.taps("Undo the last one")
    assert STIRRED in heard.text, "it is shown as it reads again, in the same message"
    assert bot.question("elements-02").ask == STIRRED
    assert "who stirs it?" in (await author.says("/inbox")).text


async def test_what_the_examples_speak_against_is_refused(bot: Room) -> None:
    author = await reported(bot)
    heard = await author.says("accept: it cools down")
    assert heard.text.startswith("I leave it: with that ruling to cool it down would be marked otherwise.")
    assert bot.database.run(lambda c: c.execute(select(rulings)).all()) == []


@pytest.mark.parametrize("said", ["why do you stir it?", f"ask: {STIRRED}", "ask:", "hint: a spoon"])
async def test_what_changes_no_line_is_said_again(bot: Room, said: str) -> None:
    author = await reported(bot)
    heard = await author.says(said)
    assert heard.text.startswith("That changes none of these lines.")
    assert (await author.says("why: Stirring spreads what is dissolved.")).buttons[0] == "Do it"
    await author.taps("Change it")
    await author.says("why: It spreads.")
    await author.taps("Do it")
    assert bot.question("elements-02").why == "It spreads."
