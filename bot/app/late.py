"""What is said in private to a round that is over: it gets its verdict, and hits no question from before."""

from datetime import datetime, timedelta

from bot.app.context import LearnerContext
from bot.app.learning.hearing import understood_as
from bot.app.ports.learning import Asked, State
from bot.app.ports.rounds import PlayedRound
from bot.app.replies import Reply, SeatLate, SeatMarked
from bot.app.rounds.ending import look_at
from bot.domain.intent import listen
from bot.domain.marking import Mark
from bot.domain.question import OFFERED, Question
from bot.domain.rounds.round import Why
from bot.domain.snapshot import thaw

LATE = timedelta(minutes=10)
"""So long after the end of a round an attempt is taken for an answer to it, where nothing else is open."""
OFFER = timedelta(hours=1)
"""So long after it the names of the buttons below its end may be typed."""

Replies = tuple[Reply, ...]


def instead_of(context: LearnerContext, asked: Asked, said: str) -> Replies:
    """A plain attempt that is not right for their own open question, which a round came after: it is for the
    round, and costs nothing. Nothing if it is for their own."""
    verdict = understood_as(context, asked, thaw(asked.snapshot), said).verdict
    if asked.state is State.COMPARING or verdict.passed or verdict.mark is Mark.UNREADABLE:
        return ()
    played = context.repo.over_since(context.learner.id, asked.at)
    if played is None:
        return ()
    return _told(context, played, said)


def after_all(context: LearnerContext, closed: Asked | None, said: str) -> Replies:
    """A plain attempt while nothing of their own is open, soon after a round: it is for the round."""
    began = context.at - LATE
    since = max(closed.closed_at, began) if closed and closed.closed_at else began
    played = context.repo.over_since(context.learner.id, since)
    return _told(context, played, said) if played else ()


def offered_at_end(context: LearnerContext, newest: Asked | None) -> Question | None:
    """What their last round offered them in private at its end, if newer than `newest`, which is open or
    was closed last, and soon enough."""
    began = context.at - OFFER
    played = context.repo.over_since(context.learner.id, max(newest.at, began) if newest else began)
    if played is None:
        return None
    person = context.learner.id
    seated = any(seat.person == person and not seat.left for seat in played.round.seats)
    took_part = any(guess.person == person for guess in played.round.guesses)
    return look_at(played.round, person) if seated and took_part else None


def _told(context: LearnerContext, played: PlayedRound, said: str) -> Replies:
    """The verdict on what they said, and that it came too late."""
    round, over = played.round, SeatLate(why=Why.NOT_OPEN)
    place = _meant(played, context.at)
    if place is None or round.guess(context.learner.id, place) is not None:
        return (over,)
    question = round.posed[place].question
    verdict = listen(question, said, context.deck_library.lexicon(question.deck, question.lang))
    if verdict.mark is Mark.UNREADABLE:
        return (over,)
    return (SeatMarked(question=question, mark=verdict.mark, late=True), over)


def _meant(played: PlayedRound, at: datetime) -> int | None:
    """The typed question that was open then, else the last one."""
    round = played.round
    typed = [
        place
        for place, posed in enumerate(round.posed)
        if posed.opened_at is not None and posed.question.kind not in OFFERED
    ]
    then = round.open_at(at)
    return then if then in typed else typed[-1] if typed else None
