"""Looking at how far one has come, and at what there is to learn."""

from datetime import date, datetime

from bot.app.calendar.streak import latest_reasons, streak_now
from bot.app.context import LearnerContext
from bot.app.learning.cards import succeeded
from bot.app.learning.topics import topic_lines
from bot.app.ports.learning import Outcome
from bot.app.replies import (
    StatsTold,
    StreakTold,
    TopicMemory,
    Year,
)
from bot.domain.deck import Deck, Topic
from bot.domain.known import Known
from bot.domain.ledger import balance, freezes
from bot.domain.memory import recall

AHEAD = 14
"""Days of which it is told what is due."""


def streak_told(context: LearnerContext) -> StreakTold:
    """The streak in figures."""
    now, ledger, _ = streak_now(context)
    return StreakTold(
        length=now.length,
        longest=now.longest,
        today=now.today,
        since=now.since,
        learned=balance(ledger.rows, ledger.before)[0],
        freezes=freezes(ledger.rows, ledger.before),
        year=year(context),
    )


def year(context: LearnerContext) -> Year:
    """The learner's year at a glance."""
    now, ledger, today = streak_now(context)
    deck = context.deck()
    known = context.repo.known(context.learner.id)
    known.fetch(known)
    return Year(
        today=today,
        days=latest_reasons(context, ledger, today),
        topics=tuple(_topic_memory(topic, known, context.at) for topic in deck.topics),
        due=_due(deck, known, today, context.learner.exam),
        streak=now.length,
        longest=now.longest,
    )


def _topic_memory(topic: Topic, known: Known, at: datetime) -> TopicMemory:
    recalls = [recall(known[q.id], at) for q in topic.questions if q.id in known]
    mean = sum(recalls) / len(recalls) if recalls else 0.0
    return TopicMemory(title=topic.title, recall=mean, met=len(recalls), of=len(topic.questions))


def _due(deck: Deck, known: Known, today: date, exam: date | None) -> tuple[int, ...]:
    """How many are due on each of 14 days, today's with all that is overdue."""
    ids = [question.id for question in deck.questions() if question.kind != "opinion"]
    return known.due_ahead(ids, today, exam, AHEAD)


def stats_told(context: LearnerContext, *, drawn: bool = True) -> StatsTold:
    """What was met and how it went, in the learner's deck."""
    deck = context.deck()
    titles = {q.id: q.title for q in deck.questions()}
    known = context.repo.known(context.learner.id)
    met = sum(1 for id in titles if known.met(id))
    faltered = [m for m in context.repo.faltered(context.learner.id) if m.question in titles]
    missed = sorted((m for m in faltered if not succeeded(m)), key=lambda m: m.last)
    return StatsTold(
        deck=deck.title,
        topics=topic_lines(context, deck),
        answered=met,
        right=met - len(missed),
        unaided=met - len(faltered),
        compared=sum(1 for m in faltered if m.verdict is Outcome.DOUBTFUL),
        coming_back=tuple(titles[m.question] for m in missed),
        year=year(context),
        drawn=drawn,
    )
