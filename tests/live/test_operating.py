"""What an operator does beside a bot that runs."""

import asyncio
import os
import sys
import time
from pathlib import Path

import pytest

from tests.conversation import asks
from tests.live.running import ROOT, a_playground, answered, heard_by, start_bot

LAYERS = "the number of hidden layers"


async def recall(url: str, *command: str) -> tuple[int, str]:
    """Run a command on that database; gives the exit status and what it said."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *command,
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    return process.returncode or 0, output.decode()


@pytest.mark.soak
async def test_health_backup_and_restore_beside_a_bot_that_runs(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'live.db'}"
    async with a_playground() as playground:
        assert await recall(url, "health") == (1, "Not alive. The bot does not run on this database.\n")
        bot = await start_bot(playground, url)
        assert asks("fundamentals-01") in await answered(playground, 1001, "/start")
        while (await recall(url, "health", "--ready"))[0]:
            pass  # it judges itself every few seconds
        assert await recall(url, "health") == (0, "Ready.\n")
        status, said = await recall(url, "backup")
        assert status == 0, said
        [copy] = (tmp_path / "backups").iterdir()
        assert (await answered(playground, 1001, LAYERS)).startswith("Right")
        status, said = await recall(url, "restore", str(copy))
        assert status == 3
        assert "is in use by process" in said
        assert await bot.stop() == 0
        assert (await recall(url, "health"))[0] == 1

        status, said = await recall(url, "restore", str(copy))
        assert status == 0, said
        bot = await start_bot(playground, url)
        assert (await answered(playground, 1001, LAYERS)).startswith("Right"), "it is open as it was then"
        assert await bot.stop() == 0


async def test_a_bot_whose_database_is_taken_away_ends_and_acknowledges_nothing_more(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'live.db'}"
    async with a_playground() as playground:
        bot = await start_bot(playground, url)
        await answered(playground, 1001, "/start")
        (tmp_path / "live.db").unlink()
        playground.api.person(1001).say(LAYERS)
        assert await bot.ended() == 3
        assert "live.db was removed while the bot ran" in bot.said[0].splitlines()[-1]
        assert len(playground.api.world.state.updates) == 1
        assert len(heard_by(playground, 1001)) == 1


async def test_a_stop_is_quick_also_while_the_server_does_not_answer(tmp_path: Path) -> None:
    async with a_playground() as playground:
        bot = await start_bot(playground, f"sqlite:///{tmp_path / 'live.db'}")
        await answered(playground, 1001, "/start")
        for method in ("sendMessage", "answerCallbackQuery"):
            playground.api.fault(method, delay=60.0, times=50)
        for _ in range(14):
            playground.api.person(1001).say("hint")
        begun = time.monotonic()
        assert await bot.stop() == 0
        assert time.monotonic() - begun < 10.0


async def test_the_token_of_another_bot_is_refused_on_this_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'live.db'}"
    async with a_playground() as playground:
        bot = await start_bot(playground, url)
        await answered(playground, 1001, "/start")
        assert await bot.stop() == 0
        other = await start_bot(playground, url, BOT_TOKEN="123456:AAthe_token_of_another_bot_of_mine")
        assert await other.ended() == 2
        assert "belongs to bot 7000000001" in other.said[0].splitlines()[-1]
        again = await start_bot(playground, url)
        assert (await answered(playground, 1001, LAYERS)).startswith("Right")
        assert await again.stop() == 0
