"""`python -m tests.live.job_victim URL FOLDER SECONDS`: does what the clock brings within so many
seconds from an hour after the beginning on, until killed.

KILL_AT names the point and the time it is passed, such as `CORRECT inside:2`:
KIND inside   a job of that kind was decided, nothing is committed
KIND after    it is committed
"""

import asyncio
import sys
from datetime import datetime, timedelta
from pathlib import Path

from bot.app.context import Policy
from bot.app.ports.repository import Repository
from bot.app.replies import Response
from bot.app.tutor import Job, Tutor
from bot.decks.library import DeckLibrary
from bot.domain.question import DeckId
from bot.store.transact import Database
from bot.turn import Turn
from tests.conversation import START, HandClock
from tests.live.victim import perhaps_die

BEGINS = START + timedelta(hours=1)


def with_points() -> None:
    """Let each job be followed by its points."""
    decide, run = Tutor.run_job, Turn._run_job

    def decided(self: Tutor, repo: Repository, due: Job, now: datetime) -> Response:
        done = decide(self, repo, due, now)
        perhaps_die(f"{due[0].name} inside")
        return done

    async def committed(self: Turn, due: Job, now: datetime) -> None:
        await run(self, due, now)
        perhaps_die(f"{due[0].name} after")

    Tutor.run_job = decided  # type: ignore[method-assign]
    Turn._run_job = committed  # type: ignore[method-assign]


async def main(url: str, folder: Path, seconds: int) -> None:
    """Tick each second, and at each as long as something is due."""
    clock, policy = HandClock(BEGINS), Policy(default_deck=DeckId("chem"))
    async with asyncio.timeout(100):
        database = Database.open(url)
        turn = Turn(database, Tutor(DeckLibrary([folder]), policy), clock)
        for _ in range(seconds + 1):
            while await turn.tick():
                pass
            clock.pass_by(timedelta(seconds=1))
        await database.close()


if __name__ == "__main__":
    with_points()
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
