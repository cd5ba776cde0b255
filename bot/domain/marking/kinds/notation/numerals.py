"""Numbers in every spelling: 1,234.5 · 4.2 × 10⁻⁵ · 1e10 · 2½ · two and a half · minus three · a million."""

import re
from fractions import Fraction
from functools import lru_cache

from msgspec import Struct

from bot.domain.marking.kinds.notation.signs import spelled
from bot.domain.marking.language.language import Language

_FIGURES = r"(?:\d{1,3}(?:[ ,.'_]\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[.,]\d+)"
_NUMBER = re.compile(
    rf"([+-]?\s?)(?:({_FIGURES})\s?(?:[*x]|\*)\s?10\s?(?:\^|\*\*)\s?\(?([+-]?\d+)\)?"
    rf"|({_FIGURES})\s?[eE]\s?([+-]?\d+)(?![\w])"
    r"|(\d+)\s?(?:\^|\*\*)\s?\(?([+-]?\d+)\)?"
    r"|(?:(\d+)(?:\s+(?:and\s|und\s)?|-|(?=\()))?\(?(\d+)/(\d+)\)?(?![\d/])"
    rf"|({_FIGURES}))"
)
_MOST_POWER, _MOST_DIGITS = 400, 40
_SIZES = {"k": 3, "m": 6, "mn": 6, "mio": 6, "bn": 9, "b": 9, "mrd": 9, "tn": 12}
"""Letters behind a figure, as powers of ten."""
_SIZE = re.compile(r"\s?(k|mn|mio|bn|mrd|tn)\b(?!/)")
_WORD = re.compile(r"[^\W\d_]+")
_PART = re.compile(r"\s*([^\W\d_]+)\s+([^\W\d_]+)(?:[\s-]+([^\W\d_]+))?")
_SIGNS_OF_PARTS = "½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒"
_PARTS = "1/2 1/4 3/4 1/3 2/3 1/5 2/5 3/5 4/5 1/6 5/6 1/8 3/8 5/8 7/8 1/10"
_VULGAR = dict(zip(_SIGNS_OF_PARTS, _PARTS.split(), strict=True))
_MOST_WORDS = 12
_PAIR = 2


class Numeral(Struct, frozen=True):
    """A number in a text."""

    value: Fraction
    start: int
    end: int
    plain: bool
    """True for figures without a power, a fraction or words."""


def prepared(text: str) -> str:
    """The text as numbers are looked for in it: one spelling for signs, digits of any script as 0-9."""
    if text.isascii():
        return text
    for sign, figures in _VULGAR.items():
        text = text.replace(sign, f" {figures}")
    text = spelled(text).replace("–", "-").replace("—", "-")
    return "".join(str(int(char)) if char.isdecimal() and not char.isascii() else char for char in text)


def numeral_at(text: str, at: int, lang: Language) -> Numeral | None:
    """The number that begins there in a prepared text, as long as it goes; None if there is none."""
    found = _NUMBER.match(text, at)
    if found is None:
        return _worded(text, at, lang)
    made = _value(found, lang)
    if made is None:
        return None
    value, end = made, found.end()
    plain = found.group(11) is not None
    size = _SIZE.match(text, end)
    if size and plain:
        value, end, plain = value * 10 ** _SIZES[size.group(1)], size.end(), False
    elif plain:
        value, end, plain = _enlarged(value, text, end, lang)
    negative = found.group(1).strip() == "-"
    return Numeral(-value if negative else value, at, end, plain)


def _value(found: re.Match[str], lang: Language) -> Fraction | None:
    mantissa, power, short, exponent, base, raised, whole, upper, lower, plain = found.groups()[1:]
    if any(len(group or "") > _MOST_DIGITS for group in found.groups()):
        return None
    if mantissa or short:
        return _scaled(figures(mantissa or short, lang.decimal), 10, power or exponent)
    if base:
        return _scaled(Fraction(1), int(base), raised)
    if lower:
        return None if int(lower) == 0 else Fraction(int(whole or 0)) + Fraction(int(upper), int(lower))
    return figures(plain, lang.decimal)


def _scaled(value: Fraction | None, base: int, power: str) -> Fraction | None:
    if value is None or len(power) > 4 or abs(int(power)) > _MOST_POWER or (base == 0 and int(power) <= 0):
        return None
    return value * Fraction(base) ** int(power)


def figures(text: str, decimal: str) -> Fraction | None:
    """The value of digits with points and commas; which of the two is which is told by the language where
    the text leaves it open.
    """
    text = text.replace(" ", "").replace("'", "").replace("_", "")
    last = max(text.rfind(","), text.rfind("."))
    if last >= 0:
        mark, other = text[last], "." if text[last] == "," else ","
        if text.count(mark) > 1 and any(len(group) != 3 for group in text.split(mark)[1:]):
            return None
        grouped = len(text) - last == 4 and 0 < last <= 3 and text[0] != "0"
        if text.count(mark) > 1 or (mark != decimal and grouped and other not in text):
            text = text.replace(mark, "")
        text = text.replace(other, "").replace(",", ".")
    return Fraction(text) if text.replace(".", "", 1).isdecimal() else None


def _enlarged(value: Fraction, text: str, end: int, lang: Language) -> tuple[Fraction, int, bool]:
    """`3 million`, `12 dozen`, `2 and a half`."""
    word = _WORD.match(text, end + (text[end : end + 1] in (" ", "-")))
    size = lang.sizes.get(lang.fold(word.group())) if word else None
    if word and size:
        return value * size, word.end(), False
    more = _and_a_part(text, end, lang)
    return (value + more[0], more[1], False) if more else (value, end, True)


