"""Looking at how far one has come, and at what there is to learn."""

from collections.abc import Sequence, Set
from datetime import date, datetime

from bot.app.calendar.streak import latest_reasons, streak_now
from bot.app.context import LearnerContext
from bot.app.learning.cards import succeeded
from bot.app.learning.topics import topic_lines
from bot.app.ports.learning import Outcome
from bot.app.ports.progress import Met
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
from bot.domain.question import QuestionId

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


def year(context: LearnerContext, missed: Sequence[Met] | None = None) -> Year:
    """The learner's year at a glance; `missed` at their latest review are these questions, if it is known."""
    now, ledger, today = streak_now(context)
    deck = context.deck()
    known = context.repo.known(context.learner.id)
    known.fetch(known)
    not_right = {m.question for m in (_missed(context) if missed is None else missed)}
    return Year(
        today=today,
        days=latest_reasons(context, ledger, today),
        topics=tuple(_topic_memory(topic, known, not_right, context.at) for topic in deck.topics),
        due=_due(deck, known, today, context.exam()),
        streak=now.length,
        longest=now.longest,
    )


def _topic_memory(topic: Topic, known: Known, missed: Set[QuestionId], at: datetime) -> TopicMemory:
    met = [q.id for q in topic.questions if q.id in known]
    right = sum(1 for id in met if id not in missed)
    return TopicMemory(
        title=topic.title,
        recall=expected([recall(known[id], at) for id in met], right),
        met=len(met),
        right=right,
        of=len(topic.questions),
    )


def expected(recalls: Sequence[float], right: int) -> float:
    """The share of so many questions that would be known now: what the model of memory says, but never more
    than was right when they were last asked, nor as much as all of it after a few answers."""
    if not recalls:
        return 0.0
    met = len(recalls)
    return min(sum(recalls) / met, right / met, (right + 1) / (met + 2))


def _missed(context: LearnerContext) -> Sequence[Met]:
    return [m for m in context.repo.faltered(context.learner.id) if not succeeded(m)]


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
        year=year(context, missed),
        drawn=drawn,
    )
