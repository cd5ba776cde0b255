"""How often and when, as it is typed after /daily: "tue thu 18:00", "weekdays 7am", "3 questions at 8"."""

import re
from datetime import time

from msgspec import Struct

from bot.domain.said.hours import times_at
from bot.domain.said.weekdays import days_at, together
from bot.domain.said.words import scan

_COUNT = re.compile(r"(\d{1,4}) (?:questions?|fragen?)(?: (?:a|per|each|every) day| am tag| pro tag)?(?!\S)")
_SPAN = re.compile(
    r"\b(?:in|after|every|alle|nach)\s+(?:\d+|an?|half an?|one|two|three|ein(?:e[rmn]?)?|zwei|drei|halben?)"
    r"\s*(?:hours?|hrs?|h|minutes?|mins?|stunden?|std|minuten?|days?|tage?n?|weeks?|wochen?)\b",
    re.IGNORECASE,
)
"""How long from now, or how far apart: no time of day."""
_SAYS_NOTHING = """
at on around about by from in and of the every each please pls time clock it its it's is um gegen ab an
am und jeden jede immer bitte zeit uhr me ask - – @ + &
"""
_FILLERS = frozenset(_SAYS_NOTHING.split())


class Days(Struct, frozen=True):
    """A set of weekdays; below zero, days to leave out."""

    bits: int


class Count(Struct, frozen=True):
    """So many questions."""

    number: int


class Rhythm(Struct, frozen=True, kw_only=True):
    """What was typed, part by part."""

    days: int = 0
    """As bits; 0: none are named."""
    at: time | None = None
    count: int | None = None
    unread: tuple[str, ...] = ()
    """What was not understood, as typed; a second time of day or number is not either."""

    @property
    def says_something(self) -> bool:
        """Whether anything was understood."""
        return bool(self.days or self.at is not None or self.count is not None)


def read_rhythm(text: str) -> Rhythm:
    """The days, the time of day and the number of questions in a text. Never raises."""
    if span := _SPAN.search(text):
        return Rhythm(unread=(span.group(),))
    scanned = scan(text, (_days, _time, _count), _FILLERS)
    times = {part for part in scanned.found if isinstance(part, time)}
    counts = {part.number for part in scanned.found if isinstance(part, Count)}
    twice = [f"{at:%H:%M}" for at in sorted(times)] if len(times) > 1 else []
    twice += [str(number) for number in sorted(counts)] if len(counts) > 1 else []
    return Rhythm(
        days=together(tuple(part.bits for part in scanned.found if isinstance(part, Days))),
        at=times.pop() if len(times) == 1 else None,
        count=counts.pop() if len(counts) == 1 else None,
        unread=(*scanned.unread, *twice),
    )


Part = Days | Count | time


def _days(said: str, start: int) -> tuple[Part, int] | None:
    found = days_at(said, start)
    return (Days(found[0]), found[1]) if found else None


def _time(said: str, start: int) -> tuple[Part, int] | None:
    found = times_at(said, start)
    return (found[0][0], found[1]) if found else None


def _count(said: str, start: int) -> tuple[Part, int] | None:
    found = _COUNT.match(said, start)
    return (Count(int(found[1])), found.end()) if found else None
