"""Pictures in a deck's folder: with questions and answers, in rounds and posts, uploaded once."""

from pathlib import Path

import pytest

from bot.decks.load import read_deck
from bot.playground.pictures import sample_picture
from bot.playground.seed import ANN, BOB
from tests.app.test_parts import playing
from tests.broadcast import Broadcast
from tests.conversation import room
from tests.decks.paper import write
from tests.gathering import SeededChat

QUESTION = """
[[question]]
id = "{id}"
ask = "Whose flag is this?"
answer = "Chad"
picture = "flag.png"
picture_alt = "Blue, yellow and red, upright."
answer_picture = "map.png"
answer_picture_alt = "A land in the middle of Africa."
{more}
"""
TO_NINE = 15


def flags(folder: Path, more: str = "", count: int = 1) -> Path:
    """A deck of questions with pictures."""
    questions = "".join(QUESTION.format(id=f"flag-{n}", more=more) for n in range(count))
    deck = write(folder, f'title = "Flags"\n{questions}')
    (deck / "flag.png").write_bytes(sample_picture())
    (deck / "map.png").write_bytes(sample_picture(64, 64))
    return folder


async def test_a_picture_comes_with_the_question_and_another_with_the_answer(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with room(sqlite_url, flags(tmp_path)) as bot:
        put = await bot.ann.says("/start")
        (message,) = put.messages
        assert (message["photo"][-1]["width"], message["photo"][-1]["height"]) == (96, 64)
        assert "Whose flag is this?" in message["caption"]
        assert message["caption"].endswith("Picture: Blue, yellow and red, upright.")
        told = await bot.ann.says("Romania")
        assert "photo" not in told.messages[0]
        shown = (await bot.ann.taps("Show the answer")).messages[0]
        assert (shown["photo"][-1]["width"], shown["photo"][-1]["height"]) == (64, 64)
        assert "A land in the middle of Africa." in shown["caption"]


async def test_it_is_sent_once_as_a_file(sqlite_url: str, tmp_path: Path) -> None:
    async with room(sqlite_url, flags(tmp_path)) as bot:
        first = (await bot.ann.says("/start")).messages[0]["photo"][-1]["file_id"]
        await bot.restart()
        assert (await bot.bob.says("/start")).messages[0]["photo"][-1]["file_id"] == first
        bot.api.world.state.files.drop(first)
        again = (await bot.talk(1003).says("/start")).messages[0]["photo"][-1]["file_id"]
        assert again != first, "the server has forgotten it"
        assert (await bot.ann.says("/start")).messages[0]["photo"][-1]["file_id"] == again


async def test_words_go_alone_where_the_file_is_gone(sqlite_url: str, tmp_path: Path) -> None:
    async with room(sqlite_url, flags(tmp_path)) as bot:
        (tmp_path / "small" / "flag.png").unlink()
        put = await bot.ann.says("/start")
        assert put.text.endswith("Picture: Blue, yellow and red, upright.")
        assert (await bot.ann.says("Chad")).text.startswith("Right")


async def test_it_goes_ahead_of_words_that_are_too_long(sqlite_url: str, tmp_path: Path) -> None:
    options = ", ".join(f'"{sign * 110}"' for sign in "abcdefgh")
    more = f'options = [{options}, "Chad"]'
    async with room(sqlite_url, flags(tmp_path, more)) as bot:
        picture, words = (await bot.ann.says("/start")).messages
        assert ("photo" in picture, "caption" in picture, "photo" in words) == (True, False, False)
        assert "Picture: Blue, yellow and red, upright." in words["text"]


async def test_in_a_round_it_is_no_poll_and_stays_while_the_words_change(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with room(sqlite_url, flags(tmp_path, 'options = ["Chad", "Romania"]')) as bot:
        group = SeededChat(bot)
        await playing(group, "/quiz 1")
        found = [m for m in group.person(ANN).messages() if "photo" in m]
        assert "Whose flag is this?" in found[-1]["caption"]
        await group.room.talk(ANN).reads()
        for who, data in ((ANN, "o0.0"), (BOB, "o0.1")):
            carried = found[-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"].rpartition(":")[0]
            group.person(who).tap(found[-1]["message_id"], f"{carried}:{data}")
            await group.reads()
        await group.waits(40)
        photos = [m["caption"] for m in group.person(ANN).messages() if "photo" in m]
        assert len(photos) == 2, "the question's, and the answer's"
        assert "In: Ann, Bob" in photos[0]
        assert "Right: Ann." in photos[1]


async def test_in_a_channel_it_comes_with_the_post(sqlite_url: str, tmp_path: Path) -> None:
    async with room(sqlite_url, flags(tmp_path)) as bot:
        channel = Broadcast(bot)
        await bot.ann.says("/channel")
        channel.connect()
        await bot.ann.reads()
        await bot.ann.says("/channel 9:00")
        await channel.until(TO_NINE)
        (post,) = [m for m in channel.at(ANN).messages() if "photo" in m]
        assert post["caption"].startswith("Whose flag is this?")


async def test_a_prompt_with_a_picture_shrinks_to_a_line(sqlite_url: str, tmp_path: Path) -> None:
    async with room(sqlite_url, flags(tmp_path, count=3)) as bot:
        await bot.ann.says("/start")
        await bot.ann.says("Chad")
        await bot.ann.says("/daily 9:00")
        await bot.later(hours=15)
        await bot.ann.reads()
        before = bot.ann.last()["message_id"]
        await bot.later(hours=24)
        await bot.ann.reads()
        seen = next(m for m in bot.ann.person.messages() if m["message_id"] == before)
        assert "photo" in seen
        assert "reply_markup" not in seen
        assert "still open" in seen["caption"]


@pytest.mark.parametrize(
    ("keys", "content", "wrong"),
    [
        ('picture = "gone.png"\npicture_alt = "x"', None, "it cannot be read"),
        ('picture = "a.png"', b"", "has no description"),
        ('picture_alt = "x"', None, "describes no picture"),
        ('picture = "a.png"\npicture_alt = "x"', b"GIF89a", "neither PNG nor JPEG"),
        ('picture = "../a.png"\npicture_alt = "x"', None, "not inside the deck's folder"),
        ('picture = "/etc/passwd"\npicture_alt = "x"', None, "not inside the deck's folder"),
        ('picture = "a.png"\npicture_alt = "x"', b"x" * (5 * 1024 * 1024 + 1), "too large"),
        ('picture = "a.png"\npicture_alt = "x"', sample_picture(2100, 100), "too wide or too high"),
        ('picture = "one.toml/x"\npicture_alt = "x"', None, "it cannot be read"),
    ],
)
def test_a_file_that_cannot_be_sent_is_told(
    tmp_path: Path, keys: str, content: bytes | None, wrong: str
) -> None:
    folder = write(tmp_path, f'title = "One"\n\n[[question]]\nid = "one"\nask = "?"\nanswer = "x"\n{keys}\n')
    if content is not None:
        (folder / "a.png").write_bytes(content)
    _, faults = read_deck(folder)
    assert wrong in " ".join(str(fault) for fault in faults)
