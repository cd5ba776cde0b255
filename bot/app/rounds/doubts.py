"""Somebody says whether an answer that is in doubt counts: `yes-<place>-<seat>` or `no-<place>-<seat>`."""

from bot.app.context import ChatContext
from bot.app.ports.rounds import NOBODY, PlayedRound
from bot.app.replies import OldButton, Response, RulingLate, RulingTaken
from bot.app.rounds.commands import Actor
from bot.app.rounds.play import play, whole
from bot.domain.rounds.events import Refused, Ruled

SAYS = {"yes": True, "no": False}


def ruled(context: ChatContext, played: PlayedRound, actor: Actor, action: str) -> Response:
    """Do what the button says, if that answer is still in doubt and it is theirs to say."""
    word, place, seat = (*action.split("-"), "", "", "")[:3]
    played = whole(context, played)
    round = played.round
    if not (place.isdecimal() and seat.isdecimal()) or int(seat) >= len(round.seats):
        return Response(toast=OldButton())
    event = Ruled(
        person=actor.person.id if actor.person else NOBODY,
        about=round.seats[int(seat)].person,
        place=int(place),
        counts=SAYS[word],
        decides=actor.may_run(round),
        now=context.now,
    )
    _, happened, said = play(context, played, event)
    refused = next((one.why for one in happened if isinstance(one, Refused)), None)
    toast = RulingLate(why=refused) if refused else RulingTaken(counts=SAYS[word])
    return Response(messages=said, toast=toast)
