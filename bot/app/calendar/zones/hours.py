"""Times of day as people type them: "19:05", "7:05 pm", "19h05", "1905", "7.05", "19 Uhr"."""

import re
import unicodedata
from datetime import time

_LONGEST = 80

_MARKS = r"uhr|o'?clock|hrs?|hours"
_HALVES = (
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
_WORDS = {
    "noon": time(12),
    "midday": time(12),
    "mittag": time(12),
    "midnight": time(0),
    "mitternacht": time(0),
}
_EARLY = frozenset(("am", "in the morning", "morgens", "vormittags"))
_NIGHT = frozenset(("at night", "nachts"))
_DOTTED = re.compile(r"\b([ap])\s?\.\s?m\b\.?")


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
    bare = _BARE.fullmatch(said)
    matches = [bare] if bare else _matches(said)
    if len(matches) != 1:
        return ()
    parts = matches[0].groupdict()
    half = parts.get("half") or parts.get("half2")
    return _times(parts["hour"], parts["minute"] or "0", half)


def _matches(said: str) -> list[re.Match[str]]:
    """Every place where a time stands; one with minutes is not read again as an hour alone."""
    split = list(_SPLIT.finditer(said))
    taken = [match.span() for match in split]
    alone = (
        match
        for match in _MARKED.finditer(said)
        if not any(start < match.end() and match.start() < end for start, end in taken)
    )
    return [*split, *alone]


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
    if half == "mittags":
        early = hour in (10, 11)
    if hour > 12:
        return () if half in _EARLY else (time(hour, minute),)
    return (time(hour % 12 if early else hour % 12 + 12, minute),)


def _plain(text: str) -> str:
    """One spelling: small messages, plain digits, "p.m." as "pm", no marks at the end."""
    folded = unicodedata.normalize("NFKC", text[:_LONGEST]).casefold().replace("’", "'")
    return _DOTTED.sub(r"\1m", " ".join(folded.split())).strip(" !.,;?~")
