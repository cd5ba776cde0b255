"""What the tutor asked last, other than a question of a course: the next text is read as an answer to it."""

from collections.abc import Sequence
from typing import Any

from bot.app.replies.account import NoSuchTopic, TopicsListed
from bot.app.replies.authoring import LineAsked
from bot.app.replies.classes import ClassDayAsked, ClassTitleAsked, JoinAsked
from bot.app.replies.conversation import CameBack, MoreWait
from bot.app.replies.daily import (
    CountAsked,
    DailyOffered,
    DaysAsked,
    GuessChecked,
    HoursAsked,
    NotUnderstood,
    PlacesFound,
    PlaceUnknown,
    SourcesAsked,
    ZoneAsked,
)
from bot.app.replies.learning import Put, ReportAsked, ToCompare
from bot.app.replies.talk import TermOffered

AGAIN = "again"
"""Stands behind what was asked a second time; it is not asked a third."""
COMPARING = "comparing"
"""Of an answer that is compared: whether it is the same was asked."""
_KINDS: dict[type[Any], str] = {
    ZoneAsked: "place",
    PlacesFound: "place",
    PlaceUnknown: "place again",
    HoursAsked: "hour",
    DaysAsked: "days",
    CountAsked: "count",
    SourcesAsked: "topic",
    TopicsListed: "course",
    NoSuchTopic: "course",
    ClassTitleAsked: "class",
}
_AGAIN = ("hour", "days", "count", "topic")
"""What `NotUnderstood` asks once more."""


def _line(reply: ReportAsked | LineAsked | TermOffered | JoinAsked | ClassDayAsked) -> str:
    """Whatever is said next belongs there; of an offered question, the names of its buttons."""
    match reply:
        case ReportAsked():
            return f"report {reply.asked}"
        case LineAsked():
            return f"ruling {reply.draft}"
        case TermOffered():
            return f"term {reply.question.id}"
        case JoinAsked():
            return f"join {reply.token}"
        case ClassDayAsked():
            return f"dueday {reply.id} {reply.key}"


def expected_after(replies: Sequence[object]) -> str | None:
    """What the next text may be an answer to, in words that `bot.app.asked_last` reads. None if nothing was
    asked, or a question of a course after it."""
    for reply in reversed(replies):
        match reply:
            case Put():
                return None
            case ToCompare(again=again):
                return f"{COMPARING} {AGAIN}" if again else None
            case GuessChecked(place=place):
                return f"guess {place.zone}"
            case CameBack(sizes=(_, *_)) | MoreWait():
                return "sets"
            case DailyOffered(at=at):
                return f"offer {at:%H:%M}"
            case ReportAsked() | LineAsked() | TermOffered() | JoinAsked() | ClassDayAsked():
                return _line(reply)
            case NotUnderstood(how=how) if how in _AGAIN:
                return f"{how} {AGAIN}"
            case _ if type(reply) in _KINDS:
                return _KINDS[type(reply)]
    return None
