"""Decks that change while the tutor runs."""

import os
from pathlib import Path

import pytest

from bot.decks.faults import BrokenDeck
from bot.decks.library import DeckLibrary
from bot.domain.question import DeckId, QuestionId
from tests.decks.paper import GOOD, write

ONE = QuestionId("one")


def edit(folder: Path, text: str) -> None:
    """Write the topic and make sure that its time of change is a new one."""
    file = folder / "one.toml"
    before = file.stat().st_mtime_ns
    file.write_text(text)
    os.utime(file, ns=(before + 1_000_000, before + 1_000_000))


def test_a_shelf_cannot_be_made_of_broken_decks(tmp_path: Path) -> None:
    with pytest.raises(BrokenDeck):
        DeckLibrary([write(tmp_path, "nonsense")])


def test_an_edited_deck_is_seen_and_taken_in(tmp_path: Path) -> None:
    folder = write(tmp_path)
    deck_library = DeckLibrary([tmp_path])
    before, words = deck_library.current.question(ONE), deck_library.lexicon(DeckId("small"), "en")
    assert not deck_library.changed()

    edit(folder, GOOD.replace("Paris", "paris"))

    assert deck_library.changed()
    assert deck_library.current.question(ONE) == before
    assert deck_library.reload() == []
    assert not deck_library.changed()
    after = deck_library.current.question(ONE)
    assert after
    assert after.answer == "paris"
    assert deck_library.lexicon(DeckId("small"), "en") is not words


def test_a_broken_deck_never_replaces_a_good_one(tmp_path: Path) -> None:
    folder = write(tmp_path)
    write(tmp_path, GOOD.replace('"one"', '"two"'), name="other")
    deck_library = DeckLibrary([tmp_path])
    library, words = deck_library.current, deck_library.lexicon(DeckId("small"), "en")

    edit(folder, GOOD + "acept = 1\n")
    [fault] = deck_library.reload()

    assert (fault.file.name, fault.line) == ("one.toml", 8)
    assert deck_library.current is library
    assert deck_library.lexicon(DeckId("small"), "en") is words
    assert not deck_library.changed()

    edit(folder, GOOD.replace("Paris", "Lutetia"))
    assert deck_library.changed()
    assert deck_library.reload() == []
    assert len(deck_library.current.decks) == 2


def test_files_that_come_and_go_are_seen(tmp_path: Path) -> None:
    folder = write(tmp_path)
    deck_library = DeckLibrary([tmp_path])

    (folder / "two.toml").write_text(GOOD.replace('"one"', '"two"'))
    assert deck_library.changed()
    assert deck_library.reload() == []
    assert deck_library.current.question(QuestionId("two"))

    (folder / "two.toml").unlink()
    (folder / "deck.toml").rename(folder / "gone")
    assert deck_library.changed()
    assert len(deck_library.reload()) == 1
    assert deck_library.current.question(QuestionId("two"))


def test_a_deck_that_is_gone_is_marked_by_its_language_alone(tmp_path: Path) -> None:
    deck_library = DeckLibrary([write(tmp_path)])

    assert deck_library.lexicon(DeckId("gone"), "en").lang == "en"
