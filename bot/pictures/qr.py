"""An address as a square that a phone's camera reads."""

from io import BytesIO

DOT = 16
"""Dots of the picture for one of the square's: large enough for a slide."""
BORDER = 4
"""Empty ones around it, as the standard asks for."""


def draw(address: str) -> bytes:
    """The PNG; equal addresses give equal bytes."""
    import segno  # not loaded before there is something to draw

    out = BytesIO()
    segno.make(address, micro=False, error="m").save(out, kind="png", scale=DOT, border=BORDER)
    return out.getvalue()
