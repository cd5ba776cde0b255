"""Which wordings are one group, and which group goes first."""

import pytest

from bot.app.authoring.groups import AnswerGroup, alike, ranked
from bot.app.events import PersonId
from bot.decks.adhoc import question_of
from bot.domain.question import DeckId, QuestionId


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("proton number", "proton nmuber", True),
        ("proton number", "not proton number", False),
        ("6.022e23", "6.022e22", False),
        ("100000", "100001", False),
        ("18 g/mol", "16 g/mol", False),
    ],
)
def test_slips_are_one_group_and_other_numbers_are_not(one: str, other: str, same: bool) -> None:
    question = question_of({"ask": "What is it?", "accept": ["something"], "lang": "en"})
    assert alike(one, other, question) is same


def people(first: int, last: int) -> set[PersonId]:
    return {PersonId(n) for n in range(first, last)}


def group(name: str, **sets: set[PersonId]) -> AnswerGroup:
    found = AnswerGroup(deck=DeckId("chem"), question=QuestionId(name), texts=[name])
    found.claimed, found.left = sets.get("claimed", set()), sets.get("left", set())
    found.again, found.wrote = sets.get("again", set()), sets.get("wrote", set())
    found.people = found.claimed | found.left | sets.get("against", set())
    return found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (group("b", claimed=people(0, 3)), group("a", against=people(0, 20))),
        (group("b", claimed=people(0, 3)), group("a", left=people(0, 5))),
        (group("b", claimed=people(0, 1), again=people(0, 4)), group("a", claimed=people(0, 3))),
        (group("b", claimed=people(0, 2)), group("a", against=people(0, 5), again=people(0, 5))),
        (group("b", claimed=people(0, 2), wrote=people(0, 30)), group("a", claimed=people(0, 3))),
        (group("b", claimed=people(0, 3)), group("a", claimed=people(0, 1), wrote=people(0, 15))),
    ],
)
def test_what_many_are_sure_of_goes_first(first: AnswerGroup, second: AnswerGroup) -> None:
    assert ranked([second, first], {}) == [first, second]


def test_of_as_many_those_who_know_the_subject_go_first() -> None:
    weak, strong = group("a", claimed=people(0, 4)), group("b", claimed=people(4, 8))
    assert ranked([weak, strong], dict.fromkeys(people(4, 8), 0.9))[0] is strong
