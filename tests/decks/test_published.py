"""Decks that came in by chat stand beside those in the folder, or in place of one of their name."""

from pathlib import Path

import pytest

from bot.app.ports.decks import PublishedDeck
from bot.decks.library import DeckLibrary
from bot.decks.media import MediumGone, digest_of
from bot.domain.question import DeckId, QuestionId
from tests.decks.formats.banks import PNG
from tests.decks.paper import GOOD, write

CARD = b'title = "By chat"\nlang = "en"\nlicence = "MIT"\n'


def by_chat(deck: str, topic: str, version: int = 1, **files: bytes) -> PublishedDeck:
    held = {"deck.toml": CARD, "one.toml": topic.encode()} | {f"{k}.png": v for k, v in files.items()}
    return PublishedDeck(deck=DeckId(deck), version=version, files=held)


def answers(library: DeckLibrary) -> dict[str, str]:
    return {str(q.id): q.answer for deck in library.current.decks for q in deck.questions()}


def test_a_deck_by_chat_is_taught_beside_those_in_the_folder(tmp_path: Path) -> None:
    write(tmp_path)
    library = DeckLibrary([tmp_path])
    library.take_published([by_chat("geo", GOOD.replace('"one"', '"two"').replace("Paris", "Rome"))])
    assert answers(library) == {"one": "Paris", "two": "Rome"}
    assert library.current.deck(DeckId("geo")) is not None
    assert library.faults == ()


def test_it_takes_the_place_of_one_of_its_name_until_it_is_taken_back(tmp_path: Path) -> None:
    write(tmp_path)
    library = DeckLibrary([tmp_path])
    library.take_published([by_chat("small", GOOD.replace("Paris", "Lutetia"))])
    assert answers(library) == {"one": "Lutetia"}
    library.reload()
    assert answers(library) == {"one": "Lutetia"}, "an edit of the folder does not bring the other one back"
    library.take_published([])
    assert answers(library) == {"one": "Paris"}


def test_a_question_id_of_another_deck_stays_with_that_one(tmp_path: Path) -> None:
    write(tmp_path)
    library = DeckLibrary([tmp_path])
    both = GOOD + GOOD.partition("\n\n")[2].replace('"one"', '"two"')
    library.take_published([by_chat("geo", both.replace("Paris", "Rome"))])
    assert answers(library) == {"one": "Paris", "two": "Rome"}


def test_one_that_is_broken_stops_nothing(tmp_path: Path) -> None:
    write(tmp_path)
    library = DeckLibrary([tmp_path])
    library.take_published([by_chat("geo", "nonsense")])
    assert answers(library) == {"one": "Paris"}
    assert [str(fault.file) for fault in library.faults] == ["published/geo/one.toml"]


def test_its_pictures_are_sent_from_memory(tmp_path: Path) -> None:
    write(tmp_path)
    library = DeckLibrary([tmp_path])
    pictured = GOOD.replace('"one"', '"two"') + 'picture = "map.png"\npicture_alt = "a map"\n'
    library.take_published([by_chat("geo", pictured, map=PNG)])
    question = library.current.question(QuestionId("two"))
    assert question is not None
    assert question.picture is not None
    assert question.picture.digest == digest_of(PNG)
    assert library.medium("geo", "map.png", digest_of(PNG)) == PNG
    with pytest.raises(MediumGone):
        library.medium("geo", "map.png", "another")
    assert library.files_of(DeckId("geo"))["map.png"] == PNG


def test_the_files_of_a_deck_in_the_folder_can_be_had(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "map.png").write_bytes(PNG)
    (folder / "notes.md").write_text("not of the deck")
    (folder / "one.toml").write_text(GOOD + 'picture = "map.png"\npicture_alt = "a map"\n')
    library = DeckLibrary([tmp_path])
    files = library.files_of(DeckId("small"))
    assert sorted(files) == ["deck.toml", "map.png", "one.toml"]
    assert library.files_of(DeckId("none")) == {}
