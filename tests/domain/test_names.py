"""Names are shown without tricks, and those of one name are told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.names import LONGEST, NO_NAME, tidy, told_apart


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Bob", "Bob"),
        ("  Bob \t\n Miller ", "Bob Miller"),
        ("\u202eBob\u2066", "Bob"),
        ("B\u200bo\u2060b", "Bob"),
        ("A\u200db", "Ab"),
        ("\u3164", NO_NAME),
        ("\u2800\u200f ", NO_NAME),
        ("", NO_NAME),
        ("👩\u200d💻", "👩\u200d💻"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Zoë", "Zoë"),
        ("Z" + "\u0335" * 20, "Z\u0335\u0335"),
        ("x" * 99, "x" * LONGEST),
    ],
)
def test_a_name_is_shown_without_tricks(name: str, shown: str) -> None:
    assert tidy(name) == shown


@given(st.text())
def test_to_tidy_twice_is_to_tidy_once_and_something_is_always_seen(name: str) -> None:
    assert tidy(tidy(name)) == tidy(name)
    assert tidy(name).strip()


def test_those_of_one_name_are_told_apart_in_their_order() -> None:
    assert told_apart(["Bob", "Ann", "Bob\u200b", " Bob"]) == ("Bob", "Ann", "Bob (2)", "Bob (3)")
