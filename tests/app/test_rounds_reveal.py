"""All at once: polls and their plain twins, typed questions in private and by reply, the table mended."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.playground.seed import ANN, BOB, CLEO
from tests.app.party import party
from tests.gathering import words_of


async def test_a_typed_question_is_answered_in_private_and_by_reply(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        ask = await group.starts("/quiz 2 capitals", BOB, CLEO)
        for who in (ANN, BOB, CLEO):
            assert (await group.read_in_private(who)).startswith(f"{ask}\n1 of 2 in Study group.")
        assert await group.private(BOB, group.right()) == "", "a sign says it was received, and nothing else"
        assert group.talk(BOB).last()["text"].startswith(ask)
        assert await group.answers(CLEO, "London") == ""
        assert words_of(group.question()).endswith("In: Bob, Cleo"), "who answered, never how"
        right = group.right()
        assert await group.private(ANN, "idk") == ""
        assert f"{right}. Right: Bob." in await group.waits(3), "soon after the last of them"
        await group.waits(6)
        assert (await group.read_in_private(ANN)).startswith(f"The answer: {right}.\n\nCapital of ")
        assert (await group.read_in_private(BOB)).startswith(f"Right: {right}.\n\nCapital of ")


@pytest.mark.parametrize("admin", [False, True], ids=["privacy mode", "administrator"])
async def test_the_sign_at_an_answer_is_the_same_for_right_and_for_wrong(
    sqlite_url: str, tmp_path: Path, admin: bool
) -> None:
    async with party(sqlite_url, tmp_path, admin=admin) as group:
        await group.starts("/quiz 2 capitals", BOB, CLEO)
        at = group.question()["message_id"]
        signs = set()
        for who, text in ((BOB, group.right()), (CLEO, "London"), (ANN, "idk")):
            number = group.person(who).say(text, at)
            await group.reads()
            signs.add(group.reaction(number))
        assert signs == {"✍"}


async def test_choices_come_as_a_poll_whose_results_stay_hidden(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 2 things", BOB, CLEO)
        poll, right = group.poll()["poll"], group.option()
        assert (poll["type"], poll["is_anonymous"], poll["is_closed"]) == ("quiz", False, False)
        assert await group.votes(BOB, right) == ""
        assert await group.votes(CLEO, (right + 1) % 3) == ""
        seen = group.person(CLEO).messages()[-1]["poll"]
        assert "correct_option_ids" not in seen
        assert await group.votes(ANN, right) == ""
        assert (await group.waits(4)).startswith("Right: Bob, Ann.")
        assert group.poll()["poll"]["is_closed"]
        assert group.poll()["poll"]["correct_option_ids"] == [right]


async def test_a_vote_that_reaches_us_after_the_close_counts_for_it_was_cast_in_time(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 1 things", BOB)
        group.person(BOB).vote(group.poll()["message_id"], [group.option()])
        await group.room.later(seconds=25)
        assert (await group.over()).startswith("Bob wins with 1.\nAlso in: Ann.")


async def test_the_plain_twin_of_a_poll_takes_taps(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        assert "text with buttons" in await group.says(ANN, "/plain")
        await group.starts("/quiz 2 things", BOB, CLEO)
        message, right = group.question(), group.right()
        assert "poll" not in message
        shown = right[:1].upper() + right[1:]
        other = next(label for label in group.labels(message) if label != shown)
        assert await group.taps(BOB, shown) == f"Taken: {right}"
        assert (await group.taps(CLEO, other)).startswith("Taken: ")
        assert (await group.taps(CLEO, shown)) == f"Taken: {right}", "the last choice counts"
        place = group.question()["message_id"], group.data(shown)[1]
        assert "Right: Bob, Cleo." in await group.waits(25)
        late = await group.forges(ANN, *place)
        assert late.startswith("That question is closed")
        assert (await group.over()).startswith(
            "Bob, Cleo share the win, each with 1 (+ ¼ quick).\nAlso in: Ann."
        )
        assert "polls" in await group.says(ANN, "/plain off")


async def test_join_opens_the_private_chat_once_and_the_question_waits_there(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path, known=False) as group:
        await group.says(ANN, "/quiz 2 capitals")
        join = group.data("Join")
        assert (await group.taps(BOB, "Join")).endswith("?start=j_1")
        await group.taps(ANN, "Start")
        group.room.api.person(BOB).open("j_1")
        first = await group.read_in_private(BOB)
        assert "You're in. Typed questions come here." in first
        assert group.asked() in first
        assert await group.private(BOB, group.right()) == ""
        assert "In: Bob" in words_of(group.question())
        assert await group.forges(BOB, *join) == "You're in.", "no second time"


async def test_the_link_of_a_round_that_is_over_leads_to_a_lesson(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path, known=False) as group:
        await group.says(ANN, "/quiz 2 capitals")
        await group.taps(BOB, "Join")
        await group.says(ANN, "/stop")
        group.room.api.person(BOB).open("j_1")
        assert "I ask, you type" in await group.read_in_private(BOB)


async def test_an_answer_in_private_is_meant_for_whichever_question_came_last(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 2 capitals", BOB, CLEO)
        own = await group.private(BOB, "/learn things")
        assert "Which is a" in own
        assert await group.private(BOB, "copper") != "", "it answers his own question"
        assert "In:" not in words_of(group.question())
        asked = next(
            m["message_id"]
            for m in group.talk(BOB).person.messages()
            if group.asked() in m.get("text", "") and "Study group" in m["text"]
        )
        assert await group.private(BOB, group.right(), asked) == ""
        assert words_of(group.question()).endswith("In: Bob"), "a reply says what is meant"


async def test_what_is_typed_in_private_after_the_close_is_told_so(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 1 capitals", BOB)
        asked = group.talk(BOB).last()["message_id"]
        await group.waits(46)
        assert (await group.private(BOB, "Paris")).endswith("That question is closed; it was the last one.")
        await group.over()
        assert "That round is over." in await group.private(BOB, "Paris", asked)
        assert "closed" not in await group.private(BOB, "Paris"), "and from then on it is his own chat again"


async def test_the_host_rules_on_near_misses_and_the_table_is_mended(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 1 capitals", BOB, CLEO)
        await group.answers(BOB, "Londinium")
        await group.answers(CLEO, group.right())
        assert (await group.over()).startswith("Cleo wins with 2 (+ ½ quick).\nAlso in: Ann, Bob.")
        assert await group.taps(BOB, "Fix a mark") == "The host or an administrator can do that."
        await group.taps(ANN, "Fix a mark")
        listed = group.texts()[-1]
        assert "Londinium" in listed
        assert "Bob" not in listed, "nobody is named"
        message, data = group.data("1")
        assert await group.forges(CLEO, message, data) == "The host or an administrator can do that."
        await group.forges(ANN, message, data)
        assert group.tables()[-1].startswith("Cleo wins with 2 (+ ½ quick).\nBob 2. Also in: Ann.")
        assert group.texts()[-1] == "The table is mended. Nothing else is open to a ruling."
        await group.forges(ANN, message, data)
        assert group.tables()[-1].startswith("Cleo wins with 2 (+ ½ quick).\nBob 2. Also in: Ann."), (
            "once is enough"
        )
        assert "2. Bob 2" in await group.says(ANN, "/top")


async def test_again_calls_another_round_of_the_same_kind_with_whoever_taps_as_host(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        first = await group.starts("/quiz 1 capitals", BOB)
        await group.answers(BOB, group.right())
        await group.over()
        await group.taps(BOB, "Again")
        assert group.texts()[-1] == "1 question from Party, Capitals. In: Bob."
        assert await group.taps(CLEO, "Again") == "A round waits for players: tap Join, then Start."
        await group.taps(BOB, "Start")
        assert group.asked() != first, "what was not asked yet comes first"


async def test_top_is_of_this_week_or_of_all_time_and_hideme_leaves_out(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        assert "No round has been played" in await group.says(CLEO, "/top")
        await group.starts("/quiz 1 capitals", BOB)
        await group.answers(BOB, group.right())
        await group.answers(CLEO, group.right())
        await group.over()
        assert await group.says(CLEO, "/top") == "This week, in this group:\n1. Bob 2½\n1. Cleo 2½"
        assert "left out" in await group.says(BOB, "/hideme")
        assert await group.says(CLEO, "/top") == "This week, in this group:\n1. Cleo 2½"
        await group.says(BOB, "/hideme off")
        group.room.clock.pass_by(timedelta(days=8))
        assert "No round has been played" in await group.says(CLEO, "/top")
        assert await group.says(CLEO, "/top all") == "So far, in this group:\n1. Bob 2½\n1. Cleo 2½"


async def test_who_hides_is_in_no_table_of_a_round_either(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.says(BOB, "/hideme")
        await group.starts("/quiz 1 capitals", BOB)
        await group.answers(BOB, group.right())
        await group.answers(CLEO, group.right())
        assert (await group.over()).startswith("Cleo wins with 2 (+ ½ quick).\nAlso in: Ann.")


async def test_change_goes_round_through_all_values(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.says(ANN, "/quiz")
        await group.taps(ANN, "Change")
        cycles = {
            "Play: everybody answers": [
                "Play: the first one scores",
                "Play: one answer together",
                "Play: everybody answers",
            ],
            "Questions: 5": ["Questions: 10", "Questions: 15", "Questions: 3", "Questions: 5"],
            "Time each: 20 to 90 s": [
                "Time each: 32 to 144 s",
                "Time each: 14 to 63 s",
                "Time each: 20 to 90 s",
            ],
            "Long questions too: no": ["Long questions too: yes", "Long questions too: no"],
            "Teams: none": ["Teams: 2", "Teams: 3", "Teams: 4", "Teams: none"],
        }
        for label, following in cycles.items():
            for next_label in following:
                await group.taps(ANN, label)
                assert next_label in group.labels(group.messages()[-1])
                label = next_label
        assert await group.taps(BOB, "Join") == "You're in.", "while the host changes things"
        assert "In: Ann, Bob." in group.texts()[-1]
        assert "Done" in group.labels(group.messages()[-1]), "and they go on doing so"
        await group.taps(ANN, "Done")
        assert group.labels(group.messages()[-1]) == ["Join", "Start", "Change"]
