"""The same from a shell: classes listed, made, told and closed."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.store.repository import Repository
from tests.app.classes.school import JOIN_ASKED, TITLE, class_of, school, taught
from tests.conversation import Room


def run(bot: Room, *words: str) -> str:
    found = CliRunner().invoke(app, [*words])
    assert found.exit_code == 0, (found.output, found.exception)
    return found.output


@pytest.fixture
def shell(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("RECALL_CONTENT", str(tmp_path / "content"))


@pytest.mark.usefixtures("shell")
async def test_a_class_in_a_shell(sqlite_url: str, tmp_path: Path) -> None:
    async with school(sqlite_url, tmp_path / "content") as bot:
        _, token = await taught(bot)
        await class_of(bot, token, 5)
        assert run(bot, "class", "list") == f"1 {TITLE} (chem): open, 5 in\n"
        told = run(bot, "class", "add", "Evening", "--deck", "history", "--person", "1003")
        assert told.startswith("Class 2. Whoever sends the bot this is in until ")
        link = told.rpartition("/start ")[2].strip()
        heard = await bot.ann.says(f"/start {link}")
        assert heard.text == JOIN_ASKED.replace(TITLE, "Evening")
        await bot.ann.taps("Yes")
        listed = run(bot, "class", "list").splitlines()
        assert listed[1] == "2 Evening (history): open, fewer than 5 in"
        assert "There was no answer." in run(bot, "class", "report", "1")
        assert run(bot, "class", "pause", "1").startswith("Paused: nobody comes in")
        assert run(bot, "class", "pause", "1").startswith("There is no open class 1.")
        assert run(bot, "class", "list").splitlines()[0] == f"1 {TITLE} (chem): paused, 5 in"
        assert run(bot, "class", "resume", "1") == "It goes on.\n"
        assert run(bot, "class", "resume", "1").startswith("There is no paused class 1.")
        assert run(bot, "class", "close", "1").startswith("Closed.")
        assert run(bot, "class", "close", "1").startswith("There is no open class 1.")
        assert run(bot, "class", "report", "9").startswith("There is no class 9.")
        assert run(bot, "class", "add", "X", "--deck", "chem", "--person", "5").startswith(
            "5 has never written"
        )
        assert run(bot, "role", "add", "teacher", "--person", "1001") == "Done.\n"
        given = bot.database.run(lambda c: Repository(c).roles_of(bot.ann.person.id))  # type: ignore[arg-type]
        assert [(role.value, scope) for role, scope in given] == [("teacher", "")]
