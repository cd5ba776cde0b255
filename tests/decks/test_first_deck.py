"""The first deck: what it holds and how it speaks."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.decks.load import load_library
from bot.domain.marking import lexicon_of, mark
from bot.domain.question import Choice, Command, Explain, ListOf, Order, Question

CONTENT = Path(__file__).parents[2] / "content"
TOPICS = {"fundamentals": 11, "tools": 6, "data": 4, "models": 6, "distributed": 6}
LIBRARY = load_library([CONTENT])
DECK = next(deck for deck in LIBRARY.decks if deck.id == "intro-ml")
LEXICON = lexicon_of(DECK, LIBRARY)
QUESTIONS = tuple(DECK.questions())
each_question = pytest.mark.parametrize("question", QUESTIONS, ids=[question.id for question in QUESTIONS])

BANNED = re.compile(
    r"\b(don't lose|you missed|miss you|only|hurry|last chance|card|fsrs|attempt|verdict|credit|fuzzy|utc"
    r"|oops|unfortunately|incorrect)\b",
    re.IGNORECASE,
)
"""Words the tutor does not use."""


def test_it_holds_33_questions_in_five_topics_in_page_order() -> None:
    assert [(topic.id, len(topic.questions)) for topic in DECK.topics] == list(TOPICS.items())
    assert [question.id for question in QUESTIONS] == [
        f"{topic}-{number:02}" for topic, count in TOPICS.items() for number in range(1, count + 1)
    ]


def test_it_has_every_kind_but_number() -> None:
    kinds = {question.kind for question in QUESTIONS}

    assert kinds == {"short", "choice", "list", "order", "explain", "command", "opinion"}


@each_question
def test_each_question_is_written_out(question: Question) -> None:
    assert question.why
    assert len(question.hints) == 2
    assert question.reject or question.kind == "order"
    assert len(question.examples.right) >= 3
    assert len(question.examples.wrong) >= 2
    if isinstance(question, Explain | Order) or (isinstance(question, ListOf) and question.need > 1):
        assert question.examples.partial


@each_question
def test_a_reason_completes_not_quite(question: Question) -> None:
    reasons = [reject.why for reject in question.reject]
    if isinstance(question, Choice):
        reasons += [option.why for i, option in enumerate(question.options) if i != question.right]
    for reason in reasons:
        assert re.match(r"[a-z“]", reason), reason
        assert reason.endswith((".", "?")), reason


@each_question
def test_what_is_missing_is_asked_for(question: Question) -> None:
    asked = [prompt.ask_for for prompt in question.prompt]
    if isinstance(question, Explain | Command):
        asked += [idea.ask_for for idea in question.ideas]
    for text in asked:
        assert text.endswith("?"), text


@each_question
def test_it_speaks_as_the_tutor_does(question: Question) -> None:
    for text in _spoken(question):
        assert not BANNED.search(text), text
        assert "!" not in text, text


@each_question
def test_hints_do_not_say_the_answer(question: Question) -> None:
    if isinstance(question, Choice):
        return
    for hint in question.hints:
        assert question.answer.casefold() not in hint.casefold()


@each_question
def test_titles_do_not_say_the_answer(question: Question) -> None:
    assert question.answer.casefold() not in question.title.casefold()


@each_question
def test_each_accepted_answer_is_marked_right(question: Question) -> None:
    for text in (question.answer, *question.accept):
        verdict = mark(question, text, LEXICON)
        assert verdict.passed, (text, verdict)


@each_question
def test_no_rejected_answer_is_marked_right(question: Question) -> None:
    for text in (text for reject in question.reject for text in reject.texts):
        assert not mark(question, text, LEXICON).passed, text


def test_titles_tell_the_questions_apart() -> None:
    assert len({question.title for question in QUESTIONS}) == len(QUESTIONS)


def _spoken(question: Question) -> Iterator[str]:
    yield from (question.ask, question.answer, question.why, question.title, *question.hints)
    yield from (reject.why for reject in question.reject)
    yield from (prompt.ask_for for prompt in question.prompt)
    if isinstance(question, Explain | Command):
        yield from (idea.ask_for for idea in question.ideas)
    if isinstance(question, Choice):
        yield from (option.why for option in question.options)
