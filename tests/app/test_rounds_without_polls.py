"""Where polls are forbidden a round goes on with text and buttons; where nothing can be said, one is told."""

from pathlib import Path

import pytest

from bot.playground.seed import ANN, BOB
from tests.app.party import Party, party
from tests.gathering import words_of


def permit(group: Party, **permissions: bool) -> None:
    """Ann says what members may send."""
    group.room.api.organiser(ANN).permit(group.chat, permissions)


def called(group: Party, method: str) -> int:
    """How often the bot has called that."""
    return sum(call["method"] == method for _, call in group.room.api.world.state.calls.items())


def shown(answer: str) -> str:
    return answer[:1].upper() + answer[1:]


async def test_a_round_in_a_group_without_polls_goes_on_with_buttons(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        permit(group, can_send_polls=False)
        await group.starts("/quiz 2 things", BOB)
        asked = group.question()
        assert "poll" not in asked
        assert "Tap your answer." in words_of(asked)
        await group.taps(BOB, shown(group.right()))
        await group.taps(ANN, shown(group.right()))
        assert "Right: Bob, Ann." in await group.waits(4)
        assert words_of(asked := group.question()).endswith("\nIn: Bob, Ann")
        assert "Tap" not in words_of(asked), "and nothing is to be chosen any more"
        assert group.labels(asked) == []
        await group.waits(6)
        assert "2 of 2" in words_of(group.question())
        await group.taps(BOB, shown(group.right()))
        assert (await group.over()).startswith("Bob wins with 2")
        assert called(group, "sendPoll") == 1, "once is enough to know"


async def test_the_next_round_tries_polls_anew(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        permit(group, can_send_polls=False)
        await group.starts("/quiz 1 things", BOB)
        await group.taps(BOB, shown(group.right()))
        await group.over()
        permit(group, can_send_polls=True)
        await group.taps(ANN, "Again")
        await group.taps(ANN, "Start")
        await group.reads()
        assert "poll" in group.question()


async def test_polls_are_forbidden_in_mid_round(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 2 things", BOB)
        await group.votes(BOB, group.option())
        permit(group, can_send_polls=False)
        await group.waits(40)
        assert "2 of 2" in words_of(group.question())
        assert "poll" not in group.question()
        await group.taps(BOB, shown(group.right()))
        assert (await group.over()).startswith("Bob wins with 2")


async def test_a_restart_remembers_that_there_are_no_polls(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        permit(group, can_send_polls=False)
        await group.starts("/quiz 2 things", BOB)
        await group.room.restart()
        await group.taps(BOB, shown(group.right()))
        await group.waits(40)
        assert "poll" not in group.question()
        assert called(group, "sendPoll") == 1


async def test_an_administrator_may_send_polls_anyway(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path, admin=True) as group:
        permit(group, can_send_polls=False)
        await group.starts("/quiz 1 things", BOB)
        assert "poll" in group.question()


UNHEARD = "I may not write in Study group, so its round is over. An administrator can let me."


@pytest.mark.parametrize("when", ["before the lobby", "before the first question", "in mid-round"])
@pytest.mark.parametrize("call", ["/quiz 3 things", "/quiz 3 capitals"])
async def test_where_nothing_can_be_written_the_host_is_told_in_private(
    sqlite_url: str, tmp_path: Path, when: str, call: str
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        if when != "before the lobby":
            await group.says(ANN, call)
            await group.taps(BOB, "Join")
        if when == "in mid-round":
            await group.taps(ANN, "Start")
            await group.reads()
        await group.read_in_private(ANN)
        permit(group, can_send_messages=False)
        if when == "before the lobby":
            await group.says(ANN, call)
        elif when == "before the first question":
            await group.taps(ANN, "Start")
        await group.waits(150)
        assert (await group.read_in_private(ANN)).endswith(UNHEARD)
        assert UNHEARD not in await group.read_in_private(BOB)
        permit(group, can_send_messages=True)
        assert "No round is running" in await group.says(ANN, "/stop")
