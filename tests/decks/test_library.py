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


def test_a_broken_deck_never_replaces_a_good_one_and_stops_no_other(tmp_path: Path) -> None:
    folder = write(tmp_path)
    other = write(tmp_path, GOOD.replace('"one"', '"two"'), name="other")
    deck_library = DeckLibrary([tmp_path])

    edit(folder, GOOD + "acept = 1\n")
    edit(other, GOOD.replace('"one"', '"two"').replace("Paris", "Lutetia"))
    [fault] = deck_library.reload()

    assert (fault.file.name, fault.line) == ("one.toml", 8)
    assert deck_library.faults == (fault,)
    assert not deck_library.changed()
    questions = {str(q.id): q.answer for deck in deck_library.current.decks for q in deck.questions()}
    assert questions == {"one": "Paris", "two": "Lutetia"}

    edit(folder, GOOD.replace("Paris", "Lutetia"))
    assert deck_library.changed()
    assert deck_library.reload() == []
    question = deck_library.current.question(ONE)
    assert question
    assert question.answer == "Lutetia"


def test_what_is_as_it_was_is_not_exchanged(tmp_path: Path) -> None:
    folder = write(tmp_path)
    deck_library = DeckLibrary([tmp_path])
    library, words = deck_library.current, deck_library.lexicon(DeckId("small"), "en")

    edit(folder, GOOD + "# a remark\n")

    assert deck_library.reload() == []
    assert deck_library.current is library
    assert deck_library.lexicon(DeckId("small"), "en") is words


SECOND = '[[question]]\nid = "two"\nask = "Capital of Spain?"\nanswer = "Madrid"\n'
BROKEN_QUESTIONS = [
    ("unknown key", SECOND + "acept = 1\n"),
    ("stranger", SECOND + "need = 2\n"),
    ("no answer", '[[question]]\nid = "two"\nask = "Capital of Spain?"\n'),
    ("id twice", SECOND.replace('"two"', '"one"')),
]


@pytest.mark.parametrize("broken", [b[1] for b in BROKEN_QUESTIONS], ids=[b[0] for b in BROKEN_QUESTIONS])
def test_a_broken_question_is_left_out_and_its_deck_serves(tmp_path: Path, broken: str) -> None:
    third = SECOND.replace('"two"', '"three"').replace("Spain", "Italy").replace("Madrid", "Rome")
    write(tmp_path, f"{GOOD}\n{broken}\n{third}")

    deck_library = DeckLibrary([tmp_path])

    [deck] = deck_library.current.decks
    assert [question.id for question in deck.questions()] == ["one", "three"]
    assert deck.topics[0].title == "One"
    assert len(deck_library.faults) == 1


def test_of_two_questions_with_one_id_the_first_stays(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, f"{GOOD}\n{SECOND}", name="twin")

    deck_library = DeckLibrary([tmp_path])

    assert [[q.id for q in deck.questions()] for deck in deck_library.current.decks] == [["one"], ["two"]]
    assert [fault.wrong.partition(" is ")[0] for fault in deck_library.faults] == ["the id one"]


def test_a_deck_wrong_as_a_whole_is_not_taken_in_at_a_start(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, "nonsense", name="other")

    deck_library = DeckLibrary([tmp_path])

    assert [deck.id for deck in deck_library.current.decks] == ["small"]
    assert [fault.file.parent.name for fault in deck_library.faults] == ["other"]


def test_files_that_begin_with_a_dot_are_passed_over(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "._one.toml").write_bytes(b"\x00\x05\x16\x07")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "deck.toml").write_text("nonsense")

    deck_library = DeckLibrary([tmp_path])

    assert deck_library.faults == ()
    assert [deck.id for deck in deck_library.current.decks] == ["small"]


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
