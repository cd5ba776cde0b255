"""What a deck has on a word: the question about it, the sentence that comes nearest."""

from collections.abc import Iterable
from functools import cache

from bot.domain.intent.tongue import tongues
from bot.domain.intent.words import fold, words_of
from bot.domain.marking.language.language_file import language
from bot.domain.question import Question

_LETTERS = 3
"""Letters of a word that says something."""
_SHARED = 3
"""Words that a sentence shares with a question it may stand for."""


def question_about(said: str, questions: Iterable[Question]) -> Question | None:
    """The question that a word's meaning was asked for by: its title is that word, or it asks what it is."""
    term = _content(said)
    if not term:
        return None
    found = [(_fit(term, question), question) for question in questions]
    best = max(found, key=lambda one: one[0], default=(0, None))
    return best[1] if best[0] else None


def is_about(said: str, question: Question) -> bool:
    """True if the question's title is the very word whose meaning was asked for, or it asks for that word."""
    return _fit(_content(said), question) > 1


def question_near(said: str, questions: Iterable[Question]) -> Question | None:
    """The question that has something to do with the word whose meaning was asked for: it stands in what is
    asked, else in an answer, else in the reason, in any form. None if it stands nowhere."""
    term = _content(said)
    if not term:
        return None
    best: tuple[int, Question] | None = None
    for question in questions:
        near = _nearness(term, question)
        if near and (best is None or near > best[0]):
            best = near, question
    return best[1] if best else None


def _nearness(term: frozenset[str], question: Question) -> int:
    lang = language(question.lang)
    keys = {lang.word(word).key for word in term}
    texts = ((question.title, question.ask), (question.answer, *question.accept), (question.why,))
    for rank, some in zip((3, 2, 1), texts, strict=True):
        if any(keys <= {lang.word(word).key for word in _content(text)} for text in some):
            return rank
    return 0


def asks_about(said: str, *texts: str) -> bool:
    """True if the word whose meaning was asked for stands in these texts, or none was named."""
    term = _content(said)
    return not term or any(term & _content(text) for text in texts)


def nearest_sentence(question: Question, questions: Iterable[Question]) -> str:
    """The reason of another question that shares most words with this one; empty if none shares enough."""
    own = _content(f"{question.title} {question.answer}") | _content(question.why)
    core = _content(f"{question.title} {question.answer}")
    shared = [(len(_content(q.why) & own), q.why) for q in questions if q.why and _content(q.why) & core]
    best = max(shared, key=lambda one: one[0], default=(0, ""))
    return best[1] if best[0] >= _SHARED and best[1] != question.why else ""


def _fit(term: frozenset[str], question: Question) -> int:
    title, ask = _content(question.title), _content(question.ask)
    if title == term:
        return 3
    if ask == term:
        return 2
    return 1 if term <= title else 0


@cache
def _silent() -> frozenset[str]:
    return frozenset().union(*(t.function | t.fillers | t.asks | t.meaning for t in tongues()))


def _content(text: str) -> frozenset[str]:
    silent = _silent()
    return frozenset(
        _single(word) for word in words_of(fold(text)) if len(word) >= _LETTERS and word not in silent
    )


def _single(word: str) -> str:
    return word.removesuffix("s") if len(word) > _LETTERS + 1 and not word.endswith("ss") else word
