"""What is typed in private to a round gets its verdict there, however late, and falls on nothing else."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.playground.seed import ANN, BOB, BOT, CLEO
from tests.app.party import Party, party

OVER = "That round is over. /quiz in the group calls a new one."


async def the_end_of(group: Party, how: str) -> None:
    """The round that runs ends so."""
    match how:
        case "its time":
            await group.over()
        case "stopped":
            await group.says(ANN, "/stop")
        case "put out":
            group.room.api.organiser(ANN).remove(group.chat, int(BOT["id"]))
            await group.room.settle()
        case "all have left":
            for who in (BOB, CLEO):
                group.room.api.organiser(who).leave(group.chat)
            await group.reads()


async def nothing_open(group: Party, who: int) -> None:
    """Their own first question is closed."""
    assert "closed" not in await group.private(who, "show me")


WAYS = ("its time", "stopped", "put out", "all have left")


@pytest.mark.parametrize("how", WAYS)
async def test_what_was_typed_in_time_gets_its_verdict_at_the_end(
    sqlite_url: str, tmp_path: Path, how: str
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 1 capitals", CLEO, caller=BOB)
        right = group.right()
        await group.private(BOB, right)
        await the_end_of(group, how)
        assert f"Right: {right}" in await group.read_in_private(BOB)


@pytest.mark.parametrize("how", WAYS)
async def test_what_comes_after_the_end_gets_its_verdict_too(
    sqlite_url: str, tmp_path: Path, how: str
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await nothing_open(group, BOB)
        await group.starts("/quiz 1 capitals", CLEO, caller=BOB)
        right = group.right()
        await the_end_of(group, how)
        await group.read_in_private(BOB)
        assert await group.private(BOB, right) == f"Right: {right}.\n\n{OVER}"
        assert (await group.private(BOB, "Londinium")).endswith(f"{right}.\n\n{OVER}")


async def test_it_falls_on_no_question_that_was_closed_before(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.private(BOB, "/learn things")
        await group.private(BOB, "show me")
        await group.starts("/quiz 1 capitals", BOB)
        right = group.right()
        await group.over()
        await group.read_in_private(BOB)
        assert await group.private(BOB, right) == f"Right: {right}.\n\n{OVER}"


async def test_it_falls_on_no_question_that_is_open(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        stale = (await group.private(BOB, "/learn things")).splitlines()[0]
        await group.starts("/quiz 1 capitals", BOB)
        right = group.right()
        await group.over()
        await group.read_in_private(BOB)
        told = await group.private(BOB, right)
        assert told.startswith(f"Right: {right}.\n\n{OVER}\n\n")
        assert stale in told


async def test_somebody_who_came_by_the_link_alone_is_told_too(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path, known=False) as group:
        await group.says(ANN, "/quiz 1 capitals")
        await group.taps(BOB, "Join")
        await group.private(BOB, "/start j_1")
        assert "Typed questions come here." in group.talk(BOB).last()["text"]
        await group.taps(ANN, "Start")
        await group.reads()
        right = group.right()
        await group.over()
        await group.read_in_private(BOB)
        assert await group.private(BOB, right) == f"Right: {right}.\n\n{OVER}"


async def test_between_two_questions_it_is_told_at_once(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 2 capitals", BOB)
        for last in (False, True):
            right = group.right()
            await group.read_in_private(BOB)
            await group.answers(ANN, right)
            await group.says(ANN, "/skip")
            more = "it was the last one" if last else "the next one comes soon"
            said = await group.private(BOB, right)
            assert said == f"Right: {right}.\n\nThat question is closed; {more}."
            await group.waits(7)


async def test_who_had_answered_before_reads_no_second_verdict(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await nothing_open(group, BOB)
        await group.starts("/quiz 1 capitals", BOB)
        await group.private(BOB, group.right())
        await group.over()
        await group.read_in_private(BOB)
        assert await group.private(BOB, "Londinium") == OVER


async def test_a_reply_to_its_question_is_told_however_late(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 1 capitals", BOB)
        right = group.right()
        await group.over()
        await group.read_in_private(BOB)
        asked = next(m for m in group.talk(BOB).person.messages() if "in Study group" in m.get("text", ""))
        await group.room.later(hours=5)
        assert await group.private(BOB, right, asked["message_id"]) == f"Right: {right}.\n\n{OVER}"


async def test_what_was_sent_in_time_and_arrives_after_the_end_is_told(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 1 capitals", BOB)
        right = group.right()
        await group.read_in_private(BOB)
        group.talk(BOB).person.say(right)
        group.room.clock.pass_by(timedelta(minutes=2))
        for _ in range(2):  # the clock is first at it, twice
            await group.room.turn.tick()
            group.room.clock.pass_by(timedelta(seconds=30))
        await group.room.settle()
        assert f"Right: {right}" in await group.read_in_private(BOB)


async def test_chat_after_a_round_is_chat(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.private(BOB, "/learn things")
        await group.private(BOB, "show me")
        await group.starts("/quiz 1 capitals", BOB)
        await group.over()
        await group.read_in_private(BOB)
        for text in ("thanks", "who are you?", "next"):
            assert OVER not in await group.private(BOB, text)


async def test_the_next_day_nothing_is_for_the_round_any_more(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.private(BOB, "/learn things")
        await group.private(BOB, "show me")
        await group.starts("/quiz 1 capitals", BOB)
        await group.over()
        await group.read_in_private(BOB)
        await group.room.later(hours=20)
        assert OVER not in await group.private(BOB, "Londinium")
