"""What to ask next."""

from collections.abc import Callable, Set
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.domain.known import Known
from bot.domain.memory import Card
from bot.domain.pick import (
    Candidates,
    Step,
    due_among,
    has_room,
    kept_back,
    pick,
    promised,
    returns_soon,
)
from bot.domain.question import DeckId, Opinion, Question, QuestionId, Short, TopicId

TODAY = date(2026, 3, 2)


def short(name: str, topic: str = "t") -> Question:
    return Short(id=QuestionId(name), deck=DeckId("d"), topic=TopicId(topic), lang="en", ask="?", answer="x")


POOL = [short(name) for name in "abcdefgh"]


def known(due: int, recall: float = 0.8, last: int = 9) -> Card:
    """Due in so many days from today, last asked so many days ago. What is known least gains most: here the
    stability stands for the chance to know it."""
    last_on = TODAY - timedelta(days=last)
    return Card(
        stability=recall,
        difficulty=5.0,
        due_on=TODAY + timedelta(days=due),
        first_on=last_on,
        last_at=datetime.combine(last_on, time(9), UTC),
        last_on=last_on,
        reps=1,
        lapses=0,
    )


def candidates(steps: str = "", *, size: int = 5, of: dict[str, Card] | None = None) -> Candidates:
    """`steps` such as "a+ b- c?": right, missed, open."""
    marks = {"+": True, "-": False, "?": None}
    return Candidates(
        pool=POOL,
        known=Known.of({QuestionId(name): memory for name, memory in (of or {}).items()}),
        gain=lambda card: 1 - card.stability,
        steps=[Step(question=QuestionId(step[0]), passed=marks[step[1]]) for step in steps.split()],
        size=size,
        today=TODAY,
        new_left=10,
        reviews_left=30,
    )


def picked(at: Candidates) -> str | None:
    question = pick(at)
    return question.id if question else None


ALL_DUE = {name: known(-n, 0.9 - n / 10) for n, name in enumerate("abcdefgh")}
ALL_LATER = {name: known(3 + n, 0.9 + n / 100) for n, name in enumerate("abcdefgh")}


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (candidates(), "a"),
        (candidates("a+"), "b"),
        (candidates("a? b?"), "c"),
        (candidates("a- b+"), "c"),
        (candidates("a- b+ c+"), "a"),
        (candidates("a- b- c+"), "a"),
        (candidates("a- b- c+ a+"), "b"),
        (candidates("a+ b+ c+ d+ e+"), None),
        (candidates("a+ b+ c+ d- e+"), "d"),
        (candidates("a+ b+ c+ d+ e-"), None),  # never right after itself
        (candidates("a- b+ c+ a- d+ e+"), None),  # once more, not for ever
        (candidates(of={"a": known(4), "b": known(4)}), "c"),
        (candidates(of={"b": known(0, last=1)}), "b"),  # promised for today
        (candidates(size=1, of={"b": known(0, last=1)}), "a"),  # the pool first, one a day
        (candidates(size=2, of={"b": known(0)}), "a"),
        (replace(candidates(size=1, of={"a": known(0, 0.1), "b": known(0, last=1)}), new_left=0), "b"),
        (candidates(of={"b": known(0)}), "b"),
        (candidates("b+", of={"b": known(5, last=0), "c": known(0)}), "c"),  # two places in five
        (candidates("b+ c+", of={"b": known(5, last=0), "c": known(5, last=0), "d": known(0)}), "a"),
        (candidates(of=ALL_DUE), "h"),  # due, the least remembered
        (candidates("h+", of=ALL_DUE), "g"),
        (candidates(of=ALL_LATER), "a"),  # nearest to forgetting
        (replace(candidates(of=ALL_LATER), ahead=False), None),
        (replace(candidates(of={"a": known(9)}), new_left=0), "a"),
        (replace(candidates(of={"b": known(0)}), reviews_left=0), "a"),
        (
            replace(candidates(of={"a": known(60, last=0)}), pool=POOL[:1], exam=TODAY + timedelta(days=8)),
            "a",
        ),
    ],
)
def test_next(at: Candidates, expected: str | None) -> None:
    assert picked(at) == expected


def resting(*names: str) -> Callable[[], Set[QuestionId]]:
    return lambda: frozenset(map(QuestionId, names))


BACK = replace(candidates(of=ALL_DUE), returned=True, new_left=10)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (replace(candidates(), resting=resting("a", "b")), "c"),
        (replace(candidates(of=ALL_DUE), resting=resting("h")), "g"),
        (replace(candidates(of=ALL_DUE), resting=resting(*"abcdefgh")), "h"),  # nothing else is there
        (replace(candidates(of=ALL_LATER), resting=resting("a")), "b"),
        (replace(candidates(of={"b": known(0, last=1)}), resting=resting("b")), "a"),  # not promised either
        (replace(candidates("a- b+ c+"), resting=resting("a")), "a"),  # a miss returns within its sitting
        (BACK, "a"),  # what they know best of what is due
        (replace(BACK, steps=candidates("a+").steps), "h"),  # then as ever
        (replace(BACK, known=candidates(of={"c": known(-1)}).known), "c"),  # what is due before what is new
        (replace(BACK, known=candidates(of={"c": known(9)}).known), "c"),  # nothing due: one they know
        (replace(BACK, known=candidates().known), "a"),
        (replace(candidates(of=ALL_LATER), reviews_left=0), None),  # the limit holds
    ],
)
def test_what_rests_comes_last_and_after_a_silence_an_easy_one_first(
    at: Candidates, expected: str | None
) -> None:
    assert picked(at) == expected


