"""The bot as a process, by long polling over HTTP, as an operator runs it."""

import asyncio
from pathlib import Path

from bot.store.migrate import HEAD
from tests.conversation import asks
from tests.live.running import a_playground, answered, heard_by, start_bot, until

LAYERS = "the number of hidden layers"


async def test_a_conversation_over_http(tmp_path: Path) -> None:
    async with a_playground() as playground:
        bot = await start_bot(playground, f"sqlite:///{tmp_path / 'live.db'}")
        assert asks("fundamentals-01") in await answered(playground, 1001, "/start")
        assert (await answered(playground, 1001, "hint")).startswith("Hint 1 of 2")
        assert (await answered(playground, 1001, LAYERS)).startswith("Right")
        assert "I ask, you type" in await answered(playground, 1002, "/start")
        assert (await answered(playground, 1001, "scikit-learn")).startswith("Right")
        assert (await answered(playground, 1002, "/export")).startswith("Everything I keep about you")
        assert await bot.stop() == 0
        assert bot.said[0].count("Recall 0.1.0 serves @") == 1
        assert "by long polling: " in bot.said[0]
        assert f"database {tmp_path / 'live.db'}, revision {HEAD}." in bot.said[0]
        assert LAYERS not in bot.said[0]
        assert " Ann" not in bot.said[0]


async def test_what_is_said_while_it_is_down_is_answered_in_order(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'live.db'}"
    async with a_playground() as playground:
        bot = await start_bot(playground, url)
        await answered(playground, 1001, "/start")
        assert await bot.stop() == 0
        ann = playground.api.person(1001)
        for text in (LAYERS, "scikit-learn", "after", "not now", "next"):
            ann.say(text)
        bot = await start_bot(playground, url)
        await until(playground, lambda: len(heard_by(playground, 1001)) == 6)
        await bot.stop()

    said = heard_by(playground, 1001)
    begins = [text.split(".")[0].split(":")[0] for text in said[1:4]]
    assert begins == ["Right", "Right", "The other way round"]
    assert said[4].startswith("Fine. /daily is there"), "the offer of a daily question"
    assert said[5].startswith(asks("models-01"))


async def test_a_second_instance_on_the_same_file_is_told_so(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'live.db'}"
    async with a_playground() as playground:
        first = await start_bot(playground, url)
        await answered(playground, 1001, "/start")
        second = await start_bot(playground, url)
        assert await second.ended() == 3
        assert "is in use" in second.said[0]
        assert "DATABASE_URL=" in second.said[0]
        assert "Traceback" not in second.said[0]
        assert (await answered(playground, 1001, LAYERS)).startswith("Right")
        assert await first.stop() == 0


async def test_a_wrong_token_is_told_without_showing_it(tmp_path: Path) -> None:
    token = "123456:AAthis_is_not_the_token_of_anybody_here"
    async with a_playground() as playground:
        bot = await start_bot(playground, f"sqlite:///{tmp_path / 'live.db'}", BOT_TOKEN=token)
        assert await bot.ended() == 3
        assert "BOT_TOKEN" in bot.said[0] or "token" in bot.said[0]
        assert token not in bot.said[0]
        assert token.partition(":")[2] not in bot.said[0]
        assert "Traceback" not in bot.said[0]


async def test_missing_settings_are_told_all_at_once(tmp_path: Path) -> None:
    async with a_playground() as playground:
        bot = await start_bot(
            playground, "mysql://secret@host/x", BOT_TOKEN="nonsense", DEFAULT_ZONE="Mars/Olympus"
        )
        assert await bot.ended() == 2
        lines = bot.said[0].strip().split("\n")
        assert [line.partition(":")[0] for line in lines] == ["BOT_TOKEN", "DATABASE_URL", "DEFAULT_ZONE"]
        assert all("For example: " in line for line in lines)
        assert "secret" not in bot.said[0]
        assert "nonsense" not in bot.said[0]


async def test_a_server_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    async with a_playground() as playground:
        playground.api.fault("getUpdates", code=502, times=2)
        playground.api.fault("*", drop=True, times=1)
        bot = await start_bot(playground, f"sqlite:///{tmp_path / 'live.db'}")
        assert asks("fundamentals-01") in await answered(playground, 1001, "/start")
        assert await bot.stop() == 0


async def test_sigterm_under_load_loses_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'live.db'}"
    async with a_playground() as playground:
        bot = await start_bot(playground, url)
        await answered(playground, 1001, "/start")
        for person in (1001, 1002, 1003):
            for _ in range(20):
                playground.api.person(person).say("/streak")
        bot.process.terminate()
        bot.process.terminate()
        assert await bot.ended() == 0
        bot = await start_bot(playground, url)
        messages = {1001: 21, 1002: 20, 1003: 20}
        await until(playground, lambda: all(len(heard_by(playground, p)) >= n for p, n in messages.items()))
        await bot.stop()

    assert {p: len(heard_by(playground, p)) for p in messages} == messages
    assert asyncio.all_tasks() == {asyncio.current_task()}
