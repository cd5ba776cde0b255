"""Units of measure as people write them: by symbol or name, with prefixes, powers and quotients.

The table is our own: pint, the usual library, takes over a second to load and 19 MB; what people write in
answers is covered by a hundred lines, read once. A unit is a factor and the powers of its base units.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from math import pi

from msgspec import Struct

from bot.domain.marking.kinds.notation.signs import spelled

Powers = tuple[tuple[str, int], ...]


class Unit(Struct, frozen=True):
    """What a unit comes to in base units."""

    factor: float
    powers: Powers
    """Base units with their powers, in alphabetic order; none for a plain number."""
    offset: float = 0.0
    """Added after the factor, for scales of temperature."""


_PREFIXES = {
    "Q": 30, "R": 27, "Y": 24, "Z": 21, "E": 18, "P": 15, "T": 12, "G": 9, "M": 6, "k": 3, "h": 2, "da": 1,
    "d": -1, "c": -2, "m": -3, "μ": -6, "u": -6, "n": -9, "p": -12, "f": -15, "a": -18,
}  # fmt: skip
_LONG = {
    "tera": 12, "giga": 9, "mega": 6, "kilo": 3, "hecto": 2, "deci": -1, "centi": -2, "zenti": -2,
    "milli": -3, "micro": -6, "mikro": -6, "nano": -9, "pico": -12, "piko": -12, "femto": -15, "kibi": 0,
    "mebi": 0,
}  # fmt: skip
_BINARY = {"Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40}
_TABLE = """
* m | metre meter metres meters | 1 | m
* g | gram gramme grams gramm kilo:kilo kilos:kilo | 0.001 | kg
* s | second seconds sec secs sekunde sekunden sek | 1 | s
* A | ampere amperes amp amps | 1 | A
* K | kelvin kelvins | 1 | K
* mol | mole moles | 1 | mol
* cd | candela | 1 | cd
* Hz | hertz | 1 | s-1
* N | newton newtons | 1 | kg m s-2
* Pa | pascal pascals | 1 | kg m-1 s-2
* J | joule joules | 1 | kg m2 s-2
* W | watt watts | 1 | kg m2 s-3
* C | coulomb coulombs | 1 | A s
* V | volt volts | 1 | kg m2 s-3 A-1
* F | farad farads | 1 | A2 s4 kg-1 m-2
* Ω | ohm ohms Omega | 1 | kg m2 s-3 A-2
* S | siemens | 1 | A2 s3 kg-1 m-2
* Wb | weber | 1 | kg m2 s-2 A-1
* T | tesla | 1 | kg s-2 A-1
* H | henry henries | 1 | kg m2 s-2 A-2
* lm | lumen lumens | 1 | cd
* lx | lux | 1 | cd m-2
* Bq | becquerel | 1 | s-1
* Gy | gray | 1 | m2 s-2
* Sv | sievert | 1 | m2 s-2
* kat | katal | 1 | mol s-1
* L | litre liter litres liters l | 0.001 | m3
* eV | electronvolt electronvolts | 1.602176634e-19 | kg m2 s-2
* Wh | - | 3600 | kg m2 s-2
* Ah | - | 3600 | A s
* cal | calorie calories kalorien | 4.184 | kg m2 s-2
* bar | bars | 100000 | kg m-1 s-2
* M | molar | 1000 | mol m-3
* b | bit bits | 1 | bit
* B | byte bytes | 8 | bit
* bps | - | 1 | bit s-1
* Bps | - | 8 | bit s-1
* t | tonne tonnes | 1000 | kg
* pc | parsec parsecs | 3.0856775814913673e16 | m
* rad | radian radians | 1 | -
* VA | - | 1 | kg m2 s-3
* Np | - | 1 | Np
* B10 | - | 1 | bel
. dB | decibel decibels | 0.1 | bel
. min | minute minutes mins minuten | 60 | s
. h | hour hours hr hrs stunde stunden std | 3600 | s
. d | day days tag tage | 86400 | s
. wk | week weeks woche wochen | 604800 | s
. yr | year years jahr jahre y a | 31557600 | s
. mo | month months monat monate | 2629800 | s
. ha | hectare hectares hektar | 10000 | m2
. acre | acres | 4046.8564224 | m2
. cc | ccm | 1e-6 | m3
. in | inch inches zoll | 0.0254 | m
. ft | foot feet | 0.3048 | m
. yd | yard yards | 0.9144 | m
. mi | mile miles meile meilen | 1609.344 | m
. nmi | - | 1852 | m
. ly | lightyear lightyears lichtjahr lichtjahre | 9.4607304725808e15 | m
. au | AU | 149597870700 | m
. Å | angstrom ångström | 1e-10 | m
. lb | lbs pound pounds pfund | 0.45359237 | kg
. oz | ounce ounces | 0.028349523125 | kg
. st | stone | 6.35029318 | kg
. u | Da amu dalton | 1.66053906660e-27 | kg
. gal | gallon gallons | 0.003785411784 | m3
. pt | pint pints | 0.000473176473 | m3
. Nm | - | 1 | kg m2 s-2
. mph | - | 0.44704 | m s-1
. kph | kmh kmph | 0.2777777777777778 | m s-1
. kn | knot knots kt knoten | 0.5144444444444445 | m s-1
. atm | atmosphere atmospheres | 101325 | kg m-1 s-2
. mmHg | torr Torr | 133.322387415 | kg m-1 s-2
. psi | - | 6894.757293168 | kg m-1 s-2
. hp | horsepower PS ps | 745.6998715822702 | kg m2 s-3
. bpm | rpm | 0.016666666666666666 | s-1
. pH | - | 1 | pH
. ppm | - | 1e-6 | -
. ppb | - | 1e-9 | -
. ‰ | permille promille | 0.001 | -
. $ | dollar dollars USD usd | 1 | USD
. € | euro euros EUR eur | 1 | EUR
. £ | pound pounds GBP gbp quid | 1 | GBP
. ¥ | yen JPY yuan CNY | 1 | JPY
. ₹ | rupee rupees INR | 1 | INR
. CHF | francs franken | 1 | CHF
. c$ | cent cents | 0.01 | USD
"""
_DEGREE = {
    "degC": Unit(1.0, (("K", 1),), 273.15),
    "degF": Unit(5 / 9, (("K", 1),), 459.67 * 5 / 9),
    "deg": Unit(pi / 180, ()),
}
_DEGREES = "(?:°|degrees?|degs?|grad)"
_SCALES = (
    (re.compile(rf"{_DEGREES}\s?(?:c|celsius|centigrade)(?![a-z])|celsius(?![a-z])", re.I), ("degC",)),
    (re.compile(rf"{_DEGREES}\s?(?:f|fahrenheit)(?![a-z])|fahrenheit(?![a-z])", re.I), ("degF",)),
    (re.compile(rf"{_DEGREES}(?![\w])", re.I), ("deg", "degC", "degF")),
)
_PIECE = re.compile(
    r"\s*(?:(/|\bper\b|\bpro\b|\bje\b|\beach\b|\bevery\b|\ba\b)|[*.]?)\s*(square|cubic|quadrat|kubik)?\s*-?"
    r"([^\W\d_]+|[$€£¥₹‰])(?:\s?\^?\s?\(?([+-]?\d)\)?(?!\d)|\s(squared|cubed|quadrat|hoch zwei))?"
)
_WORDED = {"square": 2, "cubic": 3, "quadrat": 2, "kubik": 3, "squared": 2, "cubed": 3, "hoch zwei": 2}
_MOST_PIECES, _MOST_READINGS = 5, 24


def _powers(text: str) -> Powers:
    found = re.findall(r"([A-Za-z]+)(-?\d)?", text) if text != "-" else []
    return tuple(sorted((name, int(power or 1)) for name, power in found))


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, list[Unit]], dict[str, list[Unit]]]:
    """Units by their symbol in its own letters, and by symbols and names in small letters."""
    exact: dict[str, list[Unit]] = {}
    small: dict[str, list[Unit]] = {}
    for line in _TABLE.strip().splitlines():
        head, names, factor, base = (part.strip() for part in line.split("|"))
        mark, symbol = head.split()
        unit = Unit(float(factor), _powers(base))
        forms = {symbol: unit} | {name: unit for name in names.split() if name != "-" and ":" not in name}
        if mark == "*":
            forms |= {
                prefix + symbol: Unit(unit.factor * 10.0**power, unit.powers)
                for prefix, power in _PREFIXES.items()
                if symbol not in ("b", "B", "bps", "Bps") or power > 0
            }
            forms |= {
                prefix + name: Unit(unit.factor * 10.0**power, unit.powers)
                for prefix, power in _LONG.items()
                for name in names.split()
                if power and ":" not in name
            }
        if symbol == "Ω":
            small |= {
                f"{p}{name}".casefold(): [Unit(10.0**n, unit.powers)]
                for p, n in (("k", 3), ("M", 6))
                for name in ("ohm", "ohms", "ilohm", "ilohms", "egohm")
            }
        if symbol in ("b", "B"):
            forms |= {p + symbol: Unit(unit.factor * size, unit.powers) for p, size in _BINARY.items()}
        if symbol == "g":
            forms |= dict.fromkeys(("kilo", "kilos"), Unit(1.0, unit.powers))
        for form, made in forms.items():
            exact.setdefault(form, []).append(made)
            small.setdefault(form.casefold(), []).append(made)
    for form in ("C", "c"):
        small.setdefault(form.casefold(), []).append(_DEGREE["degC"])
    exact["C"].append(_DEGREE["degC"])
    exact["F"].append(_DEGREE["degF"])
    for prefix in ("m", "k"):
        exact[f"{prefix}b"] = exact.get(f"{prefix}b", [])
    return exact, small


@lru_cache(maxsize=4096)
def known(text: str) -> tuple[Unit, ...]:
    """All units that one symbol or name may stand for; none for a word that is no unit.

    A symbol in its own letters is that unit; small letters typed for capitals may be any of the same letters.
    """
    exact, small = _table()
    found = list(exact.get(text, ()))
    if not found or text.islower():
        plural = text.casefold()
        found += small.get(plural, ())
        if len(plural) > 3 and not found:
            found += small.get(plural.removesuffix("s"), ())
    return tuple(dict.fromkeys(found))


def is_symbol(text: str) -> bool:
    """True for a unit's symbol or name in its own letters."""
    return text in _table()[0]