def _and_a_part(text: str, end: int, lang: Language) -> tuple[Fraction, int] | None:
    """The value of "and a half" and where it ends."""
    found = _PART.match(text, end)
    if found is None or found.group(1).casefold() not in lang.and_words:
        return None
    first, second = (lang.fold(word or "") for word in found.group(2, 3))
    if first in lang.fractions:
        return lang.fractions[first], found.end(2)
    count = Fraction(1) if first in lang.articles else lang.numbers.get(first)
    if count is not None and second in lang.fractions:
        return count * lang.fractions[second], found.end(3)
    return None


def _worded(text: str, at: int, lang: Language) -> Numeral | None:
    """A number in words, as long as it goes."""
    words: list[tuple[str, int]] = []
    for found in _WORD.finditer(text, at):
        gap = text[words[-1][1] : found.start()] if words else text[at : found.start()]
        word = lang.fold(found.group())
        known = word in _vocabulary(lang) or (lang.number_joint and lang.word(word).number is not None)
        if gap.strip(" -") or len(words) == _MOST_WORDS or not known:
            break
        if len(words) == 1 and not (_counts(word, lang) or _counts(words[0][0], lang)):
            return None
        words.append((word, found.end()))
    sign, first = (-1, 1) if words and words[0][0] in lang.minus else (1, 0)
    if first and len(words) == 1:
        at_figure = (
            text[words[0][1] : words[0][1] + 1] == " " and text[words[0][1] + 1 : words[0][1] + 2].isdigit()
        )
        behind = numeral_at(text, words[0][1] + 1, lang) if at_figure else None
        return Numeral(-behind.value, at, behind.end, False) if behind else None
    for size in range(len(words), first, -1):
        value = worded(tuple(word for word, _ in words[first:size]), lang)
        if value is not None:
            return Numeral(sign * value, at, words[size - 1][1], False)
    return None


@lru_cache(maxsize=16)
def _vocabulary(lang: Language) -> frozenset[str]:
    """Every word that may be part of a number."""
    told = {*lang.numbers, *lang.sizes, *lang.fractions}
    return frozenset(
        told | lang.minus | lang.and_words | lang.articles | ({lang.point} if lang.point else set())
    )


def _counts(word: str, lang: Language) -> bool:
    """True for a word that has a value; articles and "and" only join such words."""
    return (
        word in lang.minus
        or word in lang.sizes
        or word in lang.fractions
        or lang.word(word).number is not None
    )


@lru_cache(maxsize=1024)
def worded(words: tuple[str, ...], lang: Language) -> Fraction | None:
    """The value of number words; None if they are not one number."""
    if len(words) == 1 and words[0] in lang.fractions:
        return lang.fractions[words[0]]
    if (
        len(words) > 2
        and words[-3] in lang.and_words
        and words[-1] in lang.fractions
        and (words[-2] in lang.articles or words[-2] in lang.numbers)
    ):
        whole = worded(words[:-3], lang)
        part = Fraction(1) if words[-2] in lang.articles else lang.numbers[words[-2]]
        return None if whole is None else whole + part * lang.fractions[words[-1]]
    if len(words) > 1 and words[-1] in lang.fractions:
        count = Fraction(1) if len(words) == _PAIR and words[0] in lang.articles else worded(words[:-1], lang)
        return None if count is None else count * lang.fractions[words[-1]]
    if lang.point in words[:-1]:
        return _decimals(words, lang)
    return _whole(
        [word for n, word in enumerate(words) if not (0 < n < len(words) - 1 and word in lang.and_words)],
        lang,
    )


def _decimals(words: tuple[str, ...], lang: Language) -> Fraction | None:
    at = words.index(lang.point)
    whole = worded(words[:at], lang) if at else Fraction(0)
    digits = [lang.numbers.get(word) for word in words[at + 1 :]]
    if whole is None or any(digit is None or digit >= 10 or digit.denominator > 1 for digit in digits):
        return None
    return whole + sum((digit / 10**n for n, digit in enumerate(digits, 1) if digit is not None), Fraction(0))


def _whole(words: list[str], lang: Language) -> Fraction | None:
    """A hundred and forty-four, two thousand five hundred, four four three, nineteen eighty-nine."""
    if not words:
        return None
    values = [lang.sizes.get(word) or lang.word(word).number for word in words]
    if words[0] in lang.articles and len(words) > 1 and words[1] in lang.sizes:
        values[0] = Fraction(1)
    if any(value is None or value.denominator != 1 for value in values):
        return None
    read = _tens([value for value in values if value is not None])
    if any(word in lang.sizes for word in words):
        return _sized(read)
    if len(read) == 2 and 10 <= read[0] < 100 and 10 <= read[1] < 100:
        return read[0] * 100 + read[1]
    if len(read) > 1 and all(value < 10 for value in read):
        return Fraction(int("".join(str(int(value)) for value in read)))
    return read[0] if len(read) == 1 else None


def _tens(values: list[Fraction]) -> list[Fraction]:
    """Twenty and five are one number."""
    read: list[Fraction] = []
    for value in values:
        if read and 20 <= read[-1] < 100 and read[-1] % 10 == 0 and 0 < value < 10:
            read[-1] += value
        else:
            read.append(value)
    return read


def _sized(values: list[Fraction]) -> Fraction | None:
    total = current = Fraction(0)
    for value in values:
        if value >= 1000:
            total, current = total + max(current, Fraction(1)) * value, Fraction(0)
        elif value in (100, 12) and current:
            current *= value
        elif current and current % 100:
            return None
        else:
            current += value
    return total + current
