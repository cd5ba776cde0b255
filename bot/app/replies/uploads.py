"""Messages to an author about questions they sent: what was read, trying it, publishing it."""

from msgspec import Struct

from bot.app.ports.uploads import Found
from bot.domain.intent import Intent
from bot.domain.marking.verdict import Verdict
from bot.domain.question import Question
from bot.domain.rulings import RulingKind


class UploadAsked(Struct, frozen=True, kw_only=True):
    """How questions are sent."""

    decks: tuple[str, ...]
    """Titles of the courses they may be for."""
    new: bool
    """They may be for a new one."""


class UploadTaken(Struct, frozen=True, kw_only=True):
    """It is being read, or published; what comes of it is said soon."""

    publishing: bool = False


class UploadRefused(Struct, frozen=True, kw_only=True):
    """It is of no use."""

    why: str
    """A sentence of whoever read it; empty: it could not be fetched."""
    too_large: bool = False
    upload: int = 0
    """It is still there, as it was."""


class UploadRead(Struct, frozen=True, kw_only=True):
    """What is in it; the file goes back with a remark at each row."""

    upload: int
    found: Found
    others: bool
    """It may be for another course."""


class CourseAsked(Struct, frozen=True, kw_only=True):
    """For which course is it?"""

    upload: int
    decks: tuple[tuple[str, str], ...]
    """Name and title."""
    new: bool


class RowAsked(Struct, frozen=True, kw_only=True):
    """A question that its author has to look at."""

    upload: int
    place: int
    number: int
    """From 1, of those that are to be looked at."""
    of: int
    row: int
    ask: str
    answer: str
    remark: str


class UploadReady(Struct, frozen=True, kw_only=True):
    """How far it is; it can be published."""

    upload: int
    title: str
    coming: int
    need: int
    """Left out, for nobody has looked at them."""
    tried: int
    words: int
    """Wordings that the author has decided on."""


class UploadDropped(Struct, frozen=True, kw_only=True):
    """Nothing of it is kept."""


class TryPut(Struct, frozen=True, kw_only=True):
    """A question as a learner would see it; nothing counts."""

    upload: int
    at: str
    """Which question, and how many answers it has had: so that a tap is about what it was shown with."""
    question: Question
    first: bool
    """The first one: it is said what this is."""
    picked: tuple[int, ...] = ()
    have: tuple[str, ...] = ()
    hint: bool = True
    """A hint is left."""
    again: bool = False
    """It is shown with what was tapped: its message becomes this."""


class TryHinted(Struct, frozen=True, kw_only=True):
    """A hint, as a learner would get it."""

    upload: int
    at: str
    question: Question
    step: int


class TryMarked(Struct, frozen=True, kw_only=True):
    """How an answer would be marked, and why."""

    upload: int
    at: str
    question: Question
    verdict: Verdict
    intent: Intent | None
    """What it was taken for, if it was no answer."""
    ruled: RulingKind | None = None
    """Since the author has just said so."""
    said: str = ""


class TryShown(Struct, frozen=True, kw_only=True):
    """The answer, as a learner would be shown it."""

    upload: int
    at: str
    question: Question


class TryLineAsked(Struct, frozen=True, kw_only=True):
    """What is said to whoever gives that answer?"""

    upload: int
    at: str
    said: str


class TryRefused(Struct, frozen=True, kw_only=True):
    """What the author said about a wording would not do what it says."""

    upload: int
    at: str
    against: tuple[str, ...]
    deaf: tuple[str, ...]


class Published(Struct, frozen=True, kw_only=True):
    """It is taught from now on."""

    upload: int
    title: str
    deck: str
    version: int
    questions: int
    added: int
    changed: int
    teaches: bool = False
    """Whoever published it may make a class with it."""


class PublishUndone(Struct, frozen=True, kw_only=True):
    """The version before is taught from again."""

    title: str
    done: bool
    """False: another version is taught from by now."""
    before: int = 0
    """The version that is taught from; 0: the folder's, or none."""
    gone: bool = False
    """There was no such course before."""


UploadReply = (
    UploadAsked
    | UploadTaken
    | UploadRefused
    | UploadRead
    | CourseAsked
    | RowAsked
    | UploadReady
    | UploadDropped
    | TryPut
    | TryHinted
    | TryMarked
    | TryShown
    | TryLineAsked
    | TryRefused
    | Published
    | PublishUndone
)
"""What is said to authors about what they sent."""
