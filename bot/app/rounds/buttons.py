"""The buttons under messages about rounds: `<version>:r<round>:<action>`. Who may tap what is looked up."""

from collections.abc import Mapping

from msgspec.structs import replace

from bot.app.context import ChatContext
from bot.app.events import GroupButtonTapped
from bot.app.ports.rounds import NOBODY, PlayedRound
from bot.app.replies import (
    MembersOnly,
    Message,
    NearMisses,
    NotYours,
    OldButton,
    Response,
    RoundRuns,
)
from bot.app.rounds.answers import tapped as option_tapped
from bot.app.rounds.commands import Actor, call
from bot.app.rounds.doubts import SAYS, ruled
from bot.app.rounds.ending import over
from bot.app.rounds.lobby_buttons import Act, lobby_act
from bot.app.rounds.play import play, whole
from bot.domain.rounds.events import Fixed
from bot.domain.rounds.outcome import ended_because
from bot.domain.rounds.round import Phase, Round
from bot.domain.rounds.standings import near_misses

MOST_MISSES = 8
"""Near misses that are listed for the host."""


def round_tapped(context: ChatContext, tap: GroupButtonTapped, about: str, action: str) -> Response:
    """Do what the button says, if it is theirs to tap."""
    actor = Actor(person=tap.person, admin=tap.admin)
    number = about.removeprefix("r")
    known = about.startswith("r") and number.isdecimal() and len(number) <= 18
    played = context.repo.round(int(number), tap.person.id) if known else None
    if played is None or played.chat != context.chat_record.id:
        return Response(toast=OldButton())
    if not tap.member:
        return Response(toast=MembersOnly())
    context = replace(context, thread=played.thread)
    if act := _ACTS.get(action) or lobby_act(action):
        return act(context, played, actor)
    if action.startswith("fix-"):
        return _rule(context, played, actor, action[4:])
    if action.partition("-")[0] in SAYS and len(action) <= 16:
        return ruled(context, played, actor, action)
    place, _, option = action.removeprefix("o").partition(".")
    if action.startswith("o") and place.isdecimal() and option.isdecimal() and len(action) <= 8:
        return option_tapped(context, played, int(place), int(option), tap.person)
    return Response(toast=OldButton())


def _again(context: ChatContext, played: PlayedRound, actor: Actor) -> Response:
    if context.repo.running(context.chat_record.id, context.thread, NOBODY):
        return Response(toast=RoundRuns(begun=False))
    return call(context, actor, replace(played.round.setup, no_polls=False))


def _fix(context: ChatContext, played: PlayedRound, actor: Actor) -> Response:
    """List the near misses, for the host to rule on."""
    if not actor.may_run(played.round) or played.round.phase is not Phase.OVER:
        return Response(toast=NotYours())
    return _say(_misses(context, whole(context, played).round, edits=False))


def _rule(context: ChatContext, played: PlayedRound, actor: Actor, which: str) -> Response:
    """The host rules that an answer was right: the table is mended."""
    place, _, seat = which.partition("-")
    if not actor.may_run(played.round):
        return Response(toast=NotYours())
    played = whole(context, played)
    if not (place.isdecimal() and seat.isdecimal()) or int(seat) >= len(played.round.seats):
        return Response(toast=OldButton())
    person = played.round.seats[int(seat)].person
    listed = [(guess.person, guess.place) for guess in near_misses(played.round)]
    if played.round.phase is not Phase.OVER or (person, int(place)) not in listed:
        return Response(toast=OldButton())
    played, _, _ = play(context, played, Fixed(person=person, place=int(place)))
    mended = context.say(
        over(context, played.round, ended_because(played.round)), slot=f"r{played.round.id}.end", edits=True
    )
    return _say(mended, _misses(context, played.round, edits=True))


def _misses(context: ChatContext, round: Round, *, edits: bool) -> Message:
    seats = {seat.person: number for number, seat in enumerate(round.seats)}
    answers = tuple(
        (f"fix-{g.place}-{seats[g.person]}", g.said or "", round.posed[g.place].question.title)
        for g in near_misses(round)[:MOST_MISSES]
        if g.person in seats
    )
    return context.say(NearMisses(round=round.id, answers=answers), slot=f"r{round.id}.fix", edits=edits)


def _say(*messages: Message) -> Response:
    return Response(messages=messages)


_ACTS: Mapping[str, Act] = {"again": _again, "fix": _fix}
