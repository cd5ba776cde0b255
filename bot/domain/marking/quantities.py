"""Amounts with a unit: 100 °C is 212 °F, 8 minutes are 480 seconds."""

from collections.abc import Sequence
from fractions import Fraction

from bot.domain.marking.piece import Token

_LINEAR = {
    "length": """km 1000 m 1 dm 1/10 cm 1/100 mm 1/1000 kilometre 1000 kilometer 1000 metre 1 meter 1
        centimetre 1/100 centimeter 1/100 zentimeter 1/100 millimetre 1/1000 millimeter 1/1000
        mile 1609.344 mi 1609.344 foot 0.3048 feet 0.3048 ft 0.3048 inch 0.0254 inches 0.0254""",
    "mass": """t 1000 kg 1 g 1/1000 mg 1/1000000 tonne 1000 kilogram 1 kilogramm 1 kilo 1 gram 1/1000
        gramm 1/1000 pound 0.45359237 lb 0.45359237""",
    "time": """h 3600 hour 3600 hr 3600 min 60 minute 60 s 1 sec 1 second 1 ms 1/1000 day 86400 week 604800
        stunde 3600 stunden 3600 std 3600 minuten 60 sekunde 1 sekunden 1 sek 1 tag 86400 tage 86400""",
    "volume": "l 1 litre 1 liter 1 ml 1/1000 cl 1/100 dl 1/10",
    "energy": "j 1 joule 1 kj 1000 mj 1000000",
    "power": "w 1 watt 1 kw 1000 mw 1000000",
    "data": "b 1 byte 1 kb 1000 mb 1000000 gb 1000000000 tb 1000000000000",
}
_DEGREE = {"c celsius": ("1", "0"), "f fahrenheit": ("5/9", "-160/9"), "k kelvin": ("1", "-273.15")}


def _units() -> dict[str, tuple[str, Fraction, Fraction]]:
    """By unit: what it measures, by what to multiply and what to add to come to the common unit."""
    found = {}
    for kind, text in _LINEAR.items():
        words = text.split()
        for unit, factor in zip(words[::2], words[1::2], strict=True):
            found[unit] = (kind, Fraction(factor), Fraction(0))
    for units, (factor, offset) in _DEGREE.items():
        found |= dict.fromkeys(units.split(), ("temperature", Fraction(factor), Fraction(offset)))
    return found


_UNITS = _units()
_DEGREES = frozenset(("degree", "degrees", "deg", "grad"))
_NEAR = Fraction(1, 20)
"""So far may an amount be off that is asked for roughly."""
_EXACT = Fraction(1, 500)
_GAPS = ("", "-", "°")


def unit_at(items: Sequence[Token], at: int) -> str:
    """The unit behind a number, in small letters; empty if there is none."""
    behind = [token for token in items[at + 1 : at + 3] if token.gap in _GAPS and token.number is None]
    if behind and behind[0].raw.casefold() in _DEGREES:
        behind = behind[1:]
    return behind[0].raw.casefold() if behind else ""


def known_unit(unit: str) -> tuple[str, Fraction, Fraction] | None:
    """What the unit measures, and its factor and offset; None for one that isn't known."""
    return _UNITS.get(unit) or _UNITS.get(unit.rstrip("s"))


def converted(value: Fraction, unit: str, target: str) -> Fraction | None:
    """The value in another unit of the same kind; None if the two don't measure the same."""
    mine, theirs = known_unit(unit), known_unit(target)
    if mine is None or theirs is None or mine[0] != theirs[0]:
        return None
    return (value * mine[1] + mine[2] - theirs[2]) / theirs[1]


def same_amount(wanted: Sequence[Token], said: Sequence[Token], *, roughly: bool) -> bool | None:
    """Compares the only amounts of two texts where their units differ; None where there is nothing to do."""
    first, second = only_amount(wanted), only_amount(said)
    if first is None or second is None or first[1] == second[1]:
        return None
    value = converted(second[0], second[1], first[1])
    if value is None:
        return None
    return abs(value - first[0]) <= abs(first[0]) * (_NEAR if roughly else _EXACT)


def only_amount(items: Sequence[Token]) -> tuple[Fraction, str] | None:
    """The value and the unit of a text with one number; None if there are more, or no known unit."""
    numbers = [at for at, token in enumerate(items) if token.number is not None and token.raw[-1].isdigit()]
    if len(numbers) != 1:
        return None
    value, unit = items[numbers[0]].number, unit_at(items, numbers[0])
    return (value, unit) if value is not None and known_unit(unit) else None
