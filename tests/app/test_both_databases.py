"""The same conversation on SQLite and on PostgreSQL."""

from tests.conversation import room


async def test_a_life_with_the_tutor(store_url: str) -> None:
    async with room(store_url) as bot:
        ann = bot.ann
        await ann.says("/start")
        assert (await ann.says("how many hiden layers")).text.startswith("Right, with a slip: hidden.")
        await ann.taps("Next")
        await ann.says("Keras")
        assert (await ann.taps("I was right")).text.startswith("Taken: ")
        await ann.taps("Next")
        assert (await ann.says("idk")).text.startswith("Good to know")
        assert (await ann.taps("Yes")).text.startswith("Every day at 18:00: one question")
        await bot.later(hours=25)
        assert (await ann.reads()).messages
        await ann.says("idk")
        assert "2 of 4 right" in (await ann.says("/stats")).text
        assert "answered" in (await ann.says("/streak why")).text
        await ann.says("/export")
        await ann.says("/erase")
        assert (await ann.taps("Erase everything")).text.startswith("Done: ")
        assert (await ann.says("/stats")).text.startswith("Nothing answered yet")
