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
    ("Which penalty does ridge use, L1 or L2?", "L2", "- L1 and L2 together", "+ L2, L1 is the lasso's"),
    (
        "Which vitamin is made in sunlight?",
        "vitamin D",
        "+ D",
        "+ vit d",
        "- vitamin C",
        "- every vitamin except D",
    ),
    ("What is the worst case?", "O(n log n)", "+ n log n", "- O(n)", "- O(log n)", "- O(n^2)"),
    ("What is the formula of salt?", "NaCl", "+ nacl", "- NaCN", "+ NaCl, one sodium and one chlorine"),
    (
        "What is its long name's short form?",
        "TCP",
        "+ transmission control protocol",
        "- user datagram protocol",
    ),
    ("Which language is it?", "C++", "+ cpp", "+ c plus plus", "- C", "- C#"),
    ("Who composed it?", "Ludwig van Beethoven", "+ Beethoven", "+ L. v. Beethoven", "- Carl Beethoven"),
    (
        "Why is it salted?",
        "so that equal words get different hashes",
        "- so different words get the same hash",
    ),
    (
        "Why is it salted?",
        "so that equal words get different hashes",
        "+ the same word doesn't get the same hash",
    ),
    ("How do they differ?", "a list is mutable, a tuple is not", "+ tuples are immutable, lists are mutable"),
    ("How do they differ?", "a list is mutable, a tuple is not", "+ lists can be changed, tuples can't"),
    ("How do they differ?", "a list is mutable, a tuple is not", "- a tuple is mutable, a list is not"),
    (
        "What shows the load?",
        "nvidia-smi",
        "- nvidia-smi can't tell you that",
        "+ nvidia-smi can tell you that",
    ),
    ("Minimise or maximise?", "minimise", "- the last thing you want is to minimise it"),
    ("At which temperature does it boil?", "100 °C", "+ 212 F", "+ 373 K", "- 100 F", "- 212 °C"),
    ("How long does it take?", "about 8 minutes", "+ 500 seconds", "- 8 hours", "- 50 seconds"),
    ("Supervised or not?", "supervised", "+ supervised, the unsupervised ones have no labels"),
    ("What is done to the layers?", "freeze the layers", "- freeze something", "+ freeze them"),
    ("What is the value of p?", "0.7", "+ .7", "+ 70 %", "+ 7/10", "- .07"),
    ("What happens to the price?", "it rises", "+ price ↑", "- price ↓"),
    ("What does it do?", "it translates code into speech", "- it translates speech into code"),
    ("How are they trained?", "from pre-trained weights", "+ instead of zero you take pre-trained weights"),
    (
        "Who was the first on the Moon?",
        "Neil Armstrong",
        "+ Armstrong was first, Aldrin second",
        "+ Neil Armstrong, then Buzz Aldrin",
    ),
    ("Which planet comes second?", "Venus", "+ Venus is the second one"),
    # One thing is asked for: two of them leave open which, though the other is a product too.
    (
        "What is photosynthesis' main product?",
        "glucose",
        "- glucose and oxygen",
        "+ glucose, and oxygen is given off",
    ),
    ("Is a whale a fish?", "false", "+ flase", "+ that's not true", "- not false", "- true"),
]


_FITTING = {"+": "+?", "-": "-~?"}


@pytest.mark.parametrize(("ask", "accept", "answers"), [(a, b, rest) for a, b, *rest in CASES])
def test_what_competes_with_the_answer_spoils_it(ask: str, accept: str, answers: list[str]) -> None:
    """Joined to it, said before it, or said in its place."""
    question = short(accept, ask=ask)
    off = [said for said in answers if sign(mark(question, said[2:])) not in _FITTING[said[0]]]
    assert off == []
