"""Rounds in trouble: restarts, outages, silence, groups that move or put the bot out. None is ever stuck."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.playground.seed import ANN, BOB, BOT, CLEO
from bot.store.rounds.tables import rounds
from tests.app.party import Party, party
from tests.gathering import words_of

HERE = int(BOT["id"])


async def test_a_restart_in_the_middle_of_a_question_changes_nothing(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        first = await group.starts("/quiz 2 capitals", BOB, CLEO)
        await group.private(BOB, group.right())
        await group.room.restart()
        assert group.asked() == first
        await group.room.restart()
        await group.answers(CLEO, group.right())
        assert "Right: Bob, Cleo." in await group.waits(45)
        await group.room.restart()
        await group.waits(7)
        assert group.asked() != first
        await group.private(BOB, group.right())
        await group.room.restart()
        assert (await group.over()).startswith(
            "Bob wins with 4 (+ ¾ quick).\nCleo 2 (+ ½ quick). Also in: Ann."
        )


@pytest.mark.parametrize("call", ["/quiz 3 capitals", "/quiz race 3 capitals"])
@pytest.mark.parametrize("admin", [False, True], ids=["privacy mode", "administrator"])
async def test_answers_given_in_time_while_the_bot_was_down_count_by_their_date(
    sqlite_url: str, tmp_path: Path, call: str, admin: bool
) -> None:
    """The clock is first at the question: it is closed before what was said meanwhile is fetched."""
    async with party(sqlite_url, tmp_path, admin=admin) as group:
        await group.starts(call, BOB, CLEO)
        right, at = group.right(), group.question()["message_id"]
        pass_by = group.room.clock.pass_by
        pass_by(timedelta(seconds=20))
        group.person(BOB).say(right, None if admin else at)
        pass_by(timedelta(seconds=20))
        in_private = group.room.api.person(CLEO)
        in_private.say(right)
        pass_by(timedelta(seconds=300))
        group.person(ANN).say(right, at)
        await group.room.restart()
        await group.room.turn.tick()
        told = await group.reads()
        await group.over()
        race = "race" in call
        assert group.tables()[-1].startswith(
            "Bob wins with 2." if race else "Bob wins with 2 (+ ¼ quick).\nCleo 2. Also in: Ann."
        )
        assert told.count("Capital of") <= 1


async def test_votes_cast_while_the_bot_was_down_count(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 1 things", BOB, CLEO)
        group.person(BOB).vote(group.poll()["message_id"], [group.option()])
        group.room.clock.pass_by(timedelta(hours=2))
        await group.room.restart()
        await group.room.turn.tick()
        await group.reads()
        assert (await group.over()).startswith("Bob wins with 1.\nAlso in: Ann, Cleo.")


async def test_three_questions_without_an_answer_end_it_politely(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 4 capitals", BOB)
        table = await group.over()
        assert table == "Three questions without an answer, so I stop here.\nNo points this time."
        assert len([text for text in group.texts() if " of 4: " in text]) == 3
        assert await group.waits(300) == ""


async def test_a_round_that_nobody_starts_goes_away(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.says(ANN, "/quiz 2 capitals")
        await group.waits(601)
        assert group.texts()[-1] == "That round was not played. /quiz calls a new one."
        assert "2 questions" in await group.says(ANN, "/quiz 2 capitals")


async def test_when_the_bot_is_put_out_the_round_is_over_and_it_says_nothing(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 2 capitals", BOB)
        group.room.api.organiser(ANN).remove(group.chat, HERE)
        await group.waits(120)
        group.room.api.organiser(ANN).add(group.chat, HERE)
        assert "/quiz calls a round" in await group.reads()
        assert "2 questions" in await group.says(ANN, "/quiz 2 capitals")


async def test_when_its_topic_is_deleted_the_round_ends(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        number, organiser = forum(group), group.room.api.organiser(ANN)
        topic = organiser.create_topic(number, "Quiz")
        there = Party(group.room, chat=number, topic=topic)
        await there.starts("/quiz 3 capitals", BOB)
        organiser.delete_topic(number, topic)
        await there.waits(120)
        elsewhere = Party(group.room, chat=number)
        assert "No round is running" in await elsewhere.says(ANN, "/stop")
        assert due(group) == 0, "nothing is left to do"


async def test_a_group_that_becomes_a_supergroup_takes_its_round_along(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        organiser = group.room.api.organiser(ANN)
        old = organiser.create("group", "Basics", [BOB, CLEO, HERE])
        before = Party(group.room, chat=old)
        await before.reads()
        await before.starts("/quiz 2 capitals", BOB)
        await before.answers(BOB, before.right())
        after = Party(group.room, chat=organiser.upgrade(old))
        await after.waits(55)
        assert " of 2: " in words_of(after.question())
        await after.answers(CLEO, after.right())
        table = await after.over()
        assert table.startswith("Bob, Cleo share the win, each with 2 (+ ½ quick).")
        assert "1. Bob 2½\n1. Cleo 2½" in await after.says(ANN, "/top")


async def test_a_group_that_moved_while_nobody_looked_is_found_by_the_sender(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        organiser = group.room.api.organiser(ANN)
        old = organiser.create("group", "Basics", [BOB, HERE])
        before = Party(group.room, chat=old)
        await before.reads()
        await before.starts("/quiz 2 capitals", BOB)
        after = Party(group.room, chat=organiser.upgrade(old))
        group.room.clock.pass_by(timedelta(seconds=50))
        await group.room.turn.tick()
        await group.room.telegram_bot.sender.drain(group.room.clock.now())
        await after.waits(10)
        assert "2 of 2: " in words_of(after.question())


def forum(group: Party) -> int:
    """A new group with topics and all three in it."""
    return group.room.api.organiser(ANN).create("supergroup", "Forum", [BOB, CLEO, HERE], forum=True)


def due(group: Party) -> int:
    """How many rounds have a deadline."""
    count = select(func.count()).where(rounds.c.deadline.is_not(None))
    return int(group.room.database.run(lambda c: c.execute(count).scalar_one()))
