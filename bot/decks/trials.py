"""What an author says about answers, put to the marker."""

import dataclasses
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from bot.decks.lines import KeyPath
from bot.domain.marking import Lexicon, Mark, mark
from bot.domain.question import Choice, Gaps, Match, Question, Select

_RIGHT = (Mark.RIGHT, Mark.ALMOST)
_MISSED = (Mark.WRONG, Mark.UNREADABLE)
_HOME = {
    "choice": "the `texts` of its option",
    "list": "the `texts` of its items",
    "order": "the `texts` of its steps",
    "explain": "`accept`, or its parts to the `texts` of ideas",
    "opinion": "`about`",
    "select": "the `texts` of its options",
    "match": "`pairs`",
    "gaps": "`gaps`",
}
"""Where a missing right answer belongs, by kind; else in `accept`."""
_UNHEARD = ("list",)
"""Kinds that are marked by their parts, whatever `accept` says."""
_HALF = {
    "gaps": "fill one gap as `gaps` has it",
    "order": "name half of the steps in their order",
    "list": "name one of the `items`",
    "match": "give one pair as `pairs` has it",
    "select": "name one of `answers`",
    "explain": "add it to the `texts` of an idea",
}
"""What makes an answer half right without `prompt`, by kind."""
_MOST = 50
"""Texts that are tried to be the one that speaks against an answer."""
_NOT_RIGHT = (Mark.PARTIAL, *_MISSED)
_SPOKEN_AGAINST = "reword it, or change what speaks against it"


class Trial(Struct, frozen=True, kw_only=True):
    """One text, and how it must be marked."""

    path: KeyPath
    said: str
    should: str
    marks: tuple[Mark, ...]
    mend: str

    def fault(self, question: Question, lexicon: Lexicon) -> tuple[str, str] | None:
        """What is wrong and what to do, or None if the marker agrees with the author."""
        verdict = mark(question, self.said, lexicon)
        if verdict.mark in self.marks:
            return None
        said = self.said if len(self.said) <= 60 else f"{self.said[:60]}…"
        wrong = f"“{said}” should be {self.should} and is marked {verdict.mark} ({verdict.reason})"
        if culprit := self._culprit(question, lexicon):
            return wrong, f"{culprit} catches it: make that more precise"
        return wrong, self.mend

    def _culprit(self, question: Question, lexicon: Lexicon) -> str:
        """The one text of `never`, `reject` or `prompt` without which it would be marked so; else nothing."""
        own = dataclasses.replace(lexicon, compiled_questions={})
        for text, key, other in islice(_without_each(question), _MOST):
            own.compiled_questions.clear()
            if text != self.said and mark(other, self.said, own).mark in self.marks:
                return f"“{text}” in `{key}`"
        return ""


def _without_each(question: Question) -> Iterator[tuple[str, str, Question]]:
    """Each text that can speak against an answer, its key, and the question without it."""
    for place, idea in enumerate(getattr(question, "ideas", ())):
        for text in idea.never:
            less = replace(idea, never=tuple(one for one in idea.never if one != text))
            ideas = (*question.ideas[:place], less, *question.ideas[place + 1 :])  # type: ignore[union-attr]
            yield text, "never", replace(question, ideas=ideas)
    for key in ("reject", "prompt"):
        rows = getattr(question, key)
        for place, row in enumerate(rows):
            for text in row.texts:
                less = replace(row, texts=tuple(one for one in row.texts if one != text))
                yield text, key, replace(question, **{key: (*rows[:place], less, *rows[place + 1 :])})


def trials(question: Question) -> Iterator[Trial]:
    """Everything the author has said about answers to that question. The `answer` of an opinion is said to
    learners, and is none itself."""
    found = _said_of(question)
    return found if question.kind != "opinion" else (each for each in found if each.path != ("answer",))


def _said_of(question: Question) -> Iterator[Trial]:
    kind = question.kind
    home = _HOME.get(kind, "`accept`")
    yield _trial(
        ("answer",), _whole_answer(question), "right", _RIGHT, "make `answer` and the other keys agree"
    )
    for index, text in enumerate(question.accept):
        mend = f"move it to {home}" if kind in _UNHEARD else _SPOKEN_AGAINST
        yield _trial(("accept", index), text, "right", _RIGHT, mend)
    for index, text in enumerate(question.exactly):
        yield _trial(("exactly", index), text, "right", _RIGHT, _SPOKEN_AGAINST)
    for index, reject in enumerate(question.reject):
        for text in reject.texts:
            mend = f"take it out, or make {home} more precise"
            yield _trial(("reject", index), text, "not right", _NOT_RIGHT, mend)
    for index, prompt in enumerate(question.prompt):
        for text in prompt.texts:
            mend = "reword it, or move it elsewhere"
            yield _trial(("prompt", index), text, "partial", (Mark.PARTIAL,), mend)
    if isinstance(question, Choice):
        yield from _options(question)
    yield from _examples(question)


def _whole_answer(question: Question) -> str:
    """The model answer; of a question of several parts, the parts that are right."""
    match question:
        case Select(options=options, right=right):
            return "\n".join(options[index].text for index in right)
        case Match(pairs=pairs):
            return "\n".join(f"{pair.left} – {pair.right}" for pair in pairs)
        case Gaps(gaps=gaps):
            return "\n".join(gap.texts[0] for gap in gaps)
        case _:
            return question.answer


def _options(question: Choice) -> Iterator[Trial]:
    for index, option in enumerate(question.options):
        for text in (option.text, *option.texts):
            path = ("options", index)
            if index == question.right:
                yield _trial(path, text, "right", _RIGHT, _SPOKEN_AGAINST)
            else:
                yield _trial(path, text, "not right", _NOT_RIGHT, "reword it, so that the options differ")


def _examples(question: Question) -> Iterator[Trial]:
    given = question.examples
    for index, text in enumerate(given.right):
        mend = f"add it to {_HOME.get(question.kind, '`accept`')}, or move it"
        yield _trial(("examples", "right", index), text, "right", _RIGHT, mend)
    for index, text in enumerate(given.partial):
        half = _HALF.get(question.kind)
        mend = f"{half}, add it to `prompt`, or move it" if half else "add it to `prompt`, or move it"
        yield _trial(("examples", "partial", index), text, "partial", (Mark.PARTIAL,), mend)
    for index, text in enumerate(given.wrong):
        yield _trial(("examples", "wrong", index), text, "wrong", _MISSED, "add it to `reject`, or move it")


def _trial(path: KeyPath, said: str, should: str, marks: tuple[Mark, ...], mend: str) -> Trial:
    return Trial(path=path, said=said, should=should, marks=marks, mend=mend)
