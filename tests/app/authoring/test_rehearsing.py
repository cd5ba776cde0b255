"""Trying what was sent: as a learner would see it, with the reason. Nothing counts but the author's word."""

import io
import zipfile
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from bot.playground.params import Upload
from bot.playground.pictures import sample_picture
from bot.store.authoring.tables import item_tallies
from bot.store.daily.tables import cards
from bot.store.tables import answers, asked, days, reviews
from tests.app.authoring.chemistry import teacher
from tests.conversation import Room, Talk
from tests.decks.sounds import MP3

NOTHING_COUNTS = (asked, answers, reviews, cards, days, item_tallies)
BANK = """question,answer,why,option a,option b,option c,hints
What is the symbol of sodium?,Na,From natrium.,,,,
Why is a solution stirred?,So that it mixes evenly.,,,,,Think of a spoon.
Which one is a metal?,tin,,tin,chlorine,neon,
"""
PARTS = """title = "Parts"

[[question]]
id = "parts-01"
ask = "Which are metals?"
answers = ["tin", "iron"]
options = ["tin", "iron", "neon"]

[[question]]
id = "parts-02"
ask = "Which symbol is whose?"
pairs = [["sodium", "Na"], ["tin", "Sn"]]

[[question]]
id = "parts-03"
ask = "Which two gases are most of the air?"
answer = "nitrogen and oxygen"
items = ["nitrogen", "oxygen"]
"""


def counted(bot: Room) -> dict[str, int]:
    def read(connection: Connection) -> dict[str, int]:
        sizes: Any = {
            t.name: connection.execute(select(func.count()).select_from(t)).scalar() for t in NOTHING_COUNTS
        }
        return dict(sizes)

    return bot.database.run(read)


async def trying(bot: Room, bank: str | bytes = BANK, name: str = "bank.csv") -> Talk:
    author = await teacher(bot)
    await author.says("/skip")
    await author.attaches(name, bank)
    return author


async def test_it_is_asked_as_a_learner_would_see_it(bot: Room) -> None:
    author = await trying(bot)
    heard = await author.taps("Try it")
    assert heard.text == (
        "I ask as a learner would see it, and nothing counts.\n\nWhat is the symbol of sodium?"
    )
    assert heard.buttons == ["Hint", "Show the answer", "Next", "Enough"]
    heard = await author.says("Na")
    assert heard.text == "Right.\nFrom natrium.\n\nMarked so: it is one of the answers that are accepted."
    assert heard.buttons == ["Say why not", "Next", "Enough"]
    assert (await author.taps("Next")).text == "Why is a solution stirred?"
    heard = await author.says("because the cook wants it")
    assert heard.text.startswith(
        "Not quite: I was looking for something else.\nThe answer: So that it mixes evenly."
    )
    assert heard.text.endswith("Marked so: it shares too little with any accepted answer.")
    assert heard.buttons == ["Accept this", "Say why not", "Next", "Enough"]
    await author.taps("Next")
    heard = await author.taps("Neon")
    assert "Marked so: it names another option." in heard.text
    heard = await author.taps("Next")
    assert heard.text == "3 questions for Chemistry. You have tried 3."
    assert heard.buttons == ["Publish", "Try more", "Cancel"]


async def test_nothing_counts(bot: Room) -> None:
    author = await trying(bot)
    before = counted(bot)
    await author.taps("Try it")
    for words in ("Na", "chlorine", "hint", "show me", "next", "so it gets even", "next", "tin"):
        await author.says(words)
    assert counted(bot) == before


async def test_a_wording_is_accepted_on_the_spot_and_published_with_it(bot: Room) -> None:
    author = await trying(bot)
    await author.taps("Try it")
    await author.says("next")
    await author.says("to spread the salt everywhere")
    heard = await author.taps("Accept this")
    assert heard.text.startswith("That is right from now on.\n\nRight")
    assert (await author.says("to spread the salt everywhere")).text.startswith("Right")
    heard = await author.taps("Enough")
    assert heard.text.endswith("You have tried 1. 1 answer is decided.")
    await author.taps("Publish")
    await bot.ann.says("/start q_elements-02")
    assert (await bot.ann.says("to spread the salt everywhere")).text.startswith("Right")


async def test_why_not_is_said_on_the_spot(bot: Room) -> None:
    author = await trying(bot)
    await author.taps("Try it")
    await author.says("next")
    await author.says("to warm it up")
    heard = await author.taps("Say why not")
    assert heard.text == "What does to warm it up mean instead? One line; it completes “Not quite: …”."
    heard = await author.says("stirring warms nothing that you would notice.")
    assert heard.text.startswith(
        "That is told from now on.\n\nNot quite: stirring warms nothing that you would notice."
    )
    await author.taps("Enough")
    await author.taps("Publish")
    await bot.ann.says("/start q_elements-02")
    assert (await bot.ann.says("to warm it up")).text.startswith("Not quite: stirring warms nothing")


async def test_the_last_word_on_a_wording_counts(bot: Room) -> None:
    author = await trying(bot)
    await author.taps("Try it")
    await author.says("next")
    await author.says("to spread the salt everywhere")
    await author.taps("Accept this")
    await author.taps("Say why not")
    assert "Not quite: where to?" in (await author.says("where to?")).text
    await author.taps("Enough")
    await author.taps("Publish")
    await bot.ann.says("/start q_elements-02")
    assert (await bot.ann.says("to spread the salt everywhere")).text.startswith("Not quite: where to?")


