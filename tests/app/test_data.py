"""A person's data: all of it for them, none of it left, and words that fade."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, MetaData, select

from bot.store.tables import metadata
from tests.conversation import Room, Talk


def rows_with(connection: Connection, needle: str, meta: MetaData = metadata) -> list[str]:
    """Tables in which that text stands anywhere."""
    found = []
    for table in meta.sorted_tables:
        rows = connection.execute(select(table)).all()
        if any(needle in str(value) for row in rows for value in row):
            found.append(table.name)
    return found


async def a_life(talk: Talk) -> None:
    """Something of everything."""
    await talk.says("/start")
    await talk.says("zebra crossing")
    await talk.says("I was right")
    await talk.says("/settings flow off")
    await talk.taps("Next")
    await talk.taps("More")
    await talk.taps("Something's wrong here")
    await talk.taps("A slip in the text")
    await talk.says("/next")
    await talk.taps("More")
    await talk.taps("Don't ask me this again")


@pytest.mark.parametrize("how", ["tapped", "typed"])
async def test_erase_leaves_nothing(bot: Room, how: str) -> None:
    await a_life(bot.ann)
    await bot.turn.save_dead_update(1, {"message": {"from": {"id": 1001}, "text": "zebra"}}, "boom", 1001)  # type: ignore[arg-type]
    await a_life(bot.bob)
    await bot.ann.says("/erase")
    received = await (bot.ann.taps("Erase everything") if how == "tapped" else bot.ann.says("/erase yes"))

    assert received.text.startswith("Done: nothing about you is left here.")
    assert await bot.database.transact(lambda c: rows_with(c, "1001")) == []
    assert "2 of 33" not in received.text
    assert "reviews" in await bot.database.transact(lambda c: rows_with(c, "1002"))
    assert (await bot.ann.says("/start")).text.startswith("I ask, you type")


async def test_words_fade_and_rows_stay(bot: Room) -> None:
    await a_life(bot.ann)
    assert await bot.database.transact(lambda c: rows_with(c, "zebra")) != []

    await bot.later(days=2)
    bot.clock.pass_by(timedelta(days=90))
    await bot.turn.tick()

    assert await bot.database.transact(lambda c: rows_with(c, "zebra")) == ["appeals"], (
        "it waits for the author"
    )
    bot.clock.pass_by(timedelta(days=90))
    await bot.turn.tick()
    assert await bot.database.transact(lambda c: rows_with(c, "zebra")) == []
    assert "1 of 1 right" in (await bot.ann.says("/stats")).text


async def test_a_restart_goes_on_where_it_stopped(bot: Room) -> None:
    await bot.ann.says("/start")
    await bot.ann.says("lots of data")
    await bot.restart()

    assert (await bot.ann.says("the number of hidden layers")).text.startswith("Right, second try:")
