"""The end of a round: the group reads what it came to, and each player in private how they did."""

from collections.abc import Iterator

from bot.app.context import ChatContext
from bot.app.events import PersonId
from bot.app.ports.rounds import GroupAnswer, PlayedRound
from bot.app.replies import Message, Reply, RoundDropped, RoundOver, SeatOver
from bot.app.rounds.result import marked, shut
from bot.domain.marking.verdict import Mark
from bot.domain.question import Question
from bot.domain.rounds import outcome, standings
from bot.domain.rounds.round import Play, Round, Why
from bot.domain.snapshot import freeze

NUMBERS_FROM = 3
"""From so many seats on it is told how many had the hardest question; of fewer it would point at somebody."""


def ended(context: ChatContext, played: PlayedRound, why: Why) -> Iterator[Message]:
    """What is said once it is over. In private also where the group has put us out."""
    round = played.round
    if round.place < 0:
        yield context.say(RoundDropped(), slot=f"r{round.id}", edits=True)
        return
    if why is Why.STOPPED and round.posed[round.place].closed:
        yield from shut(context, round)
    context.repo.queue_group_answers(_group_answers(played))
    if context.chat_record.here:
        yield context.say(over(context, round, why), slot=f"r{round.id}.end")
    yield from _last_words(context, round)


def over(context: ChatContext, round: Round, why: Why) -> RoundOver:
    """The table of a round, and what else it came to."""
    hidden = context.repo.hidden(context.chat_record.id)
    least = standings.hardest(round)
    run = outcome.longest_run(round, hidden) if round.setup.play is not Play.TOGETHER else None
    names = round.names()
    return RoundOver(
        round=round.id,
        why=why,
        lines=standings.table(round, hidden),
        hardest=None if least is None else round.posed[least].question.title,
        fixable=bool(standings.near_misses(round)),
        play=round.setup.play,
        knew=_knew(round, least),
        run=None if run is None else (tuple(names[one] for one in run.people), run.length),
        completed=outcome.completed(round),
        asked=len(outcome.closed_places(round)),
        teams=standings.team_table(round),
        explains=not context.repo.scored_before(context.chat_record.id, round.id),
    )


def _knew(round: Round, place: int | None) -> tuple[int, int] | None:
    if place is None or round.setup.play is not Play.REVEAL or len(round.seats) < NUMBERS_FROM:
        return None
    return sum(1 for guess in round.at_place(place) if guess.right), len(round.seats)


def _last_words(context: ChatContext, round: Round) -> Iterator[Message]:
    """In private, to who has a chat with us: how the last typed answer went (the earlier ones were told with
    the next question), how they did and what is worth another look. Nothing to who answered nothing."""
    answered = {guess.person for guess in round.guesses}
    here = context.repo.reachable([PersonId(person) for person in sorted(answered)])
    left = {seat.person for seat in round.seats if seat.left}
    for person in sorted(here):
        last = round.guess(person, round.place) if round.setup.play is Play.REVEAL else None
        told: list[Reply] = [one for one in (marked(round, last),) if one is not None]
        if person not in left:
            told.append(_seat_over(context, round, person))
        if told:
            yield context.whisper(person, *told)


def _seat_over(context: ChatContext, round: Round, person: int) -> SeatOver:
    reveal = round.setup.play is Play.REVEAL
    return SeatOver(
        group=context.chat_record.title,
        right=sum(1 for guess in round.guesses if guess.person == person and guess.right) if reveal else None,
        asked=len(outcome.closed_places(round)),
        look_at=look_at(round, person),
    )


def look_at(round: Round, person: int) -> Question | None:
    """Of what they did not have, the question of which least was known."""
    places = outcome.missed(round, person)
    if not places:
        return None
    known = {place: sum(guess.credit for guess in round.at_place(place)) for place in places}
    return round.posed[min(places, key=lambda place: (known[place], place))].question


def _group_answers(played: PlayedRound) -> list[GroupAnswer]:
    return [
        GroupAnswer(
            person=PersonId(guess.person),
            chat=played.chat,
            deck=played.round.posed[guess.place].question.deck,
            question=played.round.posed[guess.place].question.id,
            snapshot=freeze(played.round.posed[guess.place].question),
            at=guess.at,
            mark=Mark.WRONG if guess.refused else guess.mark,
            credit=guess.credit,
        )
        for guess in sorted(played.round.guesses, key=lambda guess: guess.at)
        if not guess.doubtful
    ]
