"""What a ruling mends, on both databases: upwards, once, as the log says; and back to the byte."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.store.authoring.tables import corrections, remarkings
from bot.store.daily.tables import cards
from bot.store.tables import asked, days, learners, reviews
from tests.app.authoring.chemistry import chemistry, later, misses, people, teacher
from tests.conversation import Room, Talk

UNIFORM = "so it gets uniform"
MENDED = (asked, reviews, cards, days, learners)


@pytest.fixture
async def bot(store_url: str, tmp_path: Path) -> AsyncIterator[Room]:
    async with chemistry(store_url, tmp_path / "content") as opened:
        yield opened


def of(bot: Room, talk: Talk) -> dict[str, list[Any]]:
    """All rows of somebody that a ruling can touch."""
    who = talk.person.id

    def read(connection: Connection) -> dict[str, list[Any]]:
        return {
            table.name: sorted(
                tuple(row)
                for row in connection.execute(
                    select(table).where((table.c.id if table is learners else table.c.learner_id) == who)
                )
            )
            for table in MENDED
        }

    return bot.database.run(read)


async def rules(bot: Room) -> Talk:
    """The author rules it right, and it is gone through."""
    author = await teacher(bot)
    await author.says("/inbox")
    await author.taps("Right")
    await gone_through(bot)
    return author


async def gone_through(bot: Room) -> None:
    for _ in range(3):
        bot.clock.pass_by(timedelta(seconds=1))
        await bot.turn.tick()


def in_step(bot: Room) -> None:
    """Everything derived is what its log says."""
    assert bot.turn.rebuild(check=True).odd == 0


async def test_a_miss_becomes_right_and_memory_is_what_the_log_says(bot: Room) -> None:
    ann, bob = bot.ann, bot.bob
    await misses(ann, UNIFORM, "another try")
    await misses(ann, "something quite different", "so it mixes evenly")
    await misses(bob, "nobody knows", UNIFORM, appeals=True)
    before = of(bot, ann)
    await rules(bot)
    after = of(bot, ann)
    mended, untouched = after["reviews"]
    assert mended != before["reviews"][0]
    assert untouched == before["reviews"][1]
    assert after["cards"] != before["cards"]
    in_step(bot)
    row = bot.database.run(
        lambda c: c.execute(
            select(reviews).where(reviews.c.learner_id == 1001).order_by(reviews.c.id)
        ).first()
    )
    assert row is not None
    assert (row.verdict, row.credit, row.marker) == ("right", 1.0, before["reviews"][0][-1])


async def test_undone_everything_is_as_before_to_the_byte(bot: Room) -> None:
    crowd = [bot.ann, *await people(bot, 2)]
    for talk in crowd:
        await misses(talk, "nobody knows", UNIFORM)
    await misses(crowd[1], "something quite different", "so it mixes evenly")
    await misses(bot.bob, "nobody knows", UNIFORM, appeals=True)
    before = [of(bot, talk) for talk in crowd]
    author = await rules(bot)
    assert all(of(bot, talk) != was for talk, was in zip(crowd, before, strict=True))
    await bot.later(days=6)
    await author.taps("Undo the last one")
    await gone_through(bot)
    in_step(bot)
    for talk, was in zip(crowd, before, strict=True):
        now = of(bot, talk)
        assert {name: now[name] for name in ("asked", "reviews", "cards", "days")} == {
            name: was[name] for name in ("asked", "reviews", "cards", "days")
        }
        assert "right after all" not in (await talk.says("/streak")).text


async def test_undone_before_it_was_told_nothing_of_the_learner_is_left_of_it(bot: Room) -> None:
    ann = bot.ann
    await ann.says("/start q_elements-01")
    await ann.says("K")
    await misses(ann, UNIFORM)  # the latest of the day, and nothing is said to it
    await misses(bot.bob, "nobody knows", UNIFORM, appeals=True)
    before = of(bot, ann)
    author = await rules(bot)
    assert of(bot, ann)["reviews"] != before["reviews"]
    await author.taps("Undo the last one")
    await gone_through(bot)
    assert of(bot, ann) == before
    in_step(bot)


async def test_two_rulings_on_one_asking_are_undone_to_the_byte(bot: Room) -> None:
    ann, (other,) = bot.ann, await people(bot, 1)
    await misses(ann, UNIFORM, "to spread it")
    await misses(bot.bob, "nobody knows", UNIFORM, appeals=True)
    await misses(other, "nobody knows", "to spread it", appeals=True)
    before = of(bot, ann)
    author = await teacher(bot)
    await author.says("/inbox")
    await later(author)
    for _ in range(2):
        await author.taps("Right")
        await gone_through(bot)
        await author.says("/inbox")
    assert of(bot, ann) != before
    for ruling in (2, 1):
        await author.forges(author.last()["message_id"], f"1:0:unrule-{ruling}")
    await gone_through(bot)
    assert of(bot, ann) == before
    in_step(bot)


async def test_after_a_week_it_stands(bot: Room) -> None:
    await misses(bot.bob, "nobody knows", UNIFORM, appeals=True)
    author = await rules(bot)
    await bot.later(days=7, hours=1)
    assert (await author.taps("Undo the last one")).text.startswith("That is more than a week ago")


async def test_a_question_left_open_is_closed_and_its_day_counts(bot: Room) -> None:
    ann = bot.ann
    await misses(ann, UNIFORM)
    assert of(bot, ann)["days"] == []
    await misses(bot.bob, "nobody knows", UNIFORM, appeals=True)
    await bot.later(days=2)
    before = of(bot, ann)
    author = await rules(bot)
    after = of(bot, ann)
    assert len(after["days"]) == 1
    assert len(after["reviews"]) == 1
    in_step(bot)
    assert (await ann.says("/streak why")).text.startswith(
        "so it gets uniform for mixing was right after all"
    )
    await author.taps("Undo the last one")
    await gone_through(bot)
    now = of(bot, ann)
    for name in ("asked", "reviews", "cards", "days"):
        assert now[name] == before[name], name
    in_step(bot)


async def test_a_day_before_others_counts_after_all(bot: Room) -> None:
    ann = bot.ann
    await misses(ann, UNIFORM)
    await misses(bot.bob, "nobody knows", UNIFORM, appeals=True)
    for _ in range(2):
        await bot.later(days=1)
        await ann.says("/start q_elements-01")
        await ann.says("K")
    assert len(of(bot, ann)["days"]) == 2
    await rules(bot)
    assert len(of(bot, ann)["days"]) == 3
    in_step(bot)
    assert "3 days in a row" in (await ann.says("/streak why")).text


async def test_what_was_mended_by_somebody_since_is_left_at_undo(bot: Room) -> None:
    await misses(bot.ann, "nobody knows", UNIFORM)
    await misses(bot.bob, "nobody knows", UNIFORM, appeals=True)
    bob = of(bot, bot.bob)
    author = await rules(bot)
    assert of(bot, bot.bob)["reviews"] == bob["reviews"], "their own word counts as much"
    await bot.ann.says("/start q_elements-01")
    await author.taps("Undo the last one")
    await gone_through(bot)
    assert of(bot, bot.bob)["reviews"] == bob["reviews"]
    in_step(bot)


async def test_who_leaves_in_the_middle_is_gone(bot: Room) -> None:
    crowd = await people(bot, 2)
    for talk in crowd:
        await misses(talk, "nobody knows", UNIFORM)
    await misses(bot.bob, "nobody knows", UNIFORM, appeals=True)
    author = await teacher(bot)
    await author.says("/inbox")
    await author.taps("Right")
    bot.clock.pass_by(timedelta(seconds=1))
    await bot.turn.tick()
    found = bot.database.run(lambda c: c.execute(select(corrections.c.state)).scalars().all())
    assert found == ["found"] * 2
    await crowd[0].says("/erase yes")
    await gone_through(bot)
    made = bot.database.run(lambda c: c.execute(select(corrections.c.learner_id)).scalars().all())
    assert made == [crowd[1].person.id]
    assert bot.database.run(lambda c: c.execute(select(remarkings)).all()) == []


async def test_more_than_a_step_is_gone_through_in_steps(bot: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.app.authoring.remark.AT_ONCE", 2)
    crowd = await people(bot, 5)
    for talk in crowd:
        await misses(talk, "nobody knows", UNIFORM)
    await misses(bot.bob, "nobody knows", UNIFORM, appeals=True)
    author = await teacher(bot)
    await author.says("/inbox")
    await author.taps("Right")
    for expected in (2, 4, 5):
        bot.clock.pass_by(timedelta(seconds=1))
        await bot.turn.tick()
        found = bot.database.run(lambda c: c.execute(select(corrections)).all())
        assert len(found) == expected
    await gone_through(bot)
    states = bot.database.run(lambda c: c.execute(select(corrections.c.state)).scalars().all())
    assert states == ["made"] * 5
    in_step(bot)
