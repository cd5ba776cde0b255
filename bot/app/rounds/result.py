"""What is told of a question of a round once it is closed: who was right, and what is in doubt.

Slots: `r17.2.c` the answer and who was right, `r17.2.d` the answers that are in doubt.
"""

from collections.abc import Iterator, Sequence, Set

from msgspec.structs import replace

from bot.app.context import ChatContext
from bot.app.events import PersonId
from bot.app.replies import DoubtfulAnswer, Message, PlaceClosed, SeatMarked, SeatRuled, WhetherItCounts
from bot.app.rounds.question import as_poll, put
from bot.domain.marking.verdict import Mark
from bot.domain.question import OFFERED
from bot.domain.rounds import events as h
from bot.domain.rounds.events import Happening
from bot.domain.rounds.round import Guess, Play, Round
from bot.domain.rounds.standings import commonest_miss, credited

READ_OUT = 6
"""Up to so many answers in doubt are read out a question; the host may still rule on others at the end."""


def closed(context: ChatContext, round: Round, place: int) -> Iterator[Message]:
    """The answer and who was right; then what is in doubt."""
    yield from shut(context, round)
    yield context.say(_how_it_went(context, round, place), slot=f"r{round.id}.{place}.c")
    if any(guess.mark is Mark.DOUBTFUL for guess in round.at_place(place)):
        yield context.say(_whether(round, place), slot=f"r{round.id}.{place}.d")


def shut(context: ChatContext, round: Round) -> Iterator[Message]:
    """The newest question, which is closed: nothing is chosen there any more."""
    question, slot = round.posed[round.place].question, f"r{round.id}.{round.place}"
    if as_poll(context, round, question):
        yield replace(context.say(slot=slot), stops=True)
    elif question.kind == "choice":
        yield context.say(put(context, round), slot=slot, edits=True)


def _how_it_went(context: ChatContext, round: Round, place: int) -> PlaceClosed:
    question = round.posed[place].question
    guesses = round.at_place(place)
    return PlaceClosed(
        question=question,
        right=credited(round, place),
        answered=len(guesses),
        play=round.setup.play,
        miss=commonest_miss(round, place),
        doubtful=sum(1 for guess in guesses if guess.doubtful),
        shown=not as_poll(context, round, question),
    )


def _whether(round: Round, place: int) -> WhetherItCounts:
    names = round.names()
    seats = {seat.person: (number, names[seat.person]) for number, seat in enumerate(round.seats)}
    doubted = [g for g in round.at_place(place) if g.mark is Mark.DOUBTFUL and g.person in seats and g.said]
    return WhetherItCounts(
        round=round.id,
        answers=tuple(
            DoubtfulAnswer(
                action=f"{place}-{seats[guess.person][0]}",
                name=seats[guess.person][1],
                said=guess.said or "",
                counts=None if guess.doubtful else guess.fixed,
            )
            for guess in doubted[:READ_OUT]
        ),
        open=round.rules_on(place),
    )


def told_whether(
    context: ChatContext, round: Round, guess: Guess | None, settled: h.Settled
) -> Iterator[Message]:
    """In private, if it was answered there: whether it counts."""
    if guess is None or guess.message is not None or round.setup.play is not Play.REVEAL:
        return
    if context.repo.reachable([PersonId(guess.person)]):
        question = round.posed[guess.place].question
        told = SeatRuled(question=question, counts=settled.counts, thought=settled.thought)
        yield context.whisper(guess.person, told)


def ruled(context: ChatContext, round: Round, happened: Sequence[Happening]) -> Iterator[Message]:
    """The message about answers in doubt, and the one about who was right, as they stand now."""
    settled = {one.place for one in happened if isinstance(one, h.Settled) and one.asked}
    for place in sorted(settled | {one.place for one in happened if isinstance(one, h.Doubted)}):
        yield context.say(_whether(round, place), slot=f"r{round.id}.{place}.d", edits=True)
    for place in sorted(settled):
        yield context.say(_how_it_went(context, round, place), slot=f"r{round.id}.{place}.c", edits=True)


def typed_verdicts(context: ChatContext, round: Round, place: int, but: Set[PersonId]) -> Iterator[Message]:
    """In private: how an answer typed there went, to all who are not told otherwise (`but`)."""
    told = {PersonId(guess.person): marked(round, guess) for guess in round.at_place(place)}
    waiting = [person for person, one in told.items() if one is not None and person not in but]
    for person in sorted(context.repo.reachable(waiting)) if waiting else ():
        if (one := told[person]) is not None:
            yield context.whisper(person, one)


def late(context: ChatContext, round: Round, guess: Guess | None) -> Iterator[Message]:
    """In private: how an answer went that was given in time and has reached us after the next question."""
    told = marked(round, guess)
    if guess is not None and told is not None and context.repo.reachable([PersonId(guess.person)]):
        yield context.whisper(guess.person, told)


def marked(round: Round, guess: Guess | None) -> SeatMarked | None:
    """How a typed answer in private did; None where there is nothing to tell."""
    question = round.posed[guess.place].question if guess else None
    if guess is None or question is None or guess.message is not None or question.kind in OFFERED:
        return None
    if guess.mark is Mark.DOUBTFUL and not (guess.doubtful and round.rules_on(guess.place)):
        return None  # whether it counts was told when that was decided
    return SeatMarked(question=question, mark=guess.mark)
