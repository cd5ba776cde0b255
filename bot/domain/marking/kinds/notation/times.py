"""Times of day, dates and eras, compared by what they come to: 22:30 is 10:30 pm, 44 BC is not 44 AD."""

import re
from itertools import product

from msgspec import Struct

from bot.domain.marking.kinds.notation.numerals import numeral_at, prepared
from bot.domain.marking.language.language import Language

Date = tuple[int | None, int | None, int | None]
"""Year (negative before our era), month, day; None for what isn't said."""

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$")
_FIGURES = re.compile(r"(\d{1,2})\s?[./-]\s?(\d{1,2})(?:\.?\s?[./-]\s?(\d{4}|\d{2})|\.)?$")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.](\d{4})$")
_CLOCK = re.compile(
    r"(\d{1,2})(?:\s?[:.h]\s?(\d{2}))?(?:[:.]\d{2})?\s?(?:h|uhr|o'?clock)?\s?(a\.?\s?m\.?|p\.?\s?m\.?)?$"
)
_BEFORE, _AFTER = frozenset(("bc", "bce", "vchr")), frozenset(("ad", "ce", "nchr"))
ERA = re.compile(r"(?<![\w])(b\.?\s?c\.?(?:\s?e\.?)?|a\.?\s?d\.?|c\.?\s?e\.?|[vn]\.?\s?chr\.?)(?![\w])", re.I)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_QUARTERS = {"half": 30, "quarter": 15}


class When(Struct, frozen=True):
    """A point in time: all dates and all minutes of a day that a text may mean."""

    dates: frozenset[Date] = frozenset()
    minutes: frozenset[int] = frozenset()
    halved: bool = False
    """True if it was said which half of the day is meant."""


def when(text: str, lang: Language) -> When | None:
    """The date or time of day that a text is; None if it is neither."""
    plain = " ".join(prepared(text).casefold().replace(",", " ").split()).strip(" .!?")
    clock = _minutes(plain, lang)
    if clock is not None:
        return clock
    dates = _year(plain, lang) | _in_figures(plain) | _in_words(plain, lang)
    return When(dates=frozenset(dates)) if dates else None


def _minutes(text: str, lang: Language) -> When | None:
    if text in ("noon", "midday", "mittag", "mittags", "12 noon"):
        return When(minutes=frozenset((720,)), halved=True)
    if text in ("midnight", "mitternacht", "12 midnight"):
        return When(minutes=frozenset((0,)), halved=True)
    text = _spoken(text.removeprefix("at ").removeprefix("um "), lang)
    found = _CLOCK.match(text)
    if found is None or (found.group(2) is None and found.group(3) is None and not _hour(text)):
        return None
    hour, minute, half = int(found.group(1)), int(found.group(2) or 0), (found.group(3) or "")[:1]
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12) or (not half and "." in text and hour > 23):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return When(minutes=frozenset((hour % 24 * 60 + minute,)), halved=bool(half) or hour > 12)


def _hour(text: str) -> bool:
    return text.endswith(("h", "uhr", "clock"))


def _spoken(text: str, lang: Language) -> str:
    """`half past seven pm` is 7:30 pm, `quarter to six` 5:45, `ten pm` 10 pm."""
    parts = text.split()
    if len(parts) >= 3 and parts[0] in ("a", "at"):
        parts = parts[1:]
    number = (
        numeral_at(" ".join(parts), 0, lang)
        if parts and parts[0].isalpha() and parts[0] not in _QUARTERS
        else None
    )
    if number is not None and number.value.denominator == 1:
        return f"{number.value}{' '.join(parts)[number.end :]}"
    if len(parts) < 3 or parts[0] not in _QUARTERS or parts[1] not in ("past", "to"):
        return text
    hour = numeral_at(parts[2], 0, lang)
    if hour is None or hour.value.denominator != 1:
        return text
    total = int(hour.value) * 60 + _QUARTERS[parts[0]] * (1 if parts[1] == "past" else -1)
    return f"{total // 60}:{total % 60:02} {' '.join(parts[3:])}".strip()


def era(text: str) -> int:
    """-1 for a text that says "BC", 1 for one that says "AD", 0 for one that says neither."""
    found = {_era_of(match.group()) for match in ERA.finditer(text) if _is_era(match, text)}
    return found.pop() if len(found) == 1 else 0


def _era_of(sign: str) -> int:
    letters = "".join(char for char in sign.casefold() if char.isalpha())
    return -1 if letters in _BEFORE else 1


def _is_era(found: re.Match[str], text: str) -> bool:
    """Only beside a figure or a century: "ad" alone is a word."""
    before, after = text[: found.start()].rstrip()[-8:], text[found.end() :].lstrip()[:1]
    return (
        before[-1:].isdigit()
        or after.isdigit()
        or before.casefold().endswith(("century", "centuries", "hundert"))
    )


