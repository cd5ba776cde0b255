"""What is due in a learner's classes, and how much of it is left."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.app.context import LearnerContext
from bot.app.ports.classes import Assignment, ClassRecord, ClassState
from bot.app.replies import DueLeft
from bot.domain.deck import Deck, Topic
from bot.domain.question import Question


class ClassDue(Struct, frozen=True, kw_only=True):
    """A topic that is due in a class of theirs."""

    klass: ClassRecord
    deck: Deck
    topic: Topic
    on: date
    """The last day."""
    left: tuple[Question, ...]
    """What was neither brought to a verdict nor shown after a try, but for what they put away."""


def due_in_classes(context: LearnerContext) -> Sequence[ClassDue]:
    """What is due today or later, the nearest day first. What is late is due no more: it is an ordinary
    topic, and of a class that is paused nothing is due."""
    running = [
        (member.klass, assignment)
        for member in context.memberships()
        if member.klass.state is ClassState.OPEN
        for assignment in member.due
        if assignment.on >= class_day(context, member.klass)
    ]
    running.sort(key=lambda one: (one[1].on, one[1].at))
    return [due for record, one in running if (due := _due(context, record, one))]


def class_day(context: LearnerContext, record: ClassRecord) -> date:
    """The date of this moment by a class's clock."""
    return context.at.astimezone(ZoneInfo(record.zone)).date()


def due_left(context: LearnerContext, due: ClassDue) -> DueLeft:
    """How much of it is left, as it is told."""
    return DueLeft(on=due.on, today=class_day(context, due.klass), left=len(due.left))


def _due(context: LearnerContext, record: ClassRecord, assignment: Assignment) -> ClassDue | None:
    """None if the deck or the topic is gone."""
    deck = context.deck_library.current.deck(record.deck) if record.deck else None
    topic = next((t for t in deck.topics if t.id == assignment.topic), None) if deck else None
    if deck is None or topic is None:
        return None
    who = context.learner.id
    done = context.repo.done_of(who, [q.id for q in topic.questions]) | context.repo.away(who)
    left = tuple(q for q in topic.questions if q.id not in done)
    return ClassDue(klass=record, deck=deck, topic=topic, on=assignment.on, left=left)
