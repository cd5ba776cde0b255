"""One token of an answer."""

from fractions import Fraction

from msgspec import Struct

from bot.domain.marking.language.language import Word


class Token(Struct):
    """One word, number or acronym of an answer."""

    raw: str
    start: int
    end: int
    word: Word
    gap: str
    """The signs between the token before and this one, without spaces."""
    tied: bool
    """Nothing but a hyphen, dot or underscore stands between the token before and this one."""
    key: str
    sign: int = 1
    number: Fraction | None = None
    percent: bool = False
    clause: int = 0
    content: bool = True
    """False for stop words, negations and the like."""


def equal(one: Token, other: Token) -> bool:
    """Equal in value: 70 % = 0.7 = 7/10; a percent sign left out is forgiven."""
    if one.number is None or other.number is None:
        return False
    first, second = one.number, other.number
    same = first.as_integer_ratio() == second.as_integer_ratio()
    if same or one.percent == other.percent:
        return same
    return first / 100 == second if one.percent else second / 100 == first
