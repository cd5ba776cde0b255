"""The day it all has to be known: intervals shrink towards it, and it can be foretold."""

from datetime import UTC, date, datetime, time

from bot.app.desk import Desk
from bot.app.facts import Fact
from bot.app.facts.daily import ExamTold, NotUnderstood
from bot.app.planning import today_of
from bot.domain.memory import recall

Facts = tuple[Fact, ...]


def exam(desk: Desk, rest: str) -> Facts:
    """/exam: how it stands; a date sets it, `off` takes it away."""
    said = rest.casefold().strip()
    if said in ("off", "no", "none"):
        return (told(desk.change(exam=None)),)
    if not said:
        return (told(desk),)
    try:
        on = date.fromisoformat(said)
    except ValueError:
        return (NotUnderstood(how="exam"),)
    return (told(desk.change(exam=on)),) if on > today_of(desk) else (NotUnderstood(how="exam"),)


def told(desk: Desk) -> ExamTold:
    """The day, and the share of the deck that would be known on it if nothing more were learned."""
    on = desk.learner.exam
    if on is None:
        return ExamTold(on=None, recall=None)
    cards = desk.pages.cards(desk.learner.id)
    asked = [q for q in desk.deck().questions() if q.kind != "opinion"]
    noon = datetime.combine(on, time(12), UTC)
    known = sum(recall(cards[q.id], max(noon, cards[q.id].last_at)) for q in asked if q.id in cards)
    days = (on - today_of(desk)).days
    return ExamTold(on=on, recall=known / len(asked) if asked else None, days=days, past=days < 0)
