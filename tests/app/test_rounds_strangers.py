"""A poll can be forwarded anywhere; votes cast there reach the bot, take no seat and count for nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.playground.polls import vote
from bot.playground.rows import Query
from bot.playground.seed import ANN, BOB, CLEO, NewPerson
from tests.app.party import Party, party
from tests.gathering import words_of

DAN = 1004


def met_elsewhere(group: Party, who: int, option: int | None) -> None:
    """Somebody votes in the newest poll where it was forwarded to."""
    vote(group.room.api.world, group.poll()["poll"]["id"], who, [] if option is None else [option])


def asked_about(group: Party) -> list[int]:
    """Of whom the server was asked whether they are in the group."""
    calls = [call for _, call in group.room.api.world.state.calls.items()]
    return [int(call["params"]["user_id"]) for call in calls if call["method"] == "getChatMember"]


def newcomer(group: Party) -> None:
    group.room.api.world.add_person(NewPerson(id=DAN, name="Dan"))


async def test_a_stranger_who_votes_in_a_forwarded_poll_takes_no_seat(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        newcomer(group)
        await group.starts("/quiz 1 things", BOB)
        met_elsewhere(group, DAN, group.option())
        await group.votes(BOB, group.option())
        table = await group.over()
        assert table.startswith("Bob wins with 1")
        assert "Dan" not in table


def _leaves(group: Party) -> None:
    group.room.api.organiser(CLEO).leave(group.chat)


def _is_removed(group: Party) -> None:
    group.room.api.organiser(ANN).remove(group.chat, CLEO)


@pytest.mark.parametrize("goes", [_leaves, _is_removed])
async def test_who_has_left_votes_no_more(
    sqlite_url: str, tmp_path: Path, goes: Callable[[Party], None]
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 1 things", BOB, CLEO)
        goes(group)
        await group.reads()
        met_elsewhere(group, CLEO, group.option())
        await group.votes(BOB, group.option())
        assert "Right: Bob." in await group.waits(25)


async def test_a_member_who_never_joined_counts_as_before(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 1 things", BOB)
        await group.votes(CLEO, group.option())
        assert "Right: Cleo." in await group.waits(25)


async def test_who_comes_in_counts_from_then_on(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        newcomer(group)
        await group.starts("/quiz 1 things", BOB)
        met_elsewhere(group, DAN, group.option())
        assert "Dan" not in await group.over()
        group.room.api.organiser(DAN).join(group.chat)
        await group.room.later(minutes=1)
        await group.starts("/quiz 1 things", BOB)
        await group.votes(DAN, group.option())
        assert "Right: Dan." in await group.waits(25)


async def test_a_vote_that_is_taken_back_elsewhere_changes_nothing(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        newcomer(group)
        await group.starts("/quiz 1 things", BOB)
        row = group.room.api.world.state.polls.get(group.poll()["poll"]["id"])
        assert row is not None
        changeable = replace(row, poll=row.poll | {"allows_revoting": True})
        group.room.api.world.state.keep_poll(row.poll["id"], changeable)
        met_elsewhere(group, DAN, group.option())
        met_elsewhere(group, DAN, None)
        await group.votes(BOB, group.option())
        assert "Right: Bob." in await group.waits(25)


async def test_where_the_server_does_not_tell_a_vote_counts(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        group.room.api.fault("getChatMember", code=500)
        await group.starts("/quiz 1 things", BOB)
        await group.votes(CLEO, group.option())
        assert "Right: Cleo." in await group.waits(25)


async def test_whoever_plays_is_not_asked_about_and_others_once(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        newcomer(group)
        await group.starts("/quiz 3 things", BOB)
        for _ in range(3):
            for who in (ANN, BOB):
                await group.votes(who, group.option())
            met_elsewhere(group, DAN, group.option())
            await group.waits(10)
        assert asked_about(group) == [BOB, DAN], "Bob as he joined"


async def taps_from_outside(group: Party, who: int, label: str) -> list[str]:
    """Somebody who can read the group without being in it taps; gives the notices."""
    world, (message, data) = group.room.api.world, group.data(label)
    shown = world.shown(group.person(ANN)._message(message))
    query = str(world.state.next_number("query", 4_611_686_018_427_387_001))
    world.state.queries.put(query, Query(chat=group.chat, person=who, at=world.seconds()))
    person = {"id": who, "is_bot": False, "first_name": "Dan"}
    tap = {"id": query, "from": person, "message": shown, "chat_instance": "1", "data": data}
    world.queue("callback_query", tap)
    await group.room.settle()
    calls = [
        call["params"] for _, call in world.state.calls.items() if call["method"] == "answerCallbackQuery"
    ]
    return [str(params.get("text", "")) for params in calls if str(params["callback_query_id"]) == query]


async def test_a_stranger_who_taps_join_takes_no_seat(sqlite_url: str, tmp_path: Path) -> None:
    """Whoever can read a public group sees its buttons."""
    async with party(sqlite_url, tmp_path) as group:
        newcomer(group)
        await group.says(BOB, "/quiz 1 things")
        notices = await taps_from_outside(group, DAN, "Join")
        assert notices == ["Rounds are for members of the group: join it first."]
        await group.taps(CLEO, "Join")
        lobby = words_of(group.messages()[-1])
        assert "Cleo" in lobby
        assert "Dan" not in lobby


async def test_who_has_a_seat_is_not_asked_about_at_each_tap(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.says(BOB, "/quiz 1 things")
        before = asked_about(group).count(BOB)
        await group.taps(BOB, "Change")
        assert asked_about(group).count(BOB) == before
