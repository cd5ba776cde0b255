"""Finding a learner's zone without asking for offsets: by the time on their wall, or by a city.

`now` is an aware instant. Nothing here is read before it is asked for; the first call reads CLDR.
"""

from bot.app.calendar.zones.cities import find_city
from bot.app.calendar.zones.guessing import likely_times, zones_at, zones_said
from bot.app.calendar.zones.ranks import Candidate
from bot.domain.said.hours import read_time, read_times
from bot.domain.zone_names import place_of, zone_or_none

__all__ = [
    "Candidate",
    "find_city",
    "likely_times",
    "place_of",
    "read_time",
    "read_times",
    "zone_or_none",
    "zones_at",
    "zones_said",
]
