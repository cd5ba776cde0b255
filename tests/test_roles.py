"""What one of many processes does alone: taken, kept, and followed up when it dies."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from bot.app.events import ChatId
from bot.app.ports.outbox import Act, Lane
from bot.roles import EVERY, Role, Roles
from bot.store import outbox
from bot.store.outbox import Lease, OutboxDraft
from bot.store.process_leases import database_now
from bot.store.tables import outbox as outbox_table
from bot.store.tables import process_leases
from bot.store.transact import Database
from tests.telegram.hand_time import HandTime

FOLLOWED = timedelta(seconds=15)
"""Within this, another process does what a dead one did."""


class Hosts:
    """Processes on one database, with one clock moved by hand."""

    def __init__(self, url: str, stack: ExitStack) -> None:
        self.time = HandTime()
        self.database = stack.enter_context(Database.open(url))
        self.freed = 0

    def process(self, name: str) -> Roles:
        def freed() -> None:
            self.freed += 1

        now = self.time.now
        return Roles(
            self.database, name, self.time.timing(), alone=False, on_death=freed, clock=lambda _: now()
        )

    async def pass_by(self, seconds: float, *living: Roles) -> float:
        """So much time passes, and the living renew; gives how much it was."""
        for _ in range(int(seconds / EVERY)):
            await self.time.pass_by(EVERY)
            for roles in living:
                await roles.renew()
        return seconds


@pytest.fixture
def hosts(postgres_url: str) -> Iterator[Hosts]:
    with ExitStack() as stack:
        yield Hosts(postgres_url, stack)


def held(roles: Roles) -> set[Role]:
    return {role for role in Role if roles.holds(role)}


async def test_of_two_processes_one_has_each_role_and_keeps_it(hosts: Hosts) -> None:
    first, second = hosts.process("a/1/x"), hosts.process("b/1/y")
    await first.renew()
    await second.renew()
    assert (held(first), held(second)) == (set(Role), set())
    await hosts.pass_by(60, first, second)
    assert (held(first), held(second)) == (set(Role), set())


async def test_a_dead_one_is_followed_within_the_time(hosts: Hosts) -> None:
    first, second = hosts.process("a/1/x"), hosts.process("b/1/y")
    await first.renew()
    await second.renew()
    passed = 0.0
    while held(second) != set(Role):
        assert passed <= FOLLOWED.total_seconds()
        assert not (held(first) & held(second))
        passed += await hosts.pass_by(EVERY, second)
    assert timedelta(seconds=passed) <= FOLLOWED
    assert held(first) == set()


async def test_one_that_ends_well_is_followed_at_once(hosts: Hosts) -> None:
    first, second = hosts.process("a/1/x"), hosts.process("b/1/y")
    await first.renew()
    await first.release()
    await second.renew()
    assert (held(first), held(second)) == (set(), set(Role))


async def test_whoever_cannot_renew_stops_before_anybody_follows(hosts: Hosts) -> None:
    first, second = hosts.process("a/1/x"), hosts.process("b/1/y")
    await first.renew()
    for _ in range(20):
        await hosts.time.pass_by(1)
        await second.renew()
        assert not (held(first) and held(second))
    assert held(second) == set(Role)


def _in_hand(owner: str, hosts: Hosts) -> None:
    draft = OutboxDraft(chat=ChatId(7), learner=None, lane=Lane.REPLY, act=Act.SEND, spoken="{}")
    lease = Lease(until=hosts.time.now() + timedelta(minutes=1), owner=owner)
    hosts.database.run(lambda c: outbox.post(c, draft, hosts.time.now(), lease))


def _free(hosts: Hosts) -> bool:
    def read(connection: Connection) -> bool:
        until = connection.execute(select(outbox_table.c.lease_until)).scalar_one()
        return bool(until <= hosts.time.now())

    return hosts.database.run(read)


async def test_what_a_dead_one_had_in_hand_is_free_within_the_time(hosts: Hosts) -> None:
    dead, living = hosts.process("a/1/x"), hosts.process("b/1/y")
    await hosts.pass_by(30, dead, living)
    _in_hand("a/1/x", hosts)
    await hosts.pass_by(9, living)
    assert not _free(hosts)
    await hosts.pass_by(FOLLOWED.total_seconds() - 9, living)
    assert _free(hosts)
    assert hosts.freed == 1


async def test_after_trouble_with_the_database_nobody_is_taken_for_dead(hosts: Hosts) -> None:
    first, second = hosts.process("a/1/x"), hosts.process("b/1/y")
    await hosts.pass_by(30, first, second)
    _in_hand("a/1/x", hosts)
    await hosts.time.pass_by(300)  # nobody could renew
    await second.renew()
    await first.renew()
    await hosts.pass_by(30, second, first)
    assert hosts.freed == 0


async def test_alone_on_a_file_everything_is_ours_and_nothing_is_written(sqlite_url: str) -> None:
    with Database.open(sqlite_url) as database:
        roles = Roles(database, "a/1/x", HandTime().timing(), alone=True)
        assert held(roles) == set(Role)
        await roles.renew()
        await roles.run(asyncio.Event())
        await roles.release()
        assert database.run(lambda c: c.execute(select(process_leases)).all()) == []


def test_the_time_of_leases_is_the_databases(postgres_url: str) -> None:
    with Database.open(postgres_url) as database:
        first = database.run(database_now)
        assert first.tzinfo is not None
        assert database.run(database_now) >= first
