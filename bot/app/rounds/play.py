"""A round goes on: the event is played, the round is kept, and what happened becomes messages.

Slots: `r17` is the lobby of round 17, `r17.2` the question at place 2, `r17.2.s` what the group has of it,
`r17.end` the table; see also `bot.app.rounds.result` and `bot.app.rounds.ending`.
"""

from collections.abc import Iterator, Sequence, Set

from msgspec.structs import replace

from bot.app.context import ChatContext
from bot.app.events import PersonId
from bot.app.ports.rounds import NOBODY, PlayedRound
from bot.app.replies import (
    GroupHas,
    Message,
    Reaction,
    SeatAsked,
)
from bot.app.rounds.ending import ended
from bot.app.rounds.lobby import lobby
from bot.app.rounds.question import as_poll, put
from bot.app.rounds.result import closed, late, marked, ruled, told_whether, typed_verdicts
from bot.domain.question import Explain, Gaps, ListOf, Match, Question
from bot.domain.rounds import events as h
from bot.domain.rounds.advance import advance
from bot.domain.rounds.events import Event, Happening
from bot.domain.rounds.round import Guess, Phase, Round

SIGNS = {
    h.Taken: Reaction.RECEIVED,
    h.Unsure: Reaction.RECEIVED,
    h.Won: Reaction.WON,
    h.Added: Reaction.ADDED,
    h.NotYet: Reaction.NOT_YET,
}
CONCERN_ALL = h.Opened | h.Closed | h.Doubted | h.Ended
"""What all players have to be read for."""


def play(
    context: ChatContext, played: PlayedRound, event: Event
) -> tuple[PlayedRound, Sequence[Happening], tuple[Message, ...]]:
    """Let the event happen to the round; gives the table after it, what happened, and what is to be said.

    A round that was read for one player is read whole if what happened concerns all of them.
    """
    before = played.round
    after, happened = advance(before, event)
    if after != before:
        context.repo.save_round(before, after, context.now)
    _ask_about(context, before, after)
    played = replace(played, round=after)
    if after.others.seats and any(isinstance(one, CONCERN_ALL) for one in happened):
        played = whole(context, played)
    played, thought = _thought(context, played, happened)
    happened = (*happened, *thought)
    said = [message for happening in happened for message in _said(context, played, happening)]
    said += ruled(context, played.round, happened)
    return played, happened, tuple(said)


def _ask_about(context: ChatContext, before: Round, after: Round) -> None:
    """A second opinion is wanted on what is newly in doubt."""
    second = context.policy.second_opinion
    for guess in after.guesses if second is not None else ():
        if second is not None and guess.doubtful and guess not in before.guesses:
            second.guessed(context, after.id, guess, after.posed[guess.place].question)


def _thought(
    context: ChatContext, played: PlayedRound, happened: Sequence[Happening]
) -> tuple[PlayedRound, Sequence[Happening]]:
    """A question that has just been closed: what a second opinion settles by then is not asked of anybody."""
    second, round = context.policy.second_opinion, played.round
    closed = {one.place for one in happened if isinstance(one, h.Closed)}
    if second is None or not closed or round.others.seats:
        return played, ()
    settled: list[Happening] = []
    for guess in [one for one in round.guesses if one.doubtful and one.place in closed]:
        counts = second.thinks(guess, round.posed[guess.place].question, context)
        if counts is None:
            continue
        ruling = h.Ruled(
            person=NOBODY,
            about=guess.person,
            place=guess.place,
            counts=counts,
            decides=True,
            now=context.now,
        )
        after, led_to = advance(round, ruling)
        context.repo.save_round(round, after, context.now)
        round = after
        settled += [replace(one, asked=False, thought=True) for one in led_to if isinstance(one, h.Settled)]
    return replace(played, round=round), settled


def whole(context: ChatContext, played: PlayedRound) -> PlayedRound:
    """The same round with all its seats and answers."""
    found = context.repo.round(played.round.id) if played.round.others.seats else played
    assert found is not None, "a round is never deleted"
    return found


