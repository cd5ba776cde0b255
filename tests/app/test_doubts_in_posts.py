"""What the marker can't tell under a question of the day: counted apart, and nothing is given away."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.playground.seed import ANN, BOB, CLEO, DISCUSSION
from bot.store.posts.tables import post_answers
from bot.store.tables import reviews
from tests.app.doubts import ASKED, doubtful_in, doubts, question_in, right_in
from tests.broadcast import Broadcast, pass_by
from tests.conversation import Room
from tests.gathering import SeededChat

TO_NINE = 15


@pytest.fixture
async def bot(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Room]:
    async with doubts(sqlite_url, tmp_path / "content") as opened:
        yield opened


async def posted(bot: Room) -> Broadcast:
    """A channel with its first question, talked about in a group."""
    channel = Broadcast(bot)
    channel.connect()
    await bot.ann.says("/start")
    await bot.ann.says("/channel 9:00")
    await channel.until(TO_NINE)
    return channel


def marks(bot: Room) -> list[str]:
    found = bot.database.run(lambda c: c.execute(select(post_answers.c.mark)).scalars().all())
    return list(found)


async def test_a_doubtful_comment_gets_a_quiet_sign_and_is_counted_apart(bot: Room) -> None:
    channel = await posted(bot)
    people = [who for who in channel.gather() if who not in (ANN, BOB, CLEO)]
    for who in people:
        bot.api.organiser(who).join(DISCUSSION)
    right, said = ASKED[channel.question().ask]
    for who in people[:6]:
        assert (await channel.comments(who, right))[1] == "Right."
    number, told = await channel.comments(people[6], said)
    assert (told, channel.sign(number)) == ("", "✍"), "the answer is not given away"
    assert marks(bot).count("doubtful") == 1
    await channel.until(24)
    assert "100 % had it" in channel.texts()[-1]
    assert "1 answer I couldn't tell." in channel.texts()[-1]


async def test_whoever_follows_the_link_compares_in_private(bot: Room) -> None:
    channel = await posted(bot)
    right, said = ASKED[channel.question().ask]
    heard = await channel.answers(BOB, said)
    assert f"I can't tell. My answer: {right} Same as yours?" in heard.text
    assert marks(bot) == ["doubtful"]
    assert (await bot.talk(BOB).says("yes")).text.startswith("Good. ")
    assert marks(bot) == ["doubtful"], "their own word is theirs alone"


async def test_in_a_group_it_is_counted_apart_and_leaves_memory_alone(bot: Room) -> None:
    for who in (ANN, BOB, CLEO):
        await bot.talk(who).says("/start")
        await bot.talk(who).says("/settings rounds on")
    group = SeededChat(bot)
    await group.begin()
    await group.says(ANN, "/daily")
    await group.taps(ANN, "Yes")
    await pass_by(bot, TO_NINE)
    await group.reads()
    message = next(m for m in reversed(group.messages()) if any(ask in m["text"] for ask in ASKED))
    number = group.person(BOB).say(doubtful_in(message["text"]), message["message_id"])
    await group.reads()
    found = next(m for m in group.person(ANN).messages() if m["message_id"] == number)
    assert [one["emoji"] for one in found["reactions"]] == ["✍"]
    await group.says(CLEO, right_in(message["text"]), message["message_id"])
    await pass_by(bot, 24)
    told = await group.reads()
    assert "Right: Cleo. 1 answer I couldn't tell." in told
    assert question_in(told) != question_in(message["text"])
    await bot.later(seconds=5)
    kept = bot.database.run(lambda c: c.execute(select(reviews.c.learner_id)).scalars().all())
    assert list(kept) == [CLEO]
