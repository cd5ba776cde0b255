"""Hints and titles where the author wrote none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decks.hints import hints_for, title_for
from bot.decks.load import load_library
from bot.domain.question import DeckId, QuestionId, Short, TopicId
from tests.decks.paper import CARD, TOPIC, write


def short(answer: str, lang: str = "en") -> Short:
    return Short(
        id=QuestionId("q"), deck=DeckId("d"), topic=TopicId("t"), lang=lang, ask="What?", answer=answer
    )


@pytest.mark.parametrize(
    ("keys", "hints"),
    [
        ("", ("It is one word of five letters.", "It begins like this: P····")),
        (
            'options = ["Paris", "Nice"]',
            (
                "Say each of the two as a whole sentence. Which of them is true?",
                "Add “because” to each of the two. Which of them can you finish?",
            ),
        ),
        (
            'options = ["Nice", "Paris", "Lyon"]',
            ("Read A to C as whole sentences. Which of them is true?", "It isn't A."),
        ),
        (
            'items = ["Paris", "Nice", "Lyon"]\nneed = 2',
            ("There are 3 to choose from.", "They begin like this, for instance: P····, N···"),
        ),
        ('items = ["Paris"]', ("There is one thing to name.", "It begins like this: P····")),
        (
            'steps = ["open", "close", "lock"]',
            ("Look for the step that needs none of the others done before it.", "First comes: open"),
        ),
        (
            'steps = ["open", "close"]',
            (
                "Look for the step that needs none of the others done before it.",
                "Which of the two could you not do without the other?",
            ),
        ),
        (
            'ideas = [{ name = "a", texts = "the river" }, { name = "b", texts = "x", ask_for = "And b?" }]',
            ("Your answer should say two things.", "And b?"),
        ),
        (
            'ideas = [{ name = "a", texts = "the river" }]',
            ("Your answer should say one thing.", "One of the words is like this: r····"),
        ),
        ('kind = "command"', ("It is one line of one word.", "It begins like this: P····")),
        (
            'value = 42\nunit = "km"',
            ("It is a whole number, in km.", "Leaving its sign aside, it is between 10 and 100."),
        ),
        (
            "value = 0.5",
            ("It is a number with a decimal point.", "Leaving its sign aside, it is between 0 and 10."),
        ),
        ('kind = "opinion"', ("There is no wrong choice here.", "Say what you would pick, and why.")),
    ],
)
def test_each_kind_has_two_hints_of_its_own(tmp_path: Path, keys: str, hints: tuple[str, str]) -> None:
    [question] = load_library([write(tmp_path, f"{TOPIC}{keys}\n")]).decks[0].questions()

    assert question.hints == hints


def test_in_another_language_hints_are_letters_and_dots(tmp_path: Path) -> None:
    folder = write(tmp_path, TOPIC, card=CARD.replace('"en"', '"de"'))

    [question] = load_library([folder]).decks[0].questions()

    assert question.hints == ("·····", "P····")


@given(
    answer=st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=60),
    lang=st.sampled_from(["en", "fi"]),
)
def test_made_hints_never_give_the_answer_away(answer: str, lang: str) -> None:
    words = [word for word in answer.split() if sum(char.isalnum() for char in word) > 1]
    for hint in hints_for(short(answer, lang)):
        told = hint.split(": ")[-1].split() if "like this" in hint or lang == "fi" else []
        assert not set(told) & set(words)


@given(ask=st.text(min_size=1, max_size=200))
def test_a_title_is_short_and_never_empty(ask: str) -> None:
    assert 1 <= len(title_for(ask)) <= 30


@pytest.mark.parametrize(
    ("ask", "title"),
    [
        ("What is a tensor?", "tensor"),
        ("How many times can you use the test data?", "times can you use the test"),
        ("Which bond shares electrons between two atoms?", "bond shares electrons"),
        ("Why?", "Why"),
        ("???", "???"),
    ],
)
def test_a_title_is_made_of_the_telling_words(ask: str, title: str) -> None:
    assert title_for(ask) == title
