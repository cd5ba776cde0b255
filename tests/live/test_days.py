"""Days that the playground's page jumps over are the days as they pass: the real bot, over HTTP."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from msgspec.structs import replace

from bot.clock import SystemClock
from bot.playground.server import serve as serve_playground
from bot.secret import Secret
from bot.service import serve
from bot.settings import settings_of
from tests.live.running import PATIENCE

ANN, BOB = 1001, 1002
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
"""A Monday."""
FIRST_DAY = 8
"""Messages in a chat until the subscription is made."""
EPOCH = date(1970, 1, 1)


class Machine:
    """The machine's clock, which shows noon when it is made."""

    def __init__(self) -> None:
        self._ahead = NOON - SystemClock().now()

    def now(self) -> datetime:
        return SystemClock().now() + self._ahead


@dataclass
class Page:
    """What the page's script does."""

    url: str
    session: ClientSession

    async def post(self, path: str, **body: Any) -> Any:
        async with self.session.post(f"{self.url}/play/{path}", json=body) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def state(self, person: int, after: int = -1) -> Any:
        params = {"person": person, "after": after}
        async with self.session.get(f"{self.url}/play/state", params=params) as answer:
            return await answer.json()

    async def ask(self, person: int, text: str) -> Any:
        """Say something; gives the bot's answer."""
        said = (await self.post("say", person=person, text=text))["message_id"]
        return await self._newer(person, said)

    async def tap(self, person: int, message: Any, label: str) -> Any:
        """Tap a button; gives the bot's answer, which may be the same message with other words."""
        keys = [key for row in message["reply_markup"]["inline_keyboard"] for key in row]
        data = next(key["callback_data"] for key in keys if key["text"] == label)
        await self.post("tap", person=person, message_id=message["message_id"], data=data)
        return await self._newer(person, message["message_id"], message.get("text"))

    async def _newer(self, person: int, number: int, text: str | None = None) -> Any:
        version = -1
        async with asyncio.timeout(PATIENCE):
            while True:
                state = await self.state(person, version)
                version = state["version"]
                for message in state["messages"]:
                    is_changed = message["message_id"] == number and text not in (None, message.get("text"))
                    if (message["message_id"] > number or is_changed) and not message["mine"]:
                        return message

    async def advance(self, hours: float) -> None:
        """Move the clock in one go."""
        await self.post("clock/advance", hours=hours)


@asynccontextmanager
async def playing(file: Path) -> AsyncIterator[Page]:
    """A playground and its bot, whose database is `file`."""
    machine = Machine()
    playground = await serve_playground(None, "127.0.0.1", 0, machine.now)
    settings = replace(
        settings_of({"DATABASE_URL": f"sqlite:///{file}"}),
        bot_token=Secret(playground.token),
        telegram_api=playground.url,
        clock=playground.url,
    )
    stop = asyncio.Event()
    async with ClientSession() as session, asyncio.TaskGroup() as group:
        group.create_task(serve(settings, stop, machine))
        try:
            yield Page(playground.url, session)
        finally:
            stop.set()
            await playground.close()


async def subscribe(page: Page, person: int, zone: str, at: str) -> None:
    """Answers a question today, and wants one every day."""
    await page.tap(person, await page.ask(person, f"/zone {zone}"), "Yes")
    await page.ask(person, "/start")
    await page.ask(person, "the number of hidden layers")
    await page.ask(person, f"/daily {at}")


@dataclass(frozen=True)
class Days:
    """What became of some days."""

    ledger: list[tuple[int, str, str]]
    """Whose, which day, and why it counts."""
    sent: list[tuple[int, str, str]]
    """To whom, what, for which day."""
    said: dict[int, list[tuple[str, str]]]
    """Whose chat -> the messages in it after the first day, each with its time in UTC."""


def written(file: Path) -> tuple[list[tuple[int, str, str]], list[tuple[int, str, str]]]:
    """The ledger and the log of what was sent, as they stand in the database."""
    with sqlite3.connect(file) as connection:
        ledger = connection.execute("SELECT learner_id, local_date, reason FROM days ORDER BY 1, 2, 3")
        days = [(who, _day(number), reason) for who, number, reason in ledger]
        log = connection.execute("SELECT learner_id, local_date, kind FROM sent_days ORDER BY 1, 2, 3")
        sent = [(who, kind, _day(number)) for who, number, kind in log]
    connection.close()
    return days, sent


def _day(number: int) -> str:
    return (EPOCH + timedelta(days=number)).isoformat()


async def days_of(file: Path, *steps: float) -> Days:
    """Ann and Bob subscribe, and the clock is moved by these hours."""
    async with playing(file) as page:
        await subscribe(page, ANN, "London", "9:00")
        await subscribe(page, BOB, "Tokyo", "18:37")
        for hours in steps:
            await page.advance(hours)
        said = {}
        for person in (ANN, BOB):
            messages = (await page.state(person))["messages"]
            said[person] = [(_minute(one["date"]), one.get("text", "")) for one in messages[FIRST_DAY:]]
            await page.ask(person, "before")  # whoever comes has the days since settled
    return Days(*written(file), said)


def _minute(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%a %H:%M}"


@pytest.mark.soak
async def test_a_day_jumped_is_a_day_by_the_hour(tmp_path: Path) -> None:
    """The same days in the ledger, the same prompts and nudges, the same messages at the same minute."""
    jumped = await days_of(tmp_path / "jumped.db", 24, 24)
    by_the_hour = await days_of(tmp_path / "hours.db", *[1] * 48)
    assert jumped == by_the_hour
    assert jumped.ledger == [
        (ANN, "2026-05-04", "answered"),
        (ANN, "2026-05-05", "freeze"),
        (ANN, "2026-05-06", "answered"),
        (BOB, "2026-05-04", "answered"),
        (BOB, "2026-05-05", "freeze"),
        (BOB, "2026-05-06", "answered"),
    ]


async def test_prompts_and_nudges_come_at_their_minute(tmp_path: Path) -> None:
    """However far the clock is moved at once."""
    days = await days_of(tmp_path / "days.db", 46)
    assert days.sent == [
        (ANN, "nudge", "2026-05-05"),
        (ANN, "prompt", "2026-05-05"),
        (ANN, "prompt", "2026-05-06"),
        (BOB, "nudge", "2026-05-05"),
        (BOB, "prompt", "2026-05-05"),
        (BOB, "prompt", "2026-05-06"),
    ]
    assert [when for when, _ in days.said[ANN]] == ["Tue 08:00", "Tue 19:00", "Wed 08:00"]
    assert [when for when, _ in days.said[BOB]] == ["Tue 09:37", "Tue 11:00", "Wed 09:37"]
    assert "Still open if you like" in dict(days.said[ANN])["Tue 19:00"]
