"""Times of day as people type them: "19:05", "7:05 pm", "1905", "19 Uhr", "half past 8", "halb neun"."""

import re
import unicodedata
from datetime import time

from bot.domain.said.numerals import in_digits

_LONGEST = 80

_MARKS = r"uhr|o'?clock|hrs?|hours"
_HALVES = (
    r"am morgen|am vormittag|am mittag|am nachmittag|am abend|in der nacht|in der früh|früh|"
    r"am|pm|in the morning|in the afternoon|in the evening|at night|"
    r"morgens|vormittags|mittags|nachmittags|abends|nachts"
)
_BETWEEN = r"(?:\s*[:.h]\s*(?=\d\d)|\s*uhr\s*(?=\d\d)|\s(?=\d\d\b))"
_AFTER = rf"(?:\s*(?P<mark>{_MARKS}|h)\b)?(?:\s*(?P<half>{_HALVES})\b)?"
_SPLIT = re.compile(
    # neither an offset (+5:30) nor a part of a date or version (19.05.2026)
    rf"(?<![\w+.:/-])(?P<hour>\d{{1,2}}){_BETWEEN}(?P<minute>\d\d)(?::\d\d)?{_AFTER}(?![\w:/]|[.,-]\d)"
)
_MARKED = re.compile(
    rf"(?<![\w+.:/-])(?P<hour>\d{{1,2}})(?P<minute>)"
    rf"(?:\s*(?P<mark>{_MARKS}|h)\b(?:\s*(?P<half>{_HALVES})\b)?|\s*(?P<half2>{_HALVES})\b)(?![:/]|[.,-]?\d)"
)
_BARE = re.compile(rf"(?P<hour>\d{{1,2}}?)(?P<minute>\d\d)?{_AFTER}")
_ALONE = re.compile(rf"{_BARE.pattern}(?!\S)")
_BY_WORDS = re.compile(
    r"(?<![\w+.:/-])(?:(?:(?P<off>\d{1,2}|quarter|a quarter|viertel)(?: (?:minutes?|minuten|min))? "
    r"(?P<way>past|after|to|before|till|nach|vor)|(?P<most>dreiviertel|3 ?viertel)) )?"
    rf"(?:(?P<halved>halb|half past|half) )?(?P<hour>\d{{1,2}})(?![\d.:/-]){_AFTER}"
)
_WORDS = {
    "noon": time(12),
    "midday": time(12),
    "mittag": time(12),
    "midnight": time(0),
    "mitternacht": time(0),
}
_EARLY = frozenset(
    ["am", "in the morning", "morgens", "vormittags", "am morgen", "am vormittag", "früh", "in der früh"]
)
_NIGHT = frozenset(("at night", "nachts", "in der nacht"))
_NOON = frozenset(("mittags", "am mittag"))
_QUARTER, _HOUR, _HALF_DAY = 15, 60, 720
_DOTTED = re.compile(r"(?<![^\W\d_])([ap])\s?\.\s?m\b\.?")


def read_time(text: str) -> time | None:
    """The time of day a text gives, to the minute; None if it gives none, or two. Never raises.

    A time with a separator, an hour's word or am/pm may stand in a sentence; bare digits ("7", "1905")
    count only alone. A leading or trailing zone, a date and an offset such as "+5:30" are no times.
    """
    times = read_times(text)
    return times[0] if times else None


def read_times(text: str) -> tuple[time, ...]:
    """All times a text may mean: "7:05" is 7:05 and 19:05, in this order; "07:05" and "7 pm" are one."""
    said = _plain(text)
    if said in _WORDS:
        return (_WORDS[said],)
    if bare := _BARE.fullmatch(said):
        return _of(bare)
    found = _matches(said)
    return _of(found[0]) if len(found) == 1 else ()


