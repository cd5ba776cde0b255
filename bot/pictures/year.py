"""A year in two halves, a column a week, Monday on top."""

from datetime import date, timedelta

from bot.app.ports.calendar import DayReason
from bot.pictures.figures import Calendar
from bot.pictures.lettering import fitted, width
from bot.pictures.sheet import FAINT, INK, Sheet
from bot.pictures.tiles import SIZE, tile

SPAN = 365
"""Days shown, today the last: 53 columns whatever weekday it is."""
_UPPER = 26
"""Columns of the upper half; the lower one has 27, the last with today."""
_PITCH = SIZE + 3
_MONTHS = 32
"""Height of the names of the months over a half."""
_HALF = _MONTHS + 7 * _PITCH + 4
YEAR_HIGH = 2 * _HALF
"""Dots of height of both halves."""
_NAMES = 54
"""Width of the names of the weekdays."""
YEAR_WIDE = _NAMES + 27 * _PITCH - 3
_SMALL = 22


def shown_days(calendar: Calendar) -> dict[date, DayReason]:
    """The days of the ledger that the picture shows."""
    return {day: reason for day, reason in calendar.days if 0 <= (calendar.today - day).days < SPAN}


def draw_year(sheet: Sheet, left: int, top: int, calendar: Calendar) -> None:
    """The squares, the names of months and of every third weekday, and a frame around today."""
    reasons = shown_days(calendar)
    first = calendar.today - timedelta(days=SPAN - 1)
    for number in range(SPAN):
        day = first + timedelta(days=number)
        x, y = _place(number + first.weekday())
        sheet.stamp(tile(reasons.get(day)), left + x, top + y)
        if day.day == 1:
            name = calendar.labels.months[day.month - 1]
            _name_month(sheet, left + x, top + y - day.weekday() * _PITCH, name, left + YEAR_WIDE)
    x, y = _place(SPAN - 1 + first.weekday())
    sheet.box((left + x - 3, top + y - 3, left + x + SIZE + 2, top + y + SIZE + 2), line=INK, width=3)
    for half in (0, 1):
        for weekday in (0, 3, 6):
            y = top + half * _HALF + _MONTHS + weekday * _PITCH + SIZE // 2
            name = calendar.labels.weekdays[weekday]
            sheet.text((left, y), name, size=_SMALL, level=FAINT, room=_NAMES - 6)


def _place(number: int) -> tuple[int, int]:
    """Where the square of a day is, counted from the first Monday shown."""
    column, weekday = divmod(number, 7)
    half, column = (0, column) if column < _UPPER else (1, column - _UPPER)
    return _NAMES + column * _PITCH, half * _HALF + _MONTHS + weekday * _PITCH


def _name_month(sheet: Sheet, x: int, squares: int, name: str, right: int) -> None:
    """Write it over the column at `x`, but not past `right`.

    Months are four columns apart at least, and the last one may move by two to the left.
    """
    name = fitted(name, _SMALL, 2 * _PITCH + 6)
    at = min(x, right - width(name, _SMALL)), squares - _MONTHS // 2
    sheet.text(at, name, size=_SMALL, level=FAINT)
