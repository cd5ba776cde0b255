"""The answer together with another of its kind is no answer; what is said about it does no harm."""

import pytest

from bot.domain.marking import mark
from tests.marking.tables import short, sign

CASES = [
    (
        "Is it TCP or UDP that sets up a connection?",
        "TCP",
        "+ tcp, udp doesn't",
        "- tcp and udp",
        "- TCP/UDP",
    ),
    ("Which clause filters groups?", "HAVING", "- WHERE or HAVING", "- where and having"),
    (
        "Which clause filters groups?",
        "HAVING",
        "- where, because having is for rows",
        "+ it is because of having",
    ),
    (
        "Which metal is liquid?",
        "mercury",
        "- mercury and gallium",
        "- gold & mercury",
        "+ mercury and no other",
    ),
    ("Which gas do plants take in?", "carbon dioxide", "- they take in oxygen and give off carbon dioxide"),
    ("Which gas do plants take in?", "carbon dioxide", "+ carbon dioxide, and they give off oxygen"),
    ("Which gas do plants take in?", "carbon dioxide", "+ not oxygen but carbon dioxide"),
    ("Which chamber is it?", "left ventricle", "- right ventricle", "+ the left ventricle, right?"),
    ("Which test compares two means?", "t-test", "- any test but the t-test", "+ no test but the t-test"),
    ("Which address is unique?", "MAC address", "- a Mac computer", "+ the MAC"),
    ("What do valves do?", "they stop blood from flowing back", "- they let blood flow back"),
    ("Does it minimise or maximise?", "minimise", "+ Maximise? no way, minimise", "- minimise? no, maximise"),
    (
        "Which is simpler, a list or a tree?",
        "list",
        "- a list isn't the simpler one",
        "- a list would be a mistake",
    ),
]


@pytest.mark.parametrize(("ask", "accept", "answers"), [(a, b, rest) for a, b, *rest in CASES])
def test_what_competes_with_the_answer_spoils_it(ask: str, accept: str, answers: list[str]) -> None:
    """Joined to it, said before it, or said in its place."""
    question = short(accept, ask=ask)
    off = [said for said in answers if (sign(mark(question, said[2:])) == "+") != (said[0] == "+")]
    assert off == []
