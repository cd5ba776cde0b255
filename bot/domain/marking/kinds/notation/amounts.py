"""Amounts: a number with its unit, found in a text and compared by what it comes to."""

import re
from collections.abc import Sequence
from enum import Enum
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.marking.kinds.notation.numerals import numeral_at, prepared
from bot.domain.marking.kinds.notation.units import Unit, known, times, unit_at
from bot.domain.marking.language.language import Language

_STARTS = re.compile(r"(?<![\w.])[+-]?\s?[.,]?\d|(?<![\w])[^\W\d_]+|[$€£¥₹]")
_THOUSANDS = re.compile(r"(\d+)[kK](\d)\b")
_DECADE = re.compile(r"(?:1\d|20)\d0'?s\b")
"""The 1990s are no seconds."""
_PERCENT = re.compile(r"\s*(?:%|per\s?cent\b)", re.I)
_WORD = re.compile(r"\s*([^\W\d_]+)")
_MOST = 24
_CONVERTED, _ROUGH, _EXACT = 1 / 500, 1 / 20, 1e-9
"""So far, as a share, may an amount be off: in another unit, where it is asked for roughly, and at all."""
_MILLION = Fraction(10**6)


class Likeness(Enum):
    """How an amount that is said stands to the one wanted."""

    SAME = 0
    BARE = 1
    """The same number without the unit."""
    OTHER_UNIT = 2
    OTHER_NUMBER = 3


class Amount(Struct, frozen=True):
    """A number with what stands behind it."""

    value: Fraction
    percent: bool
    units: tuple[Unit, ...]
    """All that its unit may be; none for a bare number, or one of things that are no units."""
    unit: str
    start: int
    end: int
    plain: bool = True
    """True for a number in figures, without powers and fractions."""


def read(text: str) -> str:
    """The text as amounts are looked for in it."""
    text = prepared(text)
    return _THOUSANDS.sub(r"\1.\2k", text) if "k" in text or "K" in text else text


def amounts_in(text: str, lang: Language) -> list[Amount]:
    """The amounts in a text that is read, in order."""
    found: list[Amount] = []
    at = 0
    while len(found) < _MOST and (begin := _STARTS.search(text, at)):
        made = _amount(text, begin.start(), lang)
        if made is None:
            at = begin.end() if begin.group()[-1].isalpha() else begin.start() + 1
        else:
            found.append(made)
            at = max(made.end, begin.start() + 1)
    return found


def _amount(text: str, at: int, lang: Language) -> Amount | None:
    money: tuple[Unit, ...] = ()
    start = at
    if text[at] in "$€£¥₹":
        money, at = known(text[at]), at + 1
        at += text[at : at + 1] == " "
    number = numeral_at(text, at, lang)
    if number is None:
        return None
    value, end = number.value, number.end
    percent = _PERCENT.match(text, end)
    word = _WORD.match(text, end)
    if percent is None and word is not None and lang.fold(word.group(1)) in lang.percent:
        percent = word
    if percent is not None:
        return Amount(value, True, (), "%", start, percent.end(), number.plain)
    if money:
        return Amount(value, False, money, text[start], start, end, number.plain)
    if end < len(text) and text[end].isdigit():
        return None
    written = unit_at(text, end) if not _DECADE.match(text, at) else None
    if written is None or (
        written.text in ("a", "in", "d", "u", "st", "pt", "h")
        and text[end] == " "
        and written.end < len(text)
    ):
        return Amount(value, False, (), "", start, end, number.plain)
    return Amount(value, False, written.readings, written.text, start, written.end, number.plain)


