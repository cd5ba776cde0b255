"""The end of a round: who won, what else it came to, and in private what each may look at again."""

from pathlib import Path

import pytest

from bot.playground.polls import vote
from bot.playground.seed import ANN, BOB, BOT, CLEO, NewPerson
from tests.app.party import party

POINTS = "Points: 2 for an answer you type, 1 where you choose; a quick one earns up to a quarter more."


async def test_the_end_names_the_winner_the_run_and_the_hardest_question(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 3 capitals", BOB, CLEO)
        for place in range(3):
            await group.private(BOB, group.right())
            await group.private(CLEO, group.right() if place == 0 else "London")
            await group.private(ANN, "idk")
            await group.waits(10)
        table = group.tables()[-1]
        first, second, third, points = table.split("\n")
        assert first == "Bob wins with 6 (+ 1½ quick)."
        assert second == "Cleo 2 (+ ½ quick). Also in: Ann."
        assert third.startswith("Longest run: Bob, 3. Hardest: ")
        assert third.endswith(", 1 of 3.")
        assert points == POINTS, "at the first points here"
        await group.starts("/quiz 1 capitals", BOB)
        await group.private(BOB, group.right())
        await group.private(ANN, "London")
        assert "Points:" not in await group.over(), "once is enough"


async def test_each_player_reads_in_private_what_to_look_at_next(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 2 capitals", BOB, CLEO)
        missed, right = group.asked(), group.right()
        await group.private(BOB, group.right())
        await group.private(CLEO, "London")
        await group.waits(60)
        await group.private(BOB, group.right())
        await group.private(CLEO, group.right())
        await group.over()
        bob, cleo = await group.read_in_private(BOB), await group.read_in_private(CLEO)
        assert bob.endswith("Study group: you had 2 of 2 right.")
        assert cleo.endswith(f"Study group: you had 1 of 2 right.\nWorth another look: {missed}")
        assert "another look" not in await group.read_in_private(ANN), "she answered nothing"
        assert missed in (await group.talk(CLEO).taps("Ask me")).text
        assert "Right" in await group.private(CLEO, right)


async def test_the_buttons_of_its_end_can_be_typed(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.private(CLEO, "/next")
        await group.starts("/quiz 1 capitals", BOB, CLEO)
        missed, right = group.asked(), group.right()
        await group.private(CLEO, "London")
        await group.private(BOB, right)
        await group.over()
        told = await group.private(CLEO, "tell me")
        assert right in told
        assert "The answer: " not in told, "no other one is given away"
        assert missed in await group.private(CLEO, "ask me")
        assert "Right" in await group.private(CLEO, right)


async def test_who_has_not_started_the_bot_reads_nothing(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path, known=False) as group:
        await group.starts("/quiz 1 capitals", BOB)
        await group.answers(BOB, "London")
        await group.over()
        assert group.talk(BOB).person.messages() == []


async def test_together_ends_with_what_the_group_has_found(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path, admin=True) as group:
        await group.starts("/quiz together", BOB)
        await group.says(BOB, "Mars")
        await group.says(ANN, "/stop")
        assert group.tables()[-1] == ("Stopped here.\nTogether you found 0 of 1 answer. Found by Bob.")


@pytest.mark.parametrize("how", ["the next is a choice", "stopped", "put out"])
async def test_what_was_typed_in_private_gets_its_verdict_there(
    sqlite_url: str, tmp_path: Path, how: str
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.says(ANN, "/quiz 7")
        await group.taps(BOB, "Join")
        await group.taps(ANN, "Start")
        await group.reads()
        while "poll" in group.question():
            await group.waits(27)
        right = group.right()
        await group.read_in_private(BOB)
        await group.private(BOB, right)
        if how == "stopped":
            await group.says(ANN, "/stop")
        elif how == "put out":
            group.room.api.organiser(ANN).remove(group.chat, int(BOT["id"]))
            await group.room.settle()
        else:
            await group.waits(100)
        assert f"Right: {right}" in await group.read_in_private(BOB)


async def test_a_late_answer_reads_what_it_would_have_met(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 2 capitals", BOB, CLEO)
        right = group.right()
        group.talk(CLEO).person.say(right)
        await group.waits(53)
        assert f"Right: {right}" in await group.read_in_private(CLEO)


async def test_a_private_text_after_a_round_does_not_fall_on_a_question_from_before(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        stale = (await group.private(BOB, "/learn things")).splitlines()[0]
        await group.starts("/quiz 1 capitals", BOB)
        await group.over()
        await group.read_in_private(BOB)
        told = await group.private(BOB, "Londinium")
        assert "\n\nThat round is over. /quiz in the group calls a new one.\n\n" in told
        assert stale in told, "the question from before is put again"
        assert "round" not in await group.private(BOB, "gold"), "and what is said next is for it"


async def test_equal_points_are_an_equal_rank_and_doubles_are_told_apart_everywhere(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        group.room.api.world.add_person(NewPerson(id=1004, name="Bob"))
        group.room.api.organiser(ANN).add(group.chat, 1004)
        await group.starts("/quiz race 3 capitals", BOB, 1004, CLEO)
        for who in (BOB, 1004, CLEO):
            await group.answers(who, group.right())
            await group.waits(7)
        assert group.tables()[-1].startswith("Bob, Bob (2), Cleo share the win, each with 2.")
        top = (await group.says(ANN, "/top")).split("\n")[1:]
        assert sorted(top) == ["1. Bob (2) 2", "1. Bob 2", "1. Cleo 2"]


async def test_of_those_with_as_many_points_as_the_last_one_named_a_number_is_told(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        for who in range(2001, 2024):
            group.room.api.world.add_person(NewPerson(id=who, name=f"P{who}"))
            group.room.api.organiser(who).join(group.chat)
        await group.starts("/quiz 1 things")
        for who in range(2001, 2024):
            vote(group.room.api.world, group.poll()["poll"]["id"], who, [group.option()])
        await group.over()
        top = (await group.says(ANN, "/top")).split("\n")
        assert len(top) == 22
        assert {line.split(".")[0] for line in top[1:-1]} == {"1"}
        assert top[-1] == "and 3 more with as many"


async def test_a_mark_that_is_fixed_leaves_why_the_round_ended(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 3 capitals", BOB, CLEO)
        for who in (ANN, BOB, CLEO):
            await group.answers(who, group.right() if who == CLEO else "Londinium")
        await group.waits(10)
        await group.says(ANN, "/stop")
        assert group.tables()[-1].startswith("Stopped here.\nCleo wins")
        await group.taps(ANN, "Fix a mark")
        message, data = group.data("1")
        before = group.tables()[-1]
        await group.forges(ANN, message, data)
        assert group.tables()[-1] != before
        assert group.tables()[-1].startswith("Stopped here.\n")


async def test_what_nobody_tried_or_what_was_cut_short_is_not_the_hardest(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 4 capitals", BOB, CLEO)
        await group.private(BOB, "London")
        tried = group.asked()
        await group.waits(60)  # it runs its time; then one that nobody answers, and one that is skipped
        await group.waits(60)
        await group.private(BOB, "London")
        await group.says(ANN, "/skip")
        await group.waits(7)
        await group.private(BOB, "London")
        told = await group.says(ANN, "/stop")
        hardest = tried.split()[-1].rstrip("?").lower()
        assert f"Hardest: {hardest}, 0 of 3." in told, told


async def test_where_all_was_cut_short_no_question_is_the_hardest(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 2 capitals", BOB, CLEO)
        await group.private(BOB, "London")
        assert "Hardest" not in await group.says(ANN, "/stop")
