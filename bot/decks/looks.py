"""What is allowed in a deck and would still trouble learners."""

import re
from collections.abc import Iterator, Sequence

from bot.decks.build import alike, bare
from bot.decks.lines import KeyPath
from bot.domain.marking import Lexicon
from bot.domain.marking.kinds.notation.looks import ReadAs
from bot.domain.marking.kinds.notation.wanted import wanted
from bot.domain.question import Choice, Command, ListOf, Opinion, Order, Question, QuestionId, Select, Short

_TOLD = {ReadAs.CODE: "code", ReadAs.FORMULA: "a formula", ReadAs.SYMBOLS: "symbols"}
_SHORTEST = 3
"""Letters; a shorter accepted answer may stand in its question by chance."""
_ONE = "\ue000"
"""Stands for any word of a group of synonyms."""
_STEM = 4
"""Letters from which on a synonym is also looked for at the beginning of longer words."""
_ARTICLE = re.compile(r"^(?:an?|the) ")


def looks(question: Question) -> Iterator[tuple[KeyPath, str, str]]:
    """For each doubt about a question: the key, what is wrong, what to do."""
    if not question.why and not isinstance(question, Opinion):
        yield ("id",), "there is no `why`", "add a sentence that says why the answer is right"
    if isinstance(question, (Short, Command)):
        ask = _words(question.ask)
        told = [t for _, t in _typed(question) if len(t) >= _SHORTEST and f" {_words(t)} " in f" {ask} "]
        if told:
            yield ("ask",), f"the question gives its answer away (“{told[0]}”)", "ask without these words"
    seen: set[str] = set()
    for path, text in _typed(question):
        core = _ARTICLE.sub("", alike(text))
        if core in seen:
            yield path, f"“{text}” is accepted twice", "take one out"
        seen.add(core)


def blurred(question: Question, groups: Sequence[Sequence[str]]) -> Iterator[tuple[KeyPath, str, str]]:
    """Synonyms of the deck by which all that one option, step or item says is said by another one too."""
    key, parts = _parts(question)
    plain = [[_said(text, ()) for text in texts] for texts in parts]
    for group in groups:
        made = [[_said(text, group) for text in texts] for texts in parts]
        pairs = ((one, other) for one in range(len(parts)) for other in range(len(parts)) if one != other)
        if any(_covers(made, *pair) and not _covers(plain, *pair) for pair in pairs):
            words = ", ".join(f"“{word}”" for word in group)
            wrong = f"{words} mean the same by the deck's `synonyms`, which makes two of the `{key}` alike"
            yield (key,), wrong, "take the words out of `synonyms`, or word it differently here"


def _covers(parts: Sequence[Sequence[frozenset[str]]], one: int, other: int) -> bool:
    return any(text <= longer for text in parts[one] for longer in parts[other])


def _parts(question: Question) -> tuple[str, list[tuple[str, ...]]]:
    """The key of what has to be told apart, and its texts."""
    match question:
        case Choice(options=options) | Select(options=options):
            return "options", [(option.text, *option.texts) for option in options]
        case Order(steps=steps):
            return "steps", [(step.text, *step.texts) for step in steps]
        case ListOf(items=items):
            return "items", [(item.name, *item.texts) for item in items]
        case _:
            return "", []


def _said(text: str, group: Sequence[str]) -> frozenset[str]:
    """The words of a text, those of the group as one. A longer word that begins with one of them is that one:
    `proofing` with `proof`."""
    plain = bare(text)
    for word in group:
        end = r"\w*" if len(word) >= _STEM else r"(?!\w)"
        plain = re.sub(rf"(?<!\w){re.escape(bare(word))}{end}", _ONE, plain)
    return frozenset(re.findall(rf"[\w{_ONE}]+", plain))


def read_as(question: Question, lexicon: Lexicon) -> Iterator[tuple[KeyPath, str, str]]:
    """The first accepted text that is read by its signs without the author's word for it: its key, what
    it is taken for, and what to write.
    """
    if question.as_kind or not isinstance(question, (Short, Command)):
        return
    if isinstance(question, Command) and question.ideas:
        return
    for path, text in _typed(question):
        kind = wanted(text, lexicon.language).kind
        if kind in _TOLD:
            mend = f'`as = "{kind}"` reads every text of the question so, `as = "words"` none'
            yield path, f"“{text}” is read as {_TOLD[kind]}, each other text by its own looks", mend
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
