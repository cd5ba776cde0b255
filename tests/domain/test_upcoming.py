"""What a series asks next, and what many said to it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.question import Choice, Question, QuestionId
from bot.domain.tally import Said, Tally, tally
from bot.domain.upcoming import Asked, lined_up, swapped
from tests.conversation import shipped_library

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
IDS = [QuestionId(f"q-{n:02}") for n in range(12)]
QUESTIONS = [q for deck in shipped_library().current.decks for q in deck.questions()]
CHOICE = next(q for q in QUESTIONS if isinstance(q, Choice) and len(q.options) == 2 and q.right == 0)
TYPED = next(q for q in QUESTIONS if q.kind == "short")


@settings(max_examples=40)
@given(days=st.integers(1, 40), seed=st.text(max_size=5), swaps=st.sets(st.integers(0, 39), max_size=8))
def test_nothing_repeats_before_all_were_asked(days: int, seed: str, swaps: set[int]) -> None:
    """Also where somebody swaps now and then: what was passed over comes at the end of its round."""
    asked: dict[QuestionId, Asked] = {}
    line: tuple[QuestionId, ...] = ()
    passed: set[QuestionId] = set()
    order = []
    for day in range(days):
        whole = lined_up(IDS, line, asked, passed, seed)
        assert sorted(whole) == IDS
        line = whole[:4]
        if day in swaps:
            passed.add(line[1])
            line = swapped(whole, line[1], 4)
        first, line = line[0], line[1:]
        order.append(first)
        passed.discard(first)
        before = asked.get(first)
        asked[first] = Asked(times=1 + (before.times if before else 0), last=NOON + timedelta(days=day))
    times = [one.times for one in asked.values()] + [0] * (len(IDS) - len(asked))
    assert max(times) - min(times) <= 1 + len(swaps)
    if not swaps:
        assert max(times) - min(times) <= 1


def test_the_line_is_the_same_each_time_and_another_elsewhere() -> None:
    assert lined_up(IDS, (), {}, set(), "1") == lined_up(IDS[::-1], (), {}, set(), "1")
    assert lined_up(IDS, (), {}, set(), "1") != lined_up(IDS, (), {}, set(), "2")


def test_what_left_the_deck_leaves_the_line() -> None:
    assert lined_up(IDS[:2], (QuestionId("gone"), IDS[1]), {}, set(), "1") == (IDS[1], IDS[0])


def test_a_line_too_short_to_swap_in_stays() -> None:
    assert swapped(IDS[:3], IDS[0], 3) == tuple(IDS[:3])
    assert swapped(IDS, QuestionId("gone"), 7) == tuple(IDS[:7])
    assert swapped(IDS, IDS[2], 7) == (*IDS[:2], IDS[7], *IDS[3:7])


def said(text: str, times: int, *, right: bool = False) -> list[Said]:
    return [Said(text=text, right=right)] * times


@pytest.mark.parametrize(
    ("question", "votes", "answers", "expected"),
    [
        (CHOICE, (6, 4), [], Tally(answered=10, right=6, miss=CHOICE.options[1].text)),
        (CHOICE, (6, 1), [], Tally(answered=7, right=6)),
        (CHOICE, (), [], Tally(answered=0, right=0)),
        (CHOICE, (2, 0), said("x", 1), Tally(answered=3, right=2)),
        (TYPED, (), said("a matrix", 2) + said("Matrix.", 1), Tally(answered=3, right=0, miss="a matrix")),
        (TYPED, (), said("a matrix", 2) + said("yes", 4, right=True), Tally(answered=6, right=4)),
        (TYPED, (), said("x" * 41, 5), Tally(answered=5, right=0)),
        (TYPED, (), said("", 5), Tally(answered=5, right=0)),
    ],
)
def test_what_many_said(
    question: Question, votes: tuple[int, ...], answers: list[Said], expected: Tally
) -> None:
    assert tally(question, votes, answers) == expected


def test_a_share_is_told_from_five_on() -> None:
    assert [Tally(answered=n, right=n).told for n in (4, 5)] == [False, True]
    assert Tally(answered=18, right=11).percent == 61
