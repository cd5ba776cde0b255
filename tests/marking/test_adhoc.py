"""`recall mark`: JSON lines in, JSON lines out, in order; a bad line says what to do."""

import json
from typing import Any

import pytest

from bot.decks.adhoc import mark_lines
from bot.domain.marking.trace import explain_marking
from bot.domain.question import QuestionId
from tests.marking.tables import lexicon, shipped


def told(*lines: str) -> list[dict[str, Any]]:
    """The answers to these lines."""
    return [json.loads(line) for line in mark_lines(lines, shipped())]


def test_a_deck_s_question_by_its_id() -> None:
    """The same keys, and the verdict."""
    [out] = told('{"question": "fundamentals-04", "answer": "supervized", "note": 7}')
    assert out == {
        "question": "fundamentals-04",
        "answer": "supervized",
        "note": 7,
        "verdict": "right",
        "credit": 1.0,
        "reason": "option",
        "missing": [],
    }


def test_missing_parts_are_named() -> None:
    entry = {"kind": "list", "accept": ["Neckar", "Main", "Moselle"], "answer": "Main, Neckar"}
    assert told(json.dumps(entry))[0]["missing"] == ["Moselle"]
    gaps = {"kind": "gaps", "ask": "___ and ___", "gaps": [["lion"], ["bear"]], "answer": "lion"}
    assert told(json.dumps(gaps))[0]["missing"] == ["2"]


def test_what_is_missing_is_told() -> None:
    """As the author asks for it."""
    [out] = told('{"question": "distributed-01", "answer": "data parallelism and model parallelism"}')
    assert (out["verdict"], out["missing"]) == ("partial", ["And which of the two is simpler?"])


@pytest.mark.parametrize(
    ("entry", "verdict"),
    [
        ({"accept": ["Paris"], "answer": "paris"}, "right"),
        ({"accept": ["Paris"], "reject": ["Lyon"], "answer": "lyon"}, "wrong"),
        ({"accept": ["a random seed"], "prompt": ["randomness"], "answer": "randomness"}, "partial"),
        ({"accept": ["red", "green"], "kind": "list", "answer": "green and red"}, "right"),
        ({"accept": ["red", "green"], "kind": "list", "answer": "green"}, "partial"),
        ({"accept": ["wake", "eat", "work"], "kind": "order", "answer": "A B C"}, "right"),
        ({"accept": ["2.5 m"], "kind": "number", "answer": "250 cm"}, "right"),
        ({"accept": ["2.5"], "kind": "number", "tolerance": 0.1, "answer": "2.6"}, "right"),
        ({"accept": ["ls -l"], "kind": "command", "answer": "$ ls -l"}, "right"),
        ({"accept": ["b"], "options": ["a", "b"], "answer": "the second"}, "right"),
        ({"accept": ["überwacht"], "lang": "de", "answer": "nicht überwacht"}, "wrong"),
        ({"kind": "opinion", "answer": "it depends"}, "right"),
        ({"kind": "select", "accept": ["a", "c"], "options": ["a", "b", "c"], "answer": "1 and 3"}, "right"),
        ({"kind": "match", "pairs": [["Na", "yellow"], ["K", "lilac"]], "answer": "Na yellow"}, "partial"),
        ({"kind": "gaps", "gaps": [["Paris"], "Seine"], "answer": "Paris, Seine"}, "right"),
        (
            {
                "accept": ["x"],
                "kind": "explain",
                "ideas": [["small data"], ["low cost"]],
                "answer": "small data",
            },
            "partial",
        ),
    ],
)
def test_a_question_made_on_the_spot(entry: dict[str, Any], verdict: str) -> None:
    """All kinds, with nothing but accepted answers."""
    assert told(json.dumps(entry))[0]["verdict"] == verdict


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "empty"),
        ("x", "not JSON"),
        ("[1]", "no object"),
        ("3", "no object"),
        ('{"answer": "x"}', "accept"),
        ('{"accept": ["x"]}', "no answer"),
        ('{"accept": "x", "answer": 3}', "no answer"),
        ('{"accept": [3], "answer": "x"}', "texts"),
        ('{"question": "nope", "answer": "x"}', "no deck"),
        ('{"question": 3, "answer": "x"}', "must be a text"),
        ('{"accept": ["x"], "kind": "poem", "answer": "x"}', "no kind"),
        ('{"accept": ["  "], "answer": "x"}', "empty"),
        ('{"accept": ["x"], "options": ["a", "b"], "answer": "x"}', "none of"),
        ("[" * 5000, "not JSON"),
        ('{"accept": ["x"], "kind": "number", "tolerance": "a", "answer": "x"}', ""),
        ('{"a": ' * 3000, "not JSON"),
        ('{"accept": ["x"], "lang": 3, "answer": "x"}', "must be a text"),
    ],
)
def test_a_bad_line_says_what_to_do(line: str, says: str) -> None:
    """In its place; the others are marked."""
    first, second = told(line, '{"accept": ["x"], "answer": "x"}')
    assert says in first.get("error", "")
    assert second["verdict"] == "right"


def test_lone_surrogates_are_survived() -> None:
    """Half a character in, plain ASCII out."""
    [out] = list(mark_lines(['{"accept": ["\\ud800x"], "answer": "\\ud800 x \\udfff"}'], shipped()))
    assert out.isascii()


def test_thousands_of_lines_are_marked_each_by_itself() -> None:
    """Half of them for a deck, half made on the spot. (What a line costs: `make bench-marking`.)"""
    lines = [f'{{"question": "fundamentals-01", "answer": "hidden layers {n}"}}' for n in range(1000)]
    lines += [f'{{"accept": ["wording {n}"], "answer": "wording {n}"}}' for n in range(1000)]
    marked = list(mark_lines(lines, shipped()))
    assert len(marked) == 2000
    assert marked[1000:] == list(mark_lines(lines[1000:], shipped()))


def test_explain_shows_tokens_alignment_veto_and_cut() -> None:
    """For authors and for bug reports."""
    question = shipped().question(QuestionId("fundamentals-01"))
    assert question is not None
    text = explain_marking(question, "not the number of hiden layers", lexicon("intro-ml"))
    for part in ("tokens", "-hiden~hidden", "veto negated", "verdict   wrong"):
        assert part in text
