"""The picture of hard questions."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.app.replies import HardListed
from bot.domain.items import K_COUNTS, K_SHARES, Tally, item_of
from bot.pictures.hard import WIDE, draw
from bot.pictures.hard_figure import HardBar, HardFigure
from bot.picturing import picture_for

ONE = HardBar(title="molar mass", share=0.31, low=0.25, high=0.38, numbers="31 % of 188 people")


def size(figure: HardFigure) -> tuple[int, int]:
    return Image.open(BytesIO(draw(figure))).size


def test_each_question_has_a_row() -> None:
    one, two = (HardFigure(head="Chemistry: right at first go", hard=[ONE] * n) for n in (1, 2))
    assert size(one)[0] == size(two)[0] == WIDE
    assert size(two)[1] > size(one)[1]
    assert HardFigure.from_json(one.to_json()).hard[0] == ONE


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_any_share_can_be_drawn(share: float) -> None:
    bar = HardBar(title="Ω · 水", share=share, low=share, high=share, numbers="")
    assert size(HardFigure(head="", hard=[bar]))[0] == WIDE


@given(people=st.integers(0, 80), right=st.integers(0, 80))
def test_nothing_below_five_is_drawn(people: int, right: int) -> None:
    """What the picture shows is what the words may say, and no more."""
    item = item_of(Tally(people=people, right=min(right, people)))
    items = (("q", "a question", item),) if item else ()
    described = picture_for([HardListed(deck="A course", items=items)], "en")
    assert (described is None) is (people < K_SHARES)
    if described is not None:
        share = HardFigure.from_json(described).hard[0].share
        counts = (round(share * people), people - round(share * people))
        assert all(count == 0 or count >= K_COUNTS for count in counts)
