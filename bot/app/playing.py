"""A round goes on: the event is played, the round is kept, and what happened becomes messages.

Slots: `r17` is the lobby of round 17, `r17.2` the question at place 2, `r17.2.s` what the group has of it,
`r17.end` the table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.app.circle import Carried, Table
from bot.app.facts import (
    GroupHas,
    PlaceClosed,
    Reaction,
    Reply,
    RoundCalled,
    RoundDropped,
    RoundOver,
    RoundPut,
    SeatAsked,
    SeatMarked,
)
from bot.app.groupdesk import GroupDesk
from bot.app.heard import PersonId
from bot.domain import happenings as h
from bot.domain import standings
from bot.domain.draw import draw
from bot.domain.happenings import Event, Happening
from bot.domain.playing import advance
from bot.domain.question import Choice, Explain, ListOf, Question
from bot.domain.round import Phase, Play, Round, Why
from bot.domain.snapshot import freeze
from bot.domain.standings import commonest_miss, credited, hardest, near_misses

SIGNS = {h.Taken: Reaction.RECEIVED, h.Won: Reaction.WON, h.Added: Reaction.ADDED, h.NotYet: Reaction.NOT_YET}
POLL_OPTIONS = 12
POLL_OPTION = 100
POLL_QUESTION = 250
"""Telegram's limits for a poll (Bot API, sendPoll: 12 options of 100 characters, a question of 300); the
question's number takes some of it."""


def play(desk: GroupDesk, table: Table, event: Event) -> tuple[Table, Sequence[Happening], tuple[Reply, ...]]:
    """Let the event happen to the round; gives the table after it, what happened, and what is to be said."""
    before = table.round
    after, happened = advance(before, event)
    if after != before:
        desk.pages.keep_round(before, after, desk.now)
    table = replace(table, round=after)
    said = [reply for happening in happened for reply in _said(desk, table, happening)]
    return table, happened, tuple(said)


def sign(happened: Sequence[Happening]) -> Reaction | None:
    """The quiet sign at the message that led to this."""
    return next((SIGNS[type(one)] for one in happened if type(one) in SIGNS), None)


def lobby(desk: GroupDesk, table: Table, *, changing: bool = False) -> RoundCalled:
    """How a round that waits for players stands."""
    setup = table.round.setup
    deck = desk.deck_of(setup.deck)
    topic = next((topic.title for topic in deck.topics if topic.id == setup.topic), None)
    pool = [q for topic in deck.topics if setup.topic in (None, topic.id) for q in topic.questions]
    return RoundCalled(
        round=table.round.id,
        setup=setup,
        count=len(draw(pool, (), setup, seed="")),
        deck=deck.title,
        topic=topic,
        names=tuple(seat.name for seat in table.round.seats if not seat.left),
        changing=changing,
    )


def put(desk: GroupDesk, round: Round) -> RoundPut:
    """The newest question of a round as the group reads it."""
    posed = round.posed[round.place]
    names = {seat.person: seat.name for seat in round.seats}
    typed = posed.question.kind != "choice"
    return RoundPut(
        round=round.id,
        question=posed.question,
        place=round.place,
        of=len(round.posed),
        seconds=posed.seconds,
        play=round.setup.play,
        poll=as_poll(desk, round, posed.question),
        private=typed and round.setup.play is Play.REVEAL,
        open=desk.circle.open,
        answered=tuple(names[guess.person] for guess in round.at_place(round.place) if guess.person in names),
    )


def as_poll(desk: GroupDesk, round: Round, question: Question) -> bool:
    """Whether a question goes out as a native poll."""
    fits = (
        isinstance(question, Choice)
        and len(question.options) <= POLL_OPTIONS
        and all(len(option.text) <= POLL_OPTION for option in question.options)
        and len(question.ask) <= POLL_QUESTION
    )
    return fits and round.setup.play is Play.REVEAL and not desk.circle.plain


def seat_asked(desk: GroupDesk, round: Round, person: int) -> SeatAsked:
    """The open question as a player reads it in private."""
    posed = round.posed[round.place]
    return SeatAsked(
        question=posed.question,
        place=round.place,
        of=len(round.posed),
        seconds=posed.seconds,
        group=desk.circle.title,
        last=_marked(round, round.place - 1, person),
    )


