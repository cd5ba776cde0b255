"""A reference that names several things, and an answer that names some of them: partly right."""

import pytest

from bot.domain.marking import mark
from tests.marking.tables import fits, short, sign

CASES = [
    (
        "What does the liver do?",
        "it stores glycogen; it makes bile",
        "~ it makes bile",
        "~ stores glycogen",
        "~ it makes bile and filters the air",
        "+ makes bile, stores glycogen",
        "- it pumps blood",
        "- it doesn't make bile",
    ),
    (
        "What did the treaty do?",
        "it ended the Thirty Years' War and recognised Dutch independence",
        "~ it ended the Thirty Years' War",
        "~ recognised Dutch independence",
        "+ ended the Thirty Years War and made the dutch independent",
    ),
    (
        "Why do we knead dough?",
        "to develop gluten and to distribute the yeast",
        "~ to develop gluten",
        "+ it develops gluten and spreads the yeast",
    ),
    (
        "What pulls the tides?",
        "the gravity of the Moon and the Sun",
        "~ the gravity of the moon",
        "+ gravity of sun and moon",
    ),
    (
        "What makes a bicycle fast?",
        "wide wheels, a light frame and thin oil",
        "~ a light frame",
        "~ thin oil and wide wheels",
    ),
    ("Who discovered radium?", "Marie and Pierre Curie", "~ Marie Curie", "+ Pierre and Marie Curie"),
    (
        "Who found the helix?",
        "James Watson and Francis Crick",
        "~ Watson",
        "+ Watson and Crick",
        "~ James Watson",
    ),
    (
        "What is a haiku?",
        "a Japanese poem of three short lines",
        "~ a poem",
        "- a short novel",
        "+ Japanese poem, three lines",
    ),
    (
        "What happens in melting?",
        "a solid becomes a liquid",
        "+ the solid becomes liquid",
        "- a liquid becomes a solid",
    ),
    ("Which food is it?", "bread", "+ bread and nothing else"),
    (
        "What does a load balancer do?",
        "distributes requests across several servers",
        "~ shares the work between a bunch of machines so that none is swamped",
        "- it stores files",
    ),
    ("When did the wall fall?", "9 November 1989", "~ 1989", "~ November 1989", "- 1990", "- November 1990"),
]


@pytest.mark.parametrize(("ask", "accept", "answers"), [(a, b, rest) for a, b, *rest in CASES])
def test_half_of_it_is_partly_right(ask: str, accept: str, answers: list[str]) -> None:
    """The rest is asked for; nothing that speaks against it is let pass."""
    question = short(accept, ask=ask)
    assert [said for said in answers if not fits(said[0], mark(question, said[2:]))] == []


def test_what_joins_two_things_is_known() -> None:
    """Where an "and" or ";" joins them, one of them is partly right, without a doubt."""
    for ask, accept, said, *_ in CASES[:5]:
        assert sign(mark(short(accept, ask=ask), said[2:])) == "~", said


def test_what_a_german_and_joins() -> None:
    """“Und” joins as “and” does."""
    question = short("sie speichert Glykogen und bildet Galle", ask="Was macht die Leber?", lang="de")
    assert [sign(mark(question, said)) for said in ("bildet Galle", "Galle bilden, Glykogen speichern")] == [
        "~",
        "+",
    ]
