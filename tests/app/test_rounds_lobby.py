"""The lobby of a round: courses and topics are chosen from a list, and others join meanwhile."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.playground.seed import ANN, BOB, CLEO
from tests.app.party import Party, party

NOT_YOURS = "The host or an administrator can do that."


def write_courses(folder: Path, count: int) -> None:
    """So many courses of one topic each beside *Party*."""
    for number in range(1, count + 1):
        deck = folder / f"course-{number}"
        deck.mkdir(parents=True)
        title = f"Course {number:02}"
        (deck / "deck.toml").write_text(
            f'title = "{title}"\nlang = "en"\nlicence = "MIT"\ntopics = ["all-{number}"]\n'
        )
        (deck / f"all-{number}.toml").write_text(
            f'title = "All"\n\n[[question]]\nid = "c{number}-1"\nask = "Which number is {number}?"\n'
            f'answer = "{number}"\n'
        )


def shown(group: Party) -> list[str]:
    """The buttons of the lobby."""
    return group.labels(next(m for m in reversed(group.messages()) if "question" in m.get("text", "")))


async def test_a_topic_is_chosen_from_the_list_of_the_course(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.says(ANN, "/quiz")
        await group.taps(ANN, "Change")
        await group.taps(ANN, "Course or topic")
        await group.taps(ANN, "✓ Party")
        assert shown(group) == ["✓ Everything", "Capitals", "Things", "Planets", "Join", "Back"]
        await group.taps(ANN, "Things")
        assert group.texts()[-1].startswith("3 questions from Party, Things.")
        await group.taps(ANN, "Done")
        assert shown(group) == ["Join", "Start", "Change"]
        await group.taps(ANN, "Start")
        await group.reads()
        assert "Which is a" in group.asked()


async def test_a_course_is_chosen_from_pages(sqlite_url: str, tmp_path: Path) -> None:
    write_courses(tmp_path, 11)
    async with party(sqlite_url, tmp_path) as group:
        await group.says(ANN, "/quiz party")
        await group.taps(ANN, "Change")
        await group.taps(ANN, "Course or topic")
        first = shown(group)
        assert first[8:] == ["Join", "More", "Back"]
        await group.taps(ANN, "More")
        second = shown(group)
        assert second[-3:] == ["Join", "More", "Back"]
        titles = [title.removeprefix("✓ ") for title in (*first[:8], *second[:-3])]
        assert sorted(titles) == [*(f"Course {n:02}" for n in range(1, 12)), "Party"]
        await group.taps(ANN, "More")
        assert shown(group) == first, "after the last page comes the first"
        await group.taps(ANN, first[2])
        assert f"from {first[2]}" in group.texts()[-1]


async def test_others_join_whatever_the_host_is_choosing_from(sqlite_url: str, tmp_path: Path) -> None:
    write_courses(tmp_path, 11)
    async with party(sqlite_url, tmp_path) as group:
        await group.says(ANN, "/quiz")
        await group.taps(ANN, "Change")
        for steps in (["Course or topic"], ["More"], []):
            for step in steps:
                await group.taps(ANN, step)
            before = shown(group)
            await group.taps(BOB, "Join")
            assert shown(group) == before
            assert "In: Ann, Bob." in group.texts()[-1]
        await group.taps(CLEO, "Join")
        assert "In: Ann, Bob, Cleo." in group.texts()[-1]


async def test_only_what_can_be_played_so_is_listed(sqlite_url: str, tmp_path: Path) -> None:
    write_courses(tmp_path, 3)
    async with party(sqlite_url, tmp_path) as group:
        await group.says(ANN, "/quiz together party")
        await group.taps(ANN, "Change")
        await group.taps(ANN, "Course or topic")
        assert shown(group) == ["✓ Party", "Join", "Back"]
        await group.taps(ANN, "✓ Party")
        assert shown(group) == ["✓ Everything", "Planets", "Join", "Back"]


async def test_the_list_is_for_the_host(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.says(BOB, "/quiz 2 capitals")
        lobby = group.messages()[-1]["message_id"]
        for data in ("see-d0", "see-c", "deck-party", "topic-things", "topic-", "teams", "deck"):
            group.room.clock.pass_by(timedelta(seconds=31))  # a notice is gone after half a minute
            assert await group.forges(CLEO, lobby, f"1:r1:{data}") == NOT_YOURS, data
        for data in ("see-x", "see-d", "see-d9999", "join-x", "team-", "team-x", "team-12", "deck-"):
            group.room.clock.pass_by(timedelta(seconds=31))
            assert "button" in (await group.forges(BOB, lobby, f"1:r1:{data}")).casefold(), data
        for data in ("deck-nothing", "topic-nothing"):
            await group.forges(BOB, lobby, f"1:r1:{data}")
            assert group.texts()[-1].startswith("2 questions from Party, Capitals."), data
        await group.forges(BOB, lobby, "1:r1:see-d999")
        assert shown(group)[-1] == "Back"


@pytest.mark.parametrize(
    "text", ["join", "im in", "I'm in!", "ich bin dabei", "count me in", "can I join please"]
)
async def test_to_join_can_be_typed_where_it_is_heard(sqlite_url: str, tmp_path: Path, text: str) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.says(ANN, "/quiz")
        lobby = group.messages()[-1]["message_id"]
        assert await group.says(BOB, text, lobby) == ""
        assert "In: Ann, Bob." in group.texts()[-1]
        await group.says(CLEO, text)
        assert "Cleo" not in group.texts()[-1], "in privacy mode a plain message does not reach us"


async def test_where_all_is_heard_a_plain_word_takes_a_seat(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path, admin=True) as group:
        await group.says(ANN, "/quiz teams")
        assert await group.says(BOB, "im in") == ""
        assert "In no team yet: Ann, Bob." in group.texts()[-1]
        assert await group.says(CLEO, "who is in?") == "", "talk is not for us"
        assert "Cleo" not in group.texts()[-1]


async def test_who_has_no_chat_with_us_is_shown_the_way(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path, known=False) as group:
        await group.says(ANN, "/quiz")
        lobby = group.messages()[-1]["message_id"]
        told = await group.says(BOB, "join", lobby)
        assert told == "You're in. Typed questions come to our own chat:"
        assert group.buttons() == ["Open our chat"]
        assert "j_1" in str(group.messages()[-1]["reply_markup"])
