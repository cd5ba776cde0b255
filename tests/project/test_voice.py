"""Every sentence in `bot/words` keeps to the rules of speaking.

The sentences are read from the source: what is handed as a literal to `t(…)`, `t.label(…)` and `t.count(…)`.
"""

import ast
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.project.repository import ROOT

WORDS = ROOT / "bot" / "words"
BANNED = (
    # what presses
    "don't lose",
    "you missed",
    "miss you",
    "only",
    "hurry",
    "last chance",
    # what only we say
    "card",
    "FSRS",
    "attempt",
    "verdict",
    "credit",
    "fuzzy",
    "UTC",
)
NEVER = ("wrong", "incorrect", "oops", "unfortunately")
"""What nobody is told about their answer."""
ABOUT_A_QUESTION = ("Something's wrong here", "What's wrong with {title}? Tap, or say it in your words.")
"""Here it is the question that is wrong, said by or to whoever found it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


@cache
def sentences() -> tuple[Sentence, ...]:
    return tuple(found for file in sorted(WORDS.rglob("*.py")) for found in _sentences_of(file))


def _sentences_of(file: Path) -> list[Sentence]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [
        Sentence(file=str(file.relative_to(ROOT)), line=argument.lineno, text=argument.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _says(node.func)
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


def _says(function: ast.expr) -> bool:
    match function:
        case ast.Name(id="t") | ast.Attribute(value=ast.Name(id="t"), attr="label" | "count"):
            return True
        case _:
            return False


def holding(words: tuple[str, ...]) -> list[str]:
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
    return [str(s) for s in sentences() if pattern.search(s.text.replace("’", "'"))]


def test_the_sentences_are_found() -> None:
    """If this fails, the others prove nothing: `t` is called in another way now."""
    texts = {sentence.text for sentence in sentences()}

    assert len(texts) > 80
    assert {"Right.", "Hint {step} of {steps}: {text}", "{n} question is back."} <= texts


@pytest.mark.parametrize("word", BANNED)
def test_nobody_is_pressed_and_our_own_words_stay_ours(word: str) -> None:
    assert holding((word,)) == []


@pytest.mark.parametrize("word", NEVER)
def test_no_answer_is_called_wrong(word: str) -> None:
    assert [s for s in holding((word,)) if not s.endswith(ABOUT_A_QUESTION)] == []


def test_no_exclamation_mark_stands_after_a_miss() -> None:
    assert [str(s) for s in sentences() if s.file.endswith("verdicts.py") and "!" in s.text] == []


def test_emoji_stand_at_the_end_and_never_instead_of_words() -> None:
    early = [s for s in sentences() if any(unicodedata.category(c) == "So" for c in s.text[:-1])]
    alone = [s for s in sentences() if s.text and not any(c.isalnum() for c in s.text)]

    assert [str(s) for s in (*early, *alone)] == []


def test_every_sentence_is_a_literal() -> None:
    """A text that is put together cannot be translated, and would slip past this page."""
    glued = [
        f"{file.name}:{node.lineno}"
        for file in sorted(WORDS.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _says(node.func)
        for argument in node.args
        if isinstance(argument, ast.JoinedStr | ast.BinOp)
    ]

    assert glued == []
