"""The picture of a learner's year: days, memory by topic, and what is due in the next 14 days."""

from bot.pictures.bars import BARS_HIGH, draw_due, draw_topics
from bot.pictures.figures import Calendar, Labels, TopicBar
from bot.pictures.legend import LINE_HIGH, draw_legend, legend_lines
from bot.pictures.lettering import width
from bot.pictures.sheet import FAINT, PALE, Sheet
from bot.pictures.year import YEAR_HIGH, draw_year

__all__ = ["WIDE", "Calendar", "Labels", "TopicBar", "draw"]

WIDE = 800
"""Dots. The height is 1,124 where the legend takes one line, and 36 more for each line more."""
_MARGIN = 34
_ROOM = WIDE - 2 * _MARGIN
_HEAD = 100
_GAP = 22
_TOPICS = 444
_DUE = _TOPICS + 28
"""Where the days to come begin, beside the topics."""
_SMALL, _HUGE = 23, 62


def draw(calendar: Calendar) -> bytes:
    """A PNG under 100,000 bytes that stands out in a dark chat and in a light one.

    Equal figures give equal bytes, with the same Pillow. Raises LookupError if a label has another blank
    than those that `Labels` names.
    """
    legend = legend_lines(calendar, _ROOM)
    below = _MARGIN + _HEAD + YEAR_HIGH + 8
    bars = below + len(legend) * LINE_HIGH + 2 * _GAP
    sheet = Sheet(WIDE, bars + BARS_HIGH + _MARGIN - 8)
    _draw_head(sheet, calendar)
    draw_year(sheet, _MARGIN, _MARGIN + _HEAD, calendar)
    draw_legend(sheet, _MARGIN, below, legend)
    sheet.box((_MARGIN, bars - _GAP - 1, WIDE - _MARGIN - 1, bars - _GAP), fill=PALE)
    draw_topics(sheet, _MARGIN, bars, calendar, _TOPICS)
    draw_due(sheet, _MARGIN + _DUE, bars, calendar, _ROOM - _DUE)
    return sheet.png()


def _draw_head(sheet: Sheet, calendar: Calendar) -> None:
    labels, x, y = calendar.labels, float(_MARGIN), _MARGIN + 8
    for label, number in ((labels.streak, calendar.streak), (labels.longest, calendar.longest)):
        end = sheet.text((x, y), label, size=_SMALL, level=FAINT, room=220)
        sheet.text((x - 2, y + 48), f"{number}", size=_HUGE)
        x = max(end, x + width(f"{number}", _HUGE)) + 44
    sheet.text_to((WIDE - _MARGIN, y), labels.date, size=_SMALL, level=FAINT, room=WIDE - _MARGIN - x)
