"""SIGKILL while a question is asked in the lecture: everybody gets it once and reads once how it was."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.app.classes.lecture import AT_ONCE
from bot.app.ports.lectures import LectureState
from bot.playground.seed import NewPerson
from bot.store.classes.tables import lecture_seats, lectures
from bot.store.daily.tables import cards
from bot.store.tables import answers, outbox, reviews
from tests.app.classes.school import join, passes, school, taught
from tests.app.classes.test_lecture import RIGHT
from tests.conversation import Room, Talk
from tests.live.job_victim import BEGINS
from tests.live.test_kill_remark import ticks

HALL = 34
"""More than it is sent to in one step."""
SAY = 10
"""So many answer, every second one right."""
LONG = 180
POINTS = ("LECTURE inside:1", "LECTURE after:1", "LECTURE inside:3", "READING inside:4", "READING after:2")


def kept(connection: Connection) -> dict[str, list[Any]]:
    """What came of it: what everybody was sent, and what is known of them."""
    of_each = {
        outbox: ("chat_id", "slot", "act", "spoken"),
        answers: ("learner_id", "said", "mark"),
        reviews: ("learner_id", "question", "verdict", "tries"),
        cards: ("learner_id", "question", "due_on"),
    }
    return {
        table.name: sorted(
            tuple(map(str, row)) for row in connection.execute(select(*(table.c[name] for name in names)))
        )
        for table, names in of_each.items()
    }


def newcomer(bot: Room, number: int) -> Talk:
    """One of more people than the page lets in."""
    bot.api.world.add_person(NewPerson(id=70_000 + number, name=f"Student {number}"))
    return bot.talk(70_000 + number)


async def in_the_middle(url: str, folder: Path) -> None:
    """It was sent to the first thirty, and some have answered."""
    async with school(url, folder) as bot:
        talk, token = await taught(bot)
        members = [newcomer(bot, number) for number in range(HALL)]
        for member in members:
            await join(member, token)
            await member.says("/class lecture")
        bot.clock.pass_by(BEGINS - bot.clock.now())
        await talk.says("/class ask atoms-02")
        await passes(bot, seconds=1)
        for number, member in enumerate(members[:SAY]):
            await member.says(RIGHT if number % 2 else "a round fruit, somewhere")


@pytest.mark.sampled(5)
@pytest.mark.parametrize("point", POINTS)
async def test_killed(sqlite_url: str, tmp_path: Path, point: str) -> None:
    folder = tmp_path / "content"
    await in_the_middle(sqlite_url, folder)
    whole = tmp_path / "whole.db"
    whole.write_bytes((tmp_path / "recall.db").read_bytes())
    assert await ticks(sqlite_url, folder, point, LONG) == -9
    assert await ticks(sqlite_url, folder, seconds=LONG) == 0
    assert await ticks(f"sqlite:///{whole}", folder, seconds=LONG) == 0
    async with school(f"sqlite:///{whole}", tmp_path / "never-killed") as bot:
        never = bot.database.run(kept)
    async with school(sqlite_url, tmp_path / "again") as bot:
        assert bot.database.run(kept) == never
        assert bot.database.run(lambda c: c.execute(select(lectures.c.state)).scalars().all()) == [
            LectureState.DONE.value
        ]
        assert bot.database.run(lambda c: c.execute(select(lecture_seats)).all()) == []
        assert bot.turn.rebuild(check=True).odd == 0
    late = [row[0] for row in never["outbox"] if row[2] == "send" and "90 seconds. Then you read" in row[3]]
    assert len(late) == len(set(late)) == HALL - AT_ONCE, "those who had not got it yet"
    over = [row[0] for row in never["outbox"] if row[2] == "edit" and "The time is up; it costs" in row[3]]
    assert len(over) == len(set(over)) == HALL - SAY
