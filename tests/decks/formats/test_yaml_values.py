"""A trivia list is YAML, and what YAML makes of `no` or `1:30` is nobody's answer."""

import pytest

from bot.decks.formats.trivia_yaml import read


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "on", "012", "0x1F", "1:30", "1e3", "1_000", "2026-03-01", "~", "null", "3.10", ".inf"],
)
def test_a_text_stays_what_was_written(text: str) -> None:
    bank = read(f"What is it?:\n- {text}\n- something else\n".encode())
    assert [(entry.ask, entry.answer, entry.accept) for entry in bank.entries] == [
        ("What is it?", text, ("something else",))
    ]


def test_a_question_that_stands_twice_is_there_twice_and_told_later() -> None:
    """The last one does not silently take the place of the first."""
    bank = read(b"What is it?:\n- one\nWhat is it?:\n- two\n")
    assert [entry.answer for entry in bank.entries] == ["one", "two"]
