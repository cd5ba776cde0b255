"""Taking a seat in a round by its link."""

from bot.app.context import LearnerContext
from bot.app.replies import Reply, SeatAsked, SeatTaken
from bot.domain.question import OFFERED
from bot.domain.rounds.round import Play


def seated(context: LearnerContext, round: int) -> tuple[Reply, ...] | None:
    """They came by the link of a round: they are in, and typed questions come here."""
    table = context.repo.round(round, context.learner.id)
    seat = table.round.seat(context.learner.id) if table else None
    if table is None or seat is None or table.round.deadline is None:
        return None
    taken = SeatTaken(private=True, carries=context.learner.carries)
    posed = table.round.now
    if posed is None or posed.question.kind in OFFERED or table.round.setup.play is not Play.REVEAL:
        return (taken,)
    asked = SeatAsked(
        question=posed.question,
        place=table.round.place,
        of=len(table.round.posed),
        seconds=posed.seconds,
    )
    return (taken, asked)
