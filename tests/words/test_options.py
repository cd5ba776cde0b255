"""How options and answers are shown: on buttons or with letters, side by side, and with which capitals."""

import pytest

from bot.domain.question import Choice, Number, Select, Short
from bot.words.options import answer_of, labels_of, side_by_side
from bot.words.spoken import Button
from tests.marking.test_parts import made


def options(*texts: str, **more: object) -> Choice:
    question = made(options=list(texts), answer=texts[0], **more)
    assert isinstance(question, Choice)
    return question


@pytest.mark.parametrize(
    ("texts", "labels"),
    [
        (["minimise", "maximise"], ("Minimise", "Maximise")),
        (["true", "false"], ("True", "False")),
        (["set()", "{}", "print"], ("set()", "{}", "print")),
        (["`int`", "`tuple`", "both"], ("int", "tuple", "both")),
        (["true", "True", "TRUE"], ("true", "True", "TRUE")),
        (["a" * 25, "b"], ("A", "B")),
        (["$\\binom{5}{2}$", "10"], ("A", "B")),
    ],
)
def test_a_button_shows_what_the_option_is(texts: list[str], labels: tuple[str, ...]) -> None:
    assert labels_of(options(*texts)) == labels


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        (["Mars", "Saturn", "Venus", "Earth"], [4]),
        (["Mars", "Saturn", "Jupiter", "Neptune"], [2, 2]),
        (["A", "B", "C", "D", "E"], [3, 2]),
        (["Cologne – Tagus", "Cologne – Seine", "Cologne – Rhine"], [1, 1, 1]),
        (["an answer of some words", "yes"], [1, 1]),
        ([], []),
    ],
)
def test_as_many_stand_in_a_row_as_a_phone_shows_whole(labels: list[str], rows: list[int]) -> None:
    buttons = tuple(Button(label=label, data="") for label in labels)
    assert [len(row) for row in side_by_side(buttons)] == rows


def test_nothing_moves_when_an_option_is_ticked() -> None:
    question = made(options=["Saturn", "Mars", "Venus"], answers=["Mars", "Venus"])
    assert isinstance(question, Select)
    plain = tuple(Button(label=label, data="") for label in labels_of(question))
    ticked = tuple(Button(label=f"✓ {label}", data="") for label in labels_of(question))
    shapes = [[len(row) for row in side_by_side(each, ticks=True)] for each in (plain, ticked)]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ({"answer": "a robin"}, "A robin."),
        ({"answer": "abab", "as": "code"}, "abab."),
        ({"answer": "git log --oneline"}, "git log --oneline."),
        ({"answer": "wc -l a.txt", "kind": "command"}, "wc -l a.txt."),
        ({"answer": "about 1,230 km", "value": 1230.0, "unit": "km"}, "About 1,230 km."),
        ({"answer": "pH 7", "value": 7.0}, "pH 7."),
    ],
)
def test_an_answer_begins_with_a_capital_where_none_counts(keys: dict[str, object], shown: str) -> None:
    question = made(**keys)
    assert isinstance(question, Short | Number) or question.kind == "command"
    assert answer_of(question) == shown
