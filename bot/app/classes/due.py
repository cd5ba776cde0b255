"""What is due in a class and when the exam is: shown first, and set at a tap."""

from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import sha256

from bot.app.calendar.zones import place_of
from bot.app.classes.access import change_class, course_of, taught, taught_class
from bot.app.context import LearnerContext
from bot.app.learning.class_due import class_day
from bot.app.ports.classes import Assignment, ClassRecord, ClassState
from bot.app.replies import (
    ClassDayAsked,
    ClassExamSet,
    ClassHow,
    DuePreview,
    DueSet,
    ExamPreview,
    NoClassTopic,
    OldButton,
    Reply,
    WhichClass,
)
from bot.domain.deck import Deck, Topic
from bot.domain.items import told
from bot.domain.said.dates import month_first, read_day

Replies = tuple[Reply, ...]
FURTHEST = timedelta(days=400)
"""Nothing is due later than that."""
OFF = ("off", "no", "none")
KEY = 8
"""Letters by which a button names a topic."""


def due(context: LearnerContext, rest: str) -> Replies:
    """`/class due atoms fri`: what it would mean. `off` behind the topic takes it back."""
    classes = _open(context)
    found = [(record, *read) for record in classes if (read := _topic_and_day(context, record, rest))]
    if not rest or not classes:
        return (ClassHow(word="due"),)
    if not found:
        return (_no_topic(context, classes[0], rest),)
    if len(found) > 1:
        return (_which(context, [(record, f"due-{key_of(topic)}-{day}") for record, topic, day in found]),)
    record, topic, day = found[0]
    return _due_said(context, record, topic, day)


def due_tapped(context: LearnerContext, record: ClassRecord, words: str) -> Replies | OldButton:
    """`<topic>-<day>`, for the class that was meant."""
    key, _, day = words.partition("-")
    topic = _topic_by_key(context, record, key)
    return _due_said(context, record, topic, day) if topic else OldButton()


def day_asked(context: LearnerContext, record: ClassRecord, key: str) -> Replies | OldButton:
    """Another day for it."""
    topic = _topic_by_key(context, record, key)
    return (_ask_day(record, topic),) if topic else OldButton()


def day_typed(context: LearnerContext, rest: str, said: str) -> Replies:
    """The day they were asked for; nothing if it is no day, or the class is not theirs any more."""
    number, _, key = rest.partition(" ")
    record = taught_class(context, int(number)) if number.isdecimal() and len(number) <= 9 else None
    topic = _topic_by_key(context, record, key) if record else None
    day = _read(context, record, said) if record else None
    if record is None or topic is None or day is None or record.state is not ClassState.OPEN:
        return ()
    return _due_said(context, record, topic, f"{day:%Y%m%d}")


def due_set(context: LearnerContext, record: ClassRecord, words: str) -> Replies | OldButton:
    """`<topic>-<day>`: it is due from now on."""
    key, _, day = words.partition("-")
    topic, on = _topic_by_key(context, record, key), _in_reach(context, record, day)
    if topic is None or on is None:
        return OldButton()
    context.repo.assign(Assignment(klass=record.id, topic=topic.id, on=on, at=context.at))
    return (DueSet(title=topic.title, on=on),)


def exam(context: LearnerContext, rest: str) -> Replies:
    """`/class exam 18 dec`: what it would mean; `off` takes the day away."""
    classes = [record for record, _ in taught(context) if record.lives]
    if rest.casefold() in OFF:
        if len(classes) > 1:
            return (_which(context, [(record, "exam-off") for record in classes]),)
        return exam_set(context, classes[0], "off") if classes else (ClassHow(word="exam"),)
    days = [(record, on) for record in classes if (on := _read(context, record, rest))]
    if not days:
        return (ClassHow(word="exam"),)
    if len(days) > 1:
        return (_which(context, [(record, f"exam-{on:%Y%m%d}") for record, on in days]),)
    return (ExamPreview(id=days[0][0].id, klass=days[0][0].title, on=days[0][1]),)


def exam_tapped(context: LearnerContext, record: ClassRecord, day: str) -> Replies | OldButton:
    """For the class that was meant."""
    if day == "off":
        return exam_set(context, record, day)
    on = _in_reach(context, record, day)
    return (ExamPreview(id=record.id, klass=record.title, on=on),) if on else OldButton()


