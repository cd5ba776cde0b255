"""What the picture of a learner's year shows: figures and the few words on it, small enough for a letter."""

from datetime import date, timedelta
from typing import Any

from msgspec import Struct, convert
from msgspec.json import decode, encode
from msgspec.structs import asdict

from bot.app.ports.calendar import DayReason

AHEAD = 14
"""Days of which it is shown what is due."""

_LETTERS = {
    DayReason.ANSWERED: "a",
    DayReason.FREEZE: "f",
    DayReason.EXCUSED: "e",
    DayReason.PAUSE: "p",
    DayReason.REST: "r",
    DayReason.NOTHING_DUE: "n",
    DayReason.ABSENT: "x",
    DayReason.GUESS: "g",
}
_REASONS = {letter: reason for reason, letter in _LETTERS.items()}
_NONE = "."


def _packed(days: "Days") -> tuple[str, str]:
    """The first day, and a letter for each day from there on: a year in 400 characters."""
    if not days:
        return "", ""
    first = days[0][0]
    letters = [_NONE] * ((days[-1][0] - first).days + 1)
    for day, reason in days:
        letters[(day - first).days] = _LETTERS[reason]
    return first.isoformat(), "".join(letters)


def _unpacked(first: str, letters: str) -> "Days":
    begin = date.fromisoformat(first) if first else date.min
    return tuple(
        (begin + timedelta(days=number), _reason(letter))
        for number, letter in enumerate(letters)
        if letter != _NONE
    )


def _reason(letter: str) -> DayReason:
    if letter not in _REASONS:
        raise ValueError(f"{letter!r} stands for no reason of a day: use {', '.join(_REASONS)} or {_NONE!r}")
    return _REASONS[letter]


Days = tuple[tuple[date, DayReason], ...]


class Labels(Struct, frozen=True, kw_only=True):
    """The words on the picture, in the learner's language. Short ones: what does not fit is cut."""

    date: str
    """Today, in words."""
    streak: str
    """Stands over the number, as do the two after it: no plurals are needed."""
    longest: str
    answered: str
    nothing_due: str
    freeze: str
    excused: str
    pause: str
    rest: str
    memory: str
    """Heading of the topics."""
    out_of_ten: str
    """How much of a topic is remembered; `{n}` is 0 … 10."""
    met: str
    """How much of a topic was asked so far; with `{met}` and `{of}`."""
    more: str
    """For topics that find no room; with `{n}`."""
    due: str
    """Heading of the days to come."""
    weekdays: tuple[str, ...]
    """Seven, Monday first."""
    months: tuple[str, ...]
    """Twelve."""

    def __post_init__(self) -> None:
        if len(self.weekdays) != 7 or len(self.months) != 12:
            raise ValueError("a year needs names for 7 weekdays and 12 months")


class TopicBar(Struct, frozen=True, kw_only=True):
    """How well one topic is remembered today."""

    title: str
    recall: float
    """The mean chance, 0 … 1, to know what was met. Not shown while nothing was met."""
    met: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.recall <= 1:
            raise ValueError(f"a recall is a chance from 0 to 1, not {self.recall}")
        if not 0 <= self.met <= self.of:
            raise ValueError(f"of {self.of} questions 0 to {self.of} can be met, not {self.met}")

    @property
    def tenths(self) -> int | None:
        """The recall as so many in ten; None while nothing was met. The text twin says the same number."""
        return int(self.recall * 10 + 0.5) if self.met else None


class Calendar(Struct, frozen=True, kw_only=True):
    """A learner's year up to `today`, what they remember, and what comes."""

    today: date
    days: Days
    """Of the streak ledger, oldest first, each day once. Days outside the year shown are not drawn."""
    topics: tuple[TopicBar, ...]
    """In the order in which they are shown; the last ones may find no room."""
    due: tuple[int, ...]
    """How many questions are due on each of 14 days, today first; overdue ones are today's."""
    streak: int
    longest: int
    labels: Labels

    def __post_init__(self) -> None:
        if len(self.due) != AHEAD or min(self.due) < 0:
            raise ValueError(f"what is due is told for {AHEAD} days, in numbers from 0 up, not as {self.due}")
        if any(later[0] <= day[0] for day, later in zip(self.days, self.days[1:], strict=False)):
            raise ValueError("days come oldest first and each only once")

    def to_json(self) -> str:
        """For a letter, about 1,500 characters; `from_json` gives an equal value."""
        return encode(asdict(self) | {"days": _packed(self.days)}).decode()

    @staticmethod
    def from_json(text: str) -> "Calendar":
        """What `to_json` wrote. Raises ValueError on anything else."""
        values = decode(text, type=dict[str, Any])
        days = convert(values.get("days"), tuple[str, str])
        return convert(values | {"days": _unpacked(*days)}, Calendar)
