"""What a player is told who asks something of a round that is on, or whose words come too late for it."""

from bot.app.replies import SeatLate, SeatTold
from bot.domain.intent.rounds import RoundTalk
from bot.domain.rounds.round import Why
from bot.words.markup import lines, strong
from bot.words.translator import Html, Translator


def seat_late(t: Translator, reply: SeatLate) -> Html:
    """What came too late, twice, or without an answer in it."""
    match reply.why:
        case Why.ONCE:
            return t("Your first choice counts.")
        case Why.NOTHING:
            return t("I can't mark that: I find no answer in it. Say what you think, in your own words.")
        case Why.NOT_OPEN:
            return t("That round is over. /quiz in the group calls a new one.")
        case _ if reply.now is not None:
            open_one = strong(reply.now.ask, reply.now.marked)
            return lines(
                t("I took that for the question before, which had closed when it came."),
                t("Open now: {question}", question=open_one),
            )
        case _:
            if reply.last:
                return t("That question is closed; it was the last one.")
            return t("That question is closed; the next one comes soon.")


def seat_told(t: Translator, reply: SeatTold) -> Html:
    """The answer to what they asked; then whether their answer is in, and the question while it is not."""
    said = _said(t, reply)
    if reply.group:
        return said
    if reply.answered:
        arrived = t("Your answer is in; another one would replace it.")
        return lines(said, Html("") if reply.about is RoundTalk.TOLD else arrived)
    return lines(said, strong(reply.question.ask, reply.question.marked))


def _said(t: Translator, reply: SeatTold) -> Html:
    match reply.about:
        case RoundTalk.TIME:
            return t.count("{n} second left.", "{n} seconds left.", reply.seconds)
        case RoundTalk.TOLD if reply.answered:
            return t("Your answer is in. Who was right is told when the time is up.")
        case RoundTalk.TOLD:
            return t("I have no answer of yours to this one yet.")
        case RoundTalk.HELP:
            return t("There are no hints in a round; the answer and the why come when the time is up.")
        case _ if reply.answered:
            return Html("")
        case _:
            return t("I find no answer in that. Say what you think, in your own words:")