def test_what_rests_is_not_promised() -> None:
    missed = {name: known(0, last=1) for name in "ab"}

    assert [q.id for q in promised(replace(candidates(of=missed), resting=resting("a")))] == ["b"]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (candidates(), (False, 0)),
        (replace(candidates(), new_left=0), (True, 0)),
        (replace(candidates(of=ALL_DUE), new_left=0), (False, 0)),
        (replace(candidates(of=ALL_DUE), reviews_left=0), (False, 8)),
        (replace(candidates(of=ALL_LATER), reviews_left=0), (False, 0)),
    ],
)
def test_what_a_limit_keeps_back_is_known(at: Candidates, expected: tuple[bool, int]) -> None:
    assert kept_back(at) == expected


def test_new_ones_take_turns_among_the_topics() -> None:
    pool = [short(f"{topic}{n}", topic) for topic in "xyz" for n in range(3)]
    at = replace(candidates(size=9), pool=pool)
    asked: list[str] = []
    for _ in range(9):
        question = pick(replace(at, steps=[Step(question=QuestionId(name), passed=True) for name in asked]))
        assert question is not None
        asked.append(question.id)

    assert asked == ["x0", "y0", "z0", "x1", "y1", "z1", "x2", "y2", "z2"]


def test_two_of_one_topic_do_not_follow_each_other_while_another_will_do() -> None:
    pool = [short("a", "x"), short("b", "x"), short("c", "y")]
    memory = {"a": known(0, 0.50), "b": known(0, 0.51), "c": known(0, 0.53), "d": known(0, 0.9)}
    at = replace(candidates(of=memory), pool=pool)

    assert picked(at) == "a"
    assert picked(replace(at, steps=[Step(question=QuestionId("a"), passed=True)])) == "c"


def test_where_places_are_scarce_new_ones_go_first_and_nothing_is_promised() -> None:
    pool = [short(f"{n:03}") for n in range(60)]
    missed = {name: known(0, last=1) for name in ("000", "001")}
    at = replace(candidates(of=missed), pool=pool)

    assert picked(at) == "002"
    assert promised(at) == []
    assert picked(replace(at, pool=pool[:30])) == "000"


def test_promises_go_by_the_latest_day_and_then_by_what_was_asked_first() -> None:
    memory = {
        "a": known(0, last=1),
        "b": known(0, last=1)._replace(last_at=datetime.combine(TODAY - timedelta(days=1), time(8), UTC)),
        "c": known(-2, last=3),
        "d": known(-2, last=4),
    }
    at = candidates(of=memory)

    assert [q.id for q in promised(at)] == ["b", "a"]
    assert [q.id for q in promised(replace(at, new_left=0))] == ["b", "a", "c"]


def test_a_later_day_is_told_when_all_that_is_due_until_then_has_room() -> None:
    of = {name: known(n // 2) for n, name in enumerate("abcdefgh")}
    at = candidates(size=4, of=of)

    assert [has_room(at, TODAY + timedelta(days=n)) for n in range(1, 5)] == [False, False, False, True]
    assert not has_room(candidates(of={"a": known(2)}), TODAY + timedelta(days=2))  # the new ones go first


def test_an_opinion_is_not_scheduled() -> None:
    opinion = Opinion(
        id=QuestionId("a"), deck=DeckId("d"), topic=TopicId("t"), lang="en", ask="?", answer="x"
    )
    at = replace(candidates(of={"a": known(-3, 0.1)}), pool=[opinion, short("b")])

    assert picked(at) == "b"


def test_an_empty_pool_ends_at_once() -> None:
    assert pick(replace(candidates(), pool=[])) is None


def test_an_exam_halves_the_way() -> None:
    id = QuestionId("a")
    memory = Known.of({id: known(90, 1, last=0)})

    assert memory.due_day(id, None) == TODAY + timedelta(days=90)
    assert memory.due_day(id, TODAY + timedelta(days=20)) == TODAY + timedelta(days=10)
    assert memory.due_day(id, TODAY + timedelta(days=1)) == TODAY + timedelta(days=1)
    assert memory.due_day(id, TODAY - timedelta(days=1)) == TODAY + timedelta(days=90)


def test_what_is_due_can_be_counted() -> None:
    at = candidates(of={"a": known(-1), "b": known(0), "c": known(2)})

    assert [due_among(POOL, at.known, TODAY + timedelta(days=n), None) for n in range(3)] == [2, 2, 3]


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
    assert returns_soon(candidates(steps)) is soon


def played(answers: list[bool], at: Candidates) -> list[tuple[str, bool]]:
    """A whole sitting with those answers."""
    steps: list[Step] = []
    told: list[tuple[str, bool]] = []
    for ok in answers:
        question = pick(replace(at, steps=steps))
        if question is None:
            return told
        steps.append(Step(question=question.id, passed=ok))
        told.append((question.id, ok))
    raise AssertionError("the sitting does not end")


memories = st.dictionaries(
    st.sampled_from("abcdefgh"), st.builds(known, st.integers(-9, 9), st.floats(0, 1), st.integers(0, 20))
)


@given(answers=st.lists(st.booleans(), min_size=40, max_size=40), size=st.integers(1, 8), of=memories)
def test_a_sitting_ends_and_repeats_nothing_but_misses(
    answers: list[bool], size: int, of: dict[str, Card]
) -> None:
    told = played(answers, candidates(size=size, of=of))
    names = [name for name, _ in told]

    assert len(set(names)) == size
    assert all(names.count(name) <= 2 for name in names)
    assert all(first != second for first, second in pairwise(names))
    assert all(names.count(name) == 1 or not told[names.index(name)][1] for name in names)


@given(of=memories, size=st.integers(1, 8))
def test_the_choice_depends_on_its_arguments_alone(of: dict[str, Card], size: int) -> None:
    shuffled = dict(reversed(of.items()))

    assert pick(candidates(size=size, of=of)) == pick(candidates(size=size, of=shuffled))
