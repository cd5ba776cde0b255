"""A teacher's few minutes with the inbox, as the model dialogue has it, turn by turn."""

from tests.app.authoring.chemistry import POTASSIUM, people, teacher
from tests.conversation import Room, Talk

LINE = "that is the element's name in German; the symbol is a letter."


async def wrote(talk: Talk, said: str) -> None:
    """They answer the first question, and find that theirs is the same."""
    await talk.says("/start q_elements-01")
    heard = await talk.says(said)
    await talk.taps("Yes, the same" if "Yes, the same" in heard.buttons else "I was right")


async def kalium(bot: Room) -> Talk:
    crowd = await people(bot, 6)
    for n, talk in enumerate(crowd):
        await wrote(talk, "kalium" if n else "Kalium")
    author = await teacher(bot)
    heard = await author.says("/inbox")
    assert heard.text.startswith(f"1 of 1. {POTASSIUM}\nThe answer: K.\n\n6 people wrote kalium.\n")
    assert "If it is right, 6 people are marked anew.\nNothing else changes." in heard.text
    assert heard.buttons == ["Right", "Not right", "Partly", "More"]
    return author


async def test_right_and_undone(bot: Room) -> None:
    author = await kalium(bot)
    heard = await author.taps("Right")
    assert heard.text.startswith("Done:")
    assert heard.buttons == ["Undo the last one"]
    await bot.ann.says("/start q_elements-01")
    assert (await bot.ann.says("Kalium")).text.startswith("Right")
    assert (await author.taps("Undo the last one")).text.startswith("Undone: everything is as it was before.")


async def test_not_right_with_a_line(bot: Room) -> None:
    author = await kalium(bot)
    heard = await author.taps("Not right")
    assert heard.text.startswith("What do those words mean instead? One line; it completes “Not quite: …”.")
    heard = await author.says(LINE)
    assert heard.text == f"“Not quite: {LINE}”\nThat's what I say from now on to kalium."
    assert heard.buttons == ["Do it", "Change it", "Leave it"]
    await author.taps("Do it")
    await bot.ann.says("/start q_elements-01")
    assert (await bot.ann.says("Kalium")).text.startswith(f"Not quite: {LINE}")


async def test_all_wordings_and_later(bot: Room) -> None:
    author = await kalium(bot)
    heard = await author.taps("More")
    assert heard.buttons == ["See all wordings", "Later", "Back", "The question is at fault"]
    assert (await author.taps("See all wordings")).text == "Wordings 1 to 1 of 1:\nkalium (6 people)"
    assert (await author.taps("Later")).text.startswith("That's all for now. What you left is here next time")