class Written(Struct, frozen=True):
    """A unit in a text: all that it may be, and where it ends."""

    readings: tuple[Unit, ...]
    end: int
    text: str


def unit_at(text: str, at: int) -> Written | None:
    """The longest unit that begins there; None if none does. The text has the signs' one spelling."""
    start = at
    while text[start : start + 1] in (" ", "-") and start - at < 2:
        start += 1
    for pattern, names in _SCALES:
        scale = pattern.match(text, start)
        if scale:
            return Written(tuple(_DEGREE[name] for name in names), scale.end(), text[start : scale.end()])
    readings: list[Unit] = []
    end, under = start, 1
    for count in range(_MOST_PIECES):
        found = _PIECE.match(text, end)
        if found is None or (not count and found.group(1) not in (None, "/", "per")):
            break
        divides, before, name, power, after = found.groups()
        made = known(name)
        if not made and not count and divides is None:
            break
        if not made or (divides in ("a", "each", "every") and (not count or power)):
            break
        sign = -1 if divides else 1
        exponent = int(power or 1) * _WORDED.get(before or "", 1) * _WORDED.get(after or "", 1) * sign
        more = [raised(unit, exponent) for unit in made]
        if name.casefold() == "ms" and exponent < 0 and not divides:
            more += [times(known("m")[0], raised(known("s")[0], exponent))]
        readings = more if not count else list(islice(_products(readings, more), _MOST_READINGS))
        end, under = found.end(), under
    if not readings:
        return None
    return Written(tuple(dict.fromkeys(readings)), end, text[start:end].strip())


def _products(some: list[Unit], more: list[Unit]) -> Iterator[Unit]:
    return (times(one, other) for one in some for other in more)


def raised(unit: Unit, power: int) -> Unit:
    """A power of a unit."""
    if power == 1:
        return unit
    return Unit(unit.factor**power, tuple((name, n * power) for name, n in unit.powers))


@lru_cache(maxsize=4096)
def times(one: Unit, other: Unit) -> Unit:
    """Two units multiplied."""
    powers = dict(one.powers)
    for name, power in other.powers:
        powers[name] = powers.get(name, 0) + power
    kept = tuple(sorted((name, power) for name, power in powers.items() if power))
    return Unit(one.factor * other.factor, kept)


def unit_of(text: str) -> tuple[Unit, ...]:
    """All that a whole text may be as a unit; none if it is no unit."""
    text = spelled(text.strip())
    found = unit_at(text, 0)
    return found.readings if found is not None and found.end == len(text) else ()
