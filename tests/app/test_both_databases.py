"""The same conversation on SQLite and on PostgreSQL."""

from tests.conversation import room


async def test_a_life_with_the_tutor(store_url: str) -> None:
    async with room(store_url) as bot:
        ann = bot.ann
        await ann.says("/start")
        assert (await ann.says("how many hiden layers")).text.startswith("Right, with a slip: hidden.")
        await ann.taps("Next")
        assert (await ann.taps("Linear")).text.startswith("The other way round: non-linear.")
        assert (await ann.taps("I was right")).text.startswith("Taken: ")
        await ann.taps("Next")
        assert (await ann.says("idk")).text.startswith("Good to know")
        await bot.later(days=1)
        await ann.says("next")
        assert "Day 2." in (await ann.taps("Supervised")).text
        assert "3 of 4 right when last asked" in (await ann.says("/stats")).text
        await ann.says("/export")
        await ann.says("/erase")
        assert (await ann.taps("Erase everything")).text.startswith("Done: ")
        assert (await ann.says("/stats")).text.startswith("Nothing answered yet")
