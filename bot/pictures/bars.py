"""How well each topic is remembered, and how much is due on each of the days to come."""

from datetime import timedelta

from bot.pictures.figures import AHEAD, Calendar, Labels, TopicBar
from bot.pictures.lettering import drawable, width
from bot.pictures.sheet import FAINT, INK, PALE, Hue, Point, Sheet

_HEAD = 48
"""Height of a heading."""
_ROW = 29
"""Height of a day."""
_FEW, _MOST = 5, 7
"""Rows of topics; they spread over the height that the days take."""
BARS_HIGH = _HEAD + AHEAD * _ROW
"""Dots of height of either list."""
_LARGE, _SMALL = 27, 23
_BLOCK, _GAP, _BLOCK_HIGH = 16, 4, 20
_TENTHS = 110
"""Most of the width of "8 in 10"."""
_DAY = 94
"""Width of a day's name."""


def draw_topics(sheet: Sheet, left: int, top: int, calendar: Calendar, room: int) -> None:
    """A row a topic: its title, ten blocks of which so many are full, and the same in numbers.

    A title of which no letter can be drawn gives way to its number. Where topics find no room, the last
    row says how many.
    """
    topics, pitch = calendar.topics, AHEAD * _ROW // min(max(len(calendar.topics), _FEW), _MOST)
    sheet.text((left, top + _HEAD // 2 - 4), calendar.labels.memory, size=_LARGE, room=room)
    fits = len(topics) if len(topics) <= _MOST else _MOST - 1
    for number, topic in enumerate(topics[:fits]):
        y = top + _HEAD + number * pitch
        title = topic.title if drawable(topic.title) else f"{number + 1}."
        sheet.text((left, y + 12), title, size=_SMALL, room=room)
        _draw_topic(sheet, (left, y + 40), topic, calendar.labels, room)
    if fits < len(topics):
        more = calendar.labels.more.format(n=len(topics) - fits)
        sheet.text((left, top + _HEAD + fits * pitch + 12), more, size=_SMALL, level=FAINT, room=room)


def _draw_topic(sheet: Sheet, at: Point, topic: TopicBar, labels: Labels, room: int) -> None:
    tenths, (x, y) = topic.tenths, at
    right = x + room
    for number in range(10):
        box = (x, y - _BLOCK_HIGH // 2, x + _BLOCK - 1, y + _BLOCK_HIGH // 2 - 1)
        if number < (tenths or 0):
            sheet.box(box, fill=Hue.BLUE.full)
        else:
            sheet.box(box, line=PALE)
        x += _BLOCK + _GAP
    x += 6
    if tenths is not None:
        words = _whole(labels.out_of_ten.format(n=tenths), f"{tenths}/10", _TENTHS)
        x = sheet.text((x, y), words, size=_SMALL) + 12
    rest = right - x
    met = _whole(labels.met.format(met=topic.met, of=topic.of), f"{topic.met}/{topic.of}", rest)
    sheet.text((x, y), met, size=_SMALL, level=FAINT)


def _whole(words: str, numbers: str, room: float) -> str:
    """The words if they fit, else the bare numbers: a number that was cut would be a wrong one."""
    words = drawable(words)
    return words if words and width(words, _SMALL) <= room else numbers


def draw_due(sheet: Sheet, left: int, top: int, calendar: Calendar, room: int) -> None:
    """A row a day: weekday and day of the month, a bar, and the number."""
    sheet.text((left, top + _HEAD // 2 - 4), calendar.labels.due, size=_LARGE, room=room)
    most = max(*calendar.due, 1)
    longest = int(room - _DAY - 8 - width(f"{most}", _SMALL))
    axis, first = left + _DAY, top + _HEAD
    sheet.box((axis - 3, first, axis - 2, first + AHEAD * _ROW - 6), fill=PALE)
    for ahead, count in enumerate(calendar.due):
        day = calendar.today + timedelta(days=ahead)
        y = first + ahead * _ROW + 12
        level = FAINT if ahead else INK
        sheet.text((left, y), calendar.labels.weekdays[day.weekday()], size=_SMALL, level=level, room=52)
        sheet.text_to((axis - 12, y), f"{day.day}", size=_SMALL, level=level)
        bar = max(3, longest * count // most) if count else 0
        if bar:
            sheet.box((axis, y - 10, axis + bar - 1, y + 9), fill=Hue.TEAL.full)
        sheet.text((axis + bar + 8, y), f"{count}", size=_SMALL, level=INK if count else FAINT)
