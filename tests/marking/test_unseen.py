"""Answers nobody tuned a deck for: any subject, nothing but a reference; and new ones to the first deck."""

import pytest

from bot.domain.marking import mark
from tests.marking.tables import asked, lines, short, sign

ENGLISH = [(head, want, said) for head, want, said in lines("unseen.txt")]
GERMAN = [(head, want, said) for head, want, said in lines("unseen_de.txt")]
FRESH = [(head[1:-1], want, said) for head, want, said in lines("fresh.txt")]


Cases = list[tuple[str, str, str]]


def signs_of(cases: Cases, lang: str) -> list[tuple[str, str, str]]:
    """What is wanted and what came of it, with the case in words."""
    found = []
    for head, want, said in cases:
        ask, _, accept = head[1:].partition("] ")
        question = short(*accept.split(" | "), ask=ask, lang=lang)
        found += [
            (want, sign(mark(question, one)), f"{accept}: {one!r} should be {want}")
            for one in said.split(" | ")
        ]
    return found


@pytest.mark.parametrize(("cases", "lang"), [(ENGLISH, "en"), (GERMAN, "de")], ids=["en", "de"])
def test_a_reference_alone_is_enough_on_any_subject(cases: Cases, lang: str) -> None:
    """No contrary, near miss or other number passes, nothing right is refused, little is left open."""
    found = signs_of(cases, lang)
    assert [case for want, got, case in found if want != "+" and got == "+"] == []
    assert [case for want, got, case in found if want == "+" and got in "-~"] == []
    right = [got for want, got, _ in found if want == "+"]
    assert right.count("?") <= 0.1 * len(right)


def test_new_answers_to_the_first_deck_are_marked_as_a_teacher_would() -> None:
    """At most one in a hundred is off, at most three are left open, and no wrong answer passes."""
    found = [(question, want, said, sign(asked(question, said))) for question, want, said in FRESH]
    assert [case for case in found if case[1] != "+" and case[3] == "+"] == []
    off = [case for case in found if case[3] not in (case[1], "?")]
    assert len(off) <= len(FRESH) / 100, off
    assert sum(case[3] == "?" for case in found) <= 0.03 * len(FRESH)


@pytest.mark.parametrize(
    ("said", "want"),
    [("hola", "+"), ("Hola!", "+"), ("hola mundo", "~"), ("no hola", "~"), ("hla", "+"), ("adiós", "-")],
)
def test_a_language_without_a_file_takes_exact_answers_and_slips(said: str, want: str) -> None:
    """An extra word makes it partly right: whether it denies or adds can't be known."""
    assert sign(mark(short("hola", lang="es"), said)) == want
