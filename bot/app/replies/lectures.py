"""Messages about questions asked in the lecture: to who asks, and to who answers."""

from msgspec import Struct

from bot.app.ports.classes import ClassId
from bot.domain.lecture import LectureFigures
from bot.domain.question import Question


class LectureTold(Struct, frozen=True, kw_only=True):
    """How a question asked in the lecture stands, to who asks it."""

    id: int
    klass: ClassId
    question: Question
    seconds: int
    figures: LectureFigures
    over: bool
    """The time is up."""
    shown: bool
    """With the answer."""


class LectureBars(Struct, frozen=True, kw_only=True):
    """The same as a picture, for the wall."""

    question: Question
    figures: LectureFigures


class LectureNobody(Struct, frozen=True, kw_only=True):
    """Nobody of the class has said yes to questions in the lecture."""

    title: str


class NoClassQuestion(Struct, frozen=True, kw_only=True):
    """No question of that name is in the class's course, or it cannot be asked so."""

    name: str


class LectureAsked(Struct, frozen=True, kw_only=True):
    """The question, to who learns."""

    id: int
    question: Question
    title: str
    seconds: int


class LectureAnswered(Struct, frozen=True, kw_only=True):
    """Their answer is in."""

    again: bool
    """It takes the place of one before."""


class LectureWaits(Struct, frozen=True, kw_only=True):
    """What they ask for is told when the time is up."""


class LectureWhich(Struct, frozen=True, kw_only=True):
    """What they said is none of the options."""

    question: Question


class LectureTooLate(Struct, frozen=True, kw_only=True):
    """Their time is up."""


class LectureOver(Struct, frozen=True, kw_only=True):
    """The time is up, to who did not answer."""

    question: Question


class LectureSet(Struct, frozen=True, kw_only=True):
    """Whether questions come to them in the lecture."""

    title: str
    on: bool


LectureReply = (
    LectureTold
    | LectureBars
    | LectureNobody
    | NoClassQuestion
    | LectureAsked
    | LectureAnswered
    | LectureWaits
    | LectureWhich
    | LectureTooLate
    | LectureOver
    | LectureSet
)
"""What is said about questions asked in the lecture."""
