"""Messages about the daily question, the time it comes at, and the days that count."""

from collections.abc import Sequence
from datetime import date, time

from msgspec import Struct

from bot.app.ports.calendar import DayReason
from bot.app.ports.daily import Subscription
from bot.domain.said.rhythm import Rhythm


class StreakNews(Struct, frozen=True, kw_only=True):
    """What an answer has done to the streak; told after it. Not a reply of its own."""

    length: int
    freezes: int
    """In hand."""
    held_by: tuple[tuple[date, DayReason], ...] = ()
    """Days since the last answer that were bridged, and by what."""
    first: bool = False
    """The first day ever."""
    milestone: int | None = None


class Place(Struct, frozen=True, kw_only=True):
    """A zone, said as a place, and what its clocks show."""

    zone: str
    name: str
    wall: time


class DailyOffered(Struct, frozen=True, kw_only=True):
    """One question a day? `unasked`: offered after their third answer."""

    at: time
    unasked: bool
    now: bool = True
    """It is about that time at their place."""


class DailyTold(Struct, frozen=True, kw_only=True):
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


class HoursAsked(Struct, frozen=True, kw_only=True):
    """At which hour?"""

    further: bool = False
    """The second handful of hours."""


class DaysAsked(Struct, frozen=True, kw_only=True):
    """On which days?"""


class CountAsked(Struct, frozen=True, kw_only=True):
    """How many questions in a row?"""


class DailyMore(Struct, frozen=True, kw_only=True):
    """What else can be changed with a tap?"""


class Source(Struct, frozen=True, kw_only=True):
    """Something the daily question can be taken from: a topic, another course, or (no title) everything."""

    action: str
    """What the button does."""
    title: str | None
    course: bool = False


class SourcesAsked(Struct, frozen=True, kw_only=True):
    """From which topic or course?"""

    deck: str
    sources: tuple[Source, ...]
    further: int | None
    """Where the next handful begins, if there is one."""


class GuessChecked(Struct, frozen=True, kw_only=True):
    """Is that the time at their place?"""

    place: Place


class ZoneAsked(Struct, frozen=True, kw_only=True):
    """What time is it at their place?"""

    places: Sequence[Place]


class PlacesFound(Struct, frozen=True, kw_only=True):
    """Which of these?"""

    places: Sequence[Place]


class PlaceUnknown(Struct, frozen=True, kw_only=True):
    """No such city or time is known."""

    name: str


class ZoneSet(Struct, frozen=True, kw_only=True):
    """Their clock is known from now on."""

    place: Place
    daily_at: time | None
    """When the daily question comes, if there is one."""


class NotUnderstood(Struct, frozen=True, kw_only=True):
    """A setting was typed in a way that cannot be read; this is how."""

    how: str
    """Key of the example: hour, days, count, pause, exam, quiet, caps."""
    read: Rhythm | date | None = None
    """What of it was understood."""
    unread: tuple[str, ...] = ()
    """What was not, as it was typed."""


class InQuietHours(Struct, frozen=True, kw_only=True):
    """The hour they chose lies in their quiet hours."""

    at: time
    quiet_from: time
    quiet_to: time


class DailyEnded(Struct, frozen=True, kw_only=True):
    """No daily question any more."""


class DailyDeclined(Struct, frozen=True, kw_only=True):
    """Not now; it is not offered again."""


class PauseTold(Struct, frozen=True, kw_only=True):
    """Nothing comes until that day, and the streak waits."""

    until: date


class Resumed(Struct, frozen=True, kw_only=True):
    """The pause is over."""

    was_paused: bool


class Nudged(Struct, frozen=True, kw_only=True):
    """Today does not count yet."""

    freezes: int
    open: bool = True
    """Today's question is still open; else they saw its answer."""


class Collapsed(Struct, frozen=True, kw_only=True):
    """What an unanswered prompt becomes when the next one comes."""

    title: str
    again: bool = True
    """The next one is the same question."""


class GoneWeekly(Struct, frozen=True, kw_only=True):
    """Goes with the prompt: seven went unanswered, so it is once a week from now on."""


class LastPrompt(Struct, frozen=True, kw_only=True):
    """The last message of a subscription that nobody answers."""


class ExamTold(Struct, frozen=True, kw_only=True):
    """The day it all has to be known; `recall` is the predicted share known on that day, 0 … 1."""

    on: date | None
    recall: float | None
    days: int = 0
    past: bool = False
    of_class: bool = False
    """It is a class's; a day of their own goes before it."""


class DueLeft(Struct, frozen=True, kw_only=True):
    """How much of what is due in a class is left, in the daily question's own message."""

    on: date
    today: date
    left: int


class WhyLine(Struct, frozen=True, kw_only=True):
    """A stretch of days in the ledger that count for the same reason."""

    reason: DayReason | None
    """None: nothing, so a streak ended there."""
    first: date
    last: date


class WhyTold(Struct, frozen=True, kw_only=True):
    """The streak in words, newest stretch first."""

    lines: tuple[WhyLine, ...]
    length: int
    freezes: int
    place: Place
    zone_known: bool


class WeekTold(Struct, frozen=True, kw_only=True):
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
    | DueLeft
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
