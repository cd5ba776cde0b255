"""A number: compared by value within the tolerance, and by unit where one is given."""

from fractions import Fraction

from bot.domain.marking.compiled import Sheet
from bot.domain.marking.heard import Heard
from bot.domain.marking.lexicon import Lexicon
from bot.domain.marking.piece import Token
from bot.domain.marking.short import exactly, missed, not_right
from bot.domain.marking.verdict import Mark, Reason, Verdict
from bot.domain.question import Number

_FACTORS: dict[str, tuple[str, Fraction]] = {
    unit: (kind, Fraction(factor))
    for kind, units in {
        "length": "km 1000 m 1 dm 1/10 cm 1/100 mm 1/1000 kilometre 1000 kilometer 1000 metre 1 meter 1",
        "mass": "t 1000 kg 1 g 1/1000 mg 1/1000000 tonne 1000 kilogram 1 kilo 1 gram 1/1000",
        "time": "h 3600 hour 3600 hr 3600 min 60 minute 60 s 1 sec 1 second 1 ms 1/1000 day 86400",
        "volume": "l 1 litre 1 liter 1 ml 1/1000 cl 1/100 dl 1/10",
        "energy": "j 1 joule 1 kj 1000 mj 1000000",
        "power": "w 1 watt 1 kw 1000 mw 1000000",
        "data": "b 1 byte 1 kb 1000 mb 1000000 gb 1000000000 tb 1000000000000",
    }.items()
    for unit, factor in zip(units.split()[::2], units.split()[1::2], strict=True)
}


def mark_number(question: Number, heard: Heard, sheet: Sheet, lexicon: Lexicon) -> Verdict:
    """The verdict on a number."""
    known = exactly(heard, sheet)
    if known is not None:
        return known
    said = [at for at, token in enumerate(heard.items) if token.number is not None]
    if not said:
        return not_right(heard, sheet, lexicon, None)
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
    unit = _unit(at, heard)
    target = question.unit.strip().casefold()
    if target in ("%", "percent"):
        return abs(value - wanted) <= tolerance or (
            not token.percent and abs(value * 100 - wanted) <= tolerance
        )
    if token.percent:
        value /= 100
    if unit and target and unit != target:
        mine, theirs = _factor(unit), _factor(target)
        if mine is None or theirs is None:
            return unit not in _FACTORS and abs(value - wanted) <= tolerance
        if mine[0] != theirs[0]:
            return False
        value = value * mine[1] / theirs[1]
    return abs(value - wanted) <= tolerance


def _unit(at: int, heard: Heard) -> str:
    following: Token | None = heard.items[at + 1] if at + 1 < len(heard.items) else None
    if following is None or following.gap not in ("", "-", "°") or following.number is not None:
        return ""
    return following.raw.casefold()


def _factor(unit: str) -> tuple[str, Fraction] | None:
    return _FACTORS.get(unit) or _FACTORS.get(unit.rstrip("s"))


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
