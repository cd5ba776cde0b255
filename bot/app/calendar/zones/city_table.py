"""The cities of the world with 15,000 people or more, by every name they are known by, and the smaller towns.

`data/cities.zip` is made by `tools/cities.py` from GeoNames (CC BY 4.0, see `data/cities.LICENSE`), and read
when it is first asked for. It holds, each file in UTF-8:

- `cities.tsv`: a line a city, largest first: name, area, zone, thousands of people;
- `states.tsv`: the states of the USA: area, name;
- `zones.txt`: the zones of towns of fewer people, which are kept by name and zone alone;
- `names-*.txt`: a line for each length, with a tab after it: all names of that length in order, nothing
  between;
- `numbers-*.bin`: for each of those names, in their order, the line of its city, or, counted on from there,
  of the zone of a town (two bytes, low one first).

Names are spelled as `key` does. As strings of their own they would take five times the memory; these lines
are cut only where a name is looked for, and it is found in sixteen comparisons.
"""

import sys
import zipfile
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from bot.domain.zone_names import country_of

TOWN = 5_000
"""The people of a town: so many at least."""
DATA = Path(__file__).with_name("data") / "cities.zip"


class City(NamedTuple):
    """A city as the table has it."""

    name: str
    """As it is called in English, or there."""
    area: str
    """Its country ("DE"); in the USA with the state ("US-OR")."""
    zone: str
    people: int
    """To the thousand."""

    def line(self) -> str:
        """As a line of the file."""
        return f"{self.name}\t{self.area}\t{self.zone}\t{self.people // 1000}"


class _Names:
    """Names of one length in order, and the cities they mean."""

    __slots__ = ("_length", "_names", "_numbers")

    def __init__(self, length: int, names: str, numbers: Sequence[int]) -> None:
        self._length, self._names, self._numbers = length, names, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, place: int) -> str:
        return self._names[place * self._length : (place + 1) * self._length]

    def named(self, name: str) -> Iterator[int]:
        """The numbers of the cities of that name."""
        place = bisect_left(self, name)
        while place < len(self) and self[place] == name:
            yield self._numbers[place]
            place += 1

    def of_first(self, cities: int) -> Iterator[str]:
        """The names of the first so many cities."""
        return (self[place] for place, number in enumerate(self._numbers) if number < cities)


class Cities:
    """The table; read-only."""

    def __init__(
        self, lines: Sequence[str], zones: Sequence[str], names: Mapping[tuple[int, bool], _Names]
    ) -> None:
        self._lines, self._zones, self._names = lines, zones, names

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[City]:
        """All of them, the largest first."""
        return (self[number] for number in range(len(self._lines)))

    def __getitem__(self, number: int) -> City:
        name, area, zone, thousands = self._lines[number].split("\t")
        return City(name=name, area=area, zone=zone, people=int(thousands) * 1000)

    def named(self, name: str) -> tuple[City, ...]:
        """The cities and towns that a name, spelled as `key` does, may mean; the largest first."""
        group = self._names.get((len(name), name.isascii()))
        numbers = sorted(group.named(name)) if group else ()
        return tuple(self[n] if n < len(self) else self._town(name, n - len(self)) for n in numbers)

    def _town(self, name: str, number: int) -> City:
        zone = self._zones[number]
        return City(name=name.title(), area=country_of(zone), zone=zone, people=TOWN)

    def names(self, cities: int) -> Iterator[str]:
        """Every name of the so many largest cities."""
        return (name for group in self._names.values() for name in group.of_first(cities))


@cache
def cities_known() -> Cities:
    """The table, read once."""
    with zipfile.ZipFile(DATA) as parts:
        lines = parts.read("cities.tsv").decode().splitlines()
        zones = parts.read("zones.txt").decode().split()
        names = dict(group for kind in ("ascii", "other") for group in _groups(parts, kind))
    return Cities(lines, zones, names)


@cache
def states() -> Mapping[str, str]:
    """The states of the USA by area: `US-OR` is Oregon."""
    with zipfile.ZipFile(DATA) as parts:
        rows = parts.read("states.tsv").decode().splitlines()
    return MappingProxyType({area: name for area, _, name in (row.partition("\t") for row in rows)})


def _groups(parts: zipfile.ZipFile, kind: str) -> Iterator[tuple[tuple[int, bool], _Names]]:
    numbers = array("H", parts.read(f"numbers-{kind}.bin"))
    if sys.byteorder == "big":
        numbers.byteswap()
    start = 0
    for line in parts.read(f"names-{kind}.txt").decode().split("\n")[:-1]:
        length, _, names = line.partition("\t")
        end = start + len(names) // int(length)
        yield (int(length), kind == "ascii"), _Names(int(length), names, numbers[start:end])
        start = end
