"""In the open: races, and answers that the group completes together; with privacy mode and without it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.playground.seed import ANN, BOB, CLEO
from tests.app.party import Party, party
from tests.gathering import words_of

WAYS = ("privacy mode", "administrator", "privacy off")


@asynccontextmanager
async def hearing(way: str, url: str, folder: Path) -> AsyncIterator[Party]:
    """The group as the bot hears it; `privacy off`: its owner switched the mode off with @BotFather."""
    async with party(url, folder, admin=way == "administrator") as group:
        if way == "privacy off":
            group.room.api.set_privacy(False)
            await group.room.later(seconds=61)
        yield group


@pytest.mark.parametrize("way", WAYS)
async def test_a_race_goes_to_the_first_right_answer(sqlite_url: str, tmp_path: Path, way: str) -> None:
    async with hearing(way, sqlite_url, tmp_path) as group:
        await group.starts("/quiz race 2 capitals")
        told = words_of(group.question())
        asked_reply = "force_reply" in group.question()
        if way == "privacy mode":
            assert ("Reply to this; the first right answer takes it." in told, asked_reply) == (True, True)
        else:
            assert ("The first right answer here takes it." in told, asked_reply) == (True, False)
        at, right = group.question()["message_id"], group.right()
        message = at if way == "privacy mode" else None
        wrong = group.person(BOB).say("London", at)
        await group.reads()
        assert group.reaction(wrong) == "🤔"
        won = group.person(CLEO).say(right, message)
        group.person(BOB).say(right, message)
        assert await group.reads() == f"{right}. Cleo was first."
        assert group.reaction(won) == "🏆"
        await group.waits(7)
        await group.says(BOB, group.right(), group.question()["message_id"])
        assert (await group.over()).startswith("Bob, Cleo share the win, each with 2.\nAlso in: Ann.")


@pytest.mark.parametrize("way", WAYS)
async def test_talk_is_no_answer_and_gets_silence(sqlite_url: str, tmp_path: Path, way: str) -> None:
    async with hearing(way, sqlite_url, tmp_path) as group:
        for call in ("/quiz 2 capitals", "/quiz race 2 capitals", "/quiz together"):
            await group.starts(call)
            for text in ("who knows that?", "I'm hungry", "lol", "brb", "London calling", "@bob come here"):
                said = group.person(CLEO).say(text)
                assert await group.reads() == ""
                assert group.reaction(said) == ""
            assert "Cleo" not in words_of(group.question())
            await group.says(ANN, "/stop")


async def test_with_privacy_mode_plain_words_are_not_heard(sqlite_url: str, tmp_path: Path) -> None:
    async with hearing("privacy mode", sqlite_url, tmp_path) as group:
        await group.starts("/quiz race 2 capitals")
        assert await group.says(BOB, group.right()) == ""


async def test_an_administrator_without_rights_hears_plain_answers_to_a_typed_question(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with hearing("administrator", sqlite_url, tmp_path) as group:
        await group.starts("/quiz 2 capitals", BOB)
        assert "Answer in your chat with me, or here." in words_of(group.question())
        right = group.right()
        await group.says(BOB, right)
        await group.says(BOB, "London", after=1)
        await group.says(CLEO, f"it is {right}")
        assert words_of(group.question()).endswith("In: Bob, Cleo")
        assert f"{right}. Right: Bob, Cleo." in await group.waits(45), "talk takes no right answer away"


async def test_the_bot_words_its_advice_by_what_it_hears(sqlite_url: str, tmp_path: Path) -> None:
    async with hearing("privacy mode", sqlite_url, tmp_path) as group:
        assert "make me an administrator; no rights are needed" in await group.says(BOB, "/help")
        group.room.api.organiser(ANN).promote(group.chat, 7000000001, {})
        await group.reads()
        assert "Just type your answer" in await group.says(BOB, "/help")


@pytest.mark.parametrize("way", WAYS)
async def test_together_everybody_who_adds_something_scores(
    sqlite_url: str, tmp_path: Path, way: str
) -> None:
    async with hearing(way, sqlite_url, tmp_path) as group:
        await group.starts("/quiz together")
        at = group.question()["message_id"] if way == "privacy mode" else None
        assert await group.says(BOB, "Mars", at) == "So far: Mars. 2 more?"
        again = group.person(CLEO).say("Mars", at)
        assert await group.reads() == ""
        assert group.reaction(again) == "🤔"
        await group.says(CLEO, "Venus", at)
        assert "So far: Mars, Venus. One more?" in group.texts(), "one line, edited in place"
        assert "Found by Bob, Cleo, Ann." in await group.says(ANN, "Jupiter", at)
        table = await group.over()
        assert table == "Together you found 1 of 1 answer. Found by Ann, Bob, Cleo.", "and no ranking"


async def test_what_a_player_types_in_private_is_their_own_while_a_race_is_on(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with hearing("privacy mode", sqlite_url, tmp_path) as group:
        await group.private(BOB, "/learn things")
        await group.starts("/quiz race 2 capitals", BOB)
        assert (await group.private(BOB, "copper")) != ""
        assert await group.private(BOB, group.right()) != ""
        assert "was first" not in await group.waits(1)


async def test_a_race_about_choices_takes_one_tap_each(sqlite_url: str, tmp_path: Path) -> None:
    async with hearing("privacy mode", sqlite_url, tmp_path) as group:
        await group.starts("/quiz race 1 things", BOB)
        message, right = group.question(), group.right()
        assert "poll" not in message
        right = right[:1].upper() + right[1:]
        wrong = next(label for label in group.labels(message) if label != right)
        assert (await group.taps(BOB, wrong)).startswith("Taken: ")
        assert await group.taps(BOB, right) == "Your first choice counts."
        assert (await group.taps(CLEO, right)).startswith("Taken: ")
        assert "Cleo was first." in group.texts()[-1]


async def test_the_lobby_promises_no_more_questions_than_fit(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        assert (await group.says(ANN, "/quiz together")).startswith("1 question from ")
        await group.says(ANN, "/stop")
        assert (await group.says(ANN, "/quiz 3 capitals")).startswith("3 questions from ")
