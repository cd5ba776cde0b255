"""Letters of any make are read: composed or not, wide, invisible, look-alike."""

import unicodedata

import pytest

from bot.domain.marking import Mark, mark
from tests.marking.tables import short

VARIANTS = {
    "café": [unicodedata.normalize("NFD", "café"), "CAFÉ", "cafe", "ｃａｆé"],
    "supervised": [
        "ｓｕｐｅｒｖｉｓｅｄ",
        "super\u200bvised",
        "super\u00advised",
        "\u202esupervised",
        "suреrvised",
        "𝐬𝐮𝐩𝐞𝐫𝐯𝐢𝐬𝐞𝐝",
        "supervised\u2060",
        "s\u0336u\u0336p\u0336e\u0336r\u0336v\u0336i\u0336s\u0336e\u0336d\u0336",
    ],
    "scikit-learn": ["scikit‑learn", "scikit–learn", "scikit−learn"],
    "it's a file": ["it’s a ﬁle", "it´s a file", "it`s a file"],
    "H2O": ["H₂O", "Η2Ο"],
}


@pytest.mark.parametrize(
    ("accept", "said"), [(accept, said) for accept, all in VARIANTS.items() for said in all]
)
def test_it_only_looks_different(accept: str, said: str) -> None:
    """One text in other letters."""
    assert mark(short(accept), said).mark is Mark.RIGHT
