"""The day it all has to be known: intervals shrink towards it, and it can be foretold."""

from datetime import UTC, datetime, time

from bot.app.calendar.plan import today_of
from bot.app.context import LearnerContext
from bot.app.replies import Reply
from bot.app.replies.daily import ExamTold, NotUnderstood
from bot.domain.memory import recall
from bot.domain.said.dates import month_first, read_day

Replies = tuple[Reply, ...]


def exam(context: LearnerContext, rest: str) -> Replies:
    """/exam: how it stands; a date sets it, `off` takes it away."""
    said = rest.casefold().strip()
    if said in ("off", "no", "none"):
        return (told(context.change(exam=None)),)
    if not said:
        return (told(context),)
    today = today_of(context)
    day = read_day(rest, today, month_first=month_first(context.learner.language))
    if day.on is None or day.unread or day.on <= today:
        return (NotUnderstood(how="exam", read=day.on, unread=day.unread),)
    return (told(context.change(exam=day.on)),)


def told(context: LearnerContext) -> ExamTold:
    """The day, and the share of the deck that would be known on it if nothing more were learned."""
    on = context.exam()
    if on is None:
        return ExamTold(on=None, recall=None)
    cards = context.repo.known(context.learner.id)
    cards.fetch(cards)
    asked = [q for q in context.deck().questions() if q.kind != "opinion"]
    noon = datetime.combine(on, time(12), UTC)
    known = sum(recall(cards[q.id], max(noon, cards[q.id].last_at)) for q in asked if q.id in cards)
    days = (on - today_of(context)).days
    return ExamTold(
        on=on,
        recall=known / len(asked) if asked else None,
        days=days,
        past=days < 0,
        of_class=on != context.learner.exam,
    )
