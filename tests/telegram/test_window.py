"""The updates in hand: what may be acknowledged is all below the oldest that is neither handled nor saved."""

from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.window import HeldUpdate, Window
from tests.telegram.hand_time import START

MOST = 8
"""Most updates in one answer."""


def held(raw: dict[str, Any]) -> HeldUpdate:
    return HeldUpdate(number=raw["update_id"], lane="a lane", received=START, since=0.0, raw=raw)


def shown(*numbers: int) -> list[dict[str, Any]]:
    return [{"update_id": number} for number in numbers]


def test_nothing_is_acknowledged_before_anything_is_handled() -> None:
    window = Window()
    assert window.offset is None
    first, second = window.receive(shown(7, 8), held)
    assert window.offset is None
    window.finish(second)
    assert window.offset == 7
    window.finish(first)
    assert window.offset == 9


def test_what_is_shown_again_is_not_new_until_it_is_forgotten() -> None:
    window = Window()
    [first, second] = window.receive(shown(7, 8), held)
    window.finish(second)
    window.save(first)
    assert window.receive(shown(7, 8, 9), held)[0].number == 9
    window.finish(first)
    assert window.receive(shown(7, 8, 9), held) == []


def test_what_an_earlier_process_saved_is_not_new() -> None:
    window = Window()
    window.resume([held({"update_id": 7})])
    assert [one.number for one in window.receive(shown(7, 8), held)] == [8]
    assert len(window) == 2


def test_numbers_may_jump_down() -> None:
    window = Window()
    [late] = window.receive(shown(900), held)
    window.finish(late)
    assert window.offset == 901
    first, second = window.receive(shown(12, 13), held)
    window.finish(second)
    assert window.offset == 12
    window.finish(first)
    assert window.offset == 14


@given(st.integers(), st.lists(st.integers(1, 3), min_size=1, max_size=60))
def test_the_offset_never_passes_an_unsettled_update(seed: int, gaps: list[int]) -> None:
    """Updates come, are shown again, are handled or saved in any order."""
    chance = Random(seed)
    numbers = [sum(gaps[: place + 1]) for place in range(len(gaps))]
    window, settled, new, waiting = Window(), set[int](), list[int](), list[HeldUpdate]()
    arrived = 0
    while True:
        offset = window.offset or 0
        assert all(number in settled for number in numbers if number < offset)
        if offset > numbers[-1]:
            break
        arrived = min(len(numbers), arrived + chance.randrange(6))
        left = [number for number in numbers[:arrived] if number >= offset]
        came = window.receive(shown(*left[:MOST]), held)
        new += [one.number for one in came]
        waiting += came
        for _ in range(chance.randrange(4)):
            if waiting:
                one = waiting.pop(chance.randrange(len(waiting)))
                settled.add(one.number)
                (window.save if chance.random() < 0.5 else window.finish)(one)
    assert new == numbers
    assert window.is_settled
