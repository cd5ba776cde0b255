"""What notation says of an answer, and what of the question it has to know for it."""

from fractions import Fraction

from msgspec import Struct

from bot.domain.marking.language.language import Language
from bot.domain.marking.verdict import Mark, Reason


class Outcome(Struct, frozen=True):
    """What notation says of an answer."""

    mark: Mark
    reason: Reason
    quote: str = ""
    meant: str = ""
    """What a slip was meant to be."""
    sure: bool = True
    """False if it is for words to say, where other accepted texts are words."""


RIGHT = Outcome(Mark.RIGHT, Reason.EXACT)
SAME = Outcome(Mark.RIGHT, Reason.SAME_MEANING)
VAGUE = Outcome(Mark.PARTIAL, Reason.VAGUE)
NO_UNIT = Outcome(Mark.PARTIAL, Reason.UNIT_OFF)
OTHER_NUMBER = Outcome(Mark.WRONG, Reason.NUMBER_OFF)
OTHER_UNIT = Outcome(Mark.WRONG, Reason.UNIT_OFF)
OTHER_SIGN = Outcome(Mark.WRONG, Reason.SYMBOL_OFF)
OTHER_CASE = Outcome(Mark.WRONG, Reason.CASE_OFF)


class Asked(Struct, frozen=True):
    """What of the question bears on how an answer is read."""

    ask: str
    lang: Language
    percent: bool
    """It names per cent, so a bare number may be one."""
    given: bool = False
    """It names per cent only behind numbers of its own ("at 70 %"): the answer may have another unit."""
    tolerance: float = 0.0
    numbers: frozenset[Fraction] = frozenset()
    """Numbers that stand in it: said again they are no second answer."""
    number: bool = False
    """True where nothing but an amount is wanted."""
