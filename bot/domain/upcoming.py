"""Which questions a series asks next. Pure; chance is seeded by the series."""

import hashlib
from collections.abc import Mapping, Sequence, Set
from datetime import datetime

from msgspec import Struct

from bot.domain.question import QuestionId


class Asked(Struct, frozen=True, kw_only=True):
    """How often a series has asked a question, and when it did last."""

    times: int
    last: datetime


def lined_up(
    pool: Sequence[QuestionId],
    line: Sequence[QuestionId],
    asked: Mapping[QuestionId, Asked],
    passed: Set[QuestionId],
    seed: str,
) -> tuple[QuestionId, ...]:
    """The whole pool in the order in which it will be asked.

    What stands in line already keeps its place, if it is still there. Behind it come the questions asked
    least often, so that none repeats before all were asked; of those, what was passed over comes last, then
    what was asked latest; chance decides the rest.
    """
    there = set(pool)
    kept = tuple(id for id in dict.fromkeys(line) if id in there)

    def rank(id: QuestionId) -> tuple[int, bool, float, bytes]:
        before = asked.get(id)
        chance = hashlib.blake2b(f"{seed}:{id}".encode(), digest_size=8).digest()
        if before is None:
            return 0, id in passed, 0.0, chance
        return before.times, id in passed, before.last.timestamp(), chance

    return (*kept, *sorted(there - set(kept), key=rank))


def swapped(line: Sequence[QuestionId], id: QuestionId, shown: int) -> tuple[QuestionId, ...]:
    """The first `shown` of a line without that question: the next one behind them takes its place."""
    if id not in line[:shown] or len(line) <= shown:
        return tuple(line[:shown])
    return tuple(line[shown] if each == id else each for each in line[:shown])
