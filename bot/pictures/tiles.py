"""One small square a day. Each reason has a shape of its own, so no colour need be told from another."""

from collections.abc import Callable
from functools import cache

from PIL import Image, ImageDraw

from bot.app.ports.calendar import DayReason
from bot.pictures.sheet import PALE, SHADES, Hue

SIZE = 22
"""Dots of a square's side."""
_FINE = 4
"""Drawn so many times larger, then made smaller: smooth edges."""
_N = SIZE * _FINE - 1

Shape = Callable[[ImageDraw.ImageDraw], None]


@cache
def tile(reason: DayReason | None, *, large: bool = False) -> Image.Image:
    """The square of a day with that reason, in levels; None: a day on which nothing was done. A `large` one
    has twice the side.

    A day that was none in their calendar, or may have been none, is an empty place.
    """
    if reason is None:
        return _inked(_frame, 0, PALE + 1, large)
    if reason not in SIGNED:
        return Image.new("L", (SIZE * 2, SIZE * 2) if large else (SIZE, SIZE), 0)
    hue, shape = _SIGNS[reason]
    return _inked(shape, int(hue), SHADES, large)


@cache
def ahead(*, large: bool = False) -> Image.Image:
    """The square of a day to come."""
    return _inked(_frame_thin, 0, PALE + 1, large)


def _inked(shape: Shape, ground: int, shades: int, large: bool) -> Image.Image:
    fine = Image.new("L", (SIZE * _FINE, SIZE * _FINE), 0)
    shape(ImageDraw.Draw(fine))
    return fine.reduce(_FINE // 2 if large else _FINE).point(
        [ground + cover * (shades - 1) // 255 for cover in range(256)]
    )


def _full(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 0, _N, _N), fill=255)


def _frame(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 0, _N, _N), outline=255, width=2 * _FINE)


def _ring(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 0, _N, _N), outline=255, width=5 * _FINE)


def _star(draw: ImageDraw.ImageDraw) -> None:
    """Six arms: a snowflake."""
    middle, arm, side = _N / 2, 9 * _FINE, 7.8 * _FINE
    for dx, dy in ((0.0, arm), (side, arm / 2), (side, -arm / 2)):
        ends = (middle - dx, middle - dy, middle + dx, middle + dy)
        draw.line(ends, fill=255, width=3 * _FINE)


def _bars(draw: ImageDraw.ImageDraw) -> None:
    """Two upright bars, as on the button for a pause."""
    for left in (6, 13):
        draw.rectangle((left * _FINE, 4 * _FINE, (left + 4) * _FINE - 1, 19 * _FINE - 1), fill=255)


def _hatch(draw: ImageDraw.ImageDraw) -> None:
    for start in range(-SIZE, SIZE, 8):
        ends = ((start - 2) * _FINE, _N + 2 * _FINE, (start + SIZE + 2) * _FINE, -2 * _FINE)
        draw.line(ends, fill=255, width=3 * _FINE)


def _dot(draw: ImageDraw.ImageDraw) -> None:
    _frame_thin(draw)
    draw.ellipse((8 * _FINE, 8 * _FINE, 15 * _FINE - 1, 15 * _FINE - 1), fill=255)


def _frame_thin(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 0, _N, _N), outline=60, width=2 * _FINE)


_SIGNS: dict[DayReason, tuple[Hue, Shape]] = {
    DayReason.ANSWERED: (Hue.BLUE, _full),
    DayReason.NOTHING_DUE: (Hue.BLUE, _ring),
    DayReason.FREEZE: (Hue.TEAL, _star),
    DayReason.EXCUSED: (Hue.YELLOW, _hatch),
    DayReason.PAUSE: (Hue.PURPLE, _bars),
    DayReason.REST: (Hue.BLUE, _dot),
}
SIGNED = frozenset(_SIGNS)
"""The reasons that have a sign; the others leave an empty place, and the legend leaves them out."""
