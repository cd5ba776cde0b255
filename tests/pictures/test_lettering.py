"""Letters that the font has not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.lettering import _DRAWN, ELLIPSIS, drawable, fitted, font, width

NO_SUCH = "\uffff"


def shape(sign: str) -> tuple[tuple[int, int], bytes]:
    cover = font(40).getmask(sign)
    return cover.size, bytes(cover)


def test_the_font_has_a_shape_for_every_letter_that_is_drawn_as_it_is() -> None:
    assert [sign for sign in _DRAWN if shape(sign) == shape(NO_SUCH)] == []


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Fundamentals", "Fundamentals"),
        ("Übungen für Größen", "Ubungen fur Grossen"),
        ("Łódź, Ørsted, cœur, naïve", "Lodz, Orsted, coeur, naive"),
        ("Bayes – “prior” × ½ R²", "Bayes - “prior” x 1/2 R2"),
        ("A \t\n B", "A B"),
        ("日本 and more", "…and more"),
        ("C++ и Python и R", "C++ …Python …R"),
        ("Линейная алгебра", ""),
        ("ベイズ", ""),
        ("🎉 party 🎉", "…party …"),
        ("…", ""),
        ("", ""),
    ],
)
def test_what_the_font_has_not_is_drawn_as_near_as_can_be(text: str, drawn: str) -> None:
    assert drawable(text) == drawn


@given(st.text(max_size=60), st.sampled_from([22, 27]), st.floats(30, 300))
def test_whatever_is_written_has_shapes_and_fits(text: str, size: int, room: float) -> None:
    shown = fitted(text, size, room)
    assert set(shown) <= _DRAWN
    assert width(shown, size) <= room


@given(st.text(st.characters(max_codepoint=0x17F, categories=["Ll", "Lu"]), min_size=1, max_size=20))
def test_no_latin_letter_is_lost(text: str) -> None:
    bases = [sign for sign in text if unicodedata.normalize("NFKD", sign)[0].isascii()]
    assert len(drawable("".join(bases))) >= len(bases)
    assert ELLIPSIS not in drawable("".join(bases))
