"""Answers nobody tuned a deck for: any subject, nothing but a reference; and new ones to the first deck."""

import pytest

from bot.domain.marking import mark
from tests.marking.tables import asked, lines, short, sign

ENGLISH = [(head, want, said) for head, want, said in lines("unseen.txt")]
GERMAN = [(head, want, said) for head, want, said in lines("unseen_de.txt")]
FRESH = [(head[1:-1], want, said) for head, want, said in lines("fresh.txt")]


def ratio(cases: list[tuple[str, str, str]], lang: str) -> list[str]:
    """The cases that are marked otherwise."""
    off = []
    for head, want, said in cases:
        ask, _, accept = head[1:].partition("] ")
        question = short(*accept.split(" | "), ask=ask, lang=lang)
        for one in said.split(" | "):
            got = mark(question, one).passed
            if got != (want == "+"):
                off.append(f"{accept}: {one!r} should be {want}")
    return off


def test_a_reference_alone_is_enough_on_any_subject() -> None:
    """Variants, slips and paraphrases pass; contraries, near misses and other numbers do not."""
    assert ratio(ENGLISH, "en") == []


def test_german_is_marked_by_its_data_file() -> None:
    """“nicht überwacht” is not “überwacht”."""
    assert ratio(GERMAN, "de") == []


def test_new_answers_to_the_first_deck_are_marked_as_a_teacher_would() -> None:
    """At most one in a hundred is off, and no wrong answer passes."""
    off = [(question, want, said) for question, want, said in FRESH if sign(asked(question, said)) != want]
    assert [case for case in off if case[1] != "+" and asked(case[0], case[2]).passed] == []
    assert len(off) <= len(FRESH) / 100, off


@pytest.mark.parametrize(
    ("said", "want"),
    [("hola", "+"), ("Hola!", "+"), ("hola mundo", "~"), ("no hola", "~"), ("hla", "+"), ("adiós", "-")],
)
def test_a_language_without_a_file_takes_exact_answers_and_slips(said: str, want: str) -> None:
    """An extra word makes it partly right: whether it denies or adds can't be known."""
    assert sign(mark(short("hola", lang="es"), said)) == want
