"""Rounds of two teams or more: joined by tap, told by team, won by a team."""

from pathlib import Path

import pytest

from bot.playground.seed import ANN, BOB, CLEO, NewPerson
from tests.app.party import party
from tests.gathering import words_of

FAIR = "A team's points are the average of its players."


async def test_a_team_wins(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        told = await group.says(ANN, "/quiz teams 1 capitals")
        assert told.split("\n") == [
            f"1 question from Party, Capitals. {FAIR}",
            "Red: nobody yet",
            "Blue: nobody yet",
            "In no team yet: Ann. Tap one, or I choose at the start.",
        ]
        assert group.buttons() == ["Join Red", "Join Blue", "Start", "Change"]
        assert await group.taps(ANN, "Join Red") == "You're in. Your team: Red."
        await group.taps(BOB, "Join Blue")
        await group.taps(CLEO, "Join Blue")
        assert group.texts()[-1].split("\n")[1:] == ["Red: Ann", "Blue: Bob, Cleo"]
        await group.taps(ANN, "Start")
        await group.reads()
        await group.private(ANN, group.right())
        await group.private(BOB, group.right())
        await group.private(CLEO, "London")
        first, red, blue, *rest = (await group.over()).split("\n")
        assert first == "Red wins with 2.5 points a player."
        assert red == "1. Red 2.5: Ann 2 (+ ½ quick)."
        assert blue == "2. Blue 1.3: Bob 2 (+ ½ quick). Also in: Cleo."
        assert rest[-1].startswith("Points: ")


async def test_equal_teams_share_the_win(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.says(ANN, "/quiz 3 teams 1 capitals")
        for who, team in ((ANN, "Red"), (BOB, "Blue"), (CLEO, "Green")):
            await group.taps(who, f"Join {team}")
        await group.taps(ANN, "Start")
        await group.reads()
        await group.private(BOB, group.right())
        await group.private(CLEO, group.right())
        await group.private(ANN, "London")
        table = await group.over()
        assert table.startswith("Blue, Green share the win, each with 2.5 points a player.\n1. Blue 2.5: Bob")
        assert "1. Green 2.5: Cleo" in table
        assert "3. Red 0. Also in: Ann." in table


async def test_they_change_over_by_tap_until_it_starts(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.says(ANN, "/quiz teams 1 capitals")
        await group.taps(BOB, "Join Red")
        await group.taps(BOB, "Join Blue")
        assert group.texts()[-1].split("\n")[1:3] == ["Red: nobody yet", "Blue: Bob"]
        lobby = group.messages()[-1]["message_id"]
        await group.taps(ANN, "Start")
        await group.reads()
        assert next(words_of(m) for m in group.messages() if m["message_id"] == lobby).split("\n")[1:] == [
            "Red: Ann",
            "Blue: Bob",
        ], "whoever has not chosen is put where the fewest are, and that is told"
        await group.forges(BOB, lobby, "1:r1:team-0")
        await group.private(BOB, group.right())
        assert "1. Blue 2.5: Bob" in await group.over()


async def test_whoever_comes_later_plays_in_the_smaller_team(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.says(ANN, "/quiz teams 1 things")
        await group.taps(ANN, "Join Blue")
        await group.taps(BOB, "Join Blue")
        await group.taps(ANN, "Start")
        await group.reads()
        await group.votes(CLEO, group.option())
        table = await group.over()
        assert table.startswith("Red wins with 1.3 points a player.\n1. Red 1.3: Cleo 1 (+ ¼ quick)")


async def test_teams_are_set_by_tap_and_others_join_meanwhile(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.says(ANN, "/quiz 1 capitals")
        await group.taps(BOB, "Join")
        await group.taps(ANN, "Change")
        await group.taps(ANN, "Teams: none")
        assert group.buttons()[-3:] == ["Join Red", "Join Blue", "Done"]
        await group.taps(CLEO, "Join Blue")
        assert group.buttons()[-1] == "Done"
        assert "Blue: Cleo\nIn no team yet: Ann, Bob. Tap one, or I choose at the start." in group.texts()[-1]
        for _ in range(3):
            await group.taps(ANN, next(label for label in group.buttons() if label.startswith("Teams: ")))
        assert group.texts()[-1].endswith("In: Ann, Bob, Cleo.\nTap a line below to change it.")
        assert "Teams: none" in group.buttons()


async def test_together_has_no_teams(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        assert "Red" not in await group.says(ANN, "/quiz teams together")
        await group.taps(ANN, "Change")
        assert not any(label.startswith("Teams") for label in group.buttons())


async def test_a_restart_and_the_next_round_keep_the_teams(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.says(ANN, "/quiz teams race 1 capitals")
        await group.taps(ANN, "Join Red")
        await group.taps(BOB, "Join Blue")
        await group.room.restart()
        await group.taps(ANN, "Start")
        await group.reads()
        await group.room.restart()
        await group.answers(BOB, group.right())
        assert (await group.over()).startswith("Blue wins with 2 points a player.")
        await group.taps(ANN, "Again")
        assert FAIR in group.texts()[-1]
        assert group.buttons()[:2] == ["Join Red", "Join Blue"]


async def test_many_in_a_team_are_counted(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.says(ANN, "/quiz teams 1 capitals")
        for number in range(1004, 1018):
            group.room.api.world.add_person(NewPerson(id=number, name=f"P{number}"))
            group.room.api.organiser(ANN).add(group.chat, number)
            await group.taps(number, "Join Red", after=0)
        names = ", ".join(f"P{number}" for number in range(1004, 1016))
        assert f"Red: {names} and 2 more\n" in group.texts()[-1]


@pytest.mark.parametrize("who", [BOB, ANN], ids=["a player", "the host"])
async def test_who_leaves_or_hides_is_not_named(sqlite_url: str, tmp_path: Path, who: int) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.says(who, "/hideme")
        await group.says(who, "/quiz teams 1 capitals")
        for one in (ANN, BOB):
            await group.taps(one, "Join Red")
        await group.taps(CLEO, "Join Blue")
        await group.taps(who, "Start")
        await group.reads()
        for one in (ANN, BOB, CLEO):
            await group.answers(one, group.right())
        table = await group.over()
        assert table.startswith("Red, Blue share the win, each with 2.5 points a player.")
        assert ("Ann" if who == ANN else "Bob") not in table.partition("\n")[2].partition("Points")[0]


async def test_a_team_with_nobody_in_it_does_not_play(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.says(ANN, "/quiz 3 teams 1 capitals")
        for who, team in ((ANN, "Blue"), (BOB, "Green")):
            await group.taps(who, f"Join {team}")
        await group.taps(ANN, "Start")
        await group.reads()
        await group.private(BOB, group.right())
        assert "Red" not in await group.over()


async def test_one_team_alone_has_no_one_to_win_against(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.says(ANN, "/quiz teams 1 capitals")
        for who in (ANN, BOB):
            await group.taps(who, "Join Blue")
        await group.taps(ANN, "Start")
        await group.reads()
        await group.private(BOB, group.right())
        assert (await group.over()).startswith("Bob wins with 2 (+ ½ quick).\nAlso in: Ann.")
