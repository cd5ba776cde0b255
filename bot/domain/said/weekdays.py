"""Days of the week as people type them: "tue thu", "mon-fri", "weekends", "Di Do", "Montag bis Freitag".

A set of days is a number of bits: Monday 1, Tuesday 2 … Sunday 64.
"""

import re

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.said.words import scan

EVERY_DAY = 127
_NAMES = (
    "monday mondays mon mo montag montags",
    "tuesday tuesdays tues tue tu di dienstag dienstags",
    "wednesday wednesdays weds wed mi mittwoch mittwochs",
    "thursday thursdays thurs thur thu th do donnerstag donnerstags",
    "friday fridays fri fr freitag freitags",
    "saturday saturdays sat sa samstag samstags sonnabend sonnabends",
    "sunday sundays sun su so sonntag sonntags",
)
_DAYS = {name: day for day, names in enumerate(_NAMES) for name in names.split()}
_SLIPPED = 6
"""Letters of a word that may be a slip of the name of a day."""
_SETS = {
    EVERY_DAY: "every day|everyday|each day|all days|daily|täglich|jeden tag|alle tage",
    31: "every weekday|on weekdays|weekdays|weekday|every workday|workdays|working days|werktags|werktage|"
    "an werktagen|wochentags|unter der woche",
    96: "every weekend|at the weekend|on weekends|at weekends|weekends|weekend|am wochenende|wochenende|"
    "an wochenenden|wochenenden",
}
_SET = re.compile(rf"(?:{'|'.join(f'({names})' for names in _SETS.values())})(?!\S)")
_BITS = tuple(_SETS)
_BUT = re.compile(
    r"(?:except|but not|not|never|no|außer|ausser|nicht|nie|niemals|ohne|kein|keine)(?: (?:on|am))? "
)
_RANGE = re.compile(
    r"([^\W\d_]+)\.?(?: ?[-–—] ?| (?:to|through|thru|until|till|bis)(?: zum)? )([^\W\d_]+)\.?(?!\S)"
)
_ONE = re.compile(r"([^\W\d_]+)\.?(?!\S)")
_SAYS_NOTHING = """
on and at every each the und am an jeden jede jeder immer nur only + & plus
"""
_FILLERS = frozenset(_SAYS_NOTHING.split())


def read_days(text: str) -> int:
    """The weekdays a text names; 0 if it names none, or something else besides. Never raises."""
    scanned = scan(text, (days_at,), _FILLERS)
    return 0 if scanned.unread else together(scanned.found)


def together(sets: tuple[int, ...]) -> int:
    """Several sets of days as one; a set below zero is taken away ("every day except Sunday")."""
    bits = 0
    for each in (each for each in sets if each > 0):
        bits |= each
    for each in (-each for each in sets if each < 0):
        bits = (bits or EVERY_DAY) & ~each
    return bits


def days_at(said: str, start: int) -> tuple[int, int] | None:
    """The days that stand in a text from a place on, and where they end; below zero for days to leave out."""
    if but := _BUT.match(said, start):
        found = _days(said, but.end())
        return (-found[0], found[1]) if found else None
    return _days(said, start)


def weekday(word: str) -> int | None:
    """The day of the week (Monday 0) that a word in small letters names, a slip of the pen allowed."""
    if word in _DAYS or len(word) < _SLIPPED:
        return _DAYS.get(word)
    near = process.extract(word, _DAYS.keys(), scorer=OSA.distance, score_cutoff=1, limit=None)
    days = {_DAYS[name] for name, _, _ in near if len(name) >= _SLIPPED}
    return days.pop() if len(days) == 1 else None


def _days(said: str, start: int) -> tuple[int, int] | None:
    if found := _SET.match(said, start):
        return _BITS[(found.lastindex or 1) - 1], found.end()
    if span := _RANGE.match(said, start):
        first, last = weekday(span[1]), weekday(span[2])
        if first is not None and last is not None:
            return sum(1 << day % 7 for day in range(first, last + 1 + 7 * (last < first))), span.end()
    one = _ONE.match(said, start)
    day = weekday(one[1]) if one else None
    return (1 << day, one.end()) if one and day is not None else None
