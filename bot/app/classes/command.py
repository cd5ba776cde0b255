"""/class: to who teaches how a class stands and what can be done; to who is in one what is due there."""

from collections.abc import Callable, Sequence, Set
from datetime import date

from bot.app.classes import due as dues
from bot.app.classes import lecture
from bot.app.classes.access import may_make, taught
from bot.app.classes.join import leave_typed, told_of_all
from bot.app.classes.lecture_seat import lecture_typed
from bot.app.classes.make import new_class, renewed
from bot.app.classes.staff import (
    ask_close,
    class_told,
    helper_invited,
    is_paused,
    last_week,
    participation,
    paused,
    resumed,
    teacher_invited,
)
from bot.app.context import LearnerContext
from bot.app.learning.class_due import class_day
from bot.app.ports.authoring import Role
from bot.app.ports.classes import ClassRecord, ClassState
from bot.app.replies import ClassHow, NotACommand, Reply, WhichClass
from bot.domain.said.dates import month_first, read_day

Replies = tuple[Reply, ...]
NONE = NotACommand(name="class")


def class_command(context: LearnerContext, rest: str) -> Replies:
    """/class and what is typed behind it. To somebody who has nothing to do with classes it is no command."""
    word, _, words = rest.partition(" ")
    word, words = word.casefold(), words.strip()
    if word == "new":
        return new_class(context, words) if may_make(context) else (NONE,)
    if word == "teacher":
        return teacher_invited(context) if context.is_operator() else (NONE,)
    if word in _OF_MEMBERS:
        return _OF_MEMBERS[word](context, words) if context.learner.in_class else (NONE,)
    theirs = taught(context)
    if word in ("due", "exam") and theirs:
        waiting = [record for record, _ in theirs if record.state is ClassState.PAUSED]
        if word == "due" and waiting and all(record.state is not ClassState.OPEN for record, _ in theirs):
            return is_paused(context, waiting[0])
        return dues.due(context, words) if word == "due" else dues.exam(context, words)
    if word in _OF_ONE and theirs:
        return _of_one(context, theirs, word, words)
    if word and theirs:
        return (ClassHow(word="all"),)
    return (NONE,) if word else _overview(context, theirs)


def title_typed(context: LearnerContext, said: str) -> Replies:
    """The title they were asked for."""
    return new_class(context, said) if may_make(context) else ()


def _overview(context: LearnerContext, theirs: Sequence[tuple[ClassRecord, Role]]) -> Replies:
    """The classes they teach, then those they are in."""
    mine = told_of_all(context)
    if len(theirs) == 1:
        return (*mine, class_told(context, theirs[0][0]))
    if theirs:
        return (*mine, _which(theirs, "show"))
    if mine:
        return mine
    return (ClassHow(word="new"),) if may_make(context) else (NONE,)


def _of_one(
    context: LearnerContext, theirs: Sequence[tuple[ClassRecord, Role]], word: str, words: str
) -> Replies:
    """What is done with one class: of several it is asked which."""
    action, teachers, states, run = _OF_ONE[word]
    if word == "ask" and words:
        action = f"ask-{words}"
    may = [
        (record, role)
        for record, role in theirs
        if (role is Role.TEACHER or not teachers) and record.state in states
    ]
    if not may:
        return (NONE,)
    return run(context, may[0][0], words) if len(may) == 1 else (_which(may, action),)


def _which(theirs: Sequence[tuple[ClassRecord, Role]], action: str) -> WhichClass:
    return WhichClass(classes=tuple((f"cl-{record.id}-{action}", record.title) for record, _ in theirs))


def _ask(context: LearnerContext, record: ClassRecord, words: str) -> Replies:
    """`/class ask atoms-02`."""
    if record.state is ClassState.PAUSED:
        return is_paused(context, record)
    return lecture.ask(context, record, words)


def _link(context: LearnerContext, record: ClassRecord, words: str) -> Replies:
    """`/class link`, `/class link 20 december`."""
    if record.state is ClassState.PAUSED:
        return is_paused(context, record)
    today = class_day(context, record)
    day: date | None = None
    if words:
        read = read_day(words, today, month_first=month_first(context.learner.language))
        day = read.on if not read.unread else None
        if day is None or not today <= day <= today + dues.FURTHEST:
            return (ClassHow(word="link"),)
    return renewed(context, record, day)


_OF_MEMBERS: dict[str, Callable[[LearnerContext, str], Replies]] = {
    "leave": leave_typed,
    "lecture": lecture_typed,
}
"""What who is in a class says of it."""
_LIVE = frozenset({ClassState.OPEN, ClassState.PAUSED})
_OF_ONE: dict[
    str, tuple[str, bool, Set[ClassState], Callable[[LearnerContext, ClassRecord, str], Replies]]
] = {
    "ask": ("ask", False, _LIVE, _ask),
    "link": ("link", True, _LIVE, _link),
    "helper": ("helper", True, _LIVE, lambda context, record, _: helper_invited(context, record)),
    "file": ("file", True, frozenset(ClassState), lambda context, record, _: participation(context, record)),
    "week": ("week", False, _LIVE, lambda context, record, _: last_week(context, record)),
    "pause": ("pause", True, {ClassState.OPEN}, lambda context, record, _: paused(context, record)),
    "resume": ("resume", True, {ClassState.PAUSED}, lambda context, record, _: resumed(context, record)),
    "close": ("close", True, _LIVE, lambda context, record, _: ask_close(context, record)),
}
"""The word, its button, whether it is the teacher's alone, the states of a class in which it can be done, and
what it does."""