def _said(desk: GroupDesk, table: Table, happening: Happening) -> Iterator[Reply]:
    round = table.round
    match happening:
        case h.Seated() if round.phase is Phase.LOBBY:
            yield desk.say(lobby(desk, table), slot=f"r{round.id}", edits=True)
        case h.Opened():
            yield from _opened(desk, round)
        case h.Taken(first=True, place=place) if place == round.place and round.now:
            if not as_poll(desk, round, round.now.question):
                yield desk.say(put(desk, round), slot=f"r{round.id}.{place}", edits=True)
        case h.Added(place=place) if round.now:
            yield from _added(desk, round, place)
        case h.Closed(place=place):
            yield from _closed(desk, round, place)
        case h.Ended(why=why):
            yield from _ended(desk, table, why)


def _opened(desk: GroupDesk, round: Round) -> Iterator[Reply]:
    asked = put(desk, round)
    yield desk.say(asked, slot=f"r{round.id}.{round.place}")
    if asked.private:
        here = desk.pages.reachable([PersonId(seat.person) for seat in round.seats if not seat.left])
        for person in sorted(here):
            slot = f"r{round.id}.{round.place}"
            yield desk.whisper(person, seat_asked(desk, round, person), slot=slot)


def _added(desk: GroupDesk, round: Round, place: int) -> Iterator[Reply]:
    """together: one line that says what is there, edited in place."""
    has = _has(round.posed[place].question, round.have)
    yield desk.say(has, slot=f"r{round.id}.{place}.s", edits=True)


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
        case _:
            return GroupHas(items=tuple(have), left=0, ask_for="")


def _closed(desk: GroupDesk, round: Round, place: int) -> Iterator[Reply]:
    question = round.posed[place].question
    poll = as_poll(desk, round, question)
    if poll:
        yield replace(desk.say(slot=f"r{round.id}.{place}"), stops=True)
    yield desk.say(
        PlaceClosed(
            question=question,
            right=credited(round, place),
            answered=len(round.at_place(place)),
            play=round.setup.play,
            miss=commonest_miss(round, place),
            shown=not poll,
        ),
        slot=f"r{round.id}.{place}.c",
    )


def _ended(desk: GroupDesk, table: Table, why: Why) -> Iterator[Reply]:
    round = table.round
    if round.place < 0:
        yield desk.say(RoundDropped(), slot=f"r{round.id}", edits=True)
        return
    if (
        why is Why.STOPPED
        and round.posed[round.place].closed
        and as_poll(desk, round, round.posed[round.place].question)
    ):
        yield replace(desk.say(slot=f"r{round.id}.{round.place}"), stops=True)
    desk.pages.carry(_to_carry(table))
    if desk.circle.here:
        yield desk.say(over(desk, round, why), slot=f"r{round.id}.end")
        yield from _last_words(desk, round)


def over(desk: GroupDesk, round: Round, why: Why) -> RoundOver:
    """The table of a round."""
    least = hardest(round)
    hidden = desk.pages.hidden(desk.circle.id)
    return RoundOver(
        round=round.id,
        why=why,
        lines=tuple(line for line in standings.table(round) if line.person not in hidden),
        hardest=None if least is None else round.posed[least].question.title,
        fixable=bool(near_misses(round)),
    )


def _last_words(desk: GroupDesk, round: Round) -> Iterator[Reply]:
    """In private: how the last typed question went; the earlier ones were told with the next."""
    if round.setup.play is not Play.REVEAL:
        return
    here = desk.pages.reachable([PersonId(seat.person) for seat in round.seats if not seat.left])
    for person in sorted(here):
        if marked := _marked(round, round.place, person):
            yield desk.whisper(person, marked)


def _marked(round: Round, place: int, person: int) -> SeatMarked | None:
    guess = round.guess(person, place) if place >= 0 else None
    if guess is None or guess.message is not None or round.posed[place].question.kind == "choice":
        return None
    return SeatMarked(question=round.posed[place].question, mark=guess.mark)


def _to_carry(table: Table) -> list[Carried]:
    return [
        Carried(
            person=PersonId(guess.person),
            chat=table.chat,
            deck=table.round.posed[guess.place].question.deck,
            question=table.round.posed[guess.place].question.id,
            snapshot=freeze(table.round.posed[guess.place].question),
            at=guess.at,
            mark=guess.mark,
            credit=guess.credit,
        )
        for guess in sorted(table.round.guesses, key=lambda guess: guess.at)
    ]
