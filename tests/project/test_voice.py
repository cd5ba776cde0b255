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
    # what says no time
    "in its turn",
    "put off",
)
NEVER = ("wrong", "incorrect", "oops", "unfortunately")
"""What nobody is told about their answer."""
ABOUT_A_QUESTION = ("Something's wrong here", "What's wrong with {title}? Tap, or say it in your words.")
"""Here it is the question that is wrong, said by or to whoever found it."""


PARTS = ("I was down", "Last time", "In: {n} player", "In: {n} players")
"""These begin with a capital and are parts of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    file: str
    line: int
    text: str
    said: bool = True
    """It is said; False: it stands on a button, or is put into a sentence."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


@cache
def sentences() -> tuple[Sentence, ...]:
    return tuple(found for file in sorted(WORDS.rglob("*.py")) for found in _sentences_of(file))


def _sentences_of(file: Path) -> list[Sentence]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [
        Sentence(
            file=str(file.relative_to(ROOT)),
            line=argument.lineno,
            text=argument.value,
            said=not (isinstance(node.func, ast.Attribute) and node.func.attr == "label"),
        )
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
    about = ("verdicts.py", "heads.py", "comparing.py", "closed.py", "doubts.py")

    assert [str(s) for s in sentences() if s.file.endswith(about) and "!" in s.text] == []


def test_emoji_stand_at_the_end_and_never_instead_of_words() -> None:
    early = [s for s in sentences() if any(unicodedata.category(c) == "So" for c in s.text[:-1])]
    alone = [s for s in sentences() if s.text and not any(c.isalnum() for c in s.text)]

    assert [str(s) for s in (*early, *alone)] == []


def test_at_most_one_exclamation_mark_and_that_in_a_greeting() -> None:
    assert [str(s) for s in sentences() if "!" in s.text and not re.fullmatch(r"Hi![^!]*", s.text)] == []


def test_an_emoji_marks_a_milestone() -> None:
    with_emoji = [s for s in sentences() if any(unicodedata.category(c) == "So" for c in s.text)]

    assert with_emoji
    assert [str(s) for s in with_emoji if not re.search("days of learning|the last new one", s.text)] == []


def test_what_is_missing_is_not_counted_in_fractions() -> None:
    assert [str(s) for s in sentences() if re.search(r"\}\s*/\s*\{|key idea", s.text)] == []


def test_a_share_in_percent_is_told_to_channels_authors_and_teachers_alone() -> None:
    assert [
        str(s)
        for s in sentences()
        if "%" in s.text and not {"posts", "authoring", "classes"} & set(Path(s.file).parts)
    ] == []


def test_the_text_is_a_sentence_that_ends() -> None:
    """What begins with a capital ends with a sign, a command, or what is put in there."""
    texts = [s for s in sentences() if s.said and len(s.text.split()) > 1 and s.text[0].isupper()]
    unended = [
        s
        for s in texts
        if s.text not in PARTS
        and not re.search(r"(?:[.?!:…🎉)]|\{\w+\}(?: more)?|(?:/|\{command\})[\w ]+[\w: -]*)$", s.text)
    ]

    assert len(texts) > 150
    assert "\n".join(str(s) for s in unended) == ""


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
