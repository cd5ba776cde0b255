"""Messages about the daily question, the time it comes at, and the days that count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from bot.app.ports.calendar import DayReason
from bot.app.ports.daily import Subscription
from bot.domain.said.rhythm import Rhythm


@dataclass(frozen=True, slots=True, kw_only=True)
class StreakNews:
    """What an answer has done to the streak; told after it. Not a reply of its own."""

    length: int
    freezes: int
    """In hand."""
    held_by: tuple[tuple[date, DayReason], ...] = ()
    """Days since the last answer that were bridged, and by what."""
    first: bool = False
    """The first day ever."""
    milestone: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A zone, said as a place, and what its clocks show."""

    zone: str
    name: str
    wall: time


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyOffered:
    """One question a day? `unasked`: offered after their third answer."""

    at: time
    unasked: bool
    now: bool = True
    """It is about that time at their place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyTold:
    """How the subscription stands."""

    plan: Subscription
    place: Place | None
    """None: the zone is a guess."""
    title: str
    """Of the deck or the topic."""
    next_on: date | None
    today: date
    paused_until: date | None = None
    crowd: int = 0
    """Other prompts in the same minute."""
    quieter: time | None = None
    """A minute nearby with fewer."""
    changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursAsked:
    """At which hour?"""

    further: bool = False
    """The second handful of hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysAsked:
    """On which days?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountAsked:
    """How many questions in a row?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyMore:
    """What else can be changed with a tap?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something the daily question can be taken from: a topic, another course, or (no title) everything."""

    action: str
    """What the button does."""
    title: str | None
    course: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesAsked:
    """From which topic or course?"""

    deck: str
    sources: tuple[Source, ...]
    further: int | None
    """Where the next handful begins, if there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessChecked:
    """Is that the time at their place?"""

    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneAsked:
    """What time is it at their place?"""

    places: Sequence[Place]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesFound:
    """Which of these?"""

    places: Sequence[Place]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceUnknown:
    """No such city or time is known."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneSet:
    """Their clock is known from now on."""

    place: Place
    daily_at: time | None
    """When the daily question comes, if there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUnderstood:
    """A setting was typed in a way that cannot be read; this is how."""

    how: str
    """Key of the example: hour, days, count, pause, exam, quiet, caps."""
    read: Rhythm | date | None = None
    """What of it was understood."""
    unread: tuple[str, ...] = ()
    """What was not, as it was typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InQuietHours:
    """The hour they chose lies in their quiet hours."""

    at: time
    quiet_from: time
    quiet_to: time


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyEnded:
    """No daily question any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyDeclined:
    """Not now; it is not offered again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseTold:
    """Nothing comes until that day, and the streak waits."""

    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """The pause is over."""

    was_paused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudged:
    """Today does not count yet."""

    freezes: int
    open: bool = True
    """Today's question is still open; else they saw its answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collapsed:
    """What an unanswered prompt becomes when the next one comes."""

    title: str
    again: bool = True
    """The next one is the same question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneWeekly:
    """Goes with the prompt: seven went unanswered, so it is once a week from now on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastPrompt:
    """The last message of a subscription that nobody answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamTold:
    """The day it all has to be known; `recall` is the predicted share known on that day, 0 … 1."""

    on: date | None
    recall: float | None
    days: int = 0
    past: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyLine:
    """A stretch of days in the ledger that count for the same reason."""

    reason: DayReason | None
    """None: nothing, so a streak ended there."""
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyTold:
    """The streak in words, newest stretch first."""

    lines: tuple[WhyLine, ...]
    length: int
    freezes: int
    place: Place
    zone_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekTold:
    """The week in a few lines, on Sunday evening."""

    answered: int
    right: int
    days: int
    streak: int
    due: int
    """In the week to come."""


DailyReply = (
    CountAsked
    | Collapsed
    | DailyDeclined
    | DailyEnded
    | DailyMore
    | DailyOffered
    | DailyTold
    | DaysAsked
    | ExamTold
    | GoneWeekly
    | GuessChecked
    | HoursAsked
    | InQuietHours
    | LastPrompt
    | NotUnderstood
    | Nudged
    | PauseTold
    | PlacesFound
    | PlaceUnknown
    | Resumed
    | SourcesAsked
    | WeekTold
    | WhyTold
    | ZoneAsked
    | ZoneSet
)
"""What is said about the daily question, places and days."""