def times_at(said: str, start: int) -> tuple[tuple[time, ...], int] | None:
    """All times that may be meant by what stands in a text from a place on, and where that ends.

    Of a text in one spelling (see `bot.domain.said.words`); bare digits are a time too.
    """
    found = [
        (times, match.end())
        for pattern in (_SPLIT, _MARKED, _BY_WORDS, _ALONE)
        if (match := pattern.match(said, start)) and _ends(said, match.end()) and (times := _of(match))
    ]
    found += [
        ((at,), start + len(word))
        for word, at in _WORDS.items()
        if said.startswith(word, start) and _ends(said, start + len(word))
    ]
    return max(found, key=lambda each: each[1], default=None)


def _ends(said: str, place: int) -> bool:
    """Whether a word ends there."""
    return place == len(said) or said[place] == " "


def _matches(said: str) -> list[re.Match[str]]:
    """Every place where a time stands; one with minutes or "half past" is not read again as an hour alone."""
    found: list[re.Match[str]] = []
    for pattern in (_SPLIT, _BY_WORDS, _MARKED):
        for match in pattern.finditer(said):
            if pattern is _BY_WORDS and not _is_by_words(match):
                continue
            if not any(one.start() < match.end() and match.start() < one.end() for one in found):
                found.append(match)
    return found


def _is_by_words(match: re.Match[str]) -> bool:
    return any(match[name] for name in ("off", "most", "halved"))


def _of(match: re.Match[str]) -> tuple[time, ...]:
    """The times that a match of any of the patterns may mean."""
    parts = match.groupdict()
    half = parts.get("half") or parts.get("half2")
    if match.re is _BY_WORDS:
        return _by_words(match, half) if _is_by_words(match) else ()
    return _times(parts["hour"], parts["minute"] or "0", half)


def _by_words(match: re.Match[str], half: str | None) -> tuple[time, ...]:
    """ "Quarter to 9", "20 past 8", "half past 8", "halb 9", "5 vor halb 9", "dreiviertel 9"."""
    hour, off = int(match["hour"]), match["off"]
    away = 0 if not off else int(off) if off.isdecimal() else _QUARTER
    if hour > 24 or away >= _HOUR // 2:
        return ()
    minutes = hour * _HOUR + (-away if match["way"] in ("to", "before", "till", "vor") else away)
    minutes -= _QUARTER if match["most"] else 0
    minutes += {"halb": -_HOUR // 2, None: 0}.get(match["halved"], _HOUR // 2)
    if half is not None:
        hour, minute = divmod(minutes % (2 * _HALF_DAY), _HOUR)
        return _in_half(hour or 12, minute, half)
    both = [minutes % (2 * _HALF_DAY)]
    if 1 <= hour <= 12:
        first = minutes % _HALF_DAY
        both = [first + _HALF_DAY, first] if first < _HOUR else [first, first + _HALF_DAY]
    return tuple(time(*divmod(each, _HOUR)) for each in both)


def _times(hour_text: str, minute_text: str, half: str | None) -> tuple[time, ...]:
    hour, minute = int(hour_text), int(minute_text)
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return ()
    hour %= 24
    if half is not None:
        return _in_half(hour, minute, half)
    first = time(hour, minute)
    if hour_text.startswith("0") or not 1 <= hour <= 12:
        return (first,)
    return first, time((hour + 12) % 24, minute)


def _in_half(hour: int, minute: int, half: str) -> tuple[time, ...]:
    """The time in the half of the day that was named; "19:05 pm" is said, "19:05 am" is a contradiction."""
    early = half in _EARLY or (half in _NIGHT and (hour < 6 or hour == 12))
    if half in _NOON:
        early = hour in (10, 11)
    if hour > 12:
        return () if half in _EARLY else (time(hour, minute),)
    return (time(hour % 12 if early else hour % 12 + 12, minute),)


def _plain(text: str) -> str:
    """One spelling: small messages, plain digits, "p.m." as "pm", no marks at the end."""
    folded = unicodedata.normalize("NFKC", text[:_LONGEST]).casefold().replace("’", "'")
    words = in_digits(folded.split())
    return _DOTTED.sub(r"\1m", " ".join(filter(None, words))).strip(" !.,;?~")
