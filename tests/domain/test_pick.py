"""What to ask next."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pick import Memory, Step, Table, pick, returns_soon
from bot.domain.question import DeckId, Opinion, Question, QuestionId, Short, TopicId

START = datetime(2026, 3, 2, 17, tzinfo=UTC)


def short(name: str) -> Question:
    return Short(id=QuestionId(name), deck=DeckId("d"), topic=TopicId("t"), lang="en", ask="?", answer="x")


def opinion(name: str) -> Question:
    return Opinion(id=QuestionId(name), deck=DeckId("d"), topic=TopicId("t"), lang="en", ask="?", answer="x")


POOL = [short(name) for name in "abcdefgh"]


def memory(passed: bool, days: int = 1) -> Memory:
    at = START - timedelta(days=days)
    return Memory(first=at, last=at, passed=passed)


def table(steps: str = "", *, size: int = 5, **memories: Memory) -> Table:
    """`steps` such as "a+ b- c?": right, missed, open."""
    marks = {"+": True, "-": False, "?": None}
    return Table(
        pool=POOL,
        memory={QuestionId(name): m for name, m in memories.items()},
        steps=[Step(question=QuestionId(step[0]), passed=marks[step[1]]) for step in steps.split()],
        size=size,
        started=START,
    )


def picked(at: Table) -> str | None:
    question = pick(at)
    return question.id if question else None


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (table(), "a"),
        (table("a+"), "b"),
        (table("a? b?"), "c"),
        (table("a- b+"), "c"),
        (table("a- b+ c+"), "a"),
        (table("a- b- c+"), "a"),
        (table("a- b- c+ a+"), "b"),
        (table("a+ b+ c+ d+ e+"), None),
        (table("a+ b+ c+ d- e+"), "d"),
        (table("a+ b+ c+ d+ e-"), None),  # never right after itself
        (table("a- b+ c+ a- d+ e+"), None),  # once more, not for ever
        (table(a=memory(True), b=memory(True)), "c"),
        (table(b=memory(False)), "b"),  # missed last time
        (table("b+", b=memory(False), c=memory(False, 2)), "c"),
        (table("b+ c+", b=memory(False), c=memory(False), d=memory(False)), "a"),  # two are enough
        (
            replace(table(), memory={QuestionId(n): memory(True, ord(n)) for n in "abcdefgh"}),
            "h",
        ),  # longest unseen
    ],
)
def test_next(at: Table, expected: str | None) -> None:
    assert picked(at) == expected


def test_an_opinion_is_asked_once() -> None:
    at = replace(table(a=memory(True)), pool=[opinion("a"), short("b")])

    assert picked(at) == "b"
    assert picked(replace(at, memory={**at.memory, QuestionId("b"): memory(True, 9)})) == "b"


def test_an_empty_pool_ends_at_once() -> None:
    assert pick(replace(table(), pool=[])) is None


@pytest.mark.parametrize(
    ("steps", "soon"),
    [
        ("a-", True),
        ("a+ b-", True),
        ("a+ b+ c+ d+ e-", False),
        ("a+ b+ c- d- e-", True),
        ("a- b+ c+ a-", False),
    ],
)
def test_whether_a_miss_returns_within_the_sitting(steps: str, soon: bool) -> None:
    assert returns_soon(table(steps)) is soon


Play = Callable[[str], bool]


def played(answers: list[bool], size: int) -> list[tuple[str, bool]]:
    """A whole sitting with those answers."""
    steps: list[Step] = []
    told: list[tuple[str, bool]] = []
    for ok in answers:
        question = pick(replace(table(size=size), steps=steps))
        if question is None:
            return told
        steps.append(Step(question=question.id, passed=ok))
        told.append((question.id, ok))
    raise AssertionError("the sitting does not end")


@given(answers=st.lists(st.booleans(), min_size=40, max_size=40), size=st.integers(1, 8))
def test_a_sitting_ends_and_repeats_nothing_but_misses(answers: list[bool], size: int) -> None:
    told = played(answers, size)
    names = [name for name, _ in told]

    assert len(set(names)) == size
    assert all(names.count(name) <= 2 for name in names)
    assert all(first != second for first, second in pairwise(names))
    once = {name for name, ok in told if ok and names.count(name) == 1}
    assert all(name in once or not told[names.index(name)][1] for name in names)
