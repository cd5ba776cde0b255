"""What the choice of a question depends on, now and in the sitting after this day."""

from collections.abc import Callable, Sequence

from bot.app.calendar.plan import next_sitting
from bot.app.context import LearnerContext
from bot.app.learning.cards import rating_of
from bot.app.ports.daily import SubscriptionState
from bot.app.ports.learning import Sitting, SittingStep
from bot.domain.memory import Memory, Rating
from bot.domain.pick import Candidates, Step
from bot.domain.question import DeckId, Question, TopicId
from bot.domain.worth import WEEKS_ON, gain, horizon

SITTING = 5
"""Questions in a sitting."""


def candidates_of(context: LearnerContext, sitting: Sitting) -> Candidates:
    """What the choice of the next question depends on."""
    today, known = context.today(), context.repo.known(context.learner.id)
    exam = context.learner.exam
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
    )


def next_candidates(context: LearnerContext) -> Candidates:
    """What the first sitting of a later day begins with, as it looks now: the daily questions, or a sitting
    of the learner's deck on the day after."""
    plan = context.repo.subscription(context.learner.id)
    daily = plan if plan and plan.state is not SubscriptionState.OFF else None
    deck = (daily and daily.deck) or context.deck().id
    return Candidates(
        pool=_pool(context, deck, daily.topic if daily else None),
        known=context.repo.known(context.learner.id),
        gain=_gain(context, WEEKS_ON),
        steps=(),
        size=daily.count if daily else SITTING,
        today=next_sitting(context, daily),
        new_left=context.learner.new_cap,
        reviews_left=context.learner.review_cap,
        exam=context.learner.exam,
    )


def _gain(context: LearnerContext, days: int) -> Callable[[Memory], float]:
    return lambda memory: gain(memory, context.at, days)


def _pool(context: LearnerContext, deck: DeckId, topic: TopicId | None) -> Sequence[Question]:
    """The questions of a topic or deck in order; none put away, and no opinion twice."""
    from_deck = context.deck_library.current.deck(deck) or context.deck()
    away, known = context.repo.away(context.learner.id), context.repo.known(context.learner.id)
    return from_deck.without(frozenset(away).union(filter(known.met, from_deck.opinions)), topic)


def _step(step: SittingStep) -> Step:
    passed = None
    if step.verdict is not None:
        passed = rating_of(step.verdict, step.credit, step.hints) is not Rating.AGAIN
    return Step(question=step.question, passed=passed)
