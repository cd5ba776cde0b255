"""Three hundred who join within a minute, on either database; what a class is, on either database."""

import asyncio
from datetime import timedelta
from pathlib import Path
from time import process_time

import pytest
from sqlalchemy import func, select

from bot.app.events import ButtonTapped, ChatId, MessageId, MessageReceived, Person, PersonId
from bot.store.classes.tables import class_members, classes
from bot.store.tables import learners
from tests.app.classes.school import TITLE, answers_right, class_of, join, school, taught
from tests.app.classes.test_report import MONDAY, crowd
from tests.conversation import Room

PEOPLE = 300
MINUTE = 60.0


@pytest.mark.soak
async def test_three_hundred_join_within_a_minute(store_url: str, tmp_path: Path) -> None:
    async with school(store_url, tmp_path / "content") as bot:
        _, token = await taught(bot)
        before = process_time()
        await asyncio.gather(*(comes_in(bot, number, token) for number in range(PEOPLE)))
        took = process_time() - before
        counted = select(class_members.c.shares, func.count()).group_by(class_members.c.shares)
        rows = bot.database.run(lambda c: c.execute(counted.order_by(class_members.c.shares)).all())
        assert [tuple(row) for row in rows] == [("days", 150), ("nothing", 150)]
        in_class = select(func.count()).select_from(learners).where(learners.c.in_class)
        assert bot.database.run(lambda c: c.execute(in_class).scalar_one()) == PEOPLE
        assert took < MINUTE, f"{took:.1f} s of processor time"


async def comes_in(bot: Room, number: int, token: str) -> None:
    """Somebody opens the link and taps, twice each as a hasty person does."""
    person = Person(id=PersonId(80_000 + number), name=f"Student {number}", language="en")
    chat, now = ChatId(person.id), bot.clock.now()
    choice = "days" if number % 2 else "nothing"
    data = f"1:0:cj-{choice}-{token.removeprefix('c_')}"
    opened = MessageReceived(
        person=person, chat=chat, at=now, message=MessageId(number * 4 + 1), text=f"/start {token}"
    )
    await bot.turn.handle(1_000_000 + number * 4, opened)
    for time in range(2):
        tap = ButtonTapped(person=person, chat=chat, at=now, message=MessageId(number * 4 + 2), data=data)
        await bot.turn.handle(1_000_001 + number * 4 + time, tap)


async def test_the_life_of_a_class(store_url: str, tmp_path: Path) -> None:
    async with school(store_url, tmp_path / "content") as bot:
        talk, token = await taught(bot)
        members = await class_of(bot, token, 5)
        await join(bot.ann, token)
        await talk.says("/class due atoms fri")
        await talk.taps("Right")
        await talk.says("/class exam 18 march")
        await talk.taps("Right")
        for one in (*members, bot.ann):
            await answers_right(one, "atoms", 1, 2)
        assert "2 of 7 done" in (await bot.ann.says("/class")).text
        assert (await bot.ann.says("/export")).document is not None
        bot.clock.pass_by(MONDAY - bot.clock.now())
        await bot.turn.tick()
        assert "6 of 6 took part." in (await talk.reads()).text
        assert (await talk.taps("As a file")).document is not None
        await bot.ann.says("/erase yes")
        await members[0].says("/class leave")
        assert "Fewer than 5 people are in." in (await talk.says("/class")).text
        await talk.says("/class close")
        await talk.taps("Close it")
        bot.clock.pass_by(timedelta(days=30, hours=2))
        await bot.turn.tick()
        assert bot.database.run(lambda c: c.execute(select(classes)).all()) == []
        assert bot.database.run(lambda c: c.execute(select(class_members)).all()) == []
        assert (await members[1].says("/class")).text.startswith("I don't know")
        assert TITLE not in (await members[1].says("/exam")).text


async def test_of_two_processes_that_tick_at_once_one_sends_the_report(
    store_url: str, tmp_path: Path
) -> None:
    async with school(store_url, tmp_path / "content") as bot:
        talk, _ = await taught(bot)
        crowd(bot, 6, 3)
        bot.clock.pass_by(MONDAY - bot.clock.now())
        first = bot.turn
        await bot.restart()
        await asyncio.gather(first.tick(), bot.turn.tick(), first.tick(), bot.turn.tick())
        assert len((await talk.reads()).messages) == 1