def _year(text: str, lang: Language) -> set[Date]:
    """A year by itself, with its era if it is said."""
    bare = ERA.sub(" ", text).strip() if era(text) else text
    bare = bare.removeprefix("in ").removeprefix("the year ").removeprefix("im jahr ").strip()
    if not bare.isdecimal() or len(bare) > 4 or (era(text) == 0 and len(bare) < 3):
        return set()
    return {(int(bare) * (era(text) or 1), None, None)}


def _in_figures(text: str) -> set[Date]:
    text = text.removeprefix("on ").removeprefix("am ")
    iso = _ISO.match(text)
    if iso:
        year, month, day = (int(part) if part else None for part in iso.groups())
        return _valid({(year, month, day)})
    later = _MONTH_YEAR.match(text)
    if later:
        return _valid({(int(later.group(2)), int(later.group(1)), None)})
    found = _FIGURES.match(text)
    if found is None:
        return set()
    one, other, year_text = int(found.group(1)), int(found.group(2)), found.group(3)
    years: list[int | None] = [int(year_text)] if year_text else [None]
    if year_text and len(year_text) == 2:
        years = [1900 + int(year_text), 2000 + int(year_text)]
    orders = [(other, one)] if "." in text else [(other, one), (one, other)]
    return _valid({(year, month, day) for year, (month, day) in product(years, orders)})


def _valid(dates: set[Date]) -> set[Date]:
    return {
        (year, month, day)
        for year, month, day in dates
        if (month is None or 1 <= month <= 12) and (day is None or 1 <= day <= 31)
    }


def _in_words(text: str, lang: Language) -> set[Date]:
    """`4th of July 1776`, `July 4 1776`, `8. Mai 1945`, `July 1776`, `the fourth of July`."""
    sign = era(text)
    text = ERA.sub(" ", text) if sign else text
    words = [word.strip(".") for word in _ORDINAL.sub("", text).replace("'", " ").split()]
    words = [
        word
        for word in words
        if word not in ("the", "of", "on", "in", "am", "den", "der", "im", "at", "year")
    ]
    places = [(at, month) for at, word in enumerate(words) if (month := _month(word, lang))]
    if len(places) != 1 or not 2 <= len(words) <= 5:
        return set()
    at, month = places[0]
    rest = [_figure(" ".join(part), lang) for part in (words[:at], words[at + 1 :]) if part]
    if len(rest) == 1 and len(words[at + 1 :]) > 1:
        first, last = _figure(words[at + 1], lang), _figure(" ".join(words[at + 2 :]), lang)
        rest = [first, last] if first and last else rest
    if None in rest or len(rest) > 2:
        return set()
    figures = [figure for figure in rest if figure is not None]
    day = next((figure for figure in figures if figure <= 31), None)
    year = next((figure for figure in figures[::-1] if figure > 31 or (len(figures) == 2)), None)
    if year is not None and year < 100 and not sign:
        return _valid({(1900 + year, month, day), (2000 + year, month, day)})
    return _valid({(year * (sign or 1) if year is not None else None, month, day)})


def _month(word: str, lang: Language) -> int:
    word = lang.fold(word)
    for number, name in enumerate(lang.months, 1):
        if word == name or (len(word) >= 3 and name.startswith(word)) or (word == "sept" and number == 9):
            return number
    return 0


def _figure(text: str, lang: Language) -> int | None:
    """A day or a year, in figures or words."""
    if text.isdecimal():
        return int(text) if len(text) <= 4 else None
    place = lang.ordinals.get(lang.fold(text.replace("-", " "))) or lang.ordinals.get(lang.fold(text))
    if place is not None:
        return place
    number = numeral_at(text, 0, lang) if text and text[0].isalpha() else None
    return int(number.value) if number and number.end == len(text) and number.value.denominator == 1 else None


def same(wanted: When, said: When) -> bool | None:
    """True for the same, None for what is less exact and fits, False for another."""
    if wanted.minutes:
        if not said.minutes:
            return False if said.dates else None
        if wanted.minutes & said.minutes:
            return True
        vague = wanted.halved and not said.halved
        return (
            None if vague and {m % 720 for m in wanted.minutes} & {m % 720 for m in said.minutes} else False
        )
    if not said.dates:
        return False
    fits = [_fit(one, other) for one in wanted.dates for other in said.dates]
    return True if True in fits else None if None in fits else False


def _fit(wanted: Date, said: Date) -> bool | None:
    pairs = list(zip(wanted, said, strict=True))
    if any(one is not None and other is not None and one != other for one, other in pairs):
        return False
    return None if any(one is not None and other is None for one, other in pairs) else True
