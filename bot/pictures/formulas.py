"""Formulas as a picture. matplotlib is an extra of its own, and loaded only here."""

import io
from collections.abc import Sequence

_SIZE = 22
"""Points."""
_DPI = 200
_LINE = 0.75
"""Inches from one formula to the next."""
_MARGIN = 0.25
_WIDEST, _NARROW = 24.0, 0.6
"""Inches; a wider picture would be refused beside one line's height."""


def draw(formulas: Sequence[str]) -> bytes:
    """A PNG with the formulas, which are LaTeX of the sort that mathtext knows, one below the other.

    Raises ImportError where matplotlib is not installed, ValueError for a formula that it cannot draw.
    """
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from matplotlib.mathtext import MathTextParser

    parser = MathTextParser("path")
    font = FontProperties(size=_SIZE)
    lines = [f"${' '.join(formula.split())}$" for formula in formulas]
    sizes = [parser.parse(line, dpi=72, prop=font) for line in lines]
    width = max(_NARROW, *(size.width / 72 for size in sizes)) + 2 * _MARGIN
    if width > _WIDEST:
        raise ValueError("a formula is too long for a picture")
    heights = [max(_LINE, (size.height + 12) / 72) for size in sizes]
    height = sum(heights) + 2 * _MARGIN
    figure = Figure(figsize=(width, height), dpi=_DPI, facecolor="white")
    below = height - _MARGIN
    for line, tall in zip(lines, heights, strict=True):
        figure.text(0.5, (below - tall / 2) / height, line, ha="center", va="center", fontproperties=font)
        below -= tall
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()
