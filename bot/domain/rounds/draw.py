"""Which questions a round asks. Pure; chance is seeded by the round."""

from collections.abc import Iterable, Mapping, Sequence
from random import Random

from bot.domain.question import Question, QuestionId
from bot.domain.rounds.round import Pace, Play, Posed, Setup

SECONDS: Mapping[str, int] = {
    "choice": 20,
    "short": 45,
    "number": 45,
    "command": 60,
    "order": 60,
    "list": 90,
    "explain": 90,
    "opinion": 60,
    "select": 40,
    "match": 90,
    "gaps": 60,
}
"""Time for a question of each kind at the normal pace."""
PACES: Mapping[Pace, float] = {Pace.QUICK: 0.7, Pace.NORMAL: 1.0, Pace.SLOW: 1.6}
DEEP = frozenset({"command", "explain", "opinion"})
"""Kinds that are asked only if chosen: they take long, or have no right answer."""
SHARED = frozenset({"list", "explain", "match", "gaps"})
"""Kinds that a group can complete together."""


def draw(
    pool: Sequence[Question], recent: Sequence[QuestionId], setup: Setup, seed: str
) -> tuple[Posed, ...]:
    """At most `setup.count` questions that fit the way of playing, each at most once.

    `recent` are those asked in this group before, the latest first: what was not asked yet comes first, then
    what was asked longest ago.
    """
    fitting = [question for question in pool if _fits(question, setup)]
    order = fitting[:]
    Random(seed).shuffle(order)
    ago = {id: place for place, id in reversed(list(enumerate(recent)))}
    order.sort(key=lambda question: -ago.get(question.id, len(recent)))
    chosen = order[: setup.count]
    return tuple(Posed(question=question, seconds=seconds(question, setup.pace)) for question in chosen)


def playable(pool: Iterable[Question], setup: Setup) -> bool:
    """Whether at least one question fits the way of playing."""
    return any(_fits(question, setup) for question in pool)


def seconds(question: Question, pace: Pace) -> int:
    """How long a question is open."""
    return round(SECONDS[question.kind] * PACES[pace])


def _fits(question: Question, setup: Setup) -> bool:
    if setup.play is Play.TOGETHER:
        return question.kind in SHARED
    if setup.play is Play.RACE and question.kind == "opinion":
        return False
    return setup.deep or question.kind not in DEEP
