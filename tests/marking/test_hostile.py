"""Whatever is typed: a verdict, the same one each time, in bounded time."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.marking import hostile
from bot.decks.adhoc import mark_lines
from bot.domain.deck import Library
from bot.domain.marking import Mark, Verdict, mark
from bot.domain.question import Question
from tests.marking.tables import lexicon, shipped

QUESTIONS = [question for deck in shipped().decks for question in deck.questions()]
WORDS = sorted({word for question in QUESTIONS for word in f"{question.answer} {question.ask}".split()})
TEXTS = st.one_of(
    st.text(max_size=4096),
    st.lists(st.sampled_from([*WORDS, "not", "or", ",", "\n", "-", "1", "b", "%"]), max_size=60).map(
        " ".join
    ),
    st.sampled_from(hostile()),
)


def check(question: Question, said: str, have: tuple[str, ...] = ()) -> Verdict:
    """The verdict, after looking at what every verdict promises."""
    verdict = mark(question, said, lexicon(question.deck), have=have)
    assert 0.0 <= verdict.credit <= 1.0
    assert verdict.passed == (verdict.credit == 1.0)
    assert verdict.mark is not Mark.ALMOST or verdict.slip is not None
    assert len(verdict.quote.split()) <= 5 or verdict.mark is Mark.RIGHT
    return verdict


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(QUESTIONS), TEXTS)
def test_any_text_gets_the_same_verdict_twice(question: Question, said: str) -> None:
    """Never an exception; equal input, equal verdict."""
    assert check(question, said) == check(question, said)


@pytest.mark.soak
@settings(max_examples=5000, deadline=None)
@given(st.sampled_from(QUESTIONS), TEXTS)
def test_any_text_many_times(question: Question, said: str) -> None:
    """The same, for long."""
    assert check(question, said) == check(question, said)


@pytest.mark.parametrize("said", hostile(), ids=range(len(hostile())))
def test_hostile_texts_take_bounded_time(said: str) -> None:
    """A tenth of a second for all questions on a busy machine would be fifty times the bar."""
    for question in QUESTIONS:
        check(question, said)
    start = time.process_time()
    for question in QUESTIONS:
        check(question, said)
    assert (time.process_time() - start) / len(QUESTIONS) < 0.02


def test_a_question_from_a_snapshot_is_marked_alike() -> None:
    """Equal, not identical."""
    from copy import deepcopy

    for question in QUESTIONS:
        assert mark(deepcopy(question), "the number of layers") == mark(question, "the number of layers")


@given(st.text(max_size=300))
def test_any_line_gets_one_line(line: str) -> None:
    """Error or verdict, always JSON."""
    [out] = list(mark_lines([line], Library(())))
    assert isinstance(json.loads(out), dict)
