"""Answers to a round that the marker can't tell: read out at the close, and the players say if they count."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.playground.seed import ANN, BOB, CLEO
from bot.store.rounds.tables import guesses, rounds
from bot.store.tables import reviews
from tests.app.doubts import ASKED, DoubtfulParty, doubtful_party

BUTTONS = ["Yes", "No"]


def asked_about(group: DoubtfulParty) -> str:
    """The newest message that asks whether answers count, as it stands."""
    begins = ("Unsure", "Counts: ", "Doesn't count: ", "Not decided: ")
    return next((text for text in reversed(group.texts()) if text.startswith(begins)), "")


async def test_a_doubtful_answer_is_read_out_at_the_close_and_the_host_decides(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with doubtful_party(sqlite_url, tmp_path) as group:
        ask = await group.starts("/quiz 2", BOB, CLEO)
        right, said = ASKED[ask]
        await group.read_in_private(BOB)
        assert await group.private(BOB, said) == "", "received, and nothing else"
        await group.answers(CLEO, right)
        assert await group.answers(ANN, right) == ""
        closed = await group.waits(3)
        assert closed.startswith(f"{right.rstrip('.')}. Right: Cleo, Ann.")
        assert closed.endswith(f"Unsure: Bob, {said}. Does it count?")
        assert group.buttons() == BUTTONS
        assert await group.taps(CLEO, "Yes") == "Noted: it counts."
        assert await group.taps(BOB, "No") == "The others who play say whether it counts."
        assert await group.taps(ANN, "Yes") == "Noted: it counts."
        assert asked_about(group) == f"Counts: Bob, {said}."
        assert any("Right: Bob, Cleo, Ann." in text for text in group.texts())
        assert (await group.read_in_private(BOB)).startswith(f"Your answer counts. Mine: {right}")
        table = await group.over()
        assert "share the win, each with 2 (+ ½ quick)" in table, "as many points as if it had been known"


async def test_what_the_host_refuses_earns_nothing_and_names_nobody(sqlite_url: str, tmp_path: Path) -> None:
    async with doubtful_party(sqlite_url, tmp_path) as group:
        ask = await group.starts("/quiz 1", BOB)
        right, said = ASKED[ask]
        await group.private(BOB, said)
        await group.private(ANN, right)
        await group.waits(3)
        message, data = group.data("No")
        await group.taps(ANN, "No")
        assert asked_about(group) == f"Doesn't count: {said}."
        late = await group.forges(ANN, message, data)
        assert late == "That's settled. Once the round is over, its host can fix a mark."
        told = await group.read_in_private(BOB)
        assert told == f"The others say yours isn't the same. My answer: {right}"
        assert (await group.over()).startswith("Ann wins with 2 (+ ½ quick).\nAlso in: Bob.")
        await group.taps(ANN, "Fix a mark")
        await group.reads()
        await group.taps(ANN, "1")
        assert "Bob 2" in group.tables()[-1], "the host may think again"


async def test_all_the_others_decide_without_the_host(sqlite_url: str, tmp_path: Path) -> None:
    async with doubtful_party(sqlite_url, tmp_path) as group:
        right, said = ASKED[await group.starts("/quiz 1", BOB, CLEO)]
        await group.private(ANN, said)  # the host's own answer
        await group.private(BOB, right)
        await group.private(CLEO, right)
        await group.waits(3)
        assert await group.taps(ANN, "Yes") == "The others who play say whether it counts."
        await group.taps(BOB, "Yes")
        assert "Does it count?" in asked_about(group)
        await group.taps(CLEO, "Yes")
        assert asked_about(group) == f"Counts: Ann, {said}."


@pytest.mark.parametrize(
    ("taps", "told"), [((BOB,), "Counts: Cleo, "), ((), "Not decided: ")], ids=["one said yes", "nobody said"]
)
async def test_what_is_not_decided_when_the_next_question_is_over_goes_by_what_was_said(
    sqlite_url: str, tmp_path: Path, taps: tuple[int, ...], told: str
) -> None:
    async with doubtful_party(sqlite_url, tmp_path) as group:
        right, said = ASKED[await group.starts("/quiz 3", BOB, CLEO)]
        await group.private(CLEO, said)
        await group.private(ANN, right)
        await group.private(BOB, right)
        await group.waits(3)
        for who in taps:
            await group.taps(who, "Yes")
        await group.waits(6)
        assert "I can't tell. My answer: " in await group.read_in_private(CLEO), "with the next question"
        assert asked_about(group) == f"Unsure: Cleo, {said}. Does it count?"
        await group.waits(46)
        await group.waits(7)
        assert asked_about(group) == f"{told}{said}."
        private = await group.read_in_private(CLEO)
        assert ("Your answer counts. " if taps else "it costs you nothing. ") in private


async def test_the_last_question_leaves_time_to_decide_and_no_more(sqlite_url: str, tmp_path: Path) -> None:
    async with doubtful_party(sqlite_url, tmp_path) as group:
        right, said = ASKED[await group.starts("/quiz 1", BOB)]
        await group.private(BOB, said)
        await group.private(ANN, right)
        await group.waits(3)
        await group.waits(15)
        assert not group.tables()
        await group.room.restart()
        await group.waits(6)
        assert group.tables()[0].startswith("Ann wins with 2 (+ ½ quick).\nAlso in: Bob.")
        assert asked_about(group) == f"Not decided: {said}."
        assert "it costs you nothing" in await group.read_in_private(BOB)
        message, data = group.messages()[-1]["message_id"], "1:r1:yes-0-1"
        assert (await group.forges(ANN, message, data)).startswith("That's settled.")


async def test_a_round_goes_on_six_seconds_after_the_last_word(sqlite_url: str, tmp_path: Path) -> None:
    async with doubtful_party(sqlite_url, tmp_path) as group:
        right, said = ASKED[await group.starts("/quiz 1", BOB)]
        await group.private(BOB, said)
        await group.private(ANN, right)
        await group.waits(3)
        await group.taps(ANN, "Yes")
        await group.waits(7)
        assert len(group.tables()) == 1


async def test_whoever_plays_alone_says_so_by_themselves(sqlite_url: str, tmp_path: Path) -> None:
    async with doubtful_party(sqlite_url, tmp_path) as group:
        _, said = ASKED[await group.starts("/quiz 1")]
        await group.private(ANN, said)
        assert "Does it count?" in await group.waits(3)
        await group.taps(ANN, "Yes")
        assert (await group.over()).startswith("Ann ")


async def test_several_are_asked_about_in_one_message(sqlite_url: str, tmp_path: Path) -> None:
    async with doubtful_party(sqlite_url, tmp_path) as group:
        right, said = ASKED[await group.starts("/quiz 1", BOB, CLEO)]
        await group.private(BOB, said)
        await group.private(CLEO, f"{said}, roughly")
        await group.private(ANN, right)
        await group.waits(3)
        assert asked_about(group) == f"Unsure. Do these count?\n1. Bob, {said}\n2. Cleo, {said}, roughly"
        assert group.buttons() == ["1. Yes", "1. No", "2. Yes", "2. No"]
        await group.taps(ANN, "2. Yes")
        assert asked_about(group) == f"Unsure: Bob, {said}. Does it count?\nCounts: Cleo, {said}, roughly."
        assert group.labels(group.messages()[-1]) == BUTTONS
        await group.taps(ANN, "No")
        assert asked_about(group) == f"Doesn't count: {said}.\nCounts: Cleo, {said}, roughly."


async def test_a_doubtful_answer_does_not_end_a_race(sqlite_url: str, tmp_path: Path) -> None:
    async with doubtful_party(sqlite_url, tmp_path, admin=True) as group:
        right, said = ASKED[await group.starts("/quiz race 1", BOB, CLEO)]
        number = group.person(BOB).say(said, group.question()["message_id"])
        assert await group.reads() == ""
        assert group.reaction(number) == "✍"
        await group.answers(BOB, "aaaa")  # known to be wrong: the better answer stays
        closed = await group.answers(CLEO, right)
        assert "Cleo was first." in closed
        assert closed.endswith(f"Unsure: Bob, {said}. Does it count?")
        await group.taps(ANN, "Yes")
        table = await group.over()
        assert table.startswith("Bob, Cleo share the win, each with 2."), "at no one's cost"


async def test_what_counted_is_memory_and_what_nobody_decided_is_not(sqlite_url: str, tmp_path: Path) -> None:
    async with doubtful_party(sqlite_url, tmp_path) as group:
        await group.private(BOB, "/settings rounds on")
        right, said = ASKED[await group.starts("/quiz 3", BOB)]
        for taps in ("Yes", "No", None):
            right, said = ASKED[group.asked()]
            await group.private(BOB, said)
            await group.private(ANN, right)
            await group.waits(3)
            if taps:
                await group.taps(ANN, taps)
            await group.waits(7)
        await group.over()
        await group.waits(2)
        found = group.room.database.run(lambda c: c.execute(select(reviews).order_by(reviews.c.id)).all())
        assert [(one.verdict, one.credit) for one in found] == [("doubtful", 1.0), ("wrong", 0.0)]
        kept = group.room.database.run(
            lambda c: c.execute(
                select(guesses).where(guesses.c.learner_id == BOB).order_by(guesses.c.place)
            ).all()
        )
        assert [(one.mark, one.fixed, one.refused) for one in kept] == [
            ("doubtful", True, False),
            ("doubtful", False, True),
            ("doubtful", False, False),
        ], "kept with the words, for the author"
        standing = group.room.database.run(lambda c: c.execute(select(rounds.c.standing)).scalar_one())
        assert '"votes":[]' in standing, "who said what is forgotten"


async def test_words_that_do_not_reply_are_talk_where_they_are_in_doubt(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with doubtful_party(sqlite_url, tmp_path, admin=True) as group:
        _, said = ASKED[await group.starts("/quiz race 1", BOB)]
        assert await group.says(BOB, said) == ""
        assert await group.waits(46) != ""
        assert asked_about(group) == ""


async def test_a_stopped_round_leaves_nothing_to_decide(sqlite_url: str, tmp_path: Path) -> None:
    async with doubtful_party(sqlite_url, tmp_path) as group:
        _, said = ASKED[await group.starts("/quiz 2", BOB)]
        await group.private(BOB, said)
        told = await group.says(ANN, "/stop")
        assert told.startswith("Stopped here.")
        assert "count" not in told
        assert "it costs you nothing" in await group.read_in_private(BOB)