def sign(happened: Sequence[Happening]) -> Reaction | None:
    """The quiet sign at the message that led to this."""
    return next((SIGNS[type(one)] for one in happened if type(one) in SIGNS), None)


def seat_asked(context: ChatContext, round: Round, person: int) -> SeatAsked:
    """The open question as a player reads it in private."""
    return _seat_asked(context, round, round.guess(person, round.place - 1))


def _seat_asked(context: ChatContext, round: Round, before: Guess | None) -> SeatAsked:
    posed = round.posed[round.place]
    return SeatAsked(
        question=posed.question,
        place=round.place,
        of=len(round.posed),
        seconds=posed.seconds,
        group=context.chat_record.title,
        last=marked(round, before),
    )


def _said(context: ChatContext, played: PlayedRound, happening: Happening) -> Iterator[Message]:
    round = played.round
    match happening:
        case h.Seated() if round.phase is Phase.LOBBY:
            yield context.say(lobby(context, played), slot=f"r{round.id}", edits=True)
        case h.Opened():
            yield from _opened(context, round)
        case h.Taken(first=True, place=place) if place == round.place and round.now:
            if not as_poll(context, round, round.now.question):
                yield context.say(put(context, round), slot=f"r{round.id}.{place}", edits=True)
        case h.Taken(person=person, place=place) if place < round.place:
            yield from late(context, round, round.guess(person, place))
        case h.Added(place=place) if round.now:
            yield from _added(context, round, place)
        case h.Closed(place=place):
            yield from closed(context, round, place)
        case h.Settled(person=person, place=place):
            yield from told_whether(context, round, round.guess(person, place), happening)
        case h.Ended(why=why):
            yield from ended(context, played, why)


def _opened(context: ChatContext, round: Round) -> Iterator[Message]:
    asked = put(context, round)
    yield context.say(asked, slot=f"r{round.id}.{round.place}")
    here: Set[PersonId] = frozenset()
    if asked.private:
        here = context.repo.reachable([PersonId(seat.person) for seat in round.seats if not seat.left])
        before = {guess.person: guess for guess in round.at_place(round.place - 1)}
        for person in sorted(here):
            slot = f"r{round.id}.{round.place}"
            told = _seat_asked(context, round, before.get(person))
            yield context.whisper(person, told, slot=slot)
    yield from typed_verdicts(context, round, round.place - 1, but=here)


def _added(context: ChatContext, round: Round, place: int) -> Iterator[Message]:
    """together: one line that says what is there, edited in place."""
    has = _has(round.posed[place].question, round.have)
    yield context.say(has, slot=f"r{round.id}.{place}.s", edits=True)


def _has(question: Question, have: Sequence[str]) -> GroupHas:
    match question:
        case ListOf(need=need):
            return GroupHas(items=tuple(have), left=max(0, need - len(have)), ask_for="")
        case Explain(ideas=ideas, enough=enough):
            missing = [idea for idea in ideas if idea.needed and idea.name not in have]
            there = [idea.texts[0] for idea in ideas if idea.name in have]
            whole = enough or sum(1 for idea in ideas if idea.needed)
            ask_for = missing[0].ask_for if missing else ""
            return GroupHas(
                items=tuple(there),
                left=max(0, whole - sum(idea.needed and idea.name in have for idea in ideas)),
                ask_for=ask_for,
            )
        case Match(pairs=pairs):
            items = tuple(f"{pair.left} – {pair.right}" for pair in pairs if pair.left in have)
            return GroupHas(items=items, left=len(pairs) - len(items), ask_for="")
        case Gaps(gaps=gaps):
            items = tuple(gap.texts[0] for number, gap in enumerate(gaps, 1) if str(number) in have)
            return GroupHas(items=items, left=len(gaps) - len(items), ask_for="")
        case _:
            return GroupHas(items=tuple(have), left=0, ask_for="")
