"""Days of the week, as people type them."""

from functools import reduce
from operator import or_

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


DAY_SETS = {"every day": 127, "everyday": 127, "daily": 127, "weekdays": 31, "weekend": 96, "weekends": 96}


def read_days(text: str) -> int:
    """The weekdays a text names, as bits; 0 if it names none, or something else besides."""
    said = text.casefold().replace(",", " ").replace("and", " ")
    if " ".join(said.split()) in DAY_SETS:
        return DAY_SETS[" ".join(said.split())]
    found = [_days_in(word) for word in said.replace("–", "-").replace(" to ", "-").split()]
    return 0 if not all(found) else reduce(or_, found, 0)


def _days_in(word: str) -> int:
    """The days a word such as `wed`, `wednesday` or `mon-fri` names, as bits."""
    ends = [WEEKDAYS.index(end[:3]) for end in word.split("-") if end.isalpha() and end[:3] in WEEKDAYS]
    if len(ends) != word.count("-") + 1 or len(ends) > 2:
        return 0
    first, last = ends[0], ends[-1]
    return sum(1 << day % 7 for day in range(first, last + 1 + 7 * (last < first)))
