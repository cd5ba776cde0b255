"""A year in two halves, a column a week, Monday on top. It begins with the first day of learning.

While that lies less than a quarter of a year back, that quarter is shown, with large squares: three days in a
year of small ones would be nothing to look at.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from bot.app.ports.calendar import DayReason
from bot.pictures.figures import Calendar
from bot.pictures.lettering import fitted, width
from bot.pictures.sheet import FAINT, INK, Sheet
from bot.pictures.tiles import SIZE, ahead, tile

SPAN = 365
"""Days shown of a year: 53 columns whatever weekday it begins with."""
QUARTER = 13
"""Columns of a quarter."""
_UPPER = 26
"""Columns of the upper half; the lower one has 27."""
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
_LATE = 18
"""From this day of a month on, the name of the next one stands too near for its own."""


class _Span(Struct, frozen=True):
    """The days a picture shows."""

    first: date
    last: date
    large: bool
    """A quarter, whose squares are twice as large in one row of columns."""

    @property
    def side(self) -> int:
        """Dots of a square's side."""
        return SIZE * 2 if self.large else SIZE

    @property
    def pitch(self) -> int:
        """Dots from one square to the next."""
        return _PITCH * 2 if self.large else _PITCH

    def days(self) -> Iterator[date]:
        """Each of them."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def place(self, day: date) -> tuple[int, int]:
        """Where the square of a day is, from the left and the top of the year."""
        column, weekday = divmod((day - self.first).days + self.first.weekday(), 7)
        half = 0
        if not self.large and column >= _UPPER:
            half, column = 1, column - _UPPER
        return _NAMES + column * self.pitch, half * _HALF + _MONTHS + weekday * self.pitch


def _span(calendar: Calendar) -> _Span:
    """From the first day of learning on, or the last year of a longer time."""
    today = calendar.today
    begun = min((day for day, _ in calendar.days if day <= today), default=today)
    quarter = begun + timedelta(days=QUARTER * 7 - begun.weekday() - 1)
    if today <= quarter:
        return _Span(begun, quarter, large=True)
    first = max(begun, today - timedelta(days=SPAN - 1))
    return _Span(first, first + timedelta(days=SPAN - 1), large=False)


def shown_days(calendar: Calendar) -> dict[date, DayReason]:
    """The days of the ledger that the picture shows."""
    first = _span(calendar).first
    return {day: reason for day, reason in calendar.days if first <= day <= calendar.today}


def draw_year(sheet: Sheet, left: int, top: int, calendar: Calendar) -> None:
    """The squares, the names of months and of every third weekday, and a frame around today."""
    reasons, span = shown_days(calendar), _span(calendar)
    for day in span.days():
        x, y = span.place(day)
        square = ahead(large=span.large) if day > calendar.today else tile(reasons.get(day), large=span.large)
        sheet.stamp(square, left + x, top + y)
        if day.day == 1 or (span.large and day == span.first and day.day < _LATE):
            name = calendar.labels.months[day.month - 1]
            _name_month(sheet, left + x, top + y - day.weekday() * span.pitch, name, left + YEAR_WIDE)
    x, y = span.place(calendar.today)
    side = span.side
    sheet.box((left + x - 3, top + y - 3, left + x + side + 2, top + y + side + 2), line=INK, width=3)
    for half in (0,) if span.large else (0, 1):
        for weekday in range(7) if span.large else (0, 3, 6):
            y = top + half * _HALF + _MONTHS + weekday * span.pitch + side // 2
            name = calendar.labels.weekdays[weekday]
            sheet.text((left, y), name, size=_SMALL, level=FAINT, room=_NAMES - 6)


def _name_month(sheet: Sheet, x: int, squares: int, name: str, right: int) -> None:
    """Write it over the column at `x`, but not past `right`.

    Months are four columns apart at least, and the last one may move by two to the left.
    """
    name = fitted(name, _SMALL, 2 * _PITCH + 6)
    at = min(x, right - width(name, _SMALL)), squares - _MONTHS // 2
    sheet.text(at, name, size=_SMALL, level=FAINT)
