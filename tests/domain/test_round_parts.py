"""Lively rounds, each answer decided over one player's part: the rows are those of the whole round.

The machine in `test_round_machine.py` tries any order of events; here most of them are answers in time.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random

import pytest

from bot.app.events import ChatId, Group
from bot.domain.question import Explain, ListOf, Question
from bot.domain.rounds.advance import advance
from bot.domain.rounds.events import (
    Added,
    Answered,
    Begun,
    Closed,
    Event,
    Joined,
    Left,
    Refused,
    Ruled,
    Settled,
    Shown,
    Skipped,
    Taken,
    TakenBack,
    Ticked,
    Unsure,
    Won,
)
from bot.domain.rounds.round import Phase, Play, Posed, Round
from bot.store.repository import Repository
from bot.store.transact import Database
from tests.domain.round_parts import OF_ONE_PLAYER, decided_in_part
from tests.domain.round_pieces import (
    CHATTER,
    DOUBT,
    HALF,
    IDK,
    RIGHT,
    START,
    WRONG,
    choice,
    explain,
    list_of,
    lobby,
    name,
    names,
    short,
)

POSED: dict[Play, tuple[Callable[[str], Question], ...]] = {
    Play.REVEAL: (short, choice, list_of, explain),
    Play.RACE: (short, choice, short, list_of),
    Play.TOGETHER: (list_of, explain, list_of, explain),
}
HAPPENS = {
    Play.REVEAL: {Taken, Settled, Closed, Refused},
    Play.RACE: {Won, Unsure, Settled, Closed, Refused},
    Play.TOGETHER: {Added, Unsure, Settled, Closed, Refused},
}
WEIGHTS = {
    "answers": 12,
    "answers late": 4,
    "takes back": 2,
    "rules": 3,
    "joins": 1,
    "leaves": 1,
    "waits": 2,
    "skips": 1,
}


@pytest.mark.sampled(6)
@pytest.mark.parametrize("play", Play)
def test_a_lively_round_is_the_same_in_parts(database: Database, play: Play) -> None:
    seen: Counter[type] = Counter()
    late_wins = all_in = 0
    for seed in range(8):
        for event, before, after in lively(database, play, Random(f"{play}{seed}")):
            _, happened = advance(before, event)
            seen.update(type(one) for one in happened)
            all_in += Taken in map(type, happened) and after.deadline != before.deadline
            late_wins += isinstance(event, Answered) and event.place in before.tally.won and before == after
    assert set(seen) >= HAPPENS[play]
    assert play is not Play.REVEAL or all_in, "everybody has answered: the question closes soon"
    assert play is not Play.RACE or late_wins, "somebody was right after the first one, and in time"


def lively(database: Database, play: Play, chance: Random) -> Iterator[tuple[Event, Round, Round]]:
    """A round that is played to its end, in the database and without one: each event and what it changes."""
    now, players, round = START, chance.choice((3, 8)), called(database, play, chance.randrange(10**9))
    posed = tuple(Posed(question=make(f"q{n}"), seconds=20) for n, make in enumerate(POSED[play]))
    events: list[Event] = [Joined(person=n, name=name(n), host=n == 1) for n in range(1, players)]
    events += [Begun(posed=posed, now=now), Shown(place=0, now=now)]
    while round.phase is not Phase.OVER:
        now += timedelta(seconds=chance.choice((0, 0.3, 1)))
        for event in events or next_events(round, now, chance, chance.randint(1, players)):
            if isinstance(event, Ticked):
                now = event.now
            before = round
            round, happened = advance(before, event)
            if isinstance(event, OF_ONE_PLAYER):
                decided_in_part(database, event, now, round, happened)
            else:
                keep(database, before, round, now)
            yield event, before, round
        events = []


def next_events(round: Round, now: datetime, chance: Random, person: int) -> list[Event]:
    """What somebody does next, or the clock."""
    match chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]:
        case "answers":
            return [answered(round, person, round.place, now, now, chance)]
        case "answers late":
            ago = timedelta(seconds=chance.choice((0.2, 1, 3, 8)))
            place = max(0, round.place - chance.choice((0, 0, 1)))
            return [answered(round, person, place, now - ago, now, chance)]
        case "takes back":
            return [TakenBack(person=person, place=round.place)]
        case "rules":
            return [ruled(round, person, now, chance)]
        case "joins":
            return [Joined(person=person, name=name(person))]
        case "leaves" if sum(not seat.left for seat in round.seats) > 2:
            return [Left(person=person, now=now)]
        case "skips":
            return [Skipped(now=now)]
    later = now if round.deadline is None else max(now, round.deadline)
    return [Ticked(now=later), Shown(place=round.place + 1, now=later)]


def ruled(round: Round, person: int, now: datetime, chance: Random) -> Event:
    """Somebody says of an answer in doubt whether it counts, if there is one."""
    doubtful = [guess for guess in round.guesses if guess.doubtful and round.rules_on(guess.place)]
    if not doubtful:
        return TakenBack(person=person, place=round.place)
    about, counts, decides = chance.choice(doubtful), chance.random() < 0.6, chance.random() < 0.3
    return Ruled(
        person=person, about=about.person, place=about.place, counts=counts, decides=decides, now=now
    )


def answered(round: Round, person: int, place: int, at: datetime, now: datetime, chance: Random) -> Answered:
    question, said = round.posed[place].question, chance.choice(("a", "b", "ab", "c", "d", "zz", "?", "a?"))
    verdict = chance.choice((RIGHT, WRONG, WRONG, HALF, DOUBT, DOUBT, IDK, CHATTER))
    if round.setup.play is Play.TOGETHER and isinstance(question, ListOf | Explain):
        verdict = names(question, said, round.have if place == round.place else ())
    return Answered(person=person, name=name(person), place=place, at=at, now=now, said=said, verdict=verdict)


def called(database: Database, play: Play, number: int) -> Round:
    setup = lobby(play=play).setup

    def work(connection: object) -> Round:
        repo = Repository(connection)  # type: ignore[arg-type]
        group = Group(id=ChatId(-number - 1), title="Study group")
        repo.lock_group(group, START)
        return repo.call_round(group.id, 0, setup, START, START + timedelta(seconds=600)).round

    return database.run(work)


def keep(database: Database, before: Round, after: Round, now: datetime) -> None:
    database.run(lambda c: Repository(c).save_round(before, after, now))
