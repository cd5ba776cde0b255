"""How long the picture of a year takes, and how large it is.

    python -m benchmarks.pictures

Processor time of one picture in one thread: the first of a process, which reads the font, and later ones,
of learners who share decks but no figures.
"""

import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from bot.app.ports.calendar import DayReason
from bot.pictures.calendar import Calendar, Labels, TopicBar, draw

PICTURES = 200
TODAY = date(2026, 11, 23)
TITLES = ("Fundamentals", "Data", "Models", "Tools", "Distributed", "Validation", "Ethics", "Vision")
LABELS = Labels(
    date="23 November 2026",
    streak="Streak",
    longest="Longest",
    answered="answered",
    nothing_due="nothing due",
    freeze="freeze",
    excused="bot was down",
    pause="pause",
    rest="rest",
    memory="Known today",
    out_of_ten="{n} in 10",
    met="{met} of {of} met",
    more="and {n} more",
    due="Due, two weeks",
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def main() -> None:
    """Measure and print."""
    years = [_year(seed) for seed in range(PICTURES)]
    first, _ = _drawn(years[0])
    drawn = [_drawn(year) for year in years]
    times, sizes = sorted(taken for taken, _ in drawn), [size for _, size in drawn]
    sys.stdout.write(
        f"a year, {len(times)} pictures: first {first:.1f} ms   middle {_at(times, 0.5):.1f} ms   "
        f"99 % {_at(times, 0.99):.1f} ms   largest {max(sizes):,} bytes   "
        f"longest letter {max(len(year.to_json()) for year in years):,} characters\n"
    )


def _at(times: Sequence[float], share: float) -> float:
    return times[int((len(times) - 1) * share)]


def _drawn(year: Calendar) -> tuple[float, int]:
    """Milliseconds and bytes."""
    begun = time.process_time()
    png = draw(year)
    return (time.process_time() - begun) * 1000, len(png)


def _year(seed: int) -> Calendar:
    chance = Random(seed)
    reasons = [chance.choice([DayReason.ANSWERED] * 9 + [*DayReason]) for _ in range(365)]
    days = [
        (TODAY - timedelta(days=ago), reason) for ago, reason in enumerate(reasons) if chance.random() < 0.9
    ]
    topics = (
        TopicBar(title=title, recall=chance.random(), met=chance.randint(0, 20), of=20)
        for title in TITLES[: chance.randint(3, 8)]
    )
    return Calendar(
        today=TODAY,
        days=tuple(reversed(days)),
        topics=tuple(topics),
        due=tuple(chance.randint(0, 30) for _ in range(14)),
        streak=chance.randint(0, 400),
        longest=400 + seed,
        labels=LABELS,
    )


if __name__ == "__main__":
    main()
