"""Messages about classes: to who teaches one, and to who is in it."""

from datetime import date

from msgspec import Struct

from bot.app.ports.classes import ClassId, Shares
from bot.domain.class_week import WeekFigures


class DueLine(Struct, frozen=True, kw_only=True):
    """A topic that is due: how much of it there is and, to a member, how much is done."""

    title: str
    on: date
    of: int
    done: int | None = None


class ClassTitleAsked(Struct, frozen=True, kw_only=True):
    """What is the class called?"""


class ClassCourseAsked(Struct, frozen=True, kw_only=True):
    """With which course?"""

    id: ClassId
    title: str
    decks: tuple[tuple[str, str], ...]
    """Name and title."""
    further: int | None
    """Where the next handful begins."""


class ClassLink(Struct, frozen=True, kw_only=True):
    """The link that lets people in; it is told once, for what is kept of it is a hash."""

    id: ClassId
    title: str
    token: str
    until: date
    new: bool
    """The class is new; False: an earlier link leads nowhere from now on."""
    came: int | None = 0
    """How many have joined since the earlier one was made; None: a few."""


class ClassPicture(Struct, frozen=True, kw_only=True):
    """The link as a picture, for a slide."""

    title: str
    token: str
    until: date


class ClassTold(Struct, frozen=True, kw_only=True):
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
    paused: bool = False
    closed: bool = False


class ClassMore(Struct, frozen=True, kw_only=True):
    """What else can be done with a class."""

    id: ClassId
    title: str
    teacher: bool
    paused: bool


class ClassIsPaused(Struct, frozen=True, kw_only=True):
    """Nobody comes in and nothing is due until it goes on."""

    id: ClassId
    title: str
    teacher: bool


class WhichClass(Struct, frozen=True, kw_only=True):
    """For which of their classes?"""

    classes: tuple[tuple[str, str], ...]
    """What the button does, and the title."""


class ClassHow(Struct, frozen=True, kw_only=True):
    """What can be typed behind /class."""

    word: str
    """"due", "exam", "ask", "link", "new" or "all"."""


class NoClassTopic(Struct, frozen=True, kw_only=True):
    """No topic of that name; these there are."""

    name: str
    titles: tuple[str, ...]


class ClassDayAsked(Struct, frozen=True, kw_only=True):
    """By which day?"""

    id: ClassId
    key: str
    """Of the topic."""
    title: str
    again: bool = False
    """What was typed can't be read, or lies behind."""


class DuePreview(Struct, frozen=True, kw_only=True):
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


class DueSet(Struct, frozen=True, kw_only=True):
    """It is due from now on; `on` None: it is not any more."""

    title: str
    on: date | None


class ExamPreview(Struct, frozen=True, kw_only=True):
    """What an exam's day would mean."""

    id: ClassId
    klass: str
    on: date


class ClassExamSet(Struct, frozen=True, kw_only=True):
    """The day of the exam; None: there is none."""

    klass: str
    on: date | None


class ClassLeftAsIs(Struct, frozen=True, kw_only=True):
    """Nothing was changed."""


class HelpersTold(Struct, frozen=True, kw_only=True):
    """Who assists, by name."""

    id: ClassId
    title: str
    names: tuple[tuple[int, str], ...]


class HelperMade(Struct, frozen=True, kw_only=True):
    """A link that makes somebody an assistant, or lets them make classes (no title)."""

    title: str | None
    token: str
    hours: int


class ClassReported(Struct, frozen=True, kw_only=True):
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


class ParticipationTold(Struct, frozen=True, kw_only=True):
    """The file of those who agreed to be in it."""

    title: str
    on: date
    rows: tuple[tuple[str, int], ...]
    """Names, and days practised since they joined."""


class CloseAsked(Struct, frozen=True, kw_only=True):
    """Close the class?"""

    id: ClassId
    title: str


class ClassClosed(Struct, frozen=True, kw_only=True):
    """It is closed, and gone after that day."""

    id: ClassId
    title: str
    gone_on: date


class JoinAsked(Struct, frozen=True, kw_only=True):
    """What the teacher would see, before somebody joins."""

    title: str
    token: str


class JoinDeclined(Struct, frozen=True, kw_only=True):
    """Not now."""

    until: date


class JoinPaused(Struct, frozen=True, kw_only=True):
    """The class is paused, so nobody comes in now."""

    title: str


class ClassLinkOver(Struct, frozen=True, kw_only=True):
    """The link lets nobody in any more."""


class Joined(Struct, frozen=True, kw_only=True):
    """They are in."""

    title: str
    due: DueLine | None
    """What is due first."""
    today: date


class MemberTold(Struct, frozen=True, kw_only=True):
    """How a class stands, to who is in it."""

    id: ClassId
    title: str
    shares: Shares
    today: date
    due: tuple[DueLine, ...]
    exam: date | None
    paused: bool = False
    closed: bool = False


class SharesAsked(Struct, frozen=True, kw_only=True):
    """What may the teacher see?"""

    id: ClassId
    title: str
    shares: Shares
    lecture: bool
    """They say yes to questions in the lecture."""


class ClassLeft(Struct, frozen=True, kw_only=True):
    """They are out."""

    title: str


ClassReply = (
    ClassTitleAsked
    | ClassCourseAsked
    | ClassLink
    | ClassPicture
    | ClassTold
    | ClassMore
    | ClassIsPaused
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
    | JoinPaused
    | ClassLinkOver
    | Joined
    | MemberTold
    | SharesAsked
    | ClassLeft
)
"""What is said about classes."""
