"""SIGKILL between the question to a model and its word: they compare meanwhile, and the word still comes."""

import asyncio
import time
from pathlib import Path

from bot.store.second_opinion.tables import second_opinion_jobs, second_opinions
from bot.store.tables import reviews
from bot.store.transact import Database
from tests.app.doubts import ASKED, write_deck
from tests.live.running import a_playground, answered, heard_by, start_bot, until
from tests.live.test_kill_flood import rows
from tests.second_opinion.stub import KEY, Request, Stub, says, served, silent, with_key

ANSWER, DOUBTFUL = ASKED["Why do we shuffle the training data?"]
COMPARE = f"I can't tell. My answer: {ANSWER} Same as yours?"
ANN = 1001
NO_WAIT = 10.0
"""Seconds in which a stop ends, whatever hangs."""


class Held:
    """A model that answers nobody until it is told to, and says when it is asked."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.holds = True

    async def __call__(self, request: Request, writer: asyncio.StreamWriter) -> None:
        self.asked.set()
        await (silent if self.holds else says("same"))(request, writer)


def settings(stub: Stub, content: Path) -> dict[str, str]:
    return {
        "RECALL_CONTENT": str(content),
        "RECALL_DECK": "doubts",
        "RECALL_MODEL_URL": stub.url,
        "RECALL_MODEL_NAME": "stub",
        "RECALL_MODEL_KEY": KEY,
        "RECALL_MODEL_CUTS": "same=0.8,other=0.9,for=stub@1",
    }


async def test_killed_between_question_and_word_nothing_is_lost(tmp_path: Path) -> None:
    url, held = f"sqlite:///{tmp_path / 'live.db'}", Held()
    content = write_deck(tmp_path / "content")
    async with a_playground() as playground, served(with_key(held)) as stub:
        bot = await start_bot(playground, url, **settings(stub, content))
        await answered(playground, ANN, "/start")
        assert (await answered(playground, ANN, DOUBTFUL)).startswith(COMPARE), "at once"
        async with asyncio.timeout(NO_WAIT):
            await held.asked.wait()
        await bot.kill()
        held.holds = False
        bot = await start_bot(playground, url, **settings(stub, content))
        await until(playground, lambda: heard_by(playground, ANN)[-1].startswith("I think that's right: "))
        assert await bot.stop() == 0
        assert KEY not in "".join(bot.said)
    database = Database.open(url)
    assert [rows(database, table) for table in (reviews, second_opinions, second_opinion_jobs)] == [1, 1, 1]
    await database.close()


async def test_a_stop_waits_for_no_model(tmp_path: Path) -> None:
    url, held = f"sqlite:///{tmp_path / 'live.db'}", Held()
    content = write_deck(tmp_path / "content")
    async with a_playground() as playground, served(held) as stub:
        bot = await start_bot(playground, url, **settings(stub, content))
        await answered(playground, ANN, "/start")
        assert (await answered(playground, ANN, DOUBTFUL)).startswith(COMPARE)
        async with asyncio.timeout(NO_WAIT):
            await held.asked.wait()
        began = time.monotonic()
        assert await bot.stop() == 0
        assert time.monotonic() - began < NO_WAIT / 2
