"""Versions of decks that came in by chat, on both databases."""

from datetime import UTC, datetime

from sqlalchemy import Connection, select

from bot.app.events import Person, PersonId
from bot.app.ports.decks import DeckVersion, VersionState
from bot.domain.question import DeckId
from bot.store.authoring.deck_tables import deck_files, published_by
from bot.store.repository import Repository
from bot.store.transact import Database

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANN = PersonId(71)
CHEM = DeckId("chem")
FILES = {"deck.toml": 'title = "Ä"\n'.encode(), "one.toml": b"x = 1\n", "map.png": b"\x89PNG\r\n\x00\xff"}


def publish(connection: Connection, files: dict[str, bytes] = FILES, deck: DeckId = CHEM) -> int:
    repo = Repository(connection)
    repo.lock_person(Person(id=ANN, name="Ann"), NOW)
    repo.lock_decks()
    new = DeckVersion(
        deck=deck, version=0, state=VersionState.PUBLISHED, title="Chemistry", questions=1, at=NOW
    )
    return repo.publish_deck(new, files, ANN).version


def taught(connection: Connection) -> dict[str, int]:
    return {one.deck: one.version for one in Repository(connection).published_decks()}


def states(connection: Connection) -> list[str]:
    return [one.state.value for one in Repository(connection).deck_versions(CHEM)]


def test_what_is_published_comes_back_to_the_byte(database: Database) -> None:
    database.run(publish)
    (one,) = database.run(lambda c: Repository(c).published_decks())
    assert (one.deck, one.version, one.files) == ("chem", 1, FILES)
    assert database.run(lambda c: Repository(c).deck_files(CHEM, 1)) == FILES
    assert database.run(lambda c: Repository(c).deck_files(CHEM, 2)) == {}


def test_a_second_version_supersedes_the_first_and_an_undo_brings_it_back(database: Database) -> None:
    assert database.run(publish) == 1
    assert database.run(lambda c: publish(c, {"deck.toml": b"b = 1\n"})) == 2
    assert database.run(lambda c: publish(c, deck=DeckId("other"))) == 1
    assert database.run(states) == ["superseded", "published"]
    assert database.run(taught) == {"chem": 2, "other": 1}
    assert database.run(lambda c: Repository(c).undo_version(CHEM, 1)) is None, "it is not taught from"
    assert database.run(lambda c: Repository(c).undo_version(CHEM, 2)) == 1
    assert database.run(states) == ["published", "undone"]
    assert database.run(lambda c: Repository(c).undo_version(CHEM, 2)) is None, "it is undone"
    assert database.run(lambda c: Repository(c).undo_version(CHEM, 1)) == 0
    assert database.run(taught) == {"other": 1}
    assert database.run(publish) == 3, "a number is never used again"
    assert database.run(lambda c: Repository(c).undo_version(CHEM, 3)) == 0, "what was undone stays so"


def test_a_deck_that_is_removed_is_not_taught_from_and_no_undo_brings_it_back(database: Database) -> None:
    database.run(publish)
    database.run(publish)
    assert database.run(lambda c: Repository(c).remove_deck(CHEM))
    assert not database.run(lambda c: Repository(c).remove_deck(CHEM))
    assert database.run(states) == ["removed", "removed"]
    assert database.run(lambda c: Repository(c).undo_version(CHEM, 2)) is None
    assert database.run(lambda c: Repository(c).deck_files(CHEM, 1)) == FILES, "it can be exported"


def test_each_change_raises_the_revision(database: Database) -> None:
    seen = [database.run(lambda c: Repository(c).deck_revision())]
    for change in (
        publish,
        publish,
        lambda c: Repository(c).undo_version(CHEM, 2),
        lambda c: Repository(c).remove_deck(CHEM),
    ):
        database.run(change)
        seen.append(database.run(lambda c: Repository(c).deck_revision()))
    assert seen == [0, 1, 2, 3, 4]


def test_a_deck_stays_when_its_author_leaves(database: Database) -> None:
    """It is taught from; that they published it is theirs, and goes."""
    database.run(publish)
    assert len(database.run(lambda c: c.execute(select(published_by)).all())) == 1
    database.run(lambda c: Repository(c).erase(ANN))
    assert database.run(lambda c: c.execute(select(published_by)).all()) == []
    assert database.run(taught) == {"chem": 1}
    assert str(ANN) not in str(database.run(lambda c: c.execute(select(deck_files)).all()))
