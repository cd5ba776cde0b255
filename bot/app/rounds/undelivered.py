"""A message of a round that does not arrive in the group: it goes on without polls, or it is over."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.app.context import ChatContext
from bot.app.events import PersonId
from bot.app.ports.rounds import PlayedRound
from bot.app.replies import Message, RoundUnheard
from bot.app.rounds.play import play
from bot.app.rounds.question import as_poll, put
from bot.domain.rounds.events import Stopped
from bot.domain.rounds.round import Round

Messages = tuple[Message, ...]


def stopped(context: ChatContext) -> Messages:
    """The rounds of a group end. Gives what is said of it in private: in the group nothing arrives."""
    return tuple(message for played in _running(context) for message in _stopped(context, played))


def not_taken(context: ChatContext, number: int, slot: str) -> Messages:
    """The group does not take that message of a round. If it was a poll, its question is put again as text
    with buttons, and so are those after it; else the round is over, and its host is told in private."""
    played = next((one for one in _running(context) if one.round.id == number), None)
    if played is None:
        return ()
    if _is_open_poll(context, played.round, slot):
        return (_without_polls(replace(context, thread=played.thread), played),)
    return (*_stopped(context, played), *_host_told(context, played.round))


def _is_open_poll(context: ChatContext, round: Round, slot: str) -> bool:
    now = round.now
    return now is not None and slot == f"r{round.id}.{round.place}" and as_poll(context, round, now.question)


def _without_polls(context: ChatContext, played: PlayedRound) -> Message:
    round = replace(played.round, setup=replace(played.round.setup, no_polls=True))
    context.repo.save_round(played.round, round, context.now)
    return context.say(put(context, round), slot=f"r{round.id}.{round.place}")


def _stopped(context: ChatContext, played: PlayedRound) -> Messages:
    context = replace(context, thread=played.thread)
    said = play(context, played, Stopped(now=context.now))[2]
    return tuple(message for message in said if message.chat != context.chat_record.id)


def _host_told(context: ChatContext, round: Round) -> Iterator[Message]:
    hosts = [PersonId(seat.person) for seat in round.seats if seat.host and not seat.left]
    for host in sorted(context.repo.reachable(hosts)):
        yield context.whisper(host, RoundUnheard(group=context.chat_record.title))


def _running(context: ChatContext) -> Sequence[PlayedRound]:
    return context.repo.running_in(context.chat_record.id)
