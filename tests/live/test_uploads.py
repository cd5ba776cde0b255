"""A file sent over HTTP to the real bot, which is killed while at work on it: nothing half, nothing twice."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.app.events import PersonId
from bot.app.ports.authoring import Role
from bot.clock import SystemClock
from bot.domain.question import DeckId
from bot.playground.params import Upload
from bot.playground.server import Playground
from bot.store.repository import Repository
from bot.store.transact import Database
from tests.app.authoring.chemistry import write_chemistry
from tests.app.authoring.test_uploads import BANK
from tests.live.running import Process, a_playground, answered, start_bot, until

TEACHER = 1003
POINTS = (
    "",
    "read:1",
    "tried:1",
    "made:1",
    *(pytest.param(point, marks=pytest.mark.soak) for point in ("fetched:1", "settled:1", "settled:2")),
)


def said(playground: Playground) -> list[str]:
    """What the bot has said to the author."""
    messages = playground.api.person(TEACHER).messages()
    return [m.get("text") or m.get("caption") or "" for m in messages if m["from"]["is_bot"]]


def reports(playground: Playground) -> list[str]:
    return [text for text in said(playground) if "CSV, 4 questions: 3 are ready" in text]


def taps(playground: Playground, label: str) -> None:
    """Tap the newest button of that label."""
    person = playground.api.person(TEACHER)
    for message in reversed(person.messages()):
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if button["text"] == label:
                    person.tap(message["message_id"], button["callback_data"])
                    return
    raise AssertionError(f"no button {label}")


class Bots:
    """One bot after the other on one database: whoever is killed is followed by one that lives."""

    def __init__(self, playground: Playground, url: str, content: Path) -> None:
        self._playground, self._url, self._content = playground, url, content
        self.killed = 0
        self.now: Process | None = None

    async def start(self, kill_at: str = "") -> None:
        self.now = await start_bot(
            self._playground,
            self._url,
            program="tests.live.upload_victim",
            RECALL_CONTENT=str(self._content),
            KILL_AT=kill_at or ":0",
        )

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is so; a bot that has died meanwhile is followed by another."""
        assert self.now is not None
        if self.killed == 0 and self.now.process.returncode is None:
            async with asyncio.TaskGroup() as group:
                done = group.create_task(until(self._playground, true))
                died = group.create_task(self.now.process.wait())
                await asyncio.wait([done, died], return_when=asyncio.FIRST_COMPLETED)
                is_so = done.done()
                for task in (done, died):
                    task.cancel()
            if is_so:
                return
            self.killed += 1
            await self.start()
        await until(self._playground, true)


@pytest.mark.parametrize("point", POINTS)
async def test_a_file_becomes_a_version_once(sqlite_url: str, tmp_path: Path, point: str) -> None:
    content = write_chemistry(tmp_path / "content")
    async with a_playground() as playground:
        bots = Bots(playground, sqlite_url, content)
        await bots.start()
        await answered(playground, TEACHER, "/start")
        assert bots.now is not None
        await bots.now.stop()
        now = SystemClock().now()
        with Database.open(sqlite_url) as database:
            database.run(lambda c: Repository(c).give_role(PersonId(TEACHER), Role.AUTHOR, "chem", now))
        await bots.start(point)
        playground.api.person(TEACHER).attach(Upload(name="salts.csv", data=BANK.encode()))
        await bots.until(lambda: bool(reports(playground)))
        taps(playground, "Try it")
        await bots.until(lambda: any("nothing counts" in text for text in said(playground)))
        playground.api.person(TEACHER).say("Na")
        await bots.until(lambda: any("Marked so" in text for text in said(playground)))
        taps(playground, "Enough")
        await bots.until(
            lambda: said(playground)[-1].startswith("3 questions for Chemistry. You have tried 1.")
        )
        taps(playground, "Publish")
        await bots.until(lambda: said(playground)[-1].startswith("Published: Chemistry, version 1."))
        assert len(reports(playground)) == 1, "told once"
        assert sum("Marked so" in text for text in said(playground)) == 1
        assert sum(text.startswith("Published") for text in said(playground)) == 1
        assert bots.killed == bool(point)
        await bots.now.stop()

    def versions(connection: Connection) -> list[str]:
        return [one.state.value for one in Repository(connection).deck_versions(DeckId("chem"))]

    with Database.open(sqlite_url) as database:
        assert database.run(versions) == ["published"]
