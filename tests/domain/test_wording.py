"""Changes of a question's texts: read from lines, laid over it, and written into its file."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.decks.adhoc import question_of
from bot.decks.library import DeckLibrary
from bot.decks.ruling_patch import listed, patched
from bot.domain.question import DeckId, QuestionId
from bot.domain.rulings import Ruling, RulingKind, with_rulings
from bot.domain.wording import Change, changes_of, read_changes, reworded, told_as
from tests.app.authoring.chemistry import write_chemistry

QUESTION = question_of({"ask": "What is it?", "accept": ["salt", "NaCl"], "lang": "en"})


@pytest.mark.parametrize(
    ("said", "changes"),
    [
        ("ask: What is in the sea?", [("ask", "What is it?", "What is in the sea?")]),
        ("Ask:  What  is it?", []),
        ("why: It is salty: taste it", [("why", "", "It is salty: taste it")]),
        ("accept: NaCl | halite", [("accept", "", "halite")]),
        ("accept:", [("accept", "NaCl", "")]),
        ("ask: a\nanswer: b", [("ask", "What is it?", "a"), ("answer", "salt", "b")]),
        ("ask:", None),
        ("hint: the sea", None),
        ("no key", None),
        ("ask: " + "a" * 601, None),
    ],
)
def test_lines_are_read(said: str, changes: list[tuple[str, str, str]] | None) -> None:
    read = read_changes(QUESTION, said)
    assert (read and [(one.key, one.old, one.new) for one in read]) == changes or (read == () and not changes)


def test_a_change_counts_only_where_the_text_is_as_it_was() -> None:
    change = Change(key="ask", old="What is it?", new="What is *that*?")
    changed = reworded(QUESTION, [change])
    assert changed.ask == "What is that?"
    assert ("What is that?", "What is *that*?") in changed.marked
    assert reworded(changed, [change]) == changed
    other = reworded(QUESTION, [Change(key="ask", old="Was ist das?", new="Was?")])
    assert other == QUESTION


def test_what_is_no_change_is_none() -> None:
    assert changes_of("why so") == changes_of("") == ()


def test_the_file_gets_it_and_reads_as_the_chat_did(tmp_path: Path) -> None:
    folder = write_chemistry(tmp_path) / "chem"
    question = DeckLibrary([tmp_path]).current.question(QuestionId("elements-02"))
    assert question is not None
    changes = read_changes(question, "ask: Why *stir* it?\naccept: to spread it\nwhy: It spreads.")
    assert changes
    ruling = Ruling(
        id=1,
        deck=DeckId("chem"),
        question=question.id,
        kind=RulingKind.WORDING,
        texts=(),
        told=told_as(changes),
        at=datetime(2026, 3, 2, tzinfo=UTC),
    )
    ((file, text),) = patched(folder, [ruling]).items()
    assert 'ask = "Why *stir* it?"' in text
    assert "# Symbols are asked first." in text
    file.write_text(text)
    assert patched(folder, [ruling]) == {}, "twice is once"
    written = DeckLibrary([tmp_path]).current.question(question.id)
    chat = with_rulings(question, [ruling])
    assert written is not None
    assert (written.ask, written.why, written.accept) == (chat.ask, chat.why, chat.accept)
    told = "ask: Why is a solution stirred? → Why *stir* it?; why: - → It spreads.; accept: - → to spread it"
    assert listed([ruling], [question.id])[0].endswith(f"({told})")