def exam_set(context: LearnerContext, record: ClassRecord, day: str) -> Replies:
    """From now on intervals shrink towards it, for whoever has no day of their own."""
    on = None if day == "off" else _in_reach(context, record, day)
    if on is None and day != "off":
        return (ClassHow(word="exam"),)
    change_class(context, record.id, exam=on)
    return (ClassExamSet(klass=record.title, on=on),)


def key_of(topic: Topic) -> str:
    """A short name of a topic that stays when others come and go."""
    return sha256(topic.id.encode()).hexdigest()[:KEY]


def _due_said(context: LearnerContext, record: ClassRecord, topic: Topic, day: str) -> Replies:
    if day == "off":
        context.repo.unassign(record.id, topic.id)
        return (DueSet(title=topic.title, on=None),)
    on = _in_reach(context, record, day)
    if on is None:
        return (_ask_day(record, topic, again=bool(day)),)
    preview = DuePreview(
        id=record.id,
        klass=record.title,
        key=key_of(topic),
        title=topic.title,
        questions=len(topic.questions),
        on=on,
        place=place_of(record.zone, context.learner.language),
        daily=told(context.repo.count_daily(record.id)),
    )
    return (preview,)


def _topic_and_day(context: LearnerContext, record: ClassRecord, rest: str) -> tuple[Topic, str] | None:
    """A topic of the class's course at the beginning, and the day behind it: as digits, `off`, `?` if it
    can't be read, nothing if there is none."""
    deck, words = course_of(context, record), rest.split()
    if deck is None:
        return None
    found: tuple[Topic, str] | None = None
    for cut in range(len(words), 0, -1):
        topic = _named(deck, " ".join(words[:cut]))
        said = " ".join(words[cut:])
        if topic is None:
            continue
        if said.casefold() in OFF:
            return topic, "off"
        if day := _read(context, record, said):
            return topic, f"{day:%Y%m%d}"
        found = found or (topic, "?" if said else "")
    return found


def _named(deck: Deck, name: str) -> Topic | None:
    """The topic of that id or title; else the only one that has words which begin with each of these."""
    wanted = name.casefold().strip(" ,:")
    for topic in deck.topics:
        if wanted in (topic.id.casefold(), topic.title.casefold()):
            return topic
    near = [topic for topic in deck.topics if _begins(topic, wanted.split())]
    return near[0] if len(near) == 1 else None


def _begins(topic: Topic, wanted: Sequence[str]) -> bool:
    words = [*topic.title.casefold().split(), topic.id.casefold()]
    return bool(wanted) and all(any(word.startswith(part) for word in words) for part in wanted)


def _topic_by_key(context: LearnerContext, record: ClassRecord, key: str) -> Topic | None:
    deck = course_of(context, record)
    return next((topic for topic in deck.topics if key_of(topic) == key), None) if deck else None


def _read(context: LearnerContext, record: ClassRecord, said: str) -> date | None:
    """The day a text gives, if all of it is understood and the day lies ahead."""
    today = class_day(context, record)
    day = read_day(said, today, month_first=month_first(context.learner.language))
    if day.on is None or day.unread or not today <= day.on <= today + FURTHEST:
        return None
    return day.on


def _in_reach(context: LearnerContext, record: ClassRecord, day: str) -> date | None:
    """The day of a button, as long as it is not past."""
    if not day.isdecimal() or len(day) != 8:
        return None
    try:
        on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return None
    today = class_day(context, record)
    return on if today <= on <= today + FURTHEST else None


def _open(context: LearnerContext) -> list[ClassRecord]:
    return [record for record, _ in taught(context) if record.state is ClassState.OPEN]


def _which(context: LearnerContext, acts: Sequence[tuple[ClassRecord, str]]) -> WhichClass:
    return WhichClass(classes=tuple((f"cl-{record.id}-{act}", record.title) for record, act in acts))


def _no_topic(context: LearnerContext, record: ClassRecord, name: str) -> NoClassTopic:
    deck = course_of(context, record)
    return NoClassTopic(name=name, titles=tuple(topic.title for topic in deck.topics) if deck else ())


def _ask_day(record: ClassRecord, topic: Topic, *, again: bool = False) -> ClassDayAsked:
    return ClassDayAsked(id=record.id, key=key_of(topic), title=topic.title, again=again)
