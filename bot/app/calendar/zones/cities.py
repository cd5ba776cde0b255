"""From a typed city, country or clock to zones, slips allowed."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.app.calendar.zones.areas import area_called, areas_called, lies_in
from bot.app.calendar.zones.gazetteer import SHORTEST_SLIPPED, Entry, gazetteer, in_table, large_cities, named
from bot.app.calendar.zones.names import key
from bot.app.calendar.zones.ranks import Candidate, candidate, crowd, distinct, kinship
from bot.domain.marking.language.language_file import language as language_of
from bot.domain.marking.reading.slips import allowed
from bot.domain.zone_names import country_of, homes, locale_of, place_of, zone_or_none

_LONGEST = 80
_MOST_WORDS = 8
_SHORTEST = 4
"""Messages of a name found in a sentence or by a slip; shorter ones are typed alone and as they are."""
_MUCH_LARGER, _FAR_LARGER, _FAR_LARGER_AT_HOME = 10, 12, 40
"""Beside a city of so many times the people, one of the learner's country does not lead; another is not
meant; nor is one of their country."""
_BEFORE = frozenset(("in", "near", "at", "from", "around", "to", "aus", "bei", "nahe", "nach"))
_ROUND = " .,;:!?()"
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


def find_city(
    text: str, language: str | None, *, now: datetime, whole: bool = False
) -> tuple[Candidate, ...]:
    """The zones a typed place may mean, best first; empty if it means none. Never raises.

    Cities, countries, regions and clocks ("CET", "Eastern Time") in the learner's language, English
    or the language of the script, with slips ("berln", "new yrok"); names of zones; an offset
    ("UTC+2") gives the places whose clocks are so far ahead now. At most five, one for each set of rules.
    `whole`: nothing but the place may stand in the text.
    """
    said = text[:_LONGEST].strip()
    if offset := _OFFSET.fullmatch(said):
        return _ranked(_ahead(offset, now), language, now)
    if ("/" in said or said.casefold() in ("utc", "zulu")) and (zone := zone_or_none(said)):
        return (candidate(now, zone, language),)
    locales = _locales(said, language)
    for look in (_exact, _slip) if whole else (_exact, _in_sentence, _slip):
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
    """The places in the order in which they are likely meant; those with far fewer people than another left
    out. In the learner's own country a smaller one leads, unless another is much larger."""
    entries = tuple(entries)
    most = max((entry.people for entry in entries), default=0)
    most_so_named = max((entry.people for entry in entries if not entry.other_name), default=0)

    def at_home(entry: Entry) -> bool:
        return kinship(entry.zone, language) == 0

    def likely(entry: Entry) -> tuple[bool, int, int, tuple[int, str]]:
        leads = at_home(entry) and entry.people * _MUCH_LARGER >= most
        return not leads, -entry.people, kinship(entry.zone, language), crowd(entry.zone)

    def may_be(entry: Entry) -> bool:
        far_larger = _FAR_LARGER_AT_HOME if at_home(entry) else _FAR_LARGER
        return entry.people * far_larger >= (most if entry.other_name else most_so_named)

    meant: dict[str, Entry] = {}
    for entry in sorted(filter(may_be, entries), key=likely):
        meant.setdefault(entry.zone, entry)
    zones = distinct(meant, now)
    shown = _told_apart([meant[zone] for zone in zones], language)
    return tuple(candidate(now, zone, language, name) for zone, name in zip(zones, shown, strict=True))


def _told_apart(entries: Sequence[Entry], language: str | None) -> list[str]:
    """What to call each; places of one name with their country or state."""
    plain = [entry.shown or place_of(entry.zone, language) for entry in entries]
    spelled = [key(name) for name in plain]
    names = [
        f"{name}, {area_called(entry.area or country_of(entry.zone), locale_of(language))}"
        if spelled.count(key(name)) > 1
        else name
        for name, entry in zip(plain, entries, strict=True)
    ]
    return [
        f"{name} ({place_of(entry.zone, language)})" if names.count(name) > 1 else name
        for name, entry in zip(names, entries, strict=True)
    ]


def _ahead(offset: re.Match[str], now: datetime) -> list[Entry]:
    """The places whose clocks are so far ahead of UTC at this instant."""
    sign, hours, minutes = offset.groups()
    ahead = timedelta(hours=int(hours), minutes=int(minutes or 0)) * (1 if sign == "+" else -1)
    there = (zone for zone, clock in homes().items() if now.astimezone(clock).utcoffset() == ahead)
    return [Entry(zone, None) for zone in there]


def _exact(said: str, locale: str) -> tuple[Entry, ...]:
    """The whole text, then a place with its country behind it."""
    if found := named(key(said), locale, _written(said, 0)):
        return found
    opened = _OPENING.sub("", key(said))
    words = opened.split()[:_MOST_WORDS]
    return named(opened, locale, _written(said, len(words))) or _with_country(said, words, locale)


def _written(said: str, last: int) -> str:
    """The last words of a text, or all of it, as a name is written."""
    name = " ".join(said.split()[-last:]).strip(_ROUND)
    return name.title() if name.islower() else name


def _with_country(said: str, words: list[str], locale: str) -> tuple[Entry, ...]:
    """A place with its country or state: those that lie there, else the zones of that country."""
    head, comma, tail = said.partition(",")
    pairs = [(_OPENING.sub("", key(head)), key(tail))] if comma else []
    pairs += [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(len(words) - 1, 0, -1)]
    for place, country in pairs:
        if near := named(place, locale):
            around = gazetteer(locale).get(country, ())
            zones, areas = {entry.zone for entry in around}, areas_called(country, locale)
            there = tuple(entry for entry in near if entry.area and lies_in(entry.area, areas))
            if found := there or tuple(entry for entry in near if entry.zone in zones) or around:
                return found
    return ()


def _in_sentence(said: str, locale: str) -> tuple[Entry, ...]:
    """The longest run of words that is a name; that of a city after "in", "near" and the like."""
    words = _OPENING.sub("", key(said)).split()[:_MOST_WORDS]
    names = gazetteer(locale)
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            run = " ".join(words[start : start + length])
            if len(run) < _SHORTEST:
                continue
            if run in names or (start and words[start - 1] in _BEFORE and in_table(run)):
                return named(run, locale)
    return ()


def _slip(said: str, locale: str) -> tuple[Entry, ...]:
    """The names that differ by the fewest slips of the pen, if by few enough. A word is not a slip."""
    for typed in dict.fromkeys((key(said), _OPENING.sub("", key(said.partition(",")[0])))):
        if language_of("en").is_word(typed):
            continue
        off = _near(typed, locale)
        if off:
            least = min(off.values())
            return tuple(entry for name in off if off[name] == least for entry in named(name, locale))
    return ()


def _near(typed: str, locale: str) -> dict[str, int]:
    """Names that are a few slips away, and how many."""
    most = allowed(len(typed))
    lists: list[Collection[str]] = [gazetteer(locale).keys()] if most else []
    if most and len(typed) >= SHORTEST_SLIPPED:
        lists += [large_cities().get(letter, ()) for letter in dict.fromkeys(typed[:2])]
    found = (
        pair
        for names in lists
        for pair in process.extract(typed, names, scorer=OSA.distance, score_cutoff=most, limit=None)
    )
    return {name: int(edits) for name, edits, _ in found if _alike(typed, name)}


def _alike(typed: str, name: str) -> bool:
    """People seldom miss the first message, but may swap the first two, or miss it in a long name."""
    if len(name) < _SHORTEST:
        return False
    return typed[0] == name[0] or typed[:2] == name[1::-1] or len(name) >= 6
