"""What who teaches a class sees of it and does with it: assistants do less."""

from collections.abc import Callable
from datetime import timedelta

from msgspec.structs import replace

from bot.app.classes import lecture
from bot.app.classes.access import change_class, course_of, taught_class, teaches
from bot.app.classes.due import day_asked, due_set, due_tapped, exam_set, exam_tapped
from bot.app.classes.make import course_chosen, further_courses, picture, renewed
from bot.app.classes.report import KEPT, closed, reported
from bot.app.context import LearnerContext
from bot.app.events import PersonId
from bot.app.learning.class_due import class_day
from bot.app.ports.authoring import Claim, Role
from bot.app.ports.classes import ClassRecord, ClassState
from bot.app.replies import (
    ClassClosed,
    ClassIsPaused,
    ClassLeftAsIs,
    ClassMore,
    ClassTold,
    CloseAsked,
    DueLine,
    HelperMade,
    HelpersTold,
    OldButton,
    ParticipationTold,
    Reply,
)
from bot.domain.class_week import next_report
from bot.domain.items import told
from bot.domain.names import told_apart

Replies = tuple[Reply, ...]
Answer = Replies | OldButton
HELPER_LINK = "h_"
"""How the links begin that make somebody an assistant, or let them make classes."""
HOURS = 24


def tapped(context: LearnerContext, name: str) -> Answer:
    """`<class>-<what>-<words>`: what is done with a class."""
    number, _, rest = name.partition("-")
    what, _, words = rest.partition("-")
    if not number.isdecimal() or len(number) > 9:
        return OldButton()
    if what == "course":
        return course_chosen(context, int(number), words)
    if what == "courses":
        return further_courses(context, int(number), int(words) if words.isdecimal() else 0)
    record = taught_class(context, int(number), teacher=what in _TEACHERS)
    if record is None or what not in _DO or not (record.lives or what in _ON_CLOSED):
        return OldButton()
    if record.state is ClassState.PAUSED and what in _WAITS:
        return is_paused(context, record)
    return _DO[what](context, record, words)


def class_told(context: LearnerContext, record: ClassRecord) -> ClassTold:
    """How it stands."""
    deck, today = course_of(context, record), class_day(context, record)
    topics = {topic.id: topic for topic in deck.topics} if deck else {}
    due = tuple(
        DueLine(title=topics[one.topic].title, on=one.on, of=len(topics[one.topic].questions))
        for one in context.repo.assignments(record.id)
        if one.on >= today and one.topic in topics
    )
    until = record.link_until
    return ClassTold(
        id=record.id,
        title=record.title,
        course=deck.title if deck else "",
        today=today,
        members=told(context.repo.count_members(record.id)),
        due=due,
        exam=record.exam,
        link_until=until if until and until >= today else None,
        teacher=teaches(context, record),
        paused=record.state is ClassState.PAUSED,
        closed=not record.lives,
    )


def is_paused(context: LearnerContext, record: ClassRecord) -> Replies:
    """What lets people in or makes something due waits until the class goes on."""
    return (ClassIsPaused(id=record.id, title=record.title, teacher=teaches(context, record)),)


def paused(context: LearnerContext, record: ClassRecord) -> Replies:
    """From now on nobody comes in, nothing is due and no report comes; all of it is kept."""
    return (class_told(context, change_class(context, record.id, state=ClassState.PAUSED)),)


def resumed(context: LearnerContext, record: ClassRecord) -> Replies:
    """A paused class goes on as it was."""
    return (class_told(context, change_class(context, record.id, state=ClassState.OPEN)),)


def helper_invited(context: LearnerContext, record: ClassRecord) -> Replies:
    """A link that makes whoever opens it first an assistant."""
    return _invited(context, Claim(role=Role.ASSISTANT, scope=str(record.id), until=context.at), record.title)


def teacher_invited(context: LearnerContext) -> Replies:
    """A link that lets whoever opens it first make classes."""
    return _invited(context, Claim(role=Role.TEACHER, scope="", until=context.at), None)


