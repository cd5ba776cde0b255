"""How the bot stands, told to who looks after it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot import __version__
from bot.app.context import LearnerContext
from bot.app.replies import NotACommand, Reply, StatusTold

MOST = 3
"""Faults of decks that are told; `recall check` tells them all."""


def status(context: LearnerContext, _: str) -> tuple[Reply, ...]:
    """/status; to anybody but an operator it is no command."""
    if not context.is_operator():
        return (NotACommand(name="status"),)
    now = context.repo.standing(context.at)
    decks, second = context.deck_library.current.decks, context.policy.second_opinion
    return (
        StatusTold(
            version=__version__,
            people=now.people,
            lately=now.lately,
            unsent=now.unsent,
            unhandled=now.unhandled,
            dead=now.dead,
            away=(wall(context, now.outage.start), wall(context, now.outage.end)) if now.outage else None,
            backed_up=wall(context, now.backed_up) if now.backed_up else None,
            decks=len(decks),
            questions=sum(1 for deck in decks for _ in deck.questions()),
            wrong=tuple(context.deck_library.wrong()[:MOST]),
            model=second.standing(context) if second is not None else None,
        ),
    )


def wall(context: LearnerContext, at: datetime) -> datetime:
    """What their clock showed then; without a zone of its own."""
    return at.astimezone(ZoneInfo(context.zone())).replace(tzinfo=None)
