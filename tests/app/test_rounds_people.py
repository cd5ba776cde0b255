"""Who may what in a round, and who comes, goes, hides or acts in another name."""

from pathlib import Path

import pytest

from bot.playground.seed import ANN, BOB, BOT, CHANNEL, CLEO
from tests.app.party import party
from tests.gathering import words_of

NOT_YOURS = "The host or an administrator can do that."


async def test_the_host_and_administrators_run_a_round_and_nobody_else(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        assert "2 questions" in await group.says(BOB, "/quiz 2 capitals")
        assert await group.taps(CLEO, "Change") == NOT_YOURS
        assert await group.taps(CLEO, "Start") == NOT_YOURS, "who plays starts"
        await group.taps(BOB, "Start")
        await group.reads()
        for command in ("/skip", "/stop"):
            assert await group.says(CLEO, command) == NOT_YOURS
        assert "Nobody answered." in await group.says(BOB, "/skip")
        assert "Stopped here." in await group.says(ANN, "/stop"), "Ann made the group"


async def test_a_second_quiz_shows_the_one_that_runs(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.says(ANN, "/quiz 2 capitals")
        lobby = group.messages()[-1]["message_id"]
        assert await group.says(BOB, "/quiz") == "A round waits for players: tap Join, then Start."
        assert group.messages()[-1]["reply_to_message"]["message_id"] == lobby
        await group.taps(ANN, "Start")
        question = group.question()["message_id"]
        assert "A round is on: this is its question." in await group.says(BOB, "/quiz race")
        assert group.messages()[-1]["reply_to_message"]["message_id"] == question


FORGED = """
1:r1:fix-0-1 1:r1:fix-0-0 1:r1:fix-9-9 1:r1:fix- 1:r1:o9.9 1:r1:o0.0 1:r1:o0.99 1:r2:begin 1:rx:join 2:r1:join
1:r999999999999999999999:join 1:r1:nothing x 1:0:erase 1:r1:begin 1:r1:change 1:r1:play 1:r1:deck 1:r1:back
1:r1:more 1:r1:again 1:r1:fix 1:0:five
"""


async def test_forged_taps_change_nothing_in_a_round_that_runs(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 2 capitals", BOB)
        await group.answers(BOB, "London")
        await group.answers(CLEO, group.right())
        before = group.texts()
        for data in FORGED.split():
            for who in (ANN, BOB, CLEO):
                await group.forges(who, group.question()["message_id"], data)
                assert [text for text in group.texts() if "A round is on" not in text] == before, data
        assert (await group.over()).startswith("Cleo wins with 2 (+ ½ quick).\nAlso in: Ann, Bob.")


async def test_whoever_leaves_is_someone_who_left_and_nobody_waits_for_them(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 1 capitals", BOB, CLEO)
        await group.answers(BOB, group.right())
        await group.answers(ANN, "London")
        group.room.api.organiser(CLEO).leave(group.chat)
        assert "Right: Bob." in await group.waits(5)
        group.room.api.organiser(BOB).leave(group.chat)
        await group.reads()
        assert (await group.over()).startswith("someone who left 2 (+ ½ quick). Also in: Ann.")


async def test_when_the_host_leaves_the_next_player_is_host(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 2 capitals", CLEO, caller=BOB)
        group.room.api.organiser(BOB).leave(group.chat)
        await group.reads()
        assert "Stopped here." in await group.says(CLEO, "/stop")


async def test_a_round_that_everybody_has_left_is_over(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 2 capitals", CLEO, caller=BOB)
        for who in (BOB, CLEO):
            group.room.api.organiser(who).leave(group.chat)
        assert "Everybody has left." in await group.reads()
        assert "No round is running" in await group.says(ANN, "/stop")


@pytest.mark.parametrize("who", [BOB, ANN], ids=["a player", "the host"])
async def test_who_erases_their_data_in_mid_round_stops_no_round(
    sqlite_url: str, tmp_path: Path, who: int
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 1 capitals", BOB, CLEO)
        await group.answers(who, group.right())
        await group.answers(CLEO, group.right())
        assert "Done" in await group.private(who, "/erase yes")
        table = await group.over()
        assert table.startswith("Cleo wins with 2")
        assert ("Ann" if who == ANN else "Bob") not in table


async def test_an_anonymous_administrator_runs_rounds_and_has_no_seat(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        group.room.api.organiser(ANN).hide(group.chat, hidden=True)
        assert await group.says(ANN, "/quiz 2 capitals") == "2 questions from Party, Capitals."
        await group.taps(BOB, "Join")
        await group.taps(BOB, "Start")
        await group.reads()
        assert await group.says(ANN, group.right(), group.question()["message_id"]) == ""
        assert "In:" not in words_of(group.question())
        assert "Nobody answered." in await group.says(ANN, "/skip")
        assert "Stopped here." in await group.says(ANN, "/stop")


async def test_whoever_writes_as_a_channel_has_no_seat_and_no_say(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 2 capitals", CLEO, caller=BOB)
        masked = group.room.api.person(ANN).at(group.chat, None, CHANNEL)
        at = group.question()["message_id"]
        for text, message in ((group.right(), at), ("/stop", None), ("/skip", None), ("/hideme", None)):
            masked.say(text, message)
            told = await group.reads()
            assert told in ("", NOT_YOURS)
        assert "In:" not in words_of(group.question())
        assert "Stopped here." in await group.says(BOB, "/stop")


async def test_an_edited_answer_replaces_the_one_before_until_the_close(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 2 capitals", BOB, CLEO)
        right, at = group.right(), group.question()["message_id"]
        said = group.person(BOB).say("London", at)
        await group.reads()
        group.person(BOB).edit(said, right)
        await group.reads()
        told = await group.waits(47)
        assert f"{right}. Right: Bob." in told
        late = group.person(CLEO).say("London", at)
        await group.reads()
        group.person(CLEO).edit(late, right)
        await group.reads()
        assert "Cleo" not in (await group.over()).partition(".")[0]


async def test_an_edit_is_no_command(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        said = group.person(ANN).say("/frobnicate")
        assert await group.reads() == ""
        group.person(ANN).edit(said, "/quiz")
        assert await group.reads() == ""


async def test_a_reply_to_an_old_question_is_too_late_for_it_and_no_answer_to_the_new_one(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path, admin=True) as group:
        first = await group.starts("/quiz 2 capitals", BOB)
        old = group.question()["message_id"]
        await group.waits(53)
        assert group.asked() != first
        said = group.person(BOB).say(group.right(), old)
        assert await group.reads() == ""
        assert group.reaction(said) == ""
        assert "In:" not in words_of(group.question())


OTHERS = (
    "/quiz@other_bot",
    "/stop@other_bot",
    "/frobnicate",
    "/",
    "hello",
    "@recall_playground_bot hi",
    "/start",
)


async def test_what_is_not_for_it_meets_silence(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path, admin=True) as group:
        for text in OTHERS:
            assert await group.says(BOB, text) == "", text
        await group.starts("/quiz 2 capitals", BOB)
        for text in OTHERS:
            assert await group.says(BOB, text) == "", text


async def test_a_reply_to_somebody_else_is_no_answer(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path, admin=True) as group:
        await group.starts("/quiz 2 capitals", BOB)
        other = group.person(CLEO).say("what a day")
        await group.says(BOB, group.right(), other)
        assert "In:" not in words_of(group.question())


async def test_commands_named_for_it_are_for_it(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        assert "2 questions" in await group.says(BOB, f"/quiz@{BOT['username']} 2 capitals")
        assert await group.says(CLEO, f"/STOP@{str(BOT['username']).upper()}") == NOT_YOURS
