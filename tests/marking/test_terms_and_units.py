"""Terms that look alike, plurals of acronyms, units that a question gives, halves that an author foresaw."""

import pytest

from bot.decks.adhoc import question_of
from bot.domain.marking import Mark, lexicon_of, mark

HEART = "The heart pumps 70 ml a beat, 70 times a minute: how much is that in a minute?"
BOARD = "A board of 12 cm is cut in half. How long is a half?"


@pytest.mark.parametrize(
    ("ask", "accept", "said", "passes"),
    [
        ("What carries oxygen?", "RBC", "RBCs", True),
        ("What carries oxygen?", "RBCs", "RBC", True),
        ("What carries oxygen?", "RBCs", "WBC", False),
        ("What carries oxygen?", "RBC", "the WBCs", False),
        ("Moles of solute per litre of solution are its …?", "molarity", "molality", False),
        ("Moles of solute per litre of solution are its …?", "molarity", "molarty", True),
        (HEART, "4.9 litres", "4.9", False),
        (HEART, "4.9 litres", "4.9 l", True),
        (HEART, "4.9 litres", "4900 ml", True),
        (BOARD, "6 cm", "6", True),
        ("How many litres is that?", "4.9 litres", "4.9", True),
    ],
)
def test_what_passes(ask: str, accept: str, said: str, passes: bool) -> None:
    question = question_of({"ask": ask, "accept": [accept], "lang": "en"})
    assert mark(question, said, lexicon_of(None, lang="en")).passed is passes


@pytest.mark.parametrize("kind", ["short", "number"])
def test_what_an_author_foresaw_as_half_wins_over_the_amount(kind: str) -> None:
    asked = {"ask": "At what temperature does water boil, in °F?", "accept": ["212 °F"], "prompt": ["212"]}
    question = question_of({**asked, "kind": kind, "lang": "en"})
    assert mark(question, "212", lexicon_of(None, lang="en")).mark is Mark.PARTIAL
    assert mark(question, "212 °F", lexicon_of(None, lang="en")).passed
