"""What the playground told, it remembers: after a stop, and after SIGKILL at any moment."""

import asyncio
import json
import random
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession

from bot.playground.api import BotApi
from bot.playground.disk import Disk, NoState, StateInUse, Writer
from bot.playground.pictures import sample_picture
from bot.playground.seed import STUDY_GROUP
from bot.playground.server import serve
from bot.playground.state import State
from tests.playground.conftest import ANN, BOB, Hand, Page, call
from tests.wire import clean

SERVER = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.playground.server import serve

async def main():
    running = await serve(Path(sys.argv[1]), "127.0.0.1", 0, lambda: datetime.fromtimestamp(1777896000, UTC))
    print(running.url, flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_everything_is_there_after_a_restart(tmp_path: Path, hand: Hand) -> None:
    """Chats, updates, counters, menus, pictures, faults of none, the clock."""
    path = tmp_path / "new" / "playground.db"
    running = await serve(path, "127.0.0.1", 0, hand)
    async with ClientSession() as session:
        page = Page(running.url, session)
        await page.post("say", person=ANN, text="one")
        await page.post("say", person=BOB, text="two")
        await call(page, "getUpdates", offset=int(hand().timestamp()) + 1, allowed_updates='["message"]')
        await call(page, "setMyCommands", commands='[{"command": "learn", "description": "Learn"}]')
        await call(page, "sendMessage", chat_id=ANN, text="<b>x</b>", parse_mode="HTML")
        await page.post("react", person=ANN, message_id=3, emoji="👍")
        await page.post("send", person=ANN, kind="photo")
        await page.post("block", person=BOB, blocked=True)
        await page.post("clock/advance", hours=2)
        before = [await page.state(), await page.state(person=BOB), await page.get("/play/log")]
        await running.close()
        running = await serve(path, "127.0.0.1", 0, hand)
        page = Page(running.url, session)
        after = [await page.state(), await page.state(person=BOB), await page.get("/play/log")]
        assert after == before
        waiting = (await call(page, "getUpdates"))["result"]
        assert [one["message"].get("text", "") for one in waiting] == ["two", ""]
        assert (await page.get("/clock", after=0)) == {"step": 2, "offset_seconds": 7200.0}
        async with session.get(page.url + after[0]["messages"][-1]["photo_url"]) as answer:
            assert await answer.read() == sample_picture()
        _, said = await page.post("say", person=ANN, text="three")
        assert said["message_id"] == 5
        assert (await call(page, "getUpdates"))["result"][-1]["update_id"] == waiting[-1]["update_id"] + 1
        await running.close()


@pytest.mark.parametrize("seed", range(3))
async def test_nothing_told_is_lost_when_the_process_is_killed(tmp_path: Path, seed: int) -> None:
    """SIGKILL while two people talk at once: every acknowledged message stands, and the bot hears it once."""
    path, enough = tmp_path / "playground.db", random.Random(seed).randint(1, 120)
    told: dict[int, list[str]] = {ANN: [], BOB: []}
    async with started(path) as (process, page), asyncio.TaskGroup() as group:

        def kill_when_enough() -> None:
            if count(told) >= enough and process.returncode is None:
                process.kill()

        for person in told:
            group.create_task(talk(page, person, told, kill_when_enough))
    async with started(path) as (_, page):
        seen = {person: [m["text"] for m in (await page.state(person=person))["messages"]] for person in told}
        heard = await everything_heard(page)
    assert count(told) >= enough
    for person, texts in told.items():
        assert seen[person][: len(texts)] == texts
        assert len(seen[person]) - len(texts) in (0, 1)
        assert [m["text"] for m in heard if m["from"]["id"] == person] == seen[person]


async def everything_heard(page: Page) -> list[Any]:
    """All messages the bot is told of, each batch confirmed by the next offset."""
    messages: list[Any] = []
    offset = 0
    while batch := (await call(page, "getUpdates", offset=offset))["result"]:
        messages += [one["message"] for one in batch]
        offset = batch[-1]["update_id"] + 1
    return messages


@asynccontextmanager
async def started(path: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, Page]]:
    """A playground in a process of its own, killed at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SERVER, str(path), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    try:
        async with ClientSession() as session:
            yield process, Page(url, session)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def count(told: dict[int, list[str]]) -> int:
    return sum(map(len, told.values()))


async def talk(page: Page, person: int, told: dict[int, list[str]], then: Callable[[], None]) -> None:
    """Say numbers until the server is gone; note those that were acknowledged."""
    try:
        while True:
            text = str(len(told[person]))
            status, _ = await page.post("say", person=person, text=text)
            assert status == 200
            told[person].append(text)
            then()
    except ClientError:
        return


async def test_all_of_one_turn_is_one_transaction(tmp_path: Path, hand: Hand) -> None:
    """Fifty calls waiting together are written once; a call that changed nothing waits for nothing."""
    state, disk = State(), CountingDisk(tmp_path / "playground.db")
    state.remember_changes()
    api, writer = BotApi(now=hand, state=state), Writer(state, disk)
    await writer.settled()
    disk.writes = 0

    async def say(number: int) -> None:
        api.person(ANN).say(str(number))
        await writer.settled()

    async with asyncio.TaskGroup() as group:
        for number in range(50):
            group.create_task(say(number))
    assert disk.writes == 1
    await writer.settled()
    assert disk.writes == 1
    disk.close()


async def test_what_could_not_be_written_is_not_told_and_written_later(tmp_path: Path, hand: Hand) -> None:
    """A full disk is an error for whoever waits; the next write takes everything."""
    path = tmp_path / "playground.db"
    state, disk = State(), CountingDisk(path)
    state.remember_changes()
    api, writer = BotApi(now=hand, state=state), Writer(state, disk)
    disk.full = True
    api.person(ANN).say("kept in mind")
    with pytest.raises(sqlite3.OperationalError):
        await writer.settled()
    disk.full = False
    await writer.settled()
    disk.close()
    again, disk = State(), CountingDisk(path)
    again.load(disk.read())
    disk.close()
    assert BotApi(now=hand, state=again).person(ANN).messages()[0]["text"] == "kept in mind"


class CountingDisk(Disk):
    """Counts its writes, and can be full."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.writes = 0
        self.full = False

    def write(self, changes: Any) -> None:
        if self.full:
            raise sqlite3.OperationalError("database or disk is full")
        self.writes += 1
        super().write(changes)


