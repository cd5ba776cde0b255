"""A ruling is tried before it counts: on every kept answer, and on what the question's author vouches for."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from msgspec import Struct

from bot.app.authoring.groups import K_WORDS
from bot.app.events import PersonId
from bot.app.ports.authoring import KeptAnswer
from bot.domain.intent import understand
from bot.domain.marking import Lexicon, Mark, Verdict
from bot.domain.marking.comparing.keys import key_of
from bot.domain.question import Question
from bot.domain.rulings import Ruling, RulingKind, with_rulings

MOST_ANSWERS = 20_000
"""The newest answers to a question that a ruling is tried on."""
MOST_WORDINGS = 500
"""Different wordings it is tried on, the commonest first: a fifth of a second."""
MOST_MARKED = 2_000
"""Wordings that a marker remembers; past it the memory starts afresh."""


class Marker:
    """Marks what was said, given what was right before; each wording once. It has a memory of its own, so
    that what is tried costs nothing where learners are answered."""

    def __init__(self, question: Question, lexicon: Lexicon) -> None:
        self._question = question
        self._lexicon = dataclasses.replace(lexicon, compiled_questions={})
        self._known: dict[tuple[str, tuple[str, ...]], Verdict] = {}
        self.marked = 0
        """How many wordings it had to read."""

    def __call__(self, said: str, have: tuple[str, ...] = ()) -> Verdict:
        """The verdict on it."""
        key = said, have
        if key not in self._known:
            if len(self._known) >= MOST_MARKED:
                self._known.clear()
            self.marked += 1
            self._known[key] = understand(self._question, said, self._lexicon, have=have).verdict
        return self._known[key]


class Reach(Struct, frozen=True, kw_only=True):
    """What a ruling would change."""

    people: int = 0
    """People whose answers are marked anew: the wordings it is about, and others that pass with them."""
    gained: int = 0
    """Of these, those to whom it has not counted yet."""
    wrote: int = 0
    """People who wrote the wordings it is about."""
    others: tuple[tuple[str, int | None], ...] = ()
    """Other wordings that would be marked otherwise, and how many people wrote each; None: too few to be
    told."""
    rarer: int = 0
    """Further wordings, each by so few people that their words stay theirs."""
    against: tuple[str, ...] = ()
    """What the question's author vouches for, and would not be marked so any more."""
    deaf: tuple[str, ...] = ()
    """Wordings it is about that would not be marked as ruled."""


@lru_cache(maxsize=16)
def marker_of(question: Question, lexicon: Lexicon) -> Marker:
    """Marks answers to that question; it is kept while a ruling is gone through."""
    return Marker(question, lexicon)


@dataclass(slots=True, kw_only=True)
class _Wording:
    text: str
    people: set[PersonId]
    missing: set[PersonId]
    """To whom it has not counted."""


def tried(question: Question, ruling: Ruling, kept: Sequence[KeptAnswer], lexicon: Lexicon) -> Reach:
    """What `ruling` would change about a question as it stands."""
    before = marker_of(question, lexicon)
    after = marker_of(with_rulings(question, [ruling]), lexicon)
    own = {key_of(text, question.lang) for text in ruling.texts}
    wordings = _wordings(kept, question.lang)
    changed = {
        key: one
        for key, one in wordings.items()
        if key not in own and _differs(before(one.text, ()), after(one.text, ()), ruling.kind)
    }
    reached = [one for key, one in wordings.items() if key in own or key in changed]
    told = sorted(
        (one for one in changed.values() if len(one.people) >= K_WORDS),
        key=lambda one: (-len(one.people), one.text),
    )
    return Reach(
        people=len(set().union(*(one.people for one in reached))),
        wrote=len(set().union(*(one.people for key, one in wordings.items() if key in own))),
        gained=len(set().union(*(one.missing for one in reached))),
        others=tuple((one.text, len(one.people)) for one in told),
        rarer=len(changed) - len(told),
        against=tuple(_against(_vouching(question, ruling), before, after)),
        deaf=tuple(text for text in ruling.texts if not _as_ruled(after(text, ()), ruling.kind)),
    )


def _wordings(kept: Iterable[KeptAnswer], lang: str) -> dict[str, _Wording]:
    found: dict[str, _Wording] = {}
    spellings: dict[str, Counter[str]] = {}
    keys: dict[str, str] = {}
    for one in kept:
        if one.said not in keys:
            keys[one.said] = key_of(one.said, lang)
        key = keys[one.said]
        wording = found.setdefault(key, _Wording(text=one.said, people=set(), missing=set()))
        spellings.setdefault(key, Counter())[one.said.strip()] += 1
        wording.people.add(one.learner)
        if not one.counted:
            wording.missing.add(one.learner)
    for key, wording in found.items():
        wording.text = spellings[key].most_common(1)[0][0]
    commonest = sorted(found, key=lambda key: -len(found[key].people))[:MOST_WORDINGS]
    return {key: found[key] for key in commonest}


def _differs(before: Verdict, after: Verdict, kind: RulingKind) -> bool:
    if kind is RulingKind.PARTLY:
        return (before.passed, before.mark is Mark.PARTIAL) != (after.passed, after.mark is Mark.PARTIAL)
    return before.passed != after.passed


def _as_ruled(verdict: Verdict, kind: RulingKind) -> bool:
    match kind:
        case RulingKind.RIGHT | RulingKind.EXACTLY:
            return verdict.passed
        case RulingKind.PARTLY:
            return verdict.mark is Mark.PARTIAL
        case _:
            return verdict.mark is Mark.WRONG


def _against(question: Question, before: Marker, after: Marker) -> Iterator[str]:
    """What was marked as its author says, and would not be any more."""
    for text, right in _vouched(question):
        if before(text, ()).passed is right and after(text, ()).passed is not right:
            yield text


def _vouching(question: Question, ruling: Ruling) -> Question:
    """A question that is changed vouches for its new texts."""
    return with_rulings(question, [ruling]) if ruling.kind is RulingKind.WORDING else question


def _vouched(question: Question) -> Iterator[tuple[str, bool]]:
    examples = question.examples
    for text in (question.answer, *question.accept, *question.exactly, *examples.right):
        yield text, True
    for text in (*examples.partial, *examples.wrong):
        yield text, False
    for reject in question.reject:
        yield from ((text, False) for text in reject.texts)
    for prompt in question.prompt:
        yield from ((text, False) for text in prompt.texts)
