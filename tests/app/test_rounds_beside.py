"""Rounds beside each other in topics, and beside the players' own learning."""

from pathlib import Path

from sqlalchemy import func, select

from bot.playground.seed import ANN, BOB, BOT, CLEO
from bot.store.tables import reviews
from tests.app.party import Party, party
from tests.gathering import words_of


async def test_rounds_in_two_topics_run_at_once_and_nothing_leaks(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        organiser = group.room.api.organiser(ANN)
        number = organiser.create("supergroup", "Forum", [BOB, CLEO, int(BOT["id"])], forum=True)
        organiser.promote(number, int(BOT["id"]), {})
        topic = organiser.create_topic(number, "Quiz")
        there, general = Party(group.room, chat=number, topic=topic), Party(group.room, chat=number)
        await general.reads()
        await there.starts("/quiz race 2 capitals", BOB)
        await general.starts("/quiz race 2 capitals", CLEO)
        assert there.asked() != general.asked(), "what is asked there is not asked here"
        assert await general.says(BOB, there.right()) == "", "an answer counts where it is given"
        assert "was first" not in "".join(there.texts())
        assert f"{there.right()}. Bob was first." in await there.says(BOB, there.right())
        assert f"{general.right()}. Cleo was first." in await general.says(CLEO, general.right())
        assert "A round is on" in await there.says(BOB, "/quiz")
        await there.says(ANN, "/stop")
        assert "No round is running" in await there.says(ANN, "/stop")
        assert "Stopped here." in await general.says(ANN, "/stop")


async def test_a_player_of_two_rounds_answers_each_by_reply(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        organiser = group.room.api.organiser(ANN)
        number = organiser.create("supergroup", "Second", [BOB, CLEO, int(BOT["id"])])
        other = Party(group.room, chat=number)
        await other.reads()
        await group.starts("/quiz 1 capitals", BOB)
        first = group.talk(BOB).last()["message_id"]
        await other.starts("/quiz 1 capitals", BOB)
        await group.private(BOB, group.right(), first)
        assert words_of(group.question()).endswith("In: Bob")
        assert "In:" not in words_of(other.question())
        await group.private(BOB, other.right())
        assert words_of(other.question()).endswith("In: Bob"), "the newest is meant"


def reviews_of(group: Party, who: int) -> int:
    count = select(func.count()).where(reviews.c.learner_id == who)
    return int(group.room.database.run(lambda c: c.execute(count).scalar_one()))


async def test_a_round_feeds_the_memory_of_those_who_want_it_and_of_nobody_else(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path, known=False) as group:
        for who in (ANN, BOB):
            await group.talk(who).says("/start")
        await group.private(BOB, "/settings rounds on")
        await group.starts("/quiz 1 capitals", BOB)
        right = group.right()
        for who in (ANN, BOB, CLEO):
            await group.answers(who, right)
        await group.over()
        await group.waits(3)
        assert {who: reviews_of(group, who) for who in (ANN, BOB, CLEO)} == {ANN: 0, BOB: 1, CLEO: 0}
        assert "1 of 1 right" in await group.private(BOB, "/stats")
        await group.private(BOB, "/settings rounds off")
        await group.starts("/quiz 1 capitals", BOB)
        await group.answers(BOB, group.right())
        await group.over()
        await group.waits(3)
        assert reviews_of(group, BOB) == 1


async def test_a_ruling_or_a_restart_feeds_no_memory_twice(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.private(BOB, "/settings rounds on")
        await group.starts("/quiz 1 capitals", BOB)
        await group.answers(BOB, "London")
        await group.over()
        await group.room.restart()
        await group.waits(3)
        await group.taps(ANN, "Fix a mark")
        await group.taps(ANN, "1")
        await group.waits(3)
        assert reviews_of(group, BOB) == 1
