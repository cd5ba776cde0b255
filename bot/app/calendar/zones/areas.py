"""Countries and states by their names, and what to call them."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from babel.core import Locale

from bot.app.calendar.zones.city_table import states
from bot.app.calendar.zones.names import key

_ALSO = {
    "uk": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "usa": "US",
    "uae": "AE",
    "holland": "NL",
}


def areas_called(name: str, locale: str) -> frozenset[str]:
    """The areas (`FR`, `US-TX`) that a name or a code of two letters stands for; a code may be two."""
    return _names(locale).get(name, frozenset())


def lies_in(area: str, areas: frozenset[str]) -> bool:
    """Whether an area is one of these, or a state of one."""
    return area in areas or area.partition("-")[0] in areas


def area_called(area: str, locale: str) -> str:
    """What to call it in a language: `US-TX` is Texas."""
    return states().get(area) or str(Locale.parse(locale).territories.get(area.partition("-")[0], area))


@lru_cache(maxsize=32)
def _names(locale: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {name: {code} for name, code in _ALSO.items()}
    for each in dict.fromkeys((locale, "en")):
        for code, name in Locale.parse(each).territories.items():
            if code.isalpha():
                found.setdefault(key(name), set()).add(code)
                found.setdefault(key(code), set()).add(code)
    for area, name in states().items():
        found.setdefault(key(name), set()).add(area)
        found.setdefault(area.partition("-")[2].casefold(), set()).add(area)
    return MappingProxyType({name: frozenset(areas) for name, areas in found.items()})