def only_amount(text: str, lang: Language) -> Amount | None:
    """The amount that a text is, with no more around it than words of "about" and articles."""
    text = read(text)
    found = amounts_in(text, lang)
    if len(found) != 1:
        return None
    before, after = text[: found[0].start], text[found[0].end :]
    around = f"{before} {after}"
    words = [lang.fold(word) for word in re.findall(r"[^\W\d_]+", around)]
    signs = re.sub(r"[\w\s~≈'\"(=]", "", before) + re.sub(r"[\w\s.,;:!?'\")]", "", after)
    fits = all(word in lang.roughly or word in lang.articles or word in lang.leading for word in words)
    return found[0] if fits and not signs and not re.search(r"\d", around) else None


def compared(wanted: Amount, said: Amount, *, tolerance: float = 0.0, roughly: bool = False) -> Likeness:
    """How the amount that is said stands to the one wanted; `tolerance` in the unit that is wanted."""
    if wanted.percent or said.percent:
        return _as_shares(wanted, said, tolerance, roughly)
    most = tolerance + abs(float(wanted.value)) * (_ROUGH if roughly else _EXACT)
    same = abs(float(said.value - wanted.value)) <= most
    if not wanted.units:
        millions = said.unit in ("m", "M") and abs(said.value * _MILLION - wanted.value) <= most
        return Likeness.SAME if same or millions else Likeness.OTHER_NUMBER
    if not said.units:
        return Likeness.BARE if same else Likeness.OTHER_NUMBER
    alike = [(a, b) for a in wanted.units for b in said.units if a.powers == b.powers]
    for mine, theirs in alike:
        value = (float(said.value) * theirs.factor + theirs.offset - mine.offset) / mine.factor
        slack = 0.0 if theirs == mine else max(abs(float(wanted.value)), tolerance) * _CONVERTED
        if abs(value - float(wanted.value)) <= max(most, slack + tolerance):
            return Likeness.SAME
    return Likeness.OTHER_UNIT if same else Likeness.OTHER_NUMBER


def _as_shares(wanted: Amount, said: Amount, tolerance: float, roughly: bool) -> Likeness:
    """70 % is 70, 0.7 and 7/10; 70 is 70 % only where a share is wanted."""
    value, target = float(said.value), float(wanted.value)
    most = tolerance + abs(target) * (_ROUGH if roughly else _EXACT)
    if wanted.units or said.units:
        return Likeness.OTHER_UNIT
    if wanted.percent == said.percent:
        near = abs(value - target) <= most
    elif wanted.percent:
        near = abs(value - target) <= most or (abs(value) <= 2 and abs(value * 100 - target) <= most)
    else:
        near = abs(value / 100 - target) <= most
    return Likeness.SAME if near else Likeness.OTHER_NUMBER


def as_percent(amount: Amount) -> Amount:
    """The amount as a percentage, where the question asks for one."""
    return replace(amount, percent=True, unit="%") if not amount.units else amount


def names_unit(ask: str, amount: Amount, lang: Language) -> bool:
    """True if a question says in which unit it wants the amount ("how many km", "in °C"). An amount that is
    given in another unit of its kind ("70 ml" where litres are wanted) says nothing of it."""
    text = read(ask)
    powers = {unit.powers for unit in amount.units}
    places = [found.start() for found in re.finditer(r"(?<![\w])(?=[^\W\d_]|[°$€£¥₹])", text)]
    for at in places[:60]:
        written = unit_at(text, at)
        if written is None or (len(written.text) < 2 and written.text.isalpha() and not _pointed(text, at)):
            continue
        given = re.search(r"\d\s?$", text[:at]) is not None
        if amount.units and given and not set(written.readings) & set(amount.units):
            continue
        if powers & {unit.powers for unit in written.readings}:
            return True
    return False


def _pointed(text: str, at: int) -> bool:
    """A lone letter is a unit where "in" or a bracket stands before it."""
    before = text[:at].rstrip()
    return before.endswith(("(", "[", " in", "many"))


__all__ = [
    "Amount",
    "Likeness",
    "Sequence",
    "amounts_in",
    "as_percent",
    "compared",
    "names_unit",
    "only_amount",
    "read",
    "times",
]
