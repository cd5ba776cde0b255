"""Which classes somebody teaches or assists, looked up in the transaction that acts."""

from collections.abc import Sequence

from bot.app.context import LearnerContext
from bot.app.ports.authoring import Role
from bot.app.ports.classes import ClassId, ClassRecord, ClassState
from bot.domain.deck import Deck

OF_CLASSES = (Role.TEACHER, Role.ASSISTANT)


def taught(context: LearnerContext) -> Sequence[tuple[ClassRecord, Role]]:
    """The classes they teach or assist, and as which, the oldest first; without those that have no course
    yet."""
    roles = context.repo.roles_of(context.learner.id)
    numbers = {int(scope): role for role, scope in sorted(roles) if role in OF_CLASSES and scope}
    found = ((context.repo.class_of(ClassId(id)), role) for id, role in sorted(numbers.items()))
    return [(record, role) for record, role in found if record and record.state is not ClassState.NEW]


def taught_class(
    context: LearnerContext, id: int, *, teacher: bool = False, new: bool = False
) -> ClassRecord | None:
    """That class, if it is theirs to see; with `teacher`, if it is theirs to teach; with `new`, if it waits
    for its course, and not otherwise."""
    roles = context.repo.roles_of(context.learner.id)
    may = (Role.TEACHER, str(id)) in roles or (not teacher and (Role.ASSISTANT, str(id)) in roles)
    record = context.repo.class_of(ClassId(id)) if may else None
    return record if record and (record.state is ClassState.NEW) is new else None


def teaches(context: LearnerContext, record: ClassRecord) -> bool:
    """Whether they teach it; False for who assists."""
    return (Role.TEACHER, str(record.id)) in context.repo.roles_of(context.learner.id)


def may_make(context: LearnerContext) -> bool:
    """Whether they may make a class: who looks after the bot, authors, and who teaches or was let."""
    if context.is_operator():
        return True
    return any(role in (Role.AUTHOR, Role.TEACHER) for role, _ in context.repo.roles_of(context.learner.id))


def course_of(context: LearnerContext, record: ClassRecord) -> Deck | None:
    """The deck of a class; None if it is gone."""
    return context.deck_library.current.deck(record.deck) if record.deck else None
