"""SIGKILL in the middle of writing: what was acknowledged is there, and the file is whole."""

import sqlite3
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from bot.store.engine import file_of
from bot.store.tables import outbox, seen_updates
from bot.store.transact import Database

WRITE = """
import asyncio, sys
from datetime import UTC, datetime
from bot.app.ports.outbox import Act, Lane
from bot.store import inbox, outbox
from bot.store.transact import Database

NOW = datetime(2026, 3, 1, tzinfo=UTC)

def work(number):
    def both(connection):
        assert not inbox.seen(connection, number, NOW)
        words = "x" * 500
        draft = outbox.OutboxDraft(chat=number, learner=None, lane=Lane.REPLY, act=Act.SEND, spoken=words)
        outbox.post(connection, draft, NOW)
        return number
    return both

async def lane(database, first):
    number = first
    while True:
        print(await database.transact(work(number)), flush=True)
        number += 8

async def main():
    database = Database.open(sys.argv[1])
    await asyncio.gather(*(lane(database, first) for first in range(8)))

asyncio.run(main())
"""


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(n, marks=pytest.mark.soak) for n in range(2, 40))])
def test_what_was_acknowledged_survives_kill_9_and_nothing_is_half_done(store_url: str, seed: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITE, store_url],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    with process:
        lines = [process.stdout.readline() for _ in range(Random(seed).randint(1, 300))]
        process.kill()
        lines += process.stdout.readlines()
    acknowledged = {int(line) for line in lines if line.endswith("\n")}
    with Database.open(store_url) as database:
        handled = set(database.run(lambda c: c.execute(select(seen_updates.c.update_id)).scalars().all()))
        posted = database.run(lambda c: c.execute(select(outbox.c.chat_id)).scalars().all())
    assert acknowledged <= handled
    assert sorted(posted) == sorted(handled), "each update with its one letter, none without"
    if (file := file_of(store_url)) is not None:
        connection = sqlite3.connect(file)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()
