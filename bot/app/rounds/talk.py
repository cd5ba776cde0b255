"""What is asked of a round that is on, in private or by a reply: how long, how it was, a hint."""

from datetime import timedelta
from math import ceil

from bot.app.context import ChatContext
from bot.app.replies import SeatTold
from bot.domain.intent.rounds import RoundTalk, round_talk
from bot.domain.marking import Mark, Reason, Verdict
from bot.domain.rounds.round import Round


def talk_of(round: Round, place: int, said: str, verdict: Verdict) -> RoundTalk | None:
    """What is asked of the round by a text that is no answer to that question."""
    if not 0 <= place < len(round.posed) or verdict.passed or verdict.mark in (Mark.PARTIAL, Mark.DOUBTFUL):
        return None
    wanted = round_talk(said, round.posed[place].question.lang)
    if wanted is RoundTalk.HELP and verdict.mark is not Mark.UNREADABLE:
        return None
    return None if wanted is RoundTalk.JOIN or verdict.reason is Reason.DONT_KNOW else wanted


def told(
    context: ChatContext, round: Round, person: int, place: int, wanted: RoundTalk | None
) -> SeatTold | None:
    """The answer to it while that question is open; None once it is closed."""
    posed = round.posed[place]
    if posed.closed or posed.closes_at is None:
        return None
    left = min(posed.closes_at - context.now, posed.time)
    return SeatTold(
        about=wanted,
        question=posed.question,
        seconds=ceil(max(left, timedelta()).total_seconds()),
        answered=round.guess(person, place) is not None,
    )
