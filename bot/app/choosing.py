"""What the choice of a question depends on, now and in the sitting after this day."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.app.desk import Desk
from bot.app.planning import next_sitting
from bot.app.records import Asked, Daily, Sitting
from bot.app.remembering import rating_of
from bot.domain.memory import Card, Rating, recall
from bot.domain.pick import Known, Step, Table
from bot.domain.question import DeckId, Question, QuestionId, TopicId
from bot.domain.worth import WEEKS_ON, gain, horizon

SITTING = 5
"""Questions in a sitting."""


def table_of(desk: Desk, sitting: Sitting) -> Table:
    """What the choice of the next question depends on."""
    today, cards = desk.today(desk.counted_days()), desk.pages.cards(desk.learner.id)
    exam = desk.learner.exam
    return Table(
        pool=_pool(desk, sitting.deck, sitting.topic),
        known=known(cards, desk.at, horizon(today, exam)),
        steps=[_step(desk, asked) for asked in desk.pages.asked_in(sitting.id)],
        size=sitting.size,
        today=today,
        new_left=desk.learner.new_cap - sum(1 for c in cards.values() if c.first_on == today),
        reviews_left=desk.learner.review_cap
        - sum(1 for c in cards.values() if c.last_on == today > c.first_on),
        ahead=desk.learner.ahead,
        exam=exam,
    )


def next_table(desk: Desk) -> Table:
    """What the first sitting of a later day begins with, as it looks now: the daily questions, or a sitting
    of the learner's deck on the day after."""
    plan = desk.pages.subscription(desk.learner.id)
    daily = plan if plan and plan.state is not Daily.OFF else None
    deck = (daily and daily.deck) or desk.deck().id
    return Table(
        pool=_pool(desk, deck, daily.topic if daily else None),
        known=known(desk.pages.cards(desk.learner.id), desk.at),
        steps=(),
        size=daily.count if daily else SITTING,
        today=next_sitting(desk, daily),
        new_left=desk.learner.new_cap,
        reviews_left=desk.learner.review_cap,
        exam=desk.learner.exam,
    )


def known(cards: Mapping[QuestionId, Card], at: datetime, days: int = WEEKS_ON) -> dict[QuestionId, Known]:
    """Memory as the choice of a question needs it, looking that far ahead."""
    return {
        id: Known(
            due_on=card.due_on,
            last_on=card.last_on,
            last_at=card.last_at,
            recall=recall(card, at),
            gain=gain(card, at, days),
        )
        for id, card in cards.items()
    }


def _pool(desk: Desk, deck: DeckId, topic: TopicId | None) -> Sequence[Question]:
    """The questions of a topic or deck in order; none put away, and no opinion twice."""
    from_deck = desk.shelf.library.deck(deck) or desk.deck()
    away, given = desk.pages.away(desk.learner.id), desk.pages.met(desk.learner.id).keys()
    topics = [t for t in from_deck.topics if topic in (None, t.id)] or from_deck.topics
    return [
        q
        for t in topics
        for q in t.questions
        if q.id not in away and not (q.kind == "opinion" and q.id in given)
    ]


def _step(desk: Desk, asked: Asked) -> Step:
    review = desk.pages.review_of(asked.id) if asked.state.closed else None
    ok = None
    if review is not None:
        ok = rating_of(review) is not Rating.AGAIN
    return Step(question=asked.question, passed=ok)
