"""Sounds in a deck's folder: with questions and answers, in rounds and posts, uploaded once."""

from pathlib import Path

import pytest

from bot.decks.load import read_deck
from bot.playground.pictures import sample_picture
from bot.playground.seed import ANN
from tests.app.test_parts import playing
from tests.broadcast import Broadcast
from tests.conversation import room
from tests.decks.paper import write
from tests.decks.sounds import M4A, MP3, OPUS, VORBIS
from tests.gathering import SeededChat

QUESTION = """
[[question]]
id = "{id}"
ask = "Which bird sings?"
answer = "a robin"
audio = "robin.mp3"
answer_audio = "said.ogg"
answer_audio_alt = "Robin."
why = "It sings in winter too."
{more}
"""
TO_NINE = 15


def birds(folder: Path, more: str = "") -> Path:
    """A deck with a question that is heard."""
    deck = write(folder, f'title = "Birds"\n{QUESTION.format(id="bird-1", more=more)}')
    (deck / "robin.mp3").write_bytes(MP3)
    (deck / "said.ogg").write_bytes(OPUS)
    (deck / "bird.png").write_bytes(sample_picture())
    return folder


async def test_a_sound_comes_with_the_question_and_another_with_the_answer(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with room(sqlite_url, birds(tmp_path)) as bot:
        (put,) = (await bot.ann.says("/start")).messages
        assert put["audio"]["title"] == "♪", "the file's name is the answer"
        assert put["audio"]["file_name"] == "audio.mp3"
        assert put["audio"]["mime_type"] == "audio/mpeg"
        assert "Which bird sings?" in put["caption"]
        assert put["reply_markup"]["inline_keyboard"]
        await bot.ann.says("a wren")
        shown = (await bot.ann.taps("Show the answer")).messages[0]
        assert shown["voice"]["mime_type"] == "audio/ogg"
        assert "a robin" in shown["caption"]
        assert shown["caption"].endswith("In words: Robin.")


async def test_it_is_sent_once_as_a_file(sqlite_url: str, tmp_path: Path) -> None:
    async with room(sqlite_url, birds(tmp_path)) as bot:
        first = (await bot.ann.says("/start")).messages[0]["audio"]["file_id"]
        await bot.restart()
        assert (await bot.bob.says("/start")).messages[0]["audio"]["file_id"] == first
        bot.api.world.state.files.drop(first)
        assert (await bot.talk(1003).says("/start")).messages[0]["audio"]["file_id"] != first


async def test_words_go_alone_where_the_file_is_gone(sqlite_url: str, tmp_path: Path) -> None:
    async with room(sqlite_url, birds(tmp_path, 'audio_alt = "A song, high and thin."')) as bot:
        (tmp_path / "small" / "robin.mp3").unlink()
        put = await bot.ann.says("/start")
        assert put.text.endswith("In words: A song, high and thin.")
        assert (await bot.ann.says("a robin")).text.startswith("Right")


async def test_beside_a_picture_it_goes_ahead(sqlite_url: str, tmp_path: Path) -> None:
    more = 'picture = "bird.png"\npicture_alt = "A bird."'
    async with room(sqlite_url, birds(tmp_path, more)) as bot:
        sound, picture = (await bot.ann.says("/start")).messages
        assert ("audio" in sound, "caption" in sound, "reply_markup" in sound) == (True, False, False)
        assert "photo" in picture
        assert "Which bird sings?" in picture["caption"]


async def test_in_a_round_it_is_no_poll(sqlite_url: str, tmp_path: Path) -> None:
    async with room(sqlite_url, birds(tmp_path, 'options = ["a robin", "a wren"]')) as bot:
        group = SeededChat(bot)
        await playing(group, "/quiz 1")
        (found,) = [m for m in group.person(ANN).messages() if "audio" in m]
        assert "Which bird sings?" in found["caption"]
        await group.waits(40)
        assert [m["caption"] for m in group.person(ANN).messages() if "voice" in m]


async def test_in_a_channel_it_comes_with_the_post(sqlite_url: str, tmp_path: Path) -> None:
    async with room(sqlite_url, birds(tmp_path)) as bot:
        channel = Broadcast(bot)
        await bot.ann.says("/channel")
        channel.connect()
        await bot.ann.reads()
        await bot.ann.says("/channel 9:00")
        await channel.until(TO_NINE)
        (post,) = [m for m in channel.at(ANN).messages() if "audio" in m]
        assert post["caption"].startswith("Which bird sings?")


@pytest.mark.parametrize(
    ("content", "kind"), [(MP3, "audio"), (MP3[10:], "audio"), (M4A, "audio"), (OPUS, "voice")]
)
def test_what_telegram_plays_is_taken(tmp_path: Path, content: bytes, kind: str) -> None:
    folder = write(
        tmp_path, 'title = "One"\n\n[[question]]\nid = "one"\nask = "?"\nanswer = "x"\naudio = "a"\n'
    )
    (folder / "a").write_bytes(content)
    deck, faults = read_deck(folder)
    assert faults == []
    assert deck is not None
    sound = deck.questions()[0].audio
    assert sound is not None
    assert sound.kind == kind


@pytest.mark.parametrize(
    ("keys", "content", "wrong"),
    [
        ('audio = "gone.mp3"', None, "it cannot be read"),
        ('audio_alt = "x"', None, "describes no sound"),
        ('audio = "a.mp3"', b"RIFF\x00\x00\x00\x00WAVE", "none of MP3, M4A and Ogg with Opus"),
        ('audio = "a.mp3"', VORBIS, "none of MP3, M4A and Ogg with Opus"),
        ('audio = "a.mp3"', b"", "none of MP3, M4A and Ogg with Opus"),
        ('answer_audio = "../a.mp3"', None, "not inside the deck's folder"),
        ('audio = "a.mp3"', b"ID3" + bytes(5 * 1024 * 1024), "too large"),
    ],
)
def test_a_file_that_cannot_be_sent_is_told(
    tmp_path: Path, keys: str, content: bytes | None, wrong: str
) -> None:
    folder = write(tmp_path, f'title = "One"\n\n[[question]]\nid = "one"\nask = "?"\nanswer = "x"\n{keys}\n')
    if content is not None:
        (folder / "a.mp3").write_bytes(content)
    _, faults = read_deck(folder)
    assert wrong in " ".join(str(fault) for fault in faults)