def participation(context: LearnerContext, record: ClassRecord) -> Replies:
    """The file of those who agreed."""
    rows = context.repo.participants(record.id, record.deck) if record.deck else ()
    names = told_apart(name for name, _ in rows)
    days = [days for _, days in rows]
    return (
        ParticipationTold(
            title=record.title,
            on=class_day(context, record),
            rows=tuple(zip(names, days, strict=True)),
        ),
    )


def last_week(context: LearnerContext, record: ClassRecord) -> Replies:
    """The report of the last whole week, whenever it is asked for; what waits is in /inbox."""
    role = Role.TEACHER if teaches(context, record) else Role.ASSISTANT
    return (reported(context.repo, context.deck_library, record, context.at, None, role),)


def ask_close(context: LearnerContext, record: ClassRecord) -> Replies:
    """Whether they are sure."""
    return (CloseAsked(id=record.id, title=record.title),)


def _invited(context: LearnerContext, claim: Claim, title: str | None) -> Replies:
    token = context.policy.token()
    context.repo.save_claim(token, replace(claim, until=context.at + timedelta(hours=HOURS)))
    return (HelperMade(title=title, token=HELPER_LINK + token, hours=HOURS),)


def _helpers(context: LearnerContext, record: ClassRecord) -> Replies:
    ids = [person for person, role in context.repo.staff(record.id) if role is Role.ASSISTANT]
    learners = [learner for id in ids if (learner := context.repo.learner(id))]
    names = told_apart(learner.name for learner in learners)
    shown = tuple((int(learner.id), name) for learner, name in zip(learners, names, strict=True))
    return (HelpersTold(id=record.id, title=record.title, names=shown),)


def _dropped(context: LearnerContext, record: ClassRecord, words: str) -> Answer:
    if not words.isdecimal() or len(words) > 18:
        return OldButton()
    context.repo.take_role(PersonId(int(words)), Role.ASSISTANT, str(record.id))
    return _helpers(context, record)


def _closed(context: LearnerContext, record: ClassRecord, _: str) -> Replies:
    change_class(context, record.id, **closed(context.at))
    gone_on = class_day(context, record) + KEPT
    return (ClassClosed(id=record.id, title=record.title, gone_on=gone_on),)


def _opened_again(context: LearnerContext, record: ClassRecord, _: str) -> Replies:
    report_at = next_report(context.at, record.zone)
    record = change_class(context, record.id, state=ClassState.OPEN, gone_at=None, report_at=report_at)
    return (class_told(context, record),)


_DO: dict[str, Callable[[LearnerContext, ClassRecord, str], Answer]] = {
    "show": lambda context, record, _: (class_told(context, record),),
    "more": lambda context, record, _: (
        ClassMore(
            id=record.id,
            title=record.title,
            teacher=teaches(context, record),
            paused=record.state is ClassState.PAUSED,
        ),
    ),
    "due": due_tapped,
    "setdue": due_set,
    "day": day_asked,
    "exam": exam_tapped,
    "setexam": exam_set,
    "keep": lambda *_: (ClassLeftAsIs(),),
    "ask": lecture.ask,
    "lshow": lecture.answer_shown,
    "week": lambda context, record, _: last_week(context, record),
    "link": lambda context, record, _: renewed(context, record),
    "pic": picture,
    "helpers": lambda context, record, _: _helpers(context, record),
    "helper": lambda context, record, _: helper_invited(context, record),
    "drop": _dropped,
    "file": lambda context, record, _: participation(context, record),
    "pause": lambda context, record, _: paused(context, record),
    "resume": lambda context, record, _: resumed(context, record),
    "close": lambda context, record, _: ask_close(context, record),
    "closed": _closed,
    "open": _opened_again,
}
"""What can be done with a class. Anybody can send any of these: the role is looked up above."""
_TEACHERS = (
    *("link", "pic", "helpers", "helper", "drop", "file"),
    *("pause", "resume", "close", "closed", "open"),
)
"""What is the teacher's alone."""
_ON_CLOSED = ("show", "file", "open", "keep")
"""What can be done with one that is closed."""
_WAITS = ("due", "setdue", "day", "link", "pic", "ask")
"""What can be done with a paused one when it goes on."""
