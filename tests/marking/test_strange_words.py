"""A word that has nothing to do with a question never makes an answer right."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.marking import mark
from bot.domain.question import Question
from tests.marking.tables import lexicon, shipped

QUESTIONS = {
    str(q.id): q
    for deck in shipped().decks
    for q in deck.questions()
    if q.kind in ("short", "explain", "command")
}
STRANGE = ["banana", "wombat", "zqxv", "teapot", "marzipan"]


def passes(question: Question, said: str) -> bool:
    """Whether it counts as right."""
    return mark(question, said, lexicon(question.deck)).passed


@pytest.mark.parametrize("word", STRANGE)
@pytest.mark.parametrize(
    "said", ["deep means many layers", "deep means more layers", "deep means several layers"]
)
def test_a_doubtful_answer_stays_so(said: str, word: str) -> None:
    """Behind it, before it, and twice."""
    question = QUESTIONS["fundamentals-01"]
    assert not passes(question, said)
    for more in (f"{said} {word}", f"{word} {said}", f"{said} {word} {word}", f"{said}, {word}"):
        assert not passes(question, more), more


def texts(question: Question) -> list[str]:
    """What authors wrote for a question, whole and cut short."""
    written = [question.answer, *question.accept, *(t for one in question.prompt for t in one.texts)]
    written += [t for one in question.reject for t in one.texts]
    written += [*question.examples.right, *question.examples.partial, *question.examples.wrong]
    return written


ANSWERS = st.sampled_from(sorted(QUESTIONS)).flatmap(
    lambda id: st.tuples(
        st.just(id), st.sampled_from(texts(QUESTIONS[id])), st.sampled_from(texts(QUESTIONS[id]))
    )
)


def never_helps(answer: tuple[str, str, str], word: str, keep: int, at: int) -> None:
    """A part of what was written, with the word somewhere in it."""
    question = QUESTIONS[answer[0]]
    said = answer[1].rstrip("*/+-=<>( ").split()[: max(1, keep)]
    while said and (not said[-1].isalnum() or said[-1] in WAITS):  # for what stands behind it
        said.pop()
    if passes(question, " ".join(said)):
        return
    at = min(at, len(said))
    more = " ".join((*said[:at], word, *said[at:]))
    assert not passes(question, more), more


WAITS = ("never", "not", "no")
WORDS = st.sampled_from(STRANGE)


@settings(max_examples=300, deadline=None)
@given(ANSWERS, WORDS, st.integers(1, 12), st.integers(0, 12))
def test_a_strange_word_makes_nothing_right(
    answer: tuple[str, str, str], word: str, keep: int, at: int
) -> None:
    """Wherever it stands."""
    never_helps(answer, word, keep, at)


@pytest.mark.soak
@settings(max_examples=10000, deadline=None)
@given(ANSWERS, WORDS, st.integers(1, 12), st.integers(0, 12))
def test_a_strange_word_makes_nothing_right_many_times(
    answer: tuple[str, str, str], word: str, keep: int, at: int
) -> None:
    """The same, for long."""
    never_helps(answer, word, keep, at)
