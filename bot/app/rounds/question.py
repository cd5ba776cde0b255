"""The newest question of a round as the group reads it, as a native poll or as text."""

from bot.app.chats.polls import fits_poll
from bot.app.context import ChatContext
from bot.app.replies import RoundPut
from bot.app.rounds.lobby import NAMED
from bot.domain.question import OFFERED, Question
from bot.domain.rounds.round import Play, Round

POLL_ROOM = 250
"""Characters of a question in a poll: Telegram takes 300, and the number of the question is some of them."""


def as_poll(context: ChatContext, round: Round, question: Question) -> bool:
    """Whether a question goes out as a native poll."""
    fits = fits_poll(question, room=POLL_ROOM)
    plain = context.chat_record.plain or round.setup.no_polls
    return fits and round.setup.play is Play.REVEAL and not plain


def put(context: ChatContext, round: Round) -> RoundPut:
    """The newest question of a round as the group reads it."""
    posed = round.posed[round.place]
    answers = round.tally.answered
    named = context.repo.answered_in(round.id, round.place) if 0 < answers <= NAMED else ()
    typed = posed.question.kind not in OFFERED
    return RoundPut(
        round=round.id,
        question=posed.question,
        place=round.place,
        of=len(round.posed),
        seconds=posed.seconds,
        play=round.setup.play,
        poll=as_poll(context, round, posed.question),
        private=typed and round.setup.play is Play.REVEAL,
        open=context.chat_record.open,
        answered=tuple(named),
        answers=answers,
        closed=posed.closed,
    )
