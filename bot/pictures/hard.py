"""The questions that are most worth a look: how many were right at first go, each with what it would be for
many. The same is said in words below it."""

from bot.pictures.hard_figure import HardBar, HardFigure
from bot.pictures.sheet import FAINT, INK, PALE, Hue, Sheet

WIDE = 1000
_MARGIN = 40
_HEAD = 84
_ROW = 78
_BAR = 26
_LARGE, _SMALL = 29, 24
_NUMBERS = 330
"""Width of the numbers beside a bar."""


def draw(figure: HardFigure) -> bytes:
    """The PNG: a title, a bar and its interval for each question."""
    sheet = Sheet(WIDE, _HEAD + _ROW * len(figure.hard) + _MARGIN // 2)
    sheet.text((_MARGIN, _HEAD // 2), figure.head, size=_LARGE, room=WIDE - 2 * _MARGIN)
    for number, bar in enumerate(figure.hard):
        _draw_bar(sheet, _HEAD + number * _ROW, bar)
    return sheet.png()


def _draw_bar(sheet: Sheet, top: int, bar: HardBar) -> None:
    room = WIDE - 2 * _MARGIN - _NUMBERS
    sheet.text((_MARGIN, top + 12), bar.title, size=_SMALL, room=WIDE - 2 * _MARGIN)
    middle = top + 48
    sheet.box((_MARGIN, middle - _BAR // 2, _MARGIN + room, middle + _BAR // 2), line=PALE)
    if full := round(room * bar.share):
        box = (_MARGIN, middle - _BAR // 2, _MARGIN + full, middle + _BAR // 2)
        sheet.box(box, fill=Hue.TEAL.full)
    low, high = (_MARGIN + round(room * share) for share in (bar.low, bar.high))
    sheet.box((low, middle - 2, high, middle + 2), fill=INK)
    for end in (low, high):
        sheet.box((end - 2, middle - 9, end + 2, middle + 9), fill=INK)
    sheet.text((_MARGIN + room + 16, middle), bar.numbers, size=_SMALL, level=FAINT, room=_NUMBERS - 16)
