"""`recall doctor` names what is well and, of what is not, what to do."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.clock import SystemClock
from bot.ops.doctor import examine
from bot.ops.doctor_server import ask_server
from bot.ops.findings import Finding, State
from bot.playground.seed import ANN, CHANNEL, STUDY_GROUP
from bot.settings import Settings, settings_of
from bot.store.tables import dead_updates, learners
from bot.store.transact import Database
from tests.decks.paper import GOOD, write
from tests.live.running import a_playground

NOW = SystemClock().now


def settings(url: str, **more: object) -> Settings:
    return settings_of({"DATABASE_URL": url, **more})


def of(findings: Sequence[Finding], what: str) -> list[tuple[State, str]]:
    return [(one.state, one.told) for one in findings if one.what == what]


async def test_a_bot_in_order_has_nothing_bad(store_url: str) -> None:
    async with a_playground() as playground:
        findings = await examine(
            settings(store_url, BOT_TOKEN=playground.token, RECALL_TELEGRAM_API=playground.url), NOW
        )
    assert [str(one) for one in findings if one.bad and one.what != "disk"] == []
    assert [one.what for one in findings if one.state is State.OK] == [
        "version", "decks", "database", "migrations", "disk", "zones", "clock", "token", "privacy", "webhook",
    ]  # fmt: skip
    [(state, told)] = of(findings, "running")
    assert (state, told) == (State.NOTE, "The bot does not run on this database.")


async def test_a_clock_that_is_wrong_and_a_webhook_are_told_of(sqlite_url: str) -> None:
    async with a_playground() as playground:
        given = settings(sqlite_url, BOT_TOKEN=playground.token, RECALL_TELEGRAM_API=playground.url)
        playground.api.call(playground.token, "setWebhook", {"url": "https://127.0.0.1:8443/x"})
        findings = await examine(given, lambda: NOW() - timedelta(minutes=3))
    [(state, told)] = of(findings, "clock")
    assert state is State.BAD
    assert told.startswith("this machine's is 1")
    assert told.endswith("s behind. Set it by NTP.")
    assert [state for state, _ in of(findings, "webhook")] == [State.NOTE]


async def test_a_token_that_is_refused_and_a_server_that_is_away(sqlite_url: str) -> None:
    wrong = "123456:AAthis_is_not_the_token_of_anybody_here"
    async with a_playground() as playground:
        url = playground.url
        refused = await examine(settings(sqlite_url, BOT_TOKEN=wrong, RECALL_TELEGRAM_API=url), NOW)
    away = await examine(settings(sqlite_url, BOT_TOKEN=wrong, RECALL_TELEGRAM_API=url), NOW)
    [(state, told)] = of(refused, "token")
    assert state is State.BAD
    assert "Copy it again" in told
    assert [state for state, _ in of(away, "server")] == [State.BAD]
    assert not any(wrong.partition(":")[2] in str(one) for one in (*refused, *away))


async def test_what_is_wrong_with_the_database_is_told(sqlite_url: str, tmp_path: Path) -> None:
    with Database.open(sqlite_url) as database:
        person = {"id": 1, "name": "Ann", "zone": "Mars/Olympus", "here": True, "since": NOW(), "flow": True}
        dead = {"update_id": 1, "at": NOW(), "error": "x", "raw": "{}"}
        database.run(lambda c: c.execute(insert(learners).values(person)) and None)
        database.run(lambda c: c.execute(insert(dead_updates).values(dead)) and None)
    (tmp_path / "recall.db").chmod(0o644)
    findings = await examine(settings(sqlite_url, RECALL_DECK="history"), NOW)
    told = "\n".join(map(str, findings))
    for part in ("chmod 600", "Mars/Olympus", "1 updates could not", "names history", "BOT_TOKEN is missing"):
        assert part in told


async def test_a_question_that_is_left_out_is_told_of(sqlite_url: str, tmp_path: Path) -> None:
    write(tmp_path, f"{GOOD}\n[[question]]\nid = 'two'\nask = 'Capital of Spain?'\n")
    findings = await examine(settings(sqlite_url, RECALL_CONTENT=tmp_path, RECALL_DECK="small"), NOW)
    bad, well = of(findings, "decks")
    assert bad[0] is State.BAD
    assert "one.toml:9" in bad[1]
    assert well == (State.OK, f"1 decks, 1 questions in {tmp_path}")


async def test_a_damaged_file_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "recall.db").write_bytes(b"not a database at all" * 300)
    findings = await examine(settings(f"sqlite:///{tmp_path / 'recall.db'}"), NOW)
    assert [state for state, _ in of(findings, "database")] == [State.BAD]


async def test_a_table_of_zones_that_is_old_is_told_of(sqlite_url: str) -> None:
    findings = await examine(settings(sqlite_url), lambda: datetime(2040, 1, 1, tzinfo=UTC))
    assert "renew it" in of(findings, "zones")[0][1]


@pytest.mark.parametrize("url", ["postgresql://nobody:hush@127.0.0.1:1/none"])
async def test_a_database_that_cannot_be_reached_is_told_of_without_its_password(url: str) -> None:
    findings = await examine(settings(url), NOW)
    [(state, told)] = of(findings, "database")
    assert state is State.BAD
    assert "hush" not in told


async def test_where_it_cannot_write_is_told_of(sqlite_url: str) -> None:
    async with a_playground() as playground:
        bot, ann = playground.api.world.bot["id"], playground.api.organiser(ANN)
        ann.add(STUDY_GROUP, bot)
        ann.add(CHANNEL, bot)
        given = settings(sqlite_url, BOT_TOKEN=playground.token, RECALL_TELEGRAM_API=playground.url)
        well = await ask_server(given, (STUDY_GROUP, CHANNEL), NOW)
        ann.remove(STUDY_GROUP, bot)
        badly = await ask_server(given, (STUDY_GROUP, CHANNEL), NOW)
        nowhere = await ask_server(given, (), NOW)
    assert of(well, "rights") == [(State.OK, "it may write in 2 chats")]
    [(state, told)] = of(badly, "rights")
    assert state is State.NOTE
    assert str(STUDY_GROUP) in told
    assert str(CHANNEL) not in told
    assert of(nowhere, "rights") == []
