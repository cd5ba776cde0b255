"""The sheet that is drawn on: pale paper with a border, which stands out in a dark chat and in a light one.

It is drawn in levels, one byte a dot; a palette makes colours of them in the end. Levels next to each other
are shades next to each other, so edges are smooth. The same dots as RGB take four times as long to write,
and twice the bytes: too many for the Bot API server.
"""

from enum import IntEnum
from io import BytesIO
from itertools import chain

from PIL import Image, ImageDraw

from bot.pictures.lettering import fitted, line, width

Rgb = tuple[int, int, int]
Point = tuple[float, float]
"""From the left and from the top, in dots."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom; the last two still inside."""

ALL = 10_000.0
"""Room for anything."""

PAPER: Rgb = (253, 252, 248)
_INK: Rgb = (22, 27, 34)
INK = 63
"""Levels from 0, paper, to here are for letters and lines."""
FAINT = 46
"""For letters of less weight; still 5 : 1 against the paper."""
PALE = 14
"""For lines that only lead the eye."""
SHADES = 24
"""Levels of a colour, from its ground to its full strength."""


class Hue(IntEnum):
    """Colours that stay apart for the colour-blind, from the viridis map; never the only sign of anything."""

    BLUE = 64
    TEAL = BLUE + SHADES
    PURPLE = TEAL + SHADES
    YELLOW = PURPLE + SHADES

    @property
    def full(self) -> int:
        """The level of its full strength; `int(hue)` is that of its ground."""
        return int(self) + SHADES - 1


_HUES: dict[Hue, tuple[Rgb, Rgb]] = {
    Hue.BLUE: (PAPER, (49, 104, 142)),
    Hue.TEAL: ((206, 238, 234), (8, 96, 100)),
    Hue.PURPLE: ((236, 224, 243), (72, 21, 103)),
    Hue.YELLOW: ((254, 238, 140), (116, 80, 0)),
}


class Sheet:
    """A sheet of so many dots."""

    def __init__(self, wide: int, high: int) -> None:
        self.wide, self.high = wide, high
        self._image = Image.new("L", (wide, high), 0)
        self._draw = ImageDraw.Draw(self._image)
        # Pasting into the dots themselves takes a fifth of `Image.paste`, which looks at both images anew.
        self._dots = self._image.im
        self.box((0, 0, wide - 1, high - 1), line=FAINT, width=3)

    def text(self, at: Point, text: str, *, size: int, level: int = INK, room: float = ALL) -> float:
        """Write from that point on, which is the middle of the line's height, as much as has room.

        Gives the x at which the line ends.
        """
        text = fitted(text, size, room)
        cover = line(text, size)
        self._cover(level, round(at[0]), round(at[1]) - cover.height // 2, cover)
        return at[0] + width(text, size)

    def text_to(self, at: Point, text: str, *, size: int, level: int = INK, room: float = ALL) -> None:
        """Write so that the line ends at that point."""
        text = fitted(text, size, room)
        self.text((at[0] - width(text, size), at[1]), text, size=size, level=level)

    def box(self, box: Box, *, fill: int | None = None, line: int | None = None, width: int = 2) -> None:
        """A filled or a framed rectangle."""
        self._draw.rectangle(box, fill=fill, outline=line, width=width)

    def stamp(self, tile: Image.Image, x: int, y: int) -> None:
        """Put a small picture in levels with its corner there."""
        self._dots.paste(tile.im, (x, y, x + tile.width, y + tile.height))

    def _cover(self, level: int, x: int, y: int, cover: Image.Image) -> None:
        self._dots.paste(level, (x, y, x + cover.width, y + cover.height), cover.im)

    def png(self) -> bytes:
        """The finished picture; equal sheets give equal bytes."""
        self._image.putpalette(_PALETTE)
        out = BytesIO()
        self._image.save(out, "PNG", compress_level=3)
        return out.getvalue()


def _ramp(start: Rgb, end: Rgb, steps: int) -> list[int]:
    """Red, green, blue of each step."""
    parts = [step / (steps - 1) for step in range(steps)]
    return [round(a + (b - a) * part) for part in parts for a, b in zip(start, end, strict=True)]


_PALETTE = _ramp(PAPER, _INK, INK + 1) + list(chain.from_iterable(_ramp(*_HUES[hue], SHADES) for hue in Hue))
