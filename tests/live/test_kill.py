"""SIGKILL at the worst moments: no answer lost, none marked twice, nobody left without a reply."""

import os
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from bot.store.tables import answers, reviews
from bot.store.transact import Database
from tests.live.running import a_playground, answered, heard_by, start_bot, until

POINTS = ("effect", "commit", "acknowledge", "send", "settle")
SAID = ["lots of data", "the number of hidden layers", "scikit-learn", "next", "before"]
MARKED = 4
"""Of these, all but "next" are answers."""
MOST = {"effect": 5, "commit": 5, "send": 5, "settle": 3}
"""How often the conversation passes each point."""
SOAK = bool(os.environ.get("RECALL_SOAK"))


def times(point: str) -> list[int]:
    """When to strike: spread over the conversation, seeded."""
    if point == "acknowledge":
        return [1]
    chosen = Random(f"kill {point}").sample(range(1, MOST[point] + 1), MOST[point])
    return sorted(chosen if SOAK else chosen[:1])


@pytest.mark.sampled(3)
@pytest.mark.parametrize(("point", "time"), [(point, time) for point in POINTS for time in times(point)])
async def test_killed(tmp_path: Path, point: str, time: int) -> None:
    url = f"sqlite:///{tmp_path / 'live.db'}"
    async with a_playground() as playground:
        bot = await start_bot(playground, url)
        await answered(playground, 1001, "/start")
        await bot.stop()

        ann = playground.api.person(1001)
        for text in SAID:
            ann.say(text)
        victim = await start_bot(playground, url, program="tests.live.victim", KILL_AT=f"{point}:{time}")
        if point == "acknowledge":
            # The fetch that acknowledges comes back with the next thing that is said.
            await until(playground, lambda: not playground.api.waiting())
            ann.say("/help")
        status = await victim.ended()
        assert status == -9, victim.said
        bot = await start_bot(playground, url)
        ann.say("/streak")
        await until(
            playground,
            lambda: any("today included" in t or "today is in" in t for t in heard_by(playground, 1001)),
        )
        assert await bot.stop() == 0

        with Database.open(url) as database:
            said = database.run(
                lambda c: [row.said for row in c.execute(select(answers).order_by(answers.c.id))]
            )
            per_asked = Counter(database.run(lambda c: [row.asked_id for row in c.execute(select(reviews))]))
        assert said == [text for text in SAID if text != "next"]
        assert len(said) == MARKED
        assert set(per_asked.values()) == {1}
        assert len(heard_by(playground, 1001)) >= len(SAID) + 2
