"""The same conversation on SQLite and on PostgreSQL."""

from bot.playground.seed import ANN, BOB, BOT, CHANNEL, CLEO
from tests.broadcast import Broadcast
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


async def test_a_channel_and_its_readers(store_url: str) -> None:
    async with room(store_url) as bot:
        channel = Broadcast(bot)
        await bot.ann.says("/channel")
        channel.connect()
        await bot.ann.reads()
        await bot.ann.taps("Yes")
        await bot.ann.says("/channel")
        await bot.ann.taps("Next seven")
        await bot.ann.taps("1")
        for _ in range(3):
            await channel.until(24)
            if "poll" in channel.posts()[-1]:
                await channel.votes(right=2, others=1)
            else:
                await channel.answers(BOB, channel.question().answer)
                await channel.comments(CLEO, channel.question().answer)
        assert sum("Yesterday" in text for text in channel.texts()) == 2
        bot.api.organiser(ANN).promote(CHANNEL, int(BOT["id"]), {})
        assert "I may not post" in (await bot.ann.reads()).text
