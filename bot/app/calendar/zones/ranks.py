"""Which zone is likelier: the default, one where the learner's language is spoken, one where many live."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.core import Locale, get_global
from msgspec import Struct

from bot.domain.zone_names import clocks, country_of, locale_of, place_of, zone_or_none

MOST = 5
"""How many candidates are worth showing."""

_AHEAD = timedelta(days=3 * 366)
_STEP = timedelta(days=7)
"""No two changes of a clock are nearer than this (Morocco's are a month apart)."""

_POPULOUS = """
Asia/Kolkata Asia/Shanghai America/New_York Europe/London Europe/Berlin America/Sao_Paulo Europe/Moscow
Asia/Jakarta Africa/Lagos Asia/Tokyo America/Chicago America/Los_Angeles America/Mexico_City Asia/Karachi
Asia/Dhaka Africa/Cairo Asia/Manila Europe/Istanbul Europe/Paris Asia/Tehran Asia/Bangkok
Asia/Ho_Chi_Minh Africa/Johannesburg Africa/Nairobi Africa/Addis_Ababa Africa/Kinshasa Europe/Rome
Europe/Madrid Europe/Kyiv Asia/Seoul America/Bogota America/Argentina/Buenos_Aires Asia/Riyadh
Asia/Baghdad Europe/Warsaw Asia/Tashkent Asia/Singapore Asia/Dubai Asia/Kuala_Lumpur Asia/Yangon
America/Lima America/Toronto America/Caracas America/Santiago America/Denver Australia/Sydney
Asia/Yekaterinburg Asia/Novosibirsk Asia/Almaty Africa/Casablanca Africa/Algiers Africa/Khartoum
Africa/Accra Africa/Abidjan Asia/Kabul Asia/Kathmandu Asia/Colombo Asia/Hong_Kong Asia/Taipei
Europe/Amsterdam Europe/Bucharest Europe/Athens Europe/Lisbon Europe/Prague Europe/Stockholm
Europe/Budapest Europe/Vienna Europe/Zurich Europe/Brussels Asia/Jerusalem Asia/Beirut America/Vancouver
America/Edmonton America/Phoenix America/Halifax Australia/Brisbane Australia/Perth Australia/Adelaide
Pacific/Auckland Pacific/Honolulu America/Anchorage America/Manaus Asia/Vladivostok Asia/Krasnoyarsk
Asia/Irkutsk Asia/Omsk Europe/Samara America/St_Johns America/Tijuana America/Cancun America/Rio_Branco
America/Guayaquil Asia/Ulaanbaatar Pacific/Port_Moresby Asia/Nicosia America/Nuuk
"""
POPULOUS = tuple(_POPULOUS.split())
"""Zones by roughly how many people live by their clock, most first (a judgement, not a census)."""

_PLACES = {zone: rank for rank, zone in enumerate(POPULOUS)}


class Candidate(Struct, frozen=True, kw_only=True):
    """A zone that may be the learner's."""

    zone: str
    """IANA name; `ZoneInfo` takes it."""
    place: str
    """What to call it: a city, in the learner's language where it is known."""
    wall: time
    """What its clocks show now, to the minute."""


def wall_of(now: datetime, zone: str) -> time:
    """What the clocks of a place show at an instant, to the minute."""
    return now.astimezone(clocks().get(zone) or ZoneInfo(zone)).time().replace(second=0, microsecond=0)


def candidate(now: datetime, zone: str, language: str | None, place: str | None = None) -> Candidate:
    """A zone as a candidate, under the name given or else its city's in the language."""
    return Candidate(zone=zone, place=place or place_of(zone, language), wall=wall_of(now, zone))


def home(default: str) -> str | None:
    """The default zone if it is a place; nobody lives at `UTC`, so that is none."""
    zone = zone_or_none(default)
    return zone if zone in clocks() else None


def crowd(zone: str) -> tuple[int, str]:
    """Sorts zones by people, most first."""
    return _PLACES.get(zone, len(_PLACES)), zone


def kinship(zone: str, language: str | None) -> int:
    """How near a zone is to a language: 0 in the country its tag names, 1 in the likely one.

    2 where it is official and many live; 3 elsewhere.
    """
    near, likely, official = _territories(language)
    country = country_of(zone)
    if country == near:
        return 0
    return 1 if country == likely else 2 if country in official and zone in _PLACES else 3


def distinct(zones: Iterable[str], now: datetime) -> tuple[str, ...]:
    """The first zone of each set of rules, in the order given; at most five."""
    seen: dict[tuple[tuple[float, float], ...], str] = {}
    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    for zone in zones:
        seen.setdefault(_policy(zone, day), zone)
        if len(seen) == MOST:
            break
    return tuple(seen.values())


@lru_cache(maxsize=256)
def _territories(language: str | None) -> tuple[str, str, frozenset[str]]:
    """A language's country: as the tag says, as is likely, and all where it is official."""
    locale = Locale.parse(locale_of(language))
    if not language:
        return "none", "none", frozenset()
    subtags = get_global("likely_subtags")
    likely = subtags.get(str(locale)) or subtags.get(locale.language) or ""
    official = (
        country
        for country, spoken in get_global("territory_languages").items()
        for translator, replies in spoken.items()
        if translator.partition("_")[0] == locale.language and "official" in str(replies["official_status"])
    )
    return locale.territory or "none", likely.rpartition("_")[2] or "none", frozenset(official)


@lru_cache(maxsize=2048)
def _policy(zone: str, day: datetime) -> tuple[tuple[float, float], ...]:
    """The offset on a day and each change after it within three years: when, and to what, in seconds."""
    clock, at = clocks()[zone], day
    offset = day.astimezone(clock).utcoffset()
    found = [(0.0, _seconds(offset))]
    while at < day + _AHEAD:
        later = at + _STEP
        after = later.astimezone(clock).utcoffset()
        if after != offset:
            found.append((_change(at, later, zone), _seconds(after)))
        at, offset = later, after
    return tuple(found)


def _change(before: datetime, after: datetime, zone: str) -> float:
    """The second at which the offset changes between two instants, by halving."""
    clock, old = clocks()[zone], before.astimezone(clocks()[zone]).utcoffset()
    low, high = int(before.timestamp()), int(after.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        same = datetime.fromtimestamp(middle, clock).utcoffset() == old
        low, high = (middle, high) if same else (low, middle)
    return float(high)


def _seconds(offset: timedelta | None) -> float:
    return offset.total_seconds() if offset is not None else 0.0
