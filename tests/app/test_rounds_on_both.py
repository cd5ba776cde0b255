"""The same round on SQLite and on PostgreSQL, and two answers at the same moment over two connections."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.app.context import Policy
from bot.app.events import ChatId, Group, GroupMessageReceived, MessageId, Person, PersonId
from bot.app.ports.rounds import PlayedRound
from bot.app.tutor import Tutor
from bot.domain.rounds.advance import advance
from bot.domain.rounds.events import Begun, Joined, Shown
from bot.domain.rounds.round import Play, Posed, Setup
from bot.playground.seed import ANN, BOB, CLEO
from bot.store import outbox
from bot.store.outbox import Lease
from bot.store.repository import Repository
from bot.store.transact import Database
from bot.turn import Turn
from tests.app.party import party
from tests.conversation import HandClock, shipped_library
from tests.domain.round_pieces import DECK, short

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
GROUP = Group(id=ChatId(-1001), title="Study group", hears_all=True)
PLAYERS = 12


async def test_a_round_is_the_same_on_both(store_url: str, tmp_path: Path) -> None:
    async with party(store_url, tmp_path) as group:
        await group.private(BOB, "/settings rounds on")
        await group.starts("/quiz 2 things", BOB, CLEO)
        await group.votes(BOB, group.option())
        await group.votes(CLEO, (group.option() + 1) % 3)
        assert "Right: Bob." in await group.waits(21)
        await group.over()
        await group.starts("/quiz race 1 capitals", BOB)
        await group.answers(CLEO, "Londinium")
        await group.room.restart()
        assert "Bob was first." in await group.answers(BOB, group.right())
        await group.over()
        await group.taps(ANN, "Fix a mark")
        await group.taps(ANN, "1")
        await group.starts("/quiz together", CLEO)
        await group.answers(CLEO, "Mars")
        await group.says(ANN, "/stop")
        assert await group.says(BOB, "/top") == "This week, in this group:\n1. Bob 3¼\n2. Cleo 2½"
        await group.says(CLEO, "/hideme")
        assert await group.says(BOB, "/top all") == "So far, in this group:\n1. Bob 3¼"
        await group.waits(3)
        assert "2 of 2 right" in await group.private(BOB, "/stats")
        assert "Done" in await group.private(BOB, "/erase yes")
        assert "No round has been played" in await group.says(ANN, "/top all")


@pytest.mark.parametrize("seed", range(3))
async def test_of_right_answers_at_the_same_moment_one_wins(store_url: str, seed: int) -> None:
    """Two processes, each with connections of its own, hear everybody at once."""
    first, second = Database.open(store_url), Database.open(store_url)
    try:
        round = first.run(_raced).round
        policy = Policy(default_zone="UTC", default_deck=DECK)
        turns = [Turn(one, Tutor(shipped_library(), policy), HandClock(NOW)) for one in (first, second)]
        says = [
            turns[number % 2].handle(100 * (seed + 1) + number, _right(number)) for number in range(PLAYERS)
        ]
        await asyncio.gather(*says)
        found = first.run(lambda c: Repository(c).round(round.id))
        outgoing_messages = first.run(lambda c: outbox.claim(c, NOW, Lease(until=NOW), 50))
    finally:
        await first.close()
        await second.close()
    assert found is not None
    assert [guess.points for guess in found.round.guesses if guess.right] == [8]
    assert len([outgoing for outgoing in outgoing_messages if "was first" in outgoing.spoken]) <= 1
    assert found.round.posed[0].closed


def _raced(connection: Connection) -> PlayedRound:
    repo = Repository(connection)
    repo.lock_group(GROUP, NOW)
    played = repo.call_round(GROUP.id, 0, Setup(deck=DECK, play=Play.RACE), NOW, NOW + timedelta(minutes=10))
    round = played.round
    posed = tuple(Posed(question=short(f"q{n}"), seconds=45) for n in range(2))
    for event in (
        Joined(person=1, name="P1", host=True),
        Begun(posed=posed, now=NOW),
        Shown(place=0, now=NOW),
    ):
        after, _ = advance(round, event)
        repo.save_round(round, after, NOW)
        round = after
    return played


def _right(number: int) -> GroupMessageReceived:
    return GroupMessageReceived(
        group=GROUP,
        thread=0,
        person=Person(id=PersonId(number + 1), name=f"P{number + 1}"),
        admin=False,
        message=MessageId(number + 1),
        at=NOW,
        text="tensor",
    )
