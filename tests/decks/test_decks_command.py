"""`recall decks`: what came in by chat, from a shell."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app.events import Person, PersonId
from bot.app.ports.decks import DeckVersion, VersionState
from bot.domain.question import DeckId
from bot.settings import BadSettings
from bot.store.repository import Repository
from bot.store.transact import Database
from tests.decks.paper import GOOD, write
from tests.decks.test_commands import recall

FILES = {
    "deck.toml": b'title = "By chat"\nlang = "en"\nlicence = "MIT"\n',
    "one.toml": GOOD.replace('"one"', '"two"').encode() + b"# a comment\n",
    "map.png": b"\x89PNG\r\n\x00\xff",
}


@pytest.fixture
def settings(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A bot with a deck in a folder, and one that came in by chat."""
    content = tmp_path / "content"
    content.mkdir()
    write(content)
    monkeypatch.setenv("RECALL_CONTENT", str(content))
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.chdir(tmp_path)
    now = datetime(2026, 3, 1, tzinfo=UTC)
    new = DeckVersion(
        deck=DeckId("geo"), version=0, state=VersionState.PUBLISHED, title="By chat", questions=1, at=now
    )
    with Database.open(sqlite_url) as database:
        database.run(lambda c: Repository(c).lock_person(Person(id=PersonId(7), name="Ann"), now))
        database.run(lambda c: Repository(c).publish_deck(new, FILES, PersonId(7)))
    return sqlite_url


def test_decks_are_listed_with_where_they_are(settings: str) -> None:
    assert recall("decks", "list").splitlines() == [
        "small  folder  1 questions  Small",
        "geo  version 1  published  1 questions  2026-03-01  By chat",
    ]


def test_one_is_written_as_it_is_into_an_archive_or_a_folder(settings: str, tmp_path: Path) -> None:
    recall("decks", "export", "geo")
    with zipfile.ZipFile(tmp_path / "geo.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == FILES
    recall("decks", "export", "geo", "--version", "1", "--to", tmp_path / "content" / "geo")
    assert "2 decks, 2 questions" in recall("check", tmp_path / "content")


def test_what_is_not_there_is_told(settings: str) -> None:
    with pytest.raises(BadSettings, match="There are: 1"):
        recall("decks", "export", "geo", "--version", "5")
    with pytest.raises(BadSettings, match="came in by chat"):
        recall("decks", "export", "small")
    assert "nothing was changed" in recall("decks", "remove", "small")


def test_one_that_is_removed_can_still_be_exported(settings: str, tmp_path: Path) -> None:
    assert recall("decks", "remove", "geo") == "Done.\n"
    assert "version 1  removed" in recall("decks", "list")
    recall("decks", "export", "geo", "--version", "1")
    assert (tmp_path / "geo.zip").exists()


def test_the_other_commands_know_such_a_deck(settings: str) -> None:
    recall("items", "geo")
    assert "7 has" not in recall("role", "add", "author", "geo", "--person", "7")
    assert "author geo 7" in recall("role", "list")
