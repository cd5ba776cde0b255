"""Messages about classes: to who teaches one, and to who is in it."""

from dataclasses import dataclass
from datetime import date

from bot.app.ports.classes import ClassId, Shares
from bot.domain.class_week import WeekFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """A topic that is due: how much of it there is and, to a member, how much is done."""

    title: str
    on: date
    of: int
    done: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTitleAsked:
    """What is the class called?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassCourseAsked:
    """With which course?"""

    id: ClassId
    title: str
    decks: tuple[tuple[str, str], ...]
    """Name and title."""
    further: int | None
    """Where the next handful begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassLink:
    """The link that lets people in; it is told once, for what is kept of it is a hash."""

    id: ClassId
    title: str
    token: str
    until: date
    new: bool
    """The class is new; False: an earlier link leads nowhere from now on."""
    came: int | None = 0
    """How many have joined since the earlier one was made; None: a few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassPicture:
    """The link as a picture, for a slide."""

    title: str
    token: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTold:
    """How a class stands, to who teaches or assists."""

    id: ClassId
    title: str
    course: str
    today: date
    members: int | None
    """None: fewer than five."""
    due: tuple[DueLine, ...]
    exam: date | None
    link_until: date | None
    """None: no link lets anybody in."""
    teacher: bool
    """False: they assist."""
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassMore:
    """What else can be done with a class."""

    id: ClassId
    title: str
    teacher: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichClass:
    """For which of their classes?"""

    classes: tuple[tuple[str, str], ...]
    """What the button does, and the title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassHow:
    """What can be typed behind /class."""

    word: str
    """"due", "exam", "link", "new" or "all"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoClassTopic:
    """No topic of that name; these there are."""

    name: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassDayAsked:
    """By which day?"""

    id: ClassId
    key: str
    """Of the topic."""
    title: str
    again: bool = False
    """What was typed can't be read, or lies behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePreview:
    """What a day would mean, before it counts."""

    id: ClassId
    klass: str
    key: str
    title: str
    questions: int
    on: date
    place: str
    daily: int | None
    """How many have it in their daily question; None: fewer than five."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSet:
    """It is due from now on; `on` None: it is not any more."""

    title: str
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamPreview:
    """What an exam's day would mean."""

    id: ClassId
    klass: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassExamSet:
    """The day of the exam; None: there is none."""

    klass: str
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassLeftAsIs:
    """Nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpersTold:
    """Who assists, by name."""

    id: ClassId
    title: str
    names: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperMade:
    """A link that makes somebody an assistant, or lets them make classes (no title)."""

    title: str | None
    token: str
    hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassReported:
    """A class's week, to who teaches or assists."""

    id: ClassId
    title: str
    first: date
    last: date
    figures: WeekFigures | None
    """None: there was no answer."""
    hardest: tuple[tuple[str, float | None], ...]
    """Titles of questions, with the share right at first go where it may be told."""
    waiting: int | None
    """Groups of answers that wait for a ruling of theirs; None: they rule on none here."""
    deck: str
    """The course's name; empty if it is gone."""
    teacher: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationTold:
    """The file of those who agreed to be in it."""

    title: str
    on: date
    rows: tuple[tuple[str, int], ...]
    """Names, and days practised since they joined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseAsked:
    """Close the class?"""

    id: ClassId
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassClosed:
    """It is closed, and gone after that day."""

    id: ClassId
    title: str
    gone_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinAsked:
    """What the teacher would see, before somebody joins."""

    title: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinDeclined:
    """Not now."""

    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassLinkOver:
    """The link lets nobody in any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """They are in."""

    title: str
    due: DueLine | None
    """What is due first."""
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberTold:
    """How a class stands, to who is in it."""

    id: ClassId
    title: str
    shares: Shares
    today: date
    due: tuple[DueLine, ...]
    exam: date | None
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesAsked:
    """What may the teacher see?"""

    id: ClassId
    title: str
    shares: Shares


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassLeft:
    """They are out."""

    title: str


ClassReply = (
    ClassTitleAsked
    | ClassCourseAsked
    | ClassLink
    | ClassPicture
    | ClassTold
    | ClassMore
    | WhichClass
    | ClassHow
    | NoClassTopic
    | ClassDayAsked
    | DuePreview
    | DueSet
    | ExamPreview
    | ClassExamSet
    | ClassLeftAsIs
    | HelpersTold
    | HelperMade
    | ClassReported
    | ParticipationTold
    | CloseAsked
    | ClassClosed
    | JoinAsked
    | JoinDeclined
    | ClassLinkOver
    | Joined
    | MemberTold
    | SharesAsked
    | ClassLeft
)
"""What is said about classes."""
