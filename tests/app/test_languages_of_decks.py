"""A deck in several languages: the learner's chooses, and memory is the same in all of them."""

from pathlib import Path

import pytest

from bot.playground.seed import ANN
from tests.app.test_parts import playing
from tests.conversation import Room, room
from tests.decks.paper import write
from tests.decks.test_sisters import sisters
from tests.gathering import SeededChat


def speaks(bot: Room, person: int, language: str) -> None:
    """Set the language of somebody's app."""
    world = bot.api.world
    world.state.people.put(person, world.user(person) | {"language_code": language})


async def test_the_learners_language_chooses_and_memory_is_shared(sqlite_url: str, tmp_path: Path) -> None:
    sisters(tmp_path)
    async with room(sqlite_url, tmp_path) as bot:
        speaks(bot, ANN, "de")
        assert "Was ist die Hauptstadt von Österreich?" in (await bot.ann.says("/start")).text
        assert (await bot.ann.says("Wien")).text.startswith("Right")
        speaks(bot, ANN, "en")
        listed = await bot.ann.says("/learn")
        assert "Towns: 1 of 2" in listed.text, "what was learned in German is known in English"
        assert "capital of Spain" in (await bot.ann.says("/learn all")).text


async def test_an_open_question_stays_in_its_language(sqlite_url: str, tmp_path: Path) -> None:
    sisters(tmp_path)
    async with room(sqlite_url, tmp_path) as bot:
        speaks(bot, ANN, "de")
        await bot.ann.says("/start")
        speaks(bot, ANN, "en")
        assert (await bot.ann.says("Wien")).text.startswith("Right. Day 1.")


async def test_a_group_plays_in_the_language_of_whoever_calls(sqlite_url: str, tmp_path: Path) -> None:
    sisters(tmp_path)
    async with room(sqlite_url, tmp_path) as bot:
        speaks(bot, ANN, "de-AT")
        group = SeededChat(bot)
        await playing(group, "/quiz 2")
        said = "\n".join(m.get("text", "") for m in group.person(ANN).messages())
        assert "Österreich" in said or "capital of Spain" in said
        assert "capital of Austria" not in said


ABOUT = """description = "Rivers, from source to mouth."
authors = ["Ann", "Bob"]
source = "The atlas of 1998"
"""


async def test_what_a_course_is_about_and_by_whom_is_told_where_it_is_chosen(
    sqlite_url: str, tmp_path: Path
) -> None:
    card = 'title = "{}"\nlang = "en"\nlicence = "MIT"\n'
    write(tmp_path, card=card.format("Rivers") + ABOUT, name="a-rivers")
    topic = 'title = "Lakes"\n\n[[question]]\nid = "two"\nask = "How deep?"\nanswer = "very"\n'
    write(tmp_path, topic, card=card.format("Lakes") + 'description = "Still waters."\n', name="b-lakes")
    async with room(sqlite_url, tmp_path) as bot:
        await bot.ann.says("/start")
        listed = await bot.ann.says("/learn")
        assert listed.text.startswith(
            "Rivers\nRivers, from source to mouth.\nBy Ann, Bob. Source: The atlas of 1998\n\nOne: 0 of 1"
        )
        assert "Lakes: Still waters." in listed.text
        assert "Course: Lakes" in listed.buttons


@pytest.mark.parametrize("why", ['why = "The Romans crossed here."\n', ""])
async def test_the_source_is_shown_with_the_why(sqlite_url: str, tmp_path: Path, why: str) -> None:
    topic = (
        'title = "One"\n\n[[question]]\nid = "one"\nask = "Which river?"\nanswer = "Thames"\n'
        f'source = "[History](https://example.org/thames)"\n{why}'
    )
    async with room(sqlite_url, write(tmp_path, topic).parent) as bot:
        await bot.ann.says("/start")
        right = await bot.ann.says("Thames")
        assert (
            "The Romans crossed here.\n" if why else "won't end it.\n"
        ) + "Source: History\n\n" in right.text
        links = [one for one in right.messages[0]["entities"] if one["type"] == "text_link"]
        assert [one["url"] for one in links] == ["https://example.org/thames"]
