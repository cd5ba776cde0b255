"""The table of marks in the README is what the marker says."""

import io
import json
import re

import pytest

from bot.decks.adhoc import mark_lines
from bot.decks.load import load_library
from bot.settings import shipped
from tests.project.repository import text_of

_ROW = re.compile(
    r"^\| `([a-z]+-\d+)`.*? \| (.+?) \| (right|almost|partial|wrong|unreadable) \|$", re.MULTILINE
)
ROWS = _ROW.findall(text_of("README.md"))


def test_the_table_shows_every_mark() -> None:
    assert {mark for _, _, mark in ROWS} == {"right", "almost", "partial", "wrong", "unreadable"}
    assert text_of("README.md").count("\n| `") >= len(ROWS) > 10


@pytest.mark.parametrize(("question", "answer", "mark"), ROWS)
def test_a_row_of_the_readme_is_marked_so(question: str, answer: str, mark: str) -> None:
    asked = io.StringIO(json.dumps({"question": question, "answer": answer}) + "\n")
    [line] = mark_lines(asked, load_library([shipped("content")]))

    assert json.loads(line)["verdict"] == mark
