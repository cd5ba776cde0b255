"""Letters, from the font that comes with Pillow, so that a picture is the same on every machine.

That font has the letters of English only. A letter with a mark is drawn without it, a few others by what
stands for them, and what is left becomes an ellipsis.
"""

import re
import unicodedata
from functools import cache, lru_cache
from math import ceil

from PIL import Image, ImageDraw, ImageFont

ELLIPSIS = "…"
_DRAWN = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("©«°±´·»‘’“”…‹›")
"""All that the font has a shape for, by a look at each of its shapes; a test looks again."""
_KEPT = 512
"""So many words are kept: most are the same on every picture, and each takes a tenth of a millisecond."""
_INSTEAD = str.maketrans(
    {
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
        "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i",
        "–": "-", "—": "-", "−": "-", "×": "x", "÷": "/", "⁄": "/", "„": "“", "→": "->", "≤": "<=", "≥": ">=",
        "€": "EUR", "µ": "u", "¿": "", "¡": "",
    }
)  # fmt: skip


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The font at that many pixels. Raises RuntimeError if Pillow was built without FreeType."""
    found = ImageFont.load_default(size)
    if not isinstance(found, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow has no FreeType here, so nothing can be drawn: install Pillow from PyPI")
    # The other way to set letters is not in every Pillow, and would set them a little differently.
    return found.font_variant(layout_engine=ImageFont.Layout.BASIC)


def drawable(text: str) -> str:
    """The text in letters that the font has; empty if no letter or digit of it is left."""
    text = unicodedata.normalize("NFKD", text.translate(_INSTEAD)).translate(_INSTEAD)
    bare = "".join(sign for sign in text if not unicodedata.combining(sign))
    known = "".join(sign if sign in _DRAWN else " " if sign.isspace() else "\0" for sign in bare)
    shown = " ".join(re.sub("\0[\0 ]*", ELLIPSIS, known).split())
    return shown if any(map(str.isalnum, shown)) else ""


@lru_cache(maxsize=_KEPT)
def width(text: str, size: int) -> float:
    """How many dots wide it is."""
    return font(size).getlength(text)


@lru_cache(maxsize=_KEPT)
def fitted(text: str, size: int, room: float) -> str:
    """As much of the text as has room in so many dots, with an ellipsis if it was cut."""
    text = drawable(text)
    if width(text, size) <= room:
        return text
    while text and font(size).getlength(text + ELLIPSIS) > room:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


@lru_cache(maxsize=_KEPT)
def line(text: str, size: int) -> Image.Image:
    """The text as cover, 0 … 255; the middle of the line is the middle of the height. Not to be changed."""
    image = Image.new("L", (ceil(width(text, size)) + 2, size + size // 2), 0)
    ImageDraw.Draw(image).text((0, image.height / 2), text, fill=255, font=font(size), anchor="lm")
    return image
