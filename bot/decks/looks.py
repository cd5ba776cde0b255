"""What is allowed in a deck and would still trouble learners."""

import re
from collections.abc import Iterator, Sequence

from bot.decks.build import bare
from bot.decks.lines import KeyPath
from bot.domain.marking import Lexicon
from bot.domain.marking.kinds.notation.looks import ReadAs
from bot.domain.marking.kinds.notation.wanted import wanted
from bot.domain.question import Command, Question, QuestionId, Short

_TOLD = {ReadAs.CODE: "code", ReadAs.FORMULA: "a formula", ReadAs.SYMBOLS: "symbols"}
_SHORTEST = 3
"""Letters; a shorter accepted answer may stand in its question by chance."""
_ARTICLE = re.compile(r"^(?:an?|the) ")


def looks(question: Question) -> Iterator[tuple[KeyPath, str, str]]:
    """For each doubt about a question: the key, what is wrong, what to do."""
    if not question.why:
        yield ("id",), "there is no `why`", "add a sentence that says why the answer is right"
    if isinstance(question, (Short, Command)):
        ask = _words(question.ask)
        told = [t for _, t in _typed(question) if len(t) >= _SHORTEST and f" {_words(t)} " in f" {ask} "]
        if told:
            yield ("ask",), f"the question gives its answer away (“{told[0]}”)", "ask without these words"
    seen: set[str] = set()
    for path, text in _typed(question):
        if _core(text) in seen:
            yield path, f"“{text}” is accepted twice", "take one out"
        seen.add(_core(text))


def read_as(question: Question, lexicon: Lexicon) -> Iterator[tuple[KeyPath, str]]:
    """The first accepted text that is read by its signs without the author's word for it: its key, and what
    it is taken for.
    """
    if question.as_kind or not isinstance(question, (Short, Command)):
        return
    if isinstance(question, Command) and question.ideas:
        return
    for path, text in _typed(question):
        kind = wanted(text, lexicon.language).kind
        if kind in _TOLD:
            yield path, f"“{text}” is read as {_TOLD[kind]}"
            return


def colliding(questions: Sequence[Question]) -> Iterator[tuple[QuestionId, QuestionId, str, KeyPath]]:
    """Answers that are right for two typed questions: the first, the second, the text, the second's key."""
    owners: dict[str, QuestionId] = {}
    for question in questions:
        if not isinstance(question, (Short, Command)):
            continue
        for path, text in _typed(question):
            owner = owners.setdefault(_core(text), question.id)
            if owner != question.id:
                yield owner, question.id, text, path


def _typed(question: Question) -> Iterator[tuple[KeyPath, str]]:
    yield ("answer",), question.answer
    for index, text in enumerate(question.accept):
        yield ("accept", index), text


def _core(text: str) -> str:
    return _ARTICLE.sub("", bare(text))


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", _core(text)))
