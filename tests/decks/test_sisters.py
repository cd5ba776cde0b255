"""A deck in several languages: what its sister files say, and what is wrong with them."""

from pathlib import Path

import pytest

from bot.decks.check import check
from bot.decks.deck_files import DeckFiles
from bot.decks.exporting import bank_of
from bot.decks.formats.registry import FORMATS
from bot.decks.library import DeckLibrary
from bot.domain.deck import Deck
from bot.domain.marking import mark
from bot.domain.question import DeckId
from bot.domain.rulings import RulingKind
from tests.decks.paper import write
from tests.decks.test_ruling_patch import ruling

TOPIC = """title = "Towns"

[[question]]
id = "towns-01"
ask = "What is the capital of Austria?"
answer = "Vienna"
why = "Since 1918."

[[question]]
id = "towns-02"
ask = "What is the capital of Spain?"
answer = "Madrid"
why = "Since 1561."
"""
GERMAN_CARD = """title = "Klein"
description = "Zwei Städte."
synonyms = [["Hauptstadt", "Regierungssitz"]]
"""
GERMAN = """title = "Städte"

[[question]]
id = "towns-01"
ask = "Was ist die Hauptstadt von Österreich?"
answer = "Wien"
why = "Seit 1918."
examples.right = ["wien"]
examples.wrong = ["Graz"]
"""


def sisters(folder: Path, german: str = GERMAN, card: str | None = GERMAN_CARD) -> Path:
    """The deck with a sister in German."""
    deck = write(folder, TOPIC)
    if card is not None:
        (deck / "deck.de.toml").write_text(card, encoding="utf-8")
    (deck / "one.de.toml").write_text(german, encoding="utf-8")
    return deck


def in_german(library: DeckLibrary) -> Deck:
    """The deck as somebody reads it whose language is that of Switzerland."""
    deck = library.current.in_language("de-CH").deck(DeckId("small"))
    assert deck is not None
    return deck


def test_each_language_has_its_own_words_and_the_same_questions(tmp_path: Path) -> None:
    sisters(tmp_path)
    library = DeckLibrary([tmp_path])

    english, german = library.current.decks[0], in_german(library)

    assert (english.title, german.title, german.description) == ("Small", "Klein", "Zwei Städte.")
    assert [topic.title for topic in german.topics] == ["Städte"]
    assert [q.id for q in german.questions()] == [q.id for q in english.questions()]
    assert [(q.answer, q.lang) for q in german.questions()] == [("Wien", "de"), ("Madrid", "en")]
    assert library.current.in_language("fr") is library.current
    assert library.current.in_language(None) is library.current


def test_answers_are_marked_in_the_language_of_the_question(tmp_path: Path) -> None:
    sisters(tmp_path)
    library = DeckLibrary([tmp_path])
    library.prepare()

    assert library.lexicon(DeckId("small"), "de").lang == "de"
    assert library.lexicon(DeckId("small"), "en").lang == "en"
    assert library.lexicon(DeckId("small"), "fr").lang == "en"
    wien = in_german(library).questions()[0]
    assert mark(wien, "Wien", library.lexicon(DeckId("small"), "de")).passed


def test_a_sister_that_is_edited_is_taken_over(tmp_path: Path) -> None:
    deck = sisters(tmp_path)
    library = DeckLibrary([tmp_path])

    (deck / "one.de.toml").write_text(GERMAN.replace("Österreich", "Austria (Österreich)"), encoding="utf-8")

    assert library.changed()
    assert library.reload() == []
    assert "Austria" in in_german(library).questions()[0].ask


def test_what_is_missing_in_a_sister_is_a_warning(tmp_path: Path) -> None:
    report = check([sisters(tmp_path)])

    assert report.errors == ()
    assert report.examples == 5, "the German examples are tried too"
    assert [str(fault) for fault in report.warnings] == [
        f"{tmp_path}/small/one.de.toml:1: not in this language: towns-02; "
        "write them here; until then they are asked in en"
    ]


@pytest.mark.parametrize(
    ("german", "card", "wrong"),
    [
        (GERMAN, None, "the file cannot be read"),
        (GERMAN, "titel = 'x'", "unknown key `titel`"),
        (GERMAN.replace("towns-01", "towns-09"), GERMAN_CARD, "there is no question towns-09 in one.toml"),
        (
            GERMAN.replace('answer = "Wien"', "value = 3\nanswer = '3'"),
            GERMAN_CARD,
            "of kind short in one.toml",
        ),
        (GERMAN + GERMAN.partition("\n\n")[2], GERMAN_CARD, "already used"),
        (GERMAN.replace("answer", "anser"), GERMAN_CARD, "unknown key `anser`"),
    ],
)
def test_what_is_wrong_with_a_sister_is_told_and_the_deck_goes_on(
    tmp_path: Path, german: str, card: str | None, wrong: str
) -> None:
    report = check([sisters(tmp_path, german, card)])

    assert wrong in report.text()
    library = DeckLibrary([tmp_path])
    assert [q.answer for q in library.current.decks[0].questions()] == ["Vienna", "Madrid"]


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("one.en.toml", "“en” is the language of the deck itself"),
        ("one.zzz.toml", "“zzz” is no language"),
        ("two.de.toml", "there is no two.toml beside it"),
    ],
)
def test_a_name_that_is_no_sisters_is_told(tmp_path: Path, name: str, wrong: str) -> None:
    deck = sisters(tmp_path)
    (deck / name).write_text(GERMAN, encoding="utf-8")

    assert wrong in check([deck]).text()


def test_an_example_that_is_marked_otherwise_is_told_where_it_stands(tmp_path: Path) -> None:
    report = check([sisters(tmp_path, GERMAN.replace('wrong = ["Graz"]', 'wrong = ["Wien"]'))])

    [fault] = report.errors
    assert str(fault).startswith(f"{tmp_path}/small/one.de.toml:9: “Wien” should be wrong")


def test_a_link_out_of_the_folder_is_no_sister(tmp_path: Path) -> None:
    deck = write(tmp_path, TOPIC)
    (tmp_path / "elsewhere.toml").write_text(GERMAN)
    (deck / "deck.de.toml").write_text(GERMAN_CARD)
    (deck / "one.de.toml").symlink_to(tmp_path / "elsewhere.toml")

    assert "leads out of its folder" in check([deck]).text()


def test_an_export_says_that_sisters_stay_behind(tmp_path: Path) -> None:
    bank = bank_of(DeckFiles(folder=sisters(tmp_path)))

    assert [(loss.row, loss.kind) for loss in bank.losses] == [(0, "languages")]
    assert len(FORMATS["toml"].read(FORMATS["toml"].write(bank).data).entries) == 2


def test_a_ruling_counts_in_every_language(tmp_path: Path) -> None:
    sisters(tmp_path)
    library = DeckLibrary([tmp_path])
    library.take_rulings([ruling(RulingKind.RIGHT, "Donaustadt", question="towns-01")])

    assert [q.accept for q in in_german(library).questions()] == [("Donaustadt",), ()]
