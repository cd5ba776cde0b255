"""The buttons under messages about rounds: `<version>:r<round>:<action>`. Who may tap what is looked up."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.app.context import ChatContext
from bot.app.events import GroupButtonTapped, PersonId
from bot.app.ports.rounds import NOBODY, PlayedRound
from bot.app.replies import (
    Message,
    NearMisses,
    NothingToPlay,
    NotYours,
    OldButton,
    Response,
    RoundGone,
    RoundRuns,
    SeatTaken,
)
from bot.app.rounds.answers import tapped as option_tapped
from bot.app.rounds.commands import Actor, call, drawn
from bot.app.rounds.doubts import SAYS, ruled
from bot.app.rounds.ending import over
from bot.app.rounds.play import lobby, play, seat_asked, whole
from bot.app.rounds.setup import changed
from bot.domain.rounds.events import Begun, Changed, Fixed, Joined
from bot.domain.rounds.round import Phase, Play, Round, Why
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
    context = replace(context, thread=played.thread)
    if act := _ACTS.get(action):
        return act(context, played, actor)
    if action.startswith("fix-"):
        return _rule(context, played, actor, action[4:])
    if action.partition("-")[0] in SAYS and len(action) <= 16:
        return ruled(context, played, actor, action)
    place, _, option = action.removeprefix("o").partition(".")
    if action.startswith("o") and place.isdecimal() and option.isdecimal() and len(action) <= 8:
        return option_tapped(context, played, int(place), int(option), tap.person)
    return Response(toast=OldButton())


def _join_changing(context: ChatContext, played: PlayedRound, actor: Actor) -> Response:
    """Take a seat while the host changes things: what can be changed stays on show."""
    response = _join(context, played, actor)
    slot = f"r{played.round.id}"
    if played.round.phase is not Phase.LOBBY or all(message.slot != slot for message in response.messages):
        return response
    table = context.repo.round(played.round.id, NOBODY) or played
    shown = context.say(lobby(context, table, changing=True), slot=slot, edits=True)
    kept = tuple(message for message in response.messages if message.slot != slot)
    return replace(response, messages=(shown, *kept))


def _join(context: ChatContext, played: PlayedRound, actor: Actor) -> Response:
    """Take a seat. Whoever has no private chat with us is led there once, if typed questions go there."""
    if actor.person is None or played.round.phase is Phase.OVER:
        return Response(toast=RoundGone())
    joined = Joined(person=actor.person.id, name=actor.person.name)
    played, happened, said = play(context, played, joined)
    person = PersonId(actor.person.id)
    reachable = bool(context.repo.reachable([person]))
    needs_chat = played.round.setup.play is Play.REVEAL and not reachable
    said = (*said, *_catch_up(context, played.round, person)) if happened and reachable else said
    link = f"j_{played.round.id}" if needs_chat else None
    return Response(messages=said, toast=SeatTaken(), link=link)


def _catch_up(context: ChatContext, round: Round, person: PersonId) -> tuple[Message, ...]:
    """Somebody joins while a typed question is open."""
    if round.now is None or round.setup.play is not Play.REVEAL or round.now.question.kind == "choice":
        return ()
    slot = f"r{round.id}.{round.place}"
    return (context.whisper(person, seat_asked(context, round, person), slot=slot),)


def _begin(context: ChatContext, played: PlayedRound, actor: Actor) -> Response:
    round = played.round
    if round.phase is not Phase.LOBBY:
        return Response(toast=RoundGone() if round.phase is Phase.OVER else RoundRuns(begun=True))
    if not actor.admin and (actor.person is None or round.seat(actor.person.id) is None):
        return Response(toast=NotYours())
    posed = drawn(context, round.setup, str(round.id))
    if not posed:
        return _say(context.say(NothingToPlay(play=round.setup.play)))
    shut = context.say(replace(lobby(context, played), begun=True), slot=f"r{round.id}", edits=True)
    begun = Begun(posed=posed, now=context.now)
    return Response(messages=(shut, *play(context, whole(context, played), begun)[2]))


def _change(context: ChatContext, played: PlayedRound, actor: Actor) -> Response:
    if not actor.may_run(played.round) or played.round.phase is not Phase.LOBBY:
        return Response(toast=NotYours())
    return _say(context.say(lobby(context, played, changing=True), slot=f"r{played.round.id}", edits=True))


def _changing(what: str) -> "Act":
    def act(context: ChatContext, played: PlayedRound, actor: Actor) -> Response:
        if not actor.may_run(played.round) or played.round.phase is not Phase.LOBBY:
            return Response(toast=NotYours())
        played = play(context, played, Changed(setup=changed(context, played.round.setup, what)))[0]
        return _say(
            context.say(lobby(context, played, changing=True), slot=f"r{played.round.id}", edits=True)
        )

    return act


def _back(context: ChatContext, played: PlayedRound, actor: Actor) -> Response:
    if played.round.phase is not Phase.LOBBY:
        return Response(toast=RoundGone())
    return _say(context.say(lobby(context, played), slot=f"r{played.round.id}", edits=True))


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
    mended = context.say(over(context, played.round, Why.DONE), slot=f"r{played.round.id}.end", edits=True)
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


Act = Callable[[ChatContext, PlayedRound, Actor], Response]
_ACTS: Mapping[str, Act] = {
    "join": _join,
    "join-c": _join_changing,
    "begin": _begin,
    "change": _change,
    "play": _changing("play"),
    "count": _changing("count"),
    "more": _changing("more"),
    "pace": _changing("pace"),
    "deck": _changing("deck"),
    "deep": _changing("deep"),
    "back": _back,
    "again": _again,
    "fix": _fix,
}
