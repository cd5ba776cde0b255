"""What the tutor asked last, other than a question of a course: the next text is read as an answer to it."""

from collections.abc import Sequence
from typing import Any

from bot.app.replies.account import EraseAsked, NoSuchTopic, TopicsListed
from bot.app.replies.authoring import LineAsked, WordingAsked
from bot.app.replies.classes import ClassDayAsked, ClassTitleAsked, JoinAsked
from bot.app.replies.conversation import CameBack, MoreWait
from bot.app.replies.daily import (
    CountAsked,
    DailyDeclined,
    DailyOffered,
    DailyTold,
    DaysAsked,
    GuessChecked,
    HoursAsked,
    InQuietHours,
    NotUnderstood,
    PlacesFound,
    PlaceUnknown,
    SourcesAsked,
    ZoneAsked,
    ZoneSet,
)
from bot.app.replies.learning import (
    CantMark,
    ForEarlier,
    Hinted,
    NoHintLeft,
    Put,
    ReportAsked,
    ToCompare,
    WasMissed,
    WasPartly,
)
from bot.app.replies.own import OwnTold
from bot.app.replies.talk import Talked, TermOffered, WhichOne
from bot.app.replies.uploads import (
    TryHinted,
    TryLineAsked,
    TryMarked,
    TryPut,
    TryRefused,
    TryShown,
    UploadAsked,
)

AGAIN = "again"
"""Stands behind what was asked a second time; it is not asked a third."""
COMPARING = "comparing"
"""Of an answer that is compared: whether it is the same was asked."""
TERM = "term"
"""Of a question that is offered; its id follows."""
EARLIER = "earlier"
"""Of a question from before that an answer was taken for, and that is not done; its number follows."""
_KINDS: dict[type[Any], str] = {
    ZoneAsked: "place",
    PlacesFound: "place",
    PlaceUnknown: "place again",
    HoursAsked: "hour",
    DaysAsked: "days",
    CountAsked: "count",
    SourcesAsked: "topic",
    TopicsListed: "course",
    EraseAsked: "erase",
    NoSuchTopic: "course",
    ClassTitleAsked: "class",
    UploadAsked: "lines",
    OwnTold: "mine",
}
_AGAIN = ("hour", "days", "count", "topic")
"""What `NotUnderstood` asks once more."""


_Tried = TryPut | TryMarked | TryHinted | TryShown | TryRefused
_Line = (
    DailyOffered
    | ReportAsked
    | LineAsked
    | WordingAsked
    | TermOffered
    | JoinAsked
    | ClassDayAsked
    | TryLineAsked
    | _Tried
)


def _line(reply: _Line) -> str:
    """Whatever is said next belongs there; of an offered question, the names of its buttons."""
    match reply:
        case DailyOffered():
            return f"offer {reply.at:%H:%M}"
        case ReportAsked():
            return f"report {reply.asked}"
        case LineAsked() | WordingAsked():
            return f"ruling {reply.draft}"
        case TermOffered():
            return f"{TERM} {reply.question.id}"
        case JoinAsked():
            return f"join {reply.token}"
        case ClassDayAsked():
            return f"dueday {reply.id} {reply.key}"
        case TryLineAsked():
            return f"tryline {reply.upload}"
        case _:
            return f"try {reply.upload}"


LATER = "later"
"""Stands before what was asked a few messages ago, and may still be said yes to."""
_MORE = 4
"""So many messages of ours may come between."""
_SETTLED = (ZoneSet, ZoneAsked, PlacesFound, PlaceUnknown, DailyTold, DailyDeclined, InQuietHours, HoursAsked)
"""What answers "Is it 11:17 at your place?" and "One question a day?"."""

_NOT_DONE = (WasPartly, WasMissed, Hinted, NoHintLeft, CantMark, WhichOne, Talked)
"""What leaves a question as it is, for more to be said to it."""


def still_expected(before: str | None, replies: Sequence[object]) -> str | None:
    """What was asked before these replies and is not answered by them: a yes may come after some other words.
    `before` is what was expected until then."""
    kind, _, rest = (before or "").partition(" ")
    if kind == EARLIER:
        more = any(isinstance(reply, _NOT_DONE) and reply.asked == int(rest) for reply in replies)
        return before if more and not any(isinstance(reply, Put) for reply in replies) else None
    left = _MORE
    if kind == LATER:
        count, _, rest = rest.partition(" ")
        left, kind = int(count) - 1, rest.partition(" ")[0]
    else:
        rest = before or ""
    if kind not in ("guess", "offer") or not left or any(isinstance(reply, _SETTLED) for reply in replies):
        return None
    return f"{LATER} {left} {rest}"


def _of_earlier(replies: Sequence[object], asked: int) -> str | None:
    """Nothing for the question that was open anyway."""
    taken = any(isinstance(reply, ForEarlier) for reply in replies)
    return f"{EARLIER} {asked}" if taken else None


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
            case WasPartly() | WasMissed():
                return _of_earlier(replies, reply.asked)
            case _ if isinstance(reply, _Line):
                return _line(reply)
            case NotUnderstood(how=how) if how in _AGAIN:
                return f"{how} {AGAIN}"
            case _ if type(reply) in _KINDS:
                return _KINDS[type(reply)]
    return None
