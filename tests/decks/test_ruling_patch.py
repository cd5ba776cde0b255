"""Rulings in the files of a deck: comments stay, and the files mark as the chat did."""

from datetime import UTC, datetime
from pathlib import Path

from bot.decks.library import DeckLibrary
from bot.decks.ruling_patch import listed, patched
from bot.domain.marking import mark
from bot.domain.question import DeckId, QuestionId
from bot.domain.rulings import Ruling, RulingKind
from tests.app.authoring.chemistry import write_chemistry

STIRRED = QuestionId("elements-02")


def ruling(kind: RulingKind, text: str, told: str = "", question: str = STIRRED) -> Ruling:
    return Ruling(
        id=1,
        deck=DeckId("chem"),
        question=QuestionId(question),
        kind=kind,
        texts=(text,),
        told=told,
        at=datetime(2026, 3, 2, tzinfo=UTC),
    )


RULINGS = [
    ruling(RulingKind.RIGHT, "so it gets uniform"),
    ruling(RulingKind.NOT_RIGHT, "to warm it", "stirring warms hardly at all."),
    ruling(RulingKind.PARTLY, "it moves", "And what does that do?"),
    ruling(RulingKind.EXACTLY, "to spread it"),
    ruling(RulingKind.FINE, "nothing"),
    ruling(RulingKind.RIGHT, "whatever", question="gone-01"),
]


def test_the_files_get_what_was_ruled_and_keep_the_rest(tmp_path: Path) -> None:
    folder = write_chemistry(tmp_path) / "chem"
    before = (folder / "elements.toml").read_text()
    library = DeckLibrary([tmp_path])
    library.take_rulings(RULINGS)
    chat = library.current.question(STIRRED)
    ((file, text),) = patched(folder, RULINGS).items()
    assert "# Symbols are asked first." in text
    assert "# one letter" in text
    kept = [line for line in before.splitlines() if line not in text.splitlines()]
    assert kept == []
    file.write_text(text)
    assert patched(folder, RULINGS) == {}, "twice is once"
    written = DeckLibrary([tmp_path]).current.question(STIRRED)
    assert written is not None
    assert chat is not None
    assert (written.accept, written.reject, written.prompt) == (chat.accept, chat.reject, chat.prompt)
    assert written.exactly == chat.exactly == ("to spread it",)
    assert mark(written, "To spread it.").passed
    assert not mark(written, "to spread it all").passed
    library.take_rulings([])
    assert not mark(library.current.question(STIRRED) or written, "so it gets uniform").passed


def test_a_line_for_each(tmp_path: Path) -> None:
    lines = listed(RULINGS, [STIRRED])
    assert lines[0] == "1 2026-03-02 elements-02 right: so it gets uniform"
    assert lines[1].endswith("not_right: to warm it (stirring warms hardly at all.)")
    assert "gone" in lines[-1]


def test_with_an_edited_deck_the_rulings_stay(tmp_path: Path) -> None:
    folder = write_chemistry(tmp_path) / "chem"
    library = DeckLibrary([tmp_path])
    library.take_rulings(RULINGS)
    file = folder / "elements.toml"
    file.write_text(file.read_text().replace("Why is a solution stirred?", "Why does one stir a solution?"))
    assert library.changed()
    assert library.reload() == []
    question = library.current.question(STIRRED)
    assert question is not None
    assert question.ask == "Why does one stir a solution?"
    assert "so it gets uniform" in question.accept
    out = ruling(RulingKind.OUT, "x")
    library.take_rulings([out])
    assert library.current.question(STIRRED) is None
    assert library.ruled(question) is question
