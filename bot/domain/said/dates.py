"""A day as people type it: "18.12.2026", "18 December", "tomorrow", "in 3 weeks", "bis Freitag".

A day without a year is the next one of that date, a weekday the next one after today.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from msgspec import Struct

from bot.domain.said.weekdays import weekday
from bot.domain.said.words import scan

_MONTH_NAMES = (
    "january jan januar jänner",
    "february feb februar",
    "march mar märz mrz maerz",
    "april apr",
    "may mai",
    "june jun juni",
    "july jul juli",
    "august aug",
    "september sep sept",
    "october oct oktober okt",
    "november nov",
    "december dec dezember dez",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_MONTH = rf"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_ORDER = r"(?:st|nd|rd|th|\.)?"
_YEAR = r"(?: (?P<year>\d{4}))?"
_UNITS = r"(?P<unit>days?|tage?n?|weeks?|wks?|wochen?|months?|monate?n?|(?<=\d )[dwm]|(?<=\d)[dwm])"
_SOME = r"(?P<number>\d{1,3}|an?|eine[mnr]?|next|nächsten?|naechsten?)"
_SAYS_NOTHING = """
on the until till til to by for is it its it's my exam test am den der dem die bis zum zur zu an ist
meine prüfung klausur
"""
_FILLERS = frozenset(_SAYS_NOTHING.split())
_END = r"(?!\S)"


class Day(Struct, frozen=True, kw_only=True):
    """A day that was typed."""

    on: date | None
    """None where nothing was read, or two different days."""
    unread: tuple[str, ...]
    """What was not understood, as typed."""


def read_day(text: str, today: date, *, month_first: bool = False) -> Day:
    """The day a text gives, and what in it was not understood. `month_first`: 12/11 is 11 December."""

    def day_at(said: str, start: int) -> tuple[date, int] | None:
        found = [
            (on, match.end())
            for pattern, read in _FORMS
            if (match := pattern.match(said, start)) and (on := _safe(read, match, today, month_first))
        ]
        return max(found, key=lambda each: each[1], default=None)

    scanned = scan(text, (day_at,), _FILLERS)
    days = set(scanned.found)
    if len(days) > 1:
        return Day(on=None, unread=(text.strip(),))
    return Day(on=days.pop() if days else None, unread=scanned.unread)


def month_first(language: str | None) -> bool:
    """Whether people of a language tag write 12/18 for 18 December."""
    return (language or "").casefold().replace("_", "-") in ("en-us", "es-us")


_Read = Callable[[re.Match[str], date, bool], date | None]


def _safe(read: _Read, match: re.Match[str], today: date, month_first: bool) -> date | None:
    """The day; None for one that no calendar has."""
    try:
        return read(match, today, month_first)
    except (ValueError, OverflowError):
        return None


def _in_full(match: re.Match[str], _: date, __: bool) -> date:
    return date(int(match["year"]), int(match["month"]), int(match["day"]))


def _numbers(match: re.Match[str], today: date, month_first: bool) -> date | None:
    day, month = int(match["day"]), int(match["month"])
    if match["sign"] == "/" and (month > 12 or (month_first and day <= 12)):
        day, month = month, day
    return _of_year(day, month, match["year"], today)


def _of_month(match: re.Match[str], today: date, _: bool) -> date | None:
    """The next day of that number, in this month or the first after it that has one."""
    day = int(match["day"])
    months = [(today.year + (today.month - 1 + n) // 12, (today.month - 1 + n) % 12 + 1) for n in range(13)]
    held = ((year, month) for year, month in months if 0 < day <= calendar.monthrange(year, month)[1])
    return next((on for year, month in held if (on := date(year, month, day)) >= today), None)


def _named(match: re.Match[str], today: date, _: bool) -> date | None:
    return _of_year(int(match["day"]), _MONTHS[match["name"]], match["year"], today)


def _of_year(day: int, month: int, year: str | None, today: date) -> date | None:
    """That day of that year; without one, the first from today on that the calendar has (29 February)."""
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for number in range(today.year, today.year + 9):
        if day <= calendar.monthrange(number, month)[1] and (on := date(number, month, day)) >= today:
            return on
    return None


def _near(match: re.Match[str], today: date, _: bool) -> date:
    word = match[0]
    ahead = 0 if word in ("today", "heute") else 1 if word in ("tomorrow", "tmrw", "tmr", "morgen") else 2
    return today + timedelta(days=ahead)


def _weekday(match: re.Match[str], today: date, _: bool) -> date | None:
    day = weekday(match["weekday"])
    if day is None:
        return None
    if match["week"]:  # of the calendar's next week
        return today + timedelta(days=7 - today.weekday() + day)
    ahead = (day - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead + (7 if match["later"] else 0))


def _after(match: re.Match[str], today: date, _: bool) -> date | None:
    said, unit = match["number"], match["unit"]
    number = int(said) if said.isdecimal() else 1
    if said.startswith(("next", "n")) and not said.isdecimal():
        return _next(unit, today)
    if unit.startswith("m"):
        years, month = divmod(today.month - 1 + number, 12)
        year = today.year + years
        return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
    return today + timedelta(days=number * (7 if unit.startswith("w") else 1))


def _next(unit: str, today: date) -> date | None:
    """The first day of the next week or month."""
    if unit.startswith("w"):
        return today + timedelta(days=7 - today.weekday())
    if unit.startswith("m"):
        return (today.replace(day=1) + timedelta(days=31)).replace(day=1)
    return None


_NEAR = r"(?:today|heute|tomorrow|tmrw|tmr|morgen|(?:the )?day after tomorrow|übermorgen|uebermorgen)"
_COMING = r"(?:(?:next|this|coming|(?:nächste|naechste|kommende|diese)[nrs]?) )?"
_WEEK = r"(?P<week> (?:of )?(?:next|nächste|naechste) (?:week|woche))"
_LATER = r"(?P<later> in (?:a week|1 week|einer woche))"
_AHEAD = r"(?:in |within |for |nach |für |fuer )?"
_SINCE = r"(?: time| from now| from today| later)?"
_SPLIT = r"(?P<day>\d\d?)(?P<sign>[./-])(?P<month>\d\d?)(?:(?P=sign)(?P<year>\d{4}|\d\d)?)?"
_FORMS: tuple[tuple[re.Pattern[str], _Read], ...] = tuple(
    (re.compile(pattern + _END), read)
    for pattern, read in (
        (r"(?P<year>\d{4})[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)", _in_full),
        (_SPLIT, _numbers),
        (rf"(?P<day>\d\d?){_ORDER}(?: of| the)? ?{_MONTH}{_YEAR}", _named),
        (rf"{_MONTH} (?:the )?(?P<day>\d\d?){_ORDER}{_YEAR}", _named),
        (r"(?P<day>\d\d?)(?:st|nd|rd|th|\.)", _of_month),
        (_NEAR, _near),
        (rf"{_COMING}(?P<weekday>[^\W\d_]+)\.?(?:{_WEEK}|{_LATER})?", _weekday),
        (rf"{_AHEAD}{_SOME} ?{_UNITS}{_SINCE}", _after),
    )
)
