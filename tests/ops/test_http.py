"""Health and metrics as they are seen from outside: what they tell, and what they never do."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import Connection

from bot.app.events import ChatId
from bot.app.ports.outbox import Act, Lane
from bot.measures import Histogram, Measures
from bot.ops.health import Health, HealthWatch
from bot.ops.http import Pages, served
from bot.ops.metrics import Figures, exposed
from bot.settings import BadSettings
from bot.store.backlog import read_backlog
from bot.store.outbox import OutboxDraft, post
from bot.store.transact import Database
from tests.conversation import room as a_room
from tests.project.repository import ROOT
from tests.telegram.hand_time import HandTime

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
WELL = Health(alive=True, ready=True)


def scrape(measures: Measures, health: Health = WELL) -> str:
    return exposed(Figures(measures, health, None, 2, 100.0)).decode()


def test_figures_are_in_prometheus_words() -> None:
    m = Measures(heard_at=95.0, ticked_at=99.5, dead=1, held_off=3)
    m.updates["message"] += 4
    m.marks["right"] += 2
    m.sent["prompt"] += 1
    m.undelivered["prompt", "blocked"] += 1
    m.sends.observe(0.2)
    m.sends.observe(0.3)
    text = scrape(m)
    for line in (
        'recall_info{version="0.1.0"} 1.0',
        "recall_ready 1.0",
        'recall_updates_total{kind="message"} 4.0',
        'recall_answers_total{mark="right"} 2.0',
        'recall_messages_sent_total{lane="prompt"} 1.0',
        'recall_messages_undelivered_total{lane="prompt",why="blocked"} 1.0',
        'recall_send_seconds_bucket{le="0.25"} 1.0',
        'recall_send_seconds_bucket{le="+Inf"} 2.0',
        "recall_send_seconds_sum 0.5",
        "recall_intake_age_seconds 5.0",
        "recall_tick_age_seconds 0.5",
        "recall_updates_dead_total 1.0",
        "recall_flood_waits_total 3.0",
        "recall_database_troubles_total 2.0",
    ):
        assert f"\n{line}\n" in text, line
    assert "process_resident_memory_bytes" in text


def test_a_histogram_counts_what_is_at_most_a_bound() -> None:
    histogram = Histogram((1.0, 2.0))
    for seconds in (0.5, 1.0, 1.5, 3.0):
        histogram.observe(seconds)
    assert (histogram.counts, histogram.count, histogram.total) == ([2, 1, 1], 4, 6.0)


def test_what_waits_is_counted_by_lane(database: Database) -> None:
    def fill(connection: Connection) -> None:
        for lane, chat in ((Lane.REPLY, 1), (Lane.PROMPT, 2), (Lane.PROMPT, 3)):
            draft = OutboxDraft(chat=ChatId(chat), learner=None, lane=lane, act=Act.SEND, spoken="{}")
            post(connection, draft, NOW - timedelta(minutes=chat))

    database.run(fill)
    with database.snapshot() as connection:
        seen = read_backlog(connection, NOW)
    assert {key: number for key, number in seen.messages.items() if number} == {
        ("reply", "pending"): 1,
        ("prompt", "pending"): 2,
    }
    assert seen.oldest["prompt"] == timedelta(minutes=3)
    assert seen.oldest["announcement"] == timedelta()
    assert (seen.inbox, seen.dead) == (0, 0)


async def test_the_pages_tell_how_it_is_and_nothing_of_anybody(sqlite_url: str, tmp_path: Path) -> None:
    async with a_room(sqlite_url) as room:
        await room.ann.says("/start")
        await room.ann.says("Rumpelstilzchen")
        await room.turn.tick()
        watch = HealthWatch(room.turn.measures, HandTime().timing(), room.turn.reply_waits, tmp_path / "h")
        pages = Pages(room.turn.measures, watch, room.database, room.clock.now)
        async with served(pages, "127.0.0.1:0") as url, aiohttp.ClientSession() as session:

            async def get(page: str) -> tuple[int, str]:
                async with session.get(f"{url}{page}") as answer:
                    return answer.status, await answer.text()

            assert (await get("/healthz"))[0] == 200
            status, said = await get("/readyz")
            assert status == 503
            assert json.loads(said)["why"] == ["It has just begun."]
            watch.health = WELL
            assert (await get("/readyz"))[0] == 200
            watch.health = Health(alive=False, ready=False)
            assert (await get("/healthz"))[0] == 503
            status, text = await get("/metrics")
            assert (await get("/elsewhere"))[0] == 404
        assert status == 200
        assert 'recall_outbox_messages{lane="reply",state="pending"} 0.0' in text
        assert re.search(r'recall_answers_total\{mark="\w+"\} 1\.0', text)
        assert not re.search(r"1001|Rumpel|Ann", text)


async def test_an_address_that_is_taken_is_told_in_a_sentence(sqlite_url: str, tmp_path: Path) -> None:
    async with a_room(sqlite_url) as room:
        watch = HealthWatch(room.turn.measures, HandTime().timing(), room.turn.reply_waits, tmp_path / "h")
        pages = Pages(room.turn.measures, watch, room.database, room.clock.now)
        async with served(pages, "127.0.0.1:0") as url:
            with pytest.raises(BadSettings, match=r"RECALL_HTTP: 127\.0\.0\.1:"):
                async with served(pages, url.removeprefix("http://")):
                    pass


@pytest.mark.parametrize("name", ["alerts.yml", "grafana.json"])
def test_what_the_alerts_and_the_dashboard_ask_for_is_there(name: str, sqlite_url: str) -> None:
    m = Measures(heard_at=1.0, ticked_at=1.0)
    m.updates["x"] = m.marks["x"] = m.sent["x"] = m.undelivered["x", "x"] = 1
    with Database.open(sqlite_url) as database, database.snapshot() as connection:
        backlog = read_backlog(connection, NOW)
    shown = exposed(Figures(m, WELL, backlog, 0, 2.0)).decode()
    there = {line.split("{")[0].split(" ")[0] for line in shown.splitlines() if not line.startswith("#")}
    asked = set(re.findall(r"\b(?:recall|process)_\w+", (ROOT / "docs/operating" / name).read_text("utf-8")))
    assert asked
    assert asked - there == set()
