"""What the choice of a question depends on, now and in the sitting after this day."""

from collections.abc import Callable, Sequence, Set
from datetime import date, timedelta

from bot.app.calendar.plan import next_sitting
from bot.app.context import LearnerContext
from bot.app.learning.cards import rating_of
from bot.app.learning.class_due import due_in_classes
from bot.app.ports.daily import SubscriptionState
from bot.app.ports.learning import Sitting, SittingStep
from bot.domain.day import DAY, day_start
from bot.domain.memory import Memory, Rating
from bot.domain.pick import Candidates, Step, due_among
from bot.domain.question import DeckId, Question, QuestionId, TopicId
from bot.domain.worth import WEEKS_ON, gain, horizon

SITTING = 5
"""Questions in a sitting."""
MOMENT = timedelta(minutes=5)
"""What was put so short a time ago does not come again in another sitting, while another one waits."""


def candidates_of(context: LearnerContext, sitting: Sitting) -> Candidates:
    """What the choice of the next question depends on."""
    today, known = context.today(), context.repo.known(context.learner.id)
    exam = context.exam()
    return Candidates(
        pool=_pool(context, sitting.deck, sitting.topic),
        known=known,
        gain=_gain(context, horizon(today, exam)),
        steps=[_step(step) for step in context.repo.steps_of(sitting.id)],
        size=sitting.size,
        today=today,
        new_left=context.learner.new_cap - known.first_met_on(today),
        reviews_left=context.learner.review_cap - known.repeated_on(today),
        ahead=context.learner.ahead,
        exam=exam,
        first=[{q.id for q in due.left} for due in due_in_classes(context)],
        returned=context.learner.returned_on == today,
        resting=lambda: _resting(context, today, MOMENT),
    )


def next_candidates(context: LearnerContext) -> Candidates:
    """What the first sitting of a later day begins with, as it looks now: the daily questions, or a sitting
    of the learner's deck on the day after."""
    plan = context.repo.subscription(context.learner.id)
    daily = plan if plan and plan.state is not SubscriptionState.OFF else None
    deck = (daily and daily.deck) or context.deck().id
    day = next_sitting(context, daily)
    return Candidates(
        pool=_pool(context, deck, daily.topic if daily else None),
        known=context.repo.known(context.learner.id),
        gain=_gain(context, WEEKS_ON),
        steps=(),
        size=daily.count if daily else SITTING,
        today=day,
        new_left=context.learner.new_cap,
        reviews_left=context.learner.review_cap,
        exam=context.exam(),
        resting=lambda: _resting(context, day),
    )


def rests(context: LearnerContext, question: QuestionId) -> bool:
    """Whether that question was put on each of the two days before this one."""
    return question in _resting(context, context.today())


def waiting(context: LearnerContext) -> int:
    """How many questions of the learner's deck are due."""
    known = context.repo.known(context.learner.id)
    return due_among(_pool(context, context.deck().id, None), known, context.today(), context.exam())


def asked_today(context: LearnerContext) -> int:
    """How many different questions they brought to an end today."""
    today, known = context.today(), context.repo.known(context.learner.id)
    return known.first_met_on(today) + known.repeated_on(today)


def _resting(context: LearnerContext, day: date, moment: timedelta = timedelta(0)) -> Set[QuestionId]:
    """Put on each of the two days before that one, or not longer ago than a `moment`: these come only where
    nothing else waits."""
    first, second, third = (day_start(day - DAY * n, context.zone()) for n in (2, 1, 0))
    return context.repo.put_lately(context.learner.id, (first, second, third), context.at - moment)


def _gain(context: LearnerContext, days: int) -> Callable[[Memory], float]:
    return lambda memory: gain(memory, context.at, days)


def _pool(context: LearnerContext, deck: DeckId, topic: TopicId | None) -> Sequence[Question]:
    """The questions of a topic or deck in order; none put away, and no opinion twice."""
    from_deck = context.deck_library.current.deck(deck) or context.deck()
    away, known = context.repo.away(context.learner.id), context.repo.known(context.learner.id)
    gone = frozenset(away).union(filter(known.met, from_deck.opinions), context.deck_library.out_in_classes())
    return from_deck.without(gone, topic)


def _step(step: SittingStep) -> Step:
    passed = None
    if step.verdict is not None:
        passed = rating_of(step.verdict, step.credit, step.hints) is not Rating.AGAIN
    return Step(question=step.question, passed=passed)