async def test_a_word_against_the_question_itself_is_refused(bot: Room) -> None:
    author = await trying(bot)
    await author.taps("Try it")
    await author.says("Na")
    await author.taps("Say why not")
    heard = await author.says("that is Latin")
    assert heard.text.startswith("I leave it: ")
    await author.taps("Next")
    await author.taps("Next")
    await author.says("Neon")
    assert (await author.taps("Accept this")).text.startswith("I leave it: ")


async def test_a_tap_is_about_what_it_was_shown_with(bot: Room) -> None:
    author = await trying(bot)
    await author.taps("Try it")
    await author.says("next")
    await author.says("to warm it up")
    older = author.last()
    await author.says("to spread it")
    accept = older["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    heard = await author.forges(older["message_id"], accept)
    assert heard.notices
    assert not heard.messages
    await author.taps("Next")
    heard = await author.forges(older["message_id"], accept)
    assert heard.notices


async def test_hints_and_the_answer_are_as_learners_get_them(bot: Room) -> None:
    author = await trying(bot)
    await author.taps("Try it")
    await author.says("next")
    assert (await author.says("hint")).text == "Hint 1 of 2: Think of a spoon."
    assert (await author.taps("Hint")).text.startswith("Hint 2 of 2: ")
    assert (await author.says("I don't know")).text == "The answer: So that it mixes evenly."
    heard = await author.says("thanks a lot")
    assert heard.text.startswith("A learner who says that is taken to want something else")
    assert heard.buttons == ["Next", "Enough"]


async def test_what_was_open_before_waits(bot: Room) -> None:
    author = await teacher(bot)
    await author.says("/start q_elements-01")
    await author.attaches("bank.csv", BANK)
    await author.taps("Try it")
    assert "Marked so" in (await author.says("Na")).text
    await author.taps("Enough")
    assert (await author.says("K")).text.startswith("Right")


async def test_answers_of_several_parts_are_tapped_together(bot: Room) -> None:
    author = await trying(bot, PARTS, "parts.toml")
    heard = await author.taps("Try it")
    assert heard.buttons[:4] == ["Tin", "Iron", "Neon", "Done"]
    heard = await author.taps("Done")
    assert heard.notices == ["Tap what is right first, then Done."]
    heard = await author.taps("Tin")
    assert heard.buttons[:3] == ["✓ Tin", "Iron", "Neon"]
    await author.taps("Iron")
    assert (await author.taps("Done")).text.startswith("Right")
    await author.taps("Next")
    await author.taps("sodium – Na")
    assert (await author.taps("tin – Sn")).text.startswith("Right")
    await author.taps("Next")
    heard = await author.says("nitrogen")
    assert heard.text.startswith("You have: nitrogen.")
    assert (await author.says("oxygen")).text.startswith("Right")


@pytest.mark.parametrize("step", ["upload", "try", "line", "publish"])
async def test_a_restart_in_the_middle_forgets_nothing(bot: Room, step: str) -> None:
    author = await teacher(bot)
    await author.says("/skip")
    author.person.attach(Upload(name="bank.csv", data=BANK.encode()))
    if step == "upload":
        await bot.telegram_bot.turn(bot.clock.now())  # it is heard, and not read
        await bot.restart()
    await author.reads()
    await author.taps("Try it")
    await author.says("next")
    if step == "try":
        await bot.restart()
    await author.says("to warm it up")
    await author.taps("Say why not")
    if step == "line":
        await bot.restart()
    await author.says("that takes a flame.")
    await author.taps("Enough")
    if step == "publish":
        message = author.last()
        publish = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        author.person.tap(message["message_id"], publish)
        await bot.telegram_bot.turn(bot.clock.now())  # it is wanted, and not done
        await bot.restart()
        await author.reads()
    else:
        await author.taps("Publish")
    await bot.ann.says("/start q_elements-02")
    assert (await bot.ann.says("to warm it up")).text.startswith("Not quite: that takes a flame.")


SEEN = """title = "Flags"

[[question]]
id = "flags-01"
ask = "Whose flag is this?"
answer = "Chad"
picture = "flag.png"
picture_alt = "Blue, yellow and red."
answer_audio = "said.mp3"
answer_audio_alt = "Chad."

[[question]]
id = "flags-02"
ask = "Which ones are islands?"
options = ["Malta", "Chad", "Cuba"]
answers = ["Malta", "Cuba"]
picture = "flag.png"
picture_alt = "Blue, yellow and red."
"""


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return out.getvalue()


async def test_pictures_and_sounds_are_seen_and_heard_before_they_are_published(bot: Room) -> None:
    card = b'title = "Chemistry"\nlang = "en"\nlicence = "MIT"\n'
    bank = zipped(deck_toml=card, flags_toml=SEEN.encode(), flag_png=sample_picture(), said_mp3=MP3)
    author = await trying(bot, bank, "chem.zip")
    put = (await author.taps("Try it")).messages[-1]
    assert put["photo"]
    assert put["caption"].endswith("Whose flag is this?\n\nPicture: Blue, yellow and red.")
    told = (await author.says("Chad")).messages[-1]
    assert told["audio"]
    assert "In words: Chad." in told["caption"]
    put = (await author.taps("Next")).messages[-1]
    heard = await author.taps("Malta")
    assert heard.messages[-1]["message_id"] == put["message_id"]
    assert "photo" in heard.messages[-1]
    assert "photo" not in (await author.says("Malta")).messages[-1], "half right: nothing is told"
