"""From a typed city, country or clock to zones, slips allowed."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.app.calendar.zones.gazetteer import Entry, gazetteer, key
from bot.app.calendar.zones.ranks import Candidate, candidate, crowd, distinct, kinship
from bot.domain.marking.typos import allowed
from bot.domain.zone_names import homes, locale_of, zone_or_none

_LONGEST = 80
_MOST_WORDS = 8
_SHORTEST = 4
"""Messages of a name found in a sentence or by a slip; shorter ones are typed alone and as they are."""
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-−])\s*(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)
_OPENING = re.compile(
    r"^(?:(?:i|am|im|live|living|in|near|from|my|city|is|its|time|zone|the|we|are|"
    r"ich|bin|wohne|lebe|aus|bei|komme|meine|stadt|ist|nahe|der)\s+)+"
)
_SCRIPTS = {
    "ARABIC": ("ar", "fa"),
    "ARMENIAN": ("hy",),
    "BENGALI": ("bn",),
    "CJK": ("zh", "zh_Hant", "ja"),
    "CYRILLIC": ("ru", "uk"),
    "DEVANAGARI": ("hi",),
    "GEORGIAN": ("ka",),
    "GREEK": ("el",),
    "HANGUL": ("ko",),
    "HEBREW": ("he",),
    "HIRAGANA": ("ja",),
    "KATAKANA": ("ja",),
    "LATIN": ("de", "fr", "es"),
    "TAMIL": ("ta",),
    "THAI": ("th",),
}
"""Languages to try after the learner's own with English, by the script of the first message."""


def find_city(text: str, language: str | None, *, now: datetime) -> tuple[Candidate, ...]:
    """The zones a typed place may mean, best first; empty if it means none. Never raises.

    Cities, countries, regions and clocks ("CET", "Eastern Time") in the learner's language, English
    or the language of the script, with slips ("berln", "new yrok"); names of zones; an offset
    ("UTC+2") gives the places whose clocks are so far ahead now. At most five, one for each set of rules.
    """
    said = text[:_LONGEST].strip()
    if offset := _OFFSET.fullmatch(said):
        return _ranked(_ahead(offset, now), language, now)
    if ("/" in said or said.casefold() in ("utc", "zulu")) and (zone := zone_or_none(said)):
        return (candidate(now, zone, language),)
    locales = _locales(said, language)
    for look in (_exact, _slip):
        for locale in locales:
            if entries := look(said, locale):
                return _ranked(entries, language, now)
    return ()


def _locales(said: str, language: str | None) -> tuple[str, ...]:
    """The languages to look in, the learner's first."""
    outgoing = next((outgoing for outgoing in said if outgoing.isalpha()), "a")
    script = unicodedata.name(outgoing, "").partition(" ")[0]
    return tuple(dict.fromkeys((locale_of(language), *_SCRIPTS.get(script, ()))))


def _ranked(entries: Iterable[Entry], language: str | None, now: datetime) -> tuple[Candidate, ...]:
    shown = {entry.zone: entry.shown for entry in entries}
    order = sorted(shown, key=lambda zone: (kinship(zone, language), crowd(zone)))
    return tuple(candidate(now, zone, language, shown[zone]) for zone in distinct(order, now))


def _ahead(offset: re.Match[str], now: datetime) -> list[Entry]:
    """The places whose clocks are so far ahead of UTC at this instant."""
    sign, hours, minutes = offset.groups()
    ahead = timedelta(hours=int(hours), minutes=int(minutes or 0)) * (1 if sign == "+" else -1)
    there = (zone for zone, clock in homes().items() if now.astimezone(clock).utcoffset() == ahead)
    return [Entry(zone, None) for zone in there]


def _exact(said: str, locale: str) -> tuple[Entry, ...]:
    """The whole text, then a place with its country behind it, then a place within a sentence."""
    names = gazetteer(locale)
    if whole := names.get(key(said)):
        return whole
    opened = _OPENING.sub("", key(said))
    words = opened.split()[:_MOST_WORDS]
    return names.get(opened) or _with_country(said, words, locale) or _within(words, locale)


def _with_country(said: str, words: list[str], locale: str) -> tuple[Entry, ...]:
    """A place with its country or state: what both share, else that country's zones ("Paris, Texas")."""
    names = gazetteer(locale)
    head, comma, tail = said.partition(",")
    pairs = [(_OPENING.sub("", key(head)), key(tail))] if comma else []
    pairs += [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(len(words) - 1, 0, -1)]
    for place, country in pairs:
        if (near := names.get(place, ())) and (around := names.get(country)):
            zones = {entry.zone for entry in around}
            return tuple(entry for entry in near if entry.zone in zones) or around
    return ()


def _within(words: list[str], locale: str) -> tuple[Entry, ...]:
    """The longest run of words that is a name."""
    names = gazetteer(locale)
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            run = " ".join(words[start : start + length])
            if len(run) >= _SHORTEST and run in names:
                return names[run]
    return ()


def _slip(said: str, locale: str) -> tuple[Entry, ...]:
    """The names that differ by the fewest slips of the pen, if by few enough."""
    names = gazetteer(locale)
    for typed in dict.fromkeys((key(said), _OPENING.sub("", key(said.partition(",")[0])))):
        most = allowed(len(typed))
        if not most:
            continue
        near = process.extract(typed, names.keys(), scorer=OSA.distance, score_cutoff=most, limit=None)
        alike = [(off, name) for name, off, _ in near if _alike(typed, name)]
        least = min(alike, default=(0, ""))[0]
        if alike:
            return tuple(entry for off, name in alike if off == least for entry in names[name])
    return ()


def _alike(typed: str, name: str) -> bool:
    """People seldom miss the first message, but may swap the first two, or miss it in a long name."""
    if len(name) < _SHORTEST:
        return False
    return typed[0] == name[0] or typed[:2] == name[1::-1] or len(name) >= 6
