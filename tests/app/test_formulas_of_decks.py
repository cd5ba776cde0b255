"""Formulas without a twin in text: drawn, where that can be done, and told by `recall check`."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.decks import check as checking
from bot.decks import formulas
from bot.decks.aloud import aloud
from bot.decks.check import check
from bot.playground.seed import ANN
from tests.app.test_parts import playing
from tests.conversation import room
from tests.decks.paper import write
from tests.gathering import SeededChat

TOPIC = r"""
title = "One"

[[question]]
id = "one"
ask = "What is $\\binom{5}{2}$, if $x^2$ is easy?"
answer = "10"
options = ["$\\binom{4}{2}$", "10"]
why = "It is $\\sqrt[2]{100}$ and `$\\binom{9}{9}$` is code."
"""
drawn = pytest.mark.skipif(find_spec("matplotlib") is None, reason="the extra `formulas` is not installed")


@pytest.fixture
def can_draw(monkeypatch: pytest.MonkeyPatch) -> bool:
    return _told(monkeypatch, can=True)


@pytest.fixture
def cannot_draw(monkeypatch: pytest.MonkeyPatch) -> bool:
    return _told(monkeypatch, can=False)


def _told(monkeypatch: pytest.MonkeyPatch, *, can: bool) -> bool:
    for module in (formulas, checking):
        monkeypatch.setattr(module, "can_draw", lambda: can)
    return can


@drawn
async def test_a_formula_comes_as_a_picture_with_the_question_and_the_answer(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with room(sqlite_url, write(tmp_path, TOPIC).parent) as bot:
        (put,) = (await bot.ann.says("/start")).messages
        assert put["photo"][-1]["width"] > 100
        assert "What is \\binom{5}{2}, if x² is easy?" in put["caption"]
        assert put["caption"].endswith("Formula: 5 choose 2; A: 4 choose 2")
        told = (await bot.ann.says("10")).messages[0]
        assert "photo" in told
        assert "Formula: root number 2 of 100" in told["caption"]
        file_id = put["photo"][-1]["file_id"]
        assert (await bot.bob.says("/start")).messages[0]["photo"][-1]["file_id"] == file_id, "drawn once"


@drawn
async def test_in_a_round_it_is_no_poll(sqlite_url: str, tmp_path: Path) -> None:
    async with room(sqlite_url, write(tmp_path, TOPIC).parent) as bot:
        group = SeededChat(bot)
        await playing(group, "/quiz 1")
        assert [m["caption"] for m in group.person(ANN).messages() if "photo" in m]


async def test_what_cannot_be_drawn_after_all_goes_as_words(
    sqlite_url: str, tmp_path: Path, can_draw: bool
) -> None:
    topic = TOPIC.replace("binom{5}{2}", "nosuchcommand{5}")
    async with room(sqlite_url, write(tmp_path, topic).parent) as bot:
        (put,) = (await bot.ann.says("/start")).messages
        assert "What is \\nosuchcommand{5}" in put["text"]


async def test_without_the_extra_it_stands_as_code(
    sqlite_url: str, tmp_path: Path, cannot_draw: bool
) -> None:
    async with room(sqlite_url, write(tmp_path, TOPIC).parent) as bot:
        put = (await bot.ann.says("/start")).messages[0]
        assert "What is \\binom{5}{2}, if x² is easy?" in put["text"]
        assert "Formula:" not in put["text"]


def _notes(folder: Path) -> list[str]:
    return [fault.mend for fault in check([folder]).notes if "no twin" in fault.wrong]


def test_check_says_what_would_need_the_extra(tmp_path: Path, cannot_draw: bool) -> None:
    mend = "pip install 'recall[formulas]' to have it drawn; till then it stands as code"
    assert _notes(write(tmp_path, TOPIC)) == [mend] * 3


def test_check_says_what_is_drawn_and_what_never_can_be(tmp_path: Path, can_draw: bool) -> None:
    matrix = TOPIC.replace("sqrt[2]{100}", "begin{pmatrix} 1 & 2 \\\\\\\\ 3 & 4 \\\\end{pmatrix}")
    assert sorted(_notes(write(tmp_path, matrix))) == ["it is drawn", "it is drawn", "it stands as code"]


@pytest.mark.parametrize(
    ("formula", "english", "german"),
    [
        (r"\binom{n}{k} = \frac{n!}{k!}", "n choose k = n! over k!", "n über k = n! durch k!"),
        (r"\sqrt[3]{x^2}", "root number 3 of x to the power of 2", "Wurzel Nummer 3 aus x hoch 2"),
        (r"\overline{AB}", "AB with a bar", "AB mit Querstrich"),
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "row 1: 1, 2; row 2: 3, 4", "Zeile 1: 1, 2; Zeile 2: 3, 4"),
        (r"a_{1} \xyz \alpha", "a sub 1 xyz α", "a Index 1 xyz α"),
        (r"\frac{{{", "over", "durch"),
        ("x^", "x to the power of", "x hoch"),
    ],
)
def test_a_formula_is_read_aloud(formula: str, english: str, german: str) -> None:
    assert (aloud(formula, "en"), aloud(formula, "de")) == (english, german)


def test_serving_does_not_load_what_draws(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from bot.decks.load import load_library;"
        f"load_library([Path({str(write(tmp_path, TOPIC))!r})]); import bot.service, bot.picturing;"
        "print(sorted({'matplotlib', 'numpy', 'bot.pictures.formulas'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
