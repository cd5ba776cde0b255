"""Three processes on one PostgreSQL behind a proxy, by webhook, one killed now and then while people write.

Nothing is lost, nothing is done twice, and everybody's messages are handled in order.
"""

import os
import signal
from collections import defaultdict
from collections.abc import Iterator
from random import Random

import pytest
from sqlalchemy import func, select

from bot.app.ports.outbox import LEASE
from bot.clock import SystemClock
from bot.playground.api import BotApi
from bot.playground.seed import NewPerson
from bot.playground.server import Playground
from bot.store.tables import answers, outbox
from bot.store.transact import Database
from tests.conversation import room
from tests.live.proxy import proxied
from tests.live.running import (
    Process,
    a_playground,
    by_webhook,
    delivering,
    free_port,
    heard_by,
    start_bot,
    until,
)
from tests.postgres import PostgresServer

PROCESSES = 3
GUESSES = 6
"""Answers of each person, each to a question of its own."""


@pytest.fixture
def url(postgres: PostgresServer) -> Iterator[str]:
    name = postgres.new_database()
    yield postgres.url(name)
    postgres.drop(name)


def say_it_all(api: BotApi, person: int) -> list[str]:
    """Ask for a question and guess, again and again; gives the guesses."""
    api.world.add_person(NewPerson(id=person, name=f"Person {person}"))
    guesses = [f"purple elephants {person} {n}" for n in range(GUESSES)]
    api.person(person).say("/start")
    for guess in guesses:
        api.person(person).say(guess)
        api.person(person).say("next")
    return guesses


async def kept_alone(url: str) -> list[int]:
    """Which of somebody's guesses are answers: what one process that nobody kills makes of them."""
    async with room(url) as here:
        guesses = say_it_all(here.api, 5000)
        await here.settle()
        rows = here.database.run(
            lambda c: c.execute(select(answers.c.said).order_by(answers.c.id)).scalars().all()
        )
        return [guesses.index(said) for said in rows]


async def killed_while_people_write(url: str, alone: str, people: int, kills: int, seed: int) -> None:
    kept = await kept_alone(alone)
    assert len(kept) >= GUESSES // 2
    chance, ports = Random(seed), [free_port() for _ in range(PROCESSES)]
    persons = range(5001, 5001 + people)
    async with a_playground() as playground, delivering(playground), proxied(ports) as address:

        async def start(port: int) -> Process:
            return await start_bot(playground, url, **by_webhook(port, address), RECALL_LOG="INFO")

        bots = {port: await start(port) for port in ports}
        said = {person: say_it_all(playground.api, person) for person in persons}
        waiting = len(playground.api.world.state.updates)
        for kill in range(kills):
            left = waiting * (kills - kill) // (kills + 1)
            await until(playground, lambda left=left: len(playground.api.world.state.updates) <= left)  # type: ignore[misc]
            port = chance.choice(ports)
            await bots[port].kill()
            bots[port] = await start(port)
        await until(playground, lambda: not playground.api.waiting())
        await until(playground, lambda: _all_answered(playground, persons))
        for bot in bots.values():
            status = await bot.stop()
            assert status in (0, -signal.SIGTERM), bot.said[-1]
            assert "Traceback" not in bot.said[0]
        await take_up_what_is_left(url, playground)
    with Database.open(url) as database:
        found = defaultdict(list)
        for row in database.run(lambda c: c.execute(select(answers).order_by(answers.c.id)).all()):
            found[row.learner_id].append(row.said)
        assert found == {person: [guesses[n] for n in kept] for person, guesses in said.items()}
        unsettled = select(func.count()).where(outbox.c.state.in_(["pending", "claimed"]))
        assert database.run(lambda c: c.execute(unsettled).scalar_one()) == 0


async def take_up_what_is_left(url: str, playground: Playground) -> None:
    """One more process, at a time when the leases of the killed ones are over.

    Everybody may have been answered while a message waits still: sent by a process that was killed before it
    said so, or given back by one that was asked to stop.
    """
    later = SystemClock().now() + 2 * LEASE
    async with room(url, at=later, api=playground.api) as here:
        while await here.telegram_bot.sender.drain(here.clock.now()):
            pass


def _all_answered(playground: Playground, persons: range) -> bool:
    """Each message has its reply; one may come twice from a process that was killed between."""
    return all(len(heard_by(playground, person)) >= 1 + 2 * GUESSES for person in persons)


async def test_one_of_three_is_killed_while_people_write(url: str, sqlite_url: str) -> None:
    await killed_while_people_write(url, sqlite_url, people=6, kills=1, seed=1)


@pytest.mark.soak
@pytest.mark.skipif(not os.environ.get("RECALL_SOAK"), reason="the long one")
@pytest.mark.parametrize("seed", range(5))
async def test_one_of_three_is_killed_many_times(url: str, sqlite_url: str, seed: int) -> None:
    await killed_while_people_write(url, sqlite_url, people=60, kills=12, seed=seed)
