"""A class's week in numbers, and what of it a teacher may be told.

Nothing is told that a few people could be known by: of a class of fewer than five no number at all, counts
from five on, shares of a question from thirty people on.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.domain.day import DAY, wall_instant
from bot.domain.items import K_COUNTS, Tally, item_of, told
from bot.domain.question import QuestionId

REPORT_AT = time(8, 0)
"""On Mondays, by the class's clock."""
HARDEST = 3
SEVERAL = 3
"""On so many days or more: those who came back."""


class FirstTries(Struct, frozen=True, kw_only=True):
    """How it went with a question for those of a class who met it first in a week."""

    question: QuestionId
    people: int
    right: int


class Week(Struct, frozen=True, kw_only=True):
    """A class's week, as it is kept. Not to be told as it is."""

    members: int
    days: Sequence[int]
    """Of each who took part: on how many days."""
    firsts: Sequence[FirstTries]


class HardOne(Struct, frozen=True, kw_only=True):
    """A question that was hard in a week; the share that was right at first go is told for many people."""

    question: QuestionId
    share: float | None


class WeekFigures(Struct, frozen=True, kw_only=True):
    """What may be told of a week. A count is None where it is too small to be told."""

    members: int | None
    """None: the class is too small for any number."""
    took_part: int | None
    nearly_all: bool
    """So few did not take part that it is not said how many did."""
    several: float | None
    """Of those who took part, the share that did on three days or more."""
    hardest: tuple[HardOne, ...]


def figures_of(week: Week) -> WeekFigures | None:
    """What may be told of a week; None for one without answers."""
    took_part = len(week.days)
    if not took_part:
        return None
    if week.members < K_COUNTS:
        return WeekFigures(members=None, took_part=None, nearly_all=False, several=None, hardest=())
    nearly_all = 0 < week.members - took_part < K_COUNTS and took_part >= K_COUNTS
    return WeekFigures(
        members=week.members,
        took_part=None if nearly_all else told(took_part),
        nearly_all=nearly_all,
        several=_several(week.days),
        hardest=tuple(_hardest(week.firsts)),
    )


def _several(days: Sequence[int]) -> float | None:
    """Those who were on few days, or those who were not, are told as none or as five."""
    several, all_of_them = sum(1 for each in days if each >= SEVERAL), len(days)
    if all_of_them < 2 * K_COUNTS or 0 < several < K_COUNTS:
        return None
    if 0 < all_of_them - several < K_COUNTS:
        several = all_of_them - K_COUNTS
    return several / all_of_them


def _hardest(firsts: Sequence[FirstTries]) -> Sequence[HardOne]:
    met = [one for one in firsts if one.people >= K_COUNTS and one.right < one.people]
    met.sort(key=lambda one: (one.right / one.people, -one.people, one.question))
    items = [(one, item_of(Tally(people=one.people, right=one.right))) for one in met[:HARDEST]]
    return [HardOne(question=one.question, share=item.share if item else None) for one, item in items]


def next_report(now: datetime, zone: str) -> datetime:
    """The next Monday at eight by that clock, later than `now`."""
    today = now.astimezone(ZoneInfo(zone)).date()
    monday = today - DAY * today.weekday()
    while (instant := wall_instant(monday, REPORT_AT, zone)) <= now:
        monday += DAY * 7
    return instant


def week_before(now: datetime, zone: str) -> tuple[date, date]:
    """The last whole week by that clock: its Monday and its Sunday."""
    today = now.astimezone(ZoneInfo(zone)).date()
    monday = today - timedelta(days=today.weekday() + 7)
    return monday, monday + DAY * 6
