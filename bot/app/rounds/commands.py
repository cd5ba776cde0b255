"""The commands of a group: calling a round, stopping it, its tables. For buttons see `buttons.py` beside."""

from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from bot.app.context import ChatContext
from bot.app.events import Person
from bot.app.ports.rounds import NOBODY
from bot.app.replies import (
    HidingTold,
    Message,
    NoRound,
    NothingToPlay,
    NotYours,
    PlainTold,
    Response,
    RoundRuns,
    TopTold,
)
from bot.app.rounds.lobby import lobby, pool
from bot.app.rounds.play import play, whole
from bot.app.rounds.setup import read_setup
from bot.domain.names import told_apart
from bot.domain.rounds.draw import draw
from bot.domain.rounds.events import Event, Joined, Skipped, Stopped
from bot.domain.rounds.round import PATIENCE, Phase, Posed, Round, Setup

WEEK = timedelta(days=7)


class Actor(Struct, frozen=True, kw_only=True):
    """Whoever wrote a command or tapped a button."""

    person: Person | None
    """None for somebody who writes as the group."""
    admin: bool

    def may_run(self, round: Round) -> bool:
        """The host and administrators run a round."""
        seat = round.seat(self.person.id) if self.person else None
        return self.admin or (seat is not None and seat.host)


def quiz(context: ChatContext, actor: Actor, rest: str) -> Response:
    """Call a round, or show the one that is running."""
    running = context.repo.running(context.chat_record.id, context.thread, NOBODY)
    if running is not None:
        at = context.repo.message_of(context.chat_record.id, _newest_slot(running.round))
        return _say(context.say(RoundRuns(begun=running.round.phase is not Phase.LOBBY), answering=at))
    usual = Setup(deck=context.deck().id, pace=context.chat_record.pace)
    return call(context, actor, read_setup(context, usual, rest))


def call(context: ChatContext, actor: Actor, setup: Setup) -> Response:
    """A new round in the lobby, with whoever called it in it as the host."""
    if not drawn(context, setup, "lobby"):
        return _say(context.say(NothingToPlay(play=setup.play)))
    if actor.person and actor.person.language:
        context = replace(context, chat_record=replace(context.chat_record, language=actor.person.language))
    context.repo.save_chat(replace(context.chat_record, deck=setup.deck, pace=setup.pace))
    table = context.repo.call_round(
        context.chat_record.id, context.thread, setup, context.now, context.now + PATIENCE
    )
    if actor.person:
        joined = Joined(person=actor.person.id, name=actor.person.name, host=True)
        table = play(context, table, joined)[0]
    return _say(context.say(lobby(context, table), slot=f"r{table.round.id}"))


def drawn(context: ChatContext, setup: Setup, seed: str) -> tuple[Posed, ...]:
    """The questions of a round of that kind."""
    deck = context.deck_of(setup.deck)
    return draw(pool(deck, setup.topic), context.repo.asked_before(context.chat_record.id), setup, seed)


def stop(context: ChatContext, actor: Actor, _: str) -> Response:
    """End the round that runs here."""
    return _run(context, actor, Stopped(now=context.now))


def skip(context: ChatContext, actor: Actor, _: str) -> Response:
    """Close the open question now."""
    return _run(context, actor, Skipped(now=context.now))


RANKED = 20
"""So many are named in the table of a group."""


def top(context: ChatContext, _: Actor, rest: str) -> Response:
    """The table of this group: this week, or of all time."""
    week = not rest.casefold().startswith("all")
    since = context.now - WEEK if week else None
    ranked, tied = context.repo.ranking(context.chat_record.id, since, RANKED)
    names = told_apart(one.name for one in ranked)
    lines = tuple((name, one.points, one.rounds) for name, one in zip(names, ranked, strict=True))
    return _say(context.say(TopTold(lines=lines, week=week, tied=tied)))


def hide_me(context: ChatContext, actor: Actor, rest: str) -> Response:
    """Leave them out of the group's tables; `off` takes them in again."""
    if actor.person is None:
        return Response()
    hidden = rest.casefold() not in ("off", "no")
    context.repo.hide(context.chat_record.id, actor.person.id, hidden=hidden)
    return _say(context.say(HidingTold(hidden=hidden)))


def plain(context: ChatContext, _: Actor, rest: str) -> Response:
    """Text and buttons instead of native polls; `off` brings the polls back."""
    on = rest.casefold() not in ("off", "no")
    context.repo.save_chat(replace(context.chat_record, plain=on))
    return _say(context.say(PlainTold(plain=on)))


def _run(context: ChatContext, actor: Actor, event: Event) -> Response:
    player = actor.person.id if actor.person else NOBODY
    running = context.repo.running(context.chat_record.id, context.thread, player)
    if running is None:
        return _say(context.say(NoRound()))
    if not actor.may_run(running.round):
        return _say(context.say(NotYours()))
    return Response(messages=play(context, whole(context, running), event)[2])


def _newest_slot(round: Round) -> str:
    return f"r{round.id}" if round.place < 0 else f"r{round.id}.{round.place}"


def _say(*messages: Message) -> Response:
    return Response(messages=messages)
