"""A round that waits for players: joining by button or word, starting it, and how it is to be played."""

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from bot.app.context import ChatContext
from bot.app.events import GroupMessageReceived, PersonId
from bot.app.ports.rounds import PlayedRound
from bot.app.replies import (
    Message,
    NothingToPlay,
    NotYours,
    Reaction,
    Response,
    RoundGone,
    RoundRuns,
    SeatTaken,
)
from bot.app.rounds.answers import round_in
from bot.app.rounds.commands import Actor, drawn
from bot.app.rounds.lobby import CHANGING, COURSES, after_course, is_view, lobby
from bot.app.rounds.play import play, seat_asked, whole
from bot.app.rounds.setup import about, changed
from bot.domain.intent.rounds import RoundTalk, round_talk
from bot.domain.question import OFFERED
from bot.domain.rounds.events import Begun, Changed, Joined
from bot.domain.rounds.round import Phase, Play, Round, Setup

Act = Callable[[ChatContext, PlayedRound, Actor], Response]


def lobby_act(action: str) -> Act | None:
    """What a button of the lobby does; None if it is none of its buttons.

    `join`, `team-1`, each with the view on show behind it (`join-c`); `see-d0`; `begin`; `play`, `count`,
    `pace`, `deep`, `teams`, each one step further; `deck-<id>`, `topic-<id>`.
    """
    word, _, rest = action.partition("-")
    match word:
        case "join" if is_view(rest):
            return partial(_join, team=None, view=rest)
        case "team" if rest[:1].isdecimal() and rest[1:2] in ("", "-") and is_view(rest[2:]):
            return partial(_join, team=int(rest[0]), view=rest[2:])
        case "see" if is_view(rest):
            return partial(_see, view=rest)
        case "deck" | "topic" if rest or word == "topic":
            return partial(_about, kind=word, id=rest)
        case _:
            return _PLAIN.get(action)


def _join(
    context: ChatContext, played: PlayedRound, actor: Actor, *, team: int | None, view: str
) -> Response:
    """Take a seat, or go over to another team. Whoever has no private chat with us is led there once, if
    typed questions go there. What the host is choosing from stays on show."""
    if actor.person is None or played.round.phase is Phase.OVER:
        return Response(toast=RoundGone())
    joined = Joined(person=actor.person.id, name=actor.person.name, team=team)
    played, happened, said = play(context, played, joined)
    round, person = played.round, PersonId(actor.person.id)
    if said and view and round.phase is Phase.LOBBY:
        said = (_shown(context, played, view),)
    reachable = bool(context.repo.reachable([person]))
    needs_chat = round.setup.play is Play.REVEAL and not reachable
    said = (*said, *_catch_up(context, round, person)) if happened and reachable else said
    seat = round.seat(person)
    toast = SeatTaken(team=round.team_of(seat) if seat else None)
    return Response(messages=said, toast=toast, link=f"j_{round.id}" if needs_chat else None)


def joined_by_words(
    context: ChatContext, received: GroupMessageReceived, slot: str | None
) -> Response | None:
    """They typed that they want to play, as a reply to the round that waits or where all is heard. None for
    any other text."""
    number = round_in(slot) if slot is not None else None
    asked_here = number is not None or (received.reply_to is None and context.chat_record.open)
    if received.person is None or received.edited or not asked_here:
        return None
    if round_talk(received.text, received.person.language or "en") is not RoundTalk.JOIN:
        return None
    played = context.repo.running(context.chat_record.id, context.thread, received.person.id)
    if played is None or played.round.phase is not Phase.LOBBY or number not in (None, played.round.id):
        return None
    taken = _join(context, played, Actor(person=received.person, admin=received.admin), team=None, view="")
    way: tuple[Message, ...] = ()
    if taken.link:
        way = (context.say(SeatTaken(link=taken.link), answering=received.message),)
    return Response(messages=(*taken.messages, *way), reaction=Reaction.RECEIVED)


def _catch_up(context: ChatContext, round: Round, person: PersonId) -> tuple[Message, ...]:
    """Somebody joins while a typed question is open."""
    if round.now is None or round.setup.play is not Play.REVEAL or round.now.question.kind in OFFERED:
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
        return Response(messages=(context.say(NothingToPlay(play=round.setup.play)),))
    begun = Begun(posed=posed, now=context.now)
    played, _, said = play(context, whole(context, played), begun)
    shut = context.say(replace(lobby(context, played), begun=True), slot=f"r{round.id}", edits=True)
    return Response(messages=(shut, *said))


def _see(context: ChatContext, played: PlayedRound, actor: Actor, *, view: str) -> Response:
    """Show another view; anybody may close what was on show."""
    if played.round.phase is not Phase.LOBBY:
        return Response(toast=RoundGone())
    if view and not actor.may_run(played.round):
        return Response(toast=NotYours())
    return Response(messages=(_shown(context, played, view),))


def _step(context: ChatContext, played: PlayedRound, actor: Actor, *, what: str) -> Response:
    """One thing is played otherwise: each tap goes one further, and round again."""
    return _change(context, played, actor, changed(played.round.setup, what), CHANGING)


def _about(context: ChatContext, played: PlayedRound, actor: Actor, *, kind: str, id: str) -> Response:
    """It is about another course or topic. After a course its topics are shown."""
    setup = about(context, played.round.setup, kind, id)
    return _change(
        context, played, actor, setup, after_course(context, setup) if kind == "deck" else CHANGING
    )


def _change(context: ChatContext, played: PlayedRound, actor: Actor, setup: Setup, view: str) -> Response:
    if not actor.may_run(played.round) or played.round.phase is not Phase.LOBBY:
        return Response(toast=NotYours())
    played = play(context, whole(context, played), Changed(setup=setup))[0]
    return Response(messages=(_shown(context, played, view),))


def _shown(context: ChatContext, played: PlayedRound, view: str) -> Message:
    return context.say(lobby(context, played, view), slot=f"r{played.round.id}", edits=True)


_PLAIN: dict[str, Act] = {
    "begin": _begin,
    "change": partial(_see, view=CHANGING),
    "back": partial(_see, view=""),
    "deck": partial(_see, view=f"{COURSES}0"),
    **{what: partial(_step, what=what) for what in ("play", "count", "pace", "deep", "teams")},
}
"""`change`, `back` and `deck` stand in older messages too."""
