"""`python -m tests.live.remark_victim URL FOLDER`: ticks over a database until killed, or nothing is left.

KILL_AT names the point and the time it is passed, such as `mend:2`:
scan     a step through the answers was decided, nothing is committed
scanned  a step is committed
mend     somebody's answers are mended, nothing is committed
mended   that is committed
undo     something is put back, nothing is committed
"""

import asyncio
import sys
from datetime import datetime, timedelta
from pathlib import Path

from bot.app.context import Policy
from bot.app.ports.repository import Repository
from bot.app.replies import Response
from bot.app.tutor import Job, JobKind, Tutor
from bot.decks.library import DeckLibrary
from bot.domain.question import DeckId
from bot.store.transact import Database
from bot.turn import Turn
from tests.conversation import START, HandClock
from tests.live.victim import perhaps_die

_INSIDE = {JobKind.REMARK: "scan", JobKind.CORRECT: "mend"}
_AFTER = {JobKind.REMARK: "scanned", JobKind.CORRECT: "mended"}


def with_points() -> None:
    """Let each job be followed by its points."""
    decide, run = Tutor.run_job, Turn._run_job

    def decided(self: Tutor, repo: Repository, due: Job, now: datetime) -> Response:
        done = decide(self, repo, due, now)
        point = _INSIDE.get(due[0], "")
        perhaps_die(point)
        if due[0] is JobKind.CORRECT:
            perhaps_die("undo")
        return done

    async def committed(self: Turn, due: Job, now: datetime) -> None:
        await run(self, due, now)
        perhaps_die(_AFTER.get(due[0], ""))

    Tutor.run_job = decided  # type: ignore[method-assign]
    Turn._run_job = committed  # type: ignore[method-assign]


async def main(url: str, folder: Path) -> None:
    """Tick until nothing is due."""
    policy = Policy(default_deck=DeckId("chem"))
    async with asyncio.timeout(100):
        database = Database.open(url)
        turn = Turn(database, Tutor(DeckLibrary([folder]), policy), HandClock(START + timedelta(hours=1)))
        while await turn.tick():
            pass
        await database.close()


if __name__ == "__main__":
    with_points()
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
