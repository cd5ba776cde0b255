"""Coming back after a silence: they are welcomed and told what waits, and how much of it is theirs to say."""

from datetime import timedelta

from bot.app.context import LearnerContext
from bot.app.learning.ask import begin_set, go_on, on_tap_next, put_again
from bot.app.learning.choose import SITTING, waiting
from bot.app.replies import CameBack, OpenAlready, Reply, sizes_of

SILENCE = timedelta(days=3)
"""Between two days of learning that far apart lies a silence."""


def is_back(context: LearnerContext) -> bool:
    """Whether they are back after a silence, and were not welcomed yet."""
    latest, welcomed = context.repo.known(context.learner.id).latest, context.learner.returned_on
    if latest is None:
        return False
    return context.today() - max(latest, welcomed or latest) >= SILENCE


def welcomed_back(context: LearnerContext) -> tuple[Reply, ...]:
    """What they are told who have said hello: an answer begun before goes on; else they say how many of those
    that wait they want today. Where nothing waits, a question follows."""
    context = context.change(returned_on=context.today())
    open_one, due = context.repo.asked_open(context.learner.id, context.chat), waiting(context)
    if open_one and (open_one.have or due < 2):
        return (CameBack(), put_again(open_one))
    if due < 2:
        return (CameBack(waiting=due), *go_on(context))
    return (CameBack(waiting=due, sizes=sizes_of(due)),)


def eased_in(context: LearnerContext) -> tuple[Reply, ...]:
    """What comes for those who want a question at once: one they know well, and after it what waits."""
    context = context.change(returned_on=context.today())
    return (CameBack(), *begin_set(context, context.deck().id, None, 1))


def begin_waiting(context: LearnerContext, size: int) -> tuple[Reply, ...]:
    """As many of those that wait as they said; nothing if that is no number to be asked at a time."""
    return begin_set(context, context.deck().id, None, size) if 0 < size <= SITTING else ()


def tapped_next(context: LearnerContext) -> tuple[Reply, ...] | OpenAlready:
    """On, by a button; after a silence as `eased_in`."""
    if context.repo.asked_open(context.learner.id, context.chat) is None and is_back(context):
        return eased_in(context)
    return on_tap_next(context)