def test_a_file_in_use_or_of_another_kind_is_said(tmp_path: Path) -> None:
    """It is an OSError with what to do."""
    path = tmp_path / "playground.db"
    first = Disk(path)
    with pytest.raises(StateInUse, match=r"Another playground uses .*stop it"):
        Disk(path)
    first.close()
    Disk(path).close()
    other = tmp_path / "letter.txt"
    other.write_text("Dear Ann, " * 100)
    with pytest.raises(NoState, match="is no playground's file"):
        Disk(other)


async def test_groups_polls_and_topics_are_there_after_a_restart(tmp_path: Path, hand: Hand) -> None:
    """With members, votes, rights, privacy; and a poll closes by the clock though it was asked before."""
    path = tmp_path / "playground.db"
    running = await serve(path, "127.0.0.1", 0, hand)
    async with ClientSession() as session:
        page = Page(running.url, session)
        bot = running.api.world.bot["id"]
        await page.post("chats/add", person=ANN, chat=STUDY_GROUP, who=bot)
        await page.post("chats/promote", person=ANN, chat=STUDY_GROUP, who=bot)
        await page.post("chats/topic", person=ANN, chat=STUDY_GROUP, name="Talk")
        await page.post("privacy", on=False)
        options = '[{"text": "a"}, {"text": "b"}]'
        asked = await call(
            page, "sendPoll", chat_id=STUDY_GROUP, question="q", options=options, open_period="60"
        )
        number = asked["result"]["message_id"]
        await page.post("vote", person=BOB, chat=STUDY_GROUP, message_id=number, options=[1])
        looks = {"person": BOB, "chat": STUDY_GROUP}
        before = [await page.get(f"/play/{what}", **looks) for what in ("state", "chats")]
        await running.close()
        running = await serve(path, "127.0.0.1", 0, hand)
        page = Page(running.url, session)
        after = [await page.get(f"/play/{what}", **looks) for what in ("state", "chats")]
        assert after == before
        assert after[0]["messages"][-1]["vote"]["mine"] == [1]
        hand.move(60)
        updates = (await call(page, "getUpdates", timeout=0))["result"]
        assert updates[-1]["poll"]["is_closed"] is True
        await running.close()


async def test_an_older_state_gets_what_is_new_on_load(tmp_path: Path, hand: Hand) -> None:
    """Chats and messages without the newer fields, and no group or channel: they come, nothing is lost."""
    path = tmp_path / "playground.db"
    disk = Disk(path)
    user = {"id": ANN, "is_bot": False, "first_name": "Ann", "language_code": "en"}
    chat = {"id": ANN, "kind": "private", "title": "", "started": True, "version": 3, "notices": []}
    message = {"message_id": 1, "from": user, "chat": {"id": ANN, "type": "private", "first_name": "Ann"}}
    kept = {"message": message | {"date": 5, "text": "old"}, "reply_to": None, "reactions": {}, "markup": ""}
    rows = {
        ("people", str(ANN)): user,
        ("chats", str(ANN)): chat,
        ("messages", f"[{ANN}, 1]"): kept,
        ("numbers", '"message"'): 1,
        ("numbers", '"version"'): 3,
    }
    disk.write({key: json.dumps(row) for key, row in rows.items()})
    disk.close()
    for _ in range(2):
        running = await serve(path, "127.0.0.1", 0, hand, checked=True)
        async with ClientSession() as session:
            page = Page(running.url, session)
            listed = (await page.get("/play/chats", person=ANN))["chats"]
            assert [one["title"] for one in listed] == ["Recall", "Study group", "Daily ML", "Daily ML talk"]
            assert (await page.state())["messages"][0]["text"] == "old"
            status, _ = await page.post("edit", person=ANN, message_id=1, text=f"new {running.url}")
            assert status == 200
            sent = await call(page, "sendMessage", chat_id=ANN, text="still numbered on")
            message_id = sent["result"]["message_id"]
            assert message_id > 1
            await call(page, "deleteMessage", chat_id=ANN, message_id=message_id)
            await page.post("edit", person=ANN, message_id=1, text="old")
        await running.close()
        clean(running.api)
