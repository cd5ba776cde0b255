"""A number: compared by value within the tolerance, and by unit where one is given."""

from fractions import Fraction

from bot.domain.marking.compiled import Sheet
from bot.domain.marking.heard import Heard
from bot.domain.marking.lexicon import Lexicon
from bot.domain.marking.quantities import converted, known_unit, unit_at
from bot.domain.marking.short import exactly, missed, not_right
from bot.domain.marking.verdict import Mark, Reason, Verdict
from bot.domain.question import Number


def mark_number(question: Number, heard: Heard, sheet: Sheet, lexicon: Lexicon) -> Verdict:
    """The verdict on a number."""
    known = exactly(heard, sheet)
    if known is not None:
        return known
    said = [at for at, token in enumerate(heard.items) if token.number is not None]
    if not said:
        return not_right(heard, sheet, lexicon, None).verdict
    fits = [at for at in said if _fits(at, question, heard)]
    strange = [at for at in said if at not in fits]
    if not fits or any(heard.items[at].sign < 0 for at in fits):
        reason = Reason.NEGATED if fits else Reason.NUMBER_OFF
        return missed(reason, heard, None)
    if strange and not _explained(strange, fits, heard, lexicon):
        return missed(Reason.BOTH, heard, None)
    at = fits[0]
    return Verdict(mark=Mark.RIGHT, reason=Reason.EXACT, credit=1.0, quote=heard.raw(at, at + 1))


def _fits(at: int, question: Number, heard: Heard) -> bool:
    token = heard.items[at]
    wanted, tolerance = Fraction(question.value), Fraction(abs(question.tolerance)) + Fraction(1, 10**9)
    value = token.number if token.number is not None else Fraction(0)
    unit = unit_at(heard.items, at)
    target = question.unit.strip("° ").casefold()
    if target in ("%", "percent"):
        return abs(value - wanted) <= tolerance or (
            not token.percent and abs(value * 100 - wanted) <= tolerance
        )
    if token.percent:
        value /= 100
    if unit and target and unit != target:
        if known_unit(unit) is None or known_unit(target) is None:
            return known_unit(unit) is None and abs(value - wanted) <= tolerance
        other = converted(value, unit, target)
        if other is None:
            return False
        value = other
    return abs(value - wanted) <= tolerance


def _explained(strange: list[int], fits: list[int], heard: Heard, lexicon: Lexicon) -> bool:
    """Other numbers are no second answer when they are the sum that leads to it,
    or stand in a clause of their own.
    """
    if any(token.word.text in lexicon.language.or_words for token in heard.items):
        return False
    if "=" in heard.text:
        return fits[-1] > strange[-1]
    clause = heard.items[fits[0]].clause
    words = sum(token.content and token.number is None for token in heard.items)
    return words > 0 and all(heard.items[at].clause != clause for at in strange)
