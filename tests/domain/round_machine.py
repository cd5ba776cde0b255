"""Any order of whatever can happen to a round: its promises hold after each step, and it always ends.

In some of the days a restart happens: the round is left to its rows in a SQLite file and read back.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from msgspec.structs import replace

from bot.app.events import ChatId, Group
from bot.app.ports.rounds import PlayedRound
from bot.domain.marking.verdict import Verdict
from bot.domain.question import Explain, ListOf
from bot.domain.rounds.advance import advance
from bot.domain.rounds.events import (
    Answered,
    Begun,
    Closed,
    Ended,
    Event,
    Fixed,
    Happening,
    Joined,
    Left,
    Opened,
    Refused,
    Ruled,
    Settled,
    Shown,
    Skipped,
    Stopped,
    TakenBack,
    Ticked,
    Won,
)
from bot.domain.rounds.points import worth
from bot.domain.rounds.round import Phase, Play, Posed, Round
from bot.domain.rounds.standings import table
from bot.store.repository import Repository
from bot.store.transact import Database
from tests.domain.round_parts import OF_ONE_PLAYER, by_place, decided_in_part
from tests.domain.round_pieces import (
    CHATTER,
    DOUBT,
    HALF,
    IDK,
    RIGHT,
    SLIP,
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

GROUP = Group(id=ChatId(-1001), title="Study group")
PEOPLE = st.integers(1, 6)
VERDICTS = st.sampled_from((RIGHT, RIGHT, SLIP, HALF, WRONG, WRONG, DOUBT, DOUBT, IDK, CHATTER))
RULINGS = st.tuples(PEOPLE, PEOPLE, st.booleans(), st.booleans())
"""Who says of whose answer that it counts, and whether they run the round."""
TEAMS = st.sampled_from((0, 0, 2, 3))
AGO = st.sampled_from((0.0, 0.0, 0.0, 1.0, 5.0, 30.0))
SAID = st.sampled_from(("a", "ab", "c", "bcd", "zz", "?", "a?"))
BACK = st.sampled_from((0, 0, 0, 0, 1, -1))
SECONDS = st.sampled_from((0.0, 0.5, 2.0, 5.0, 100.0))
QUESTIONS = {
    Play.REVEAL: (short, choice, list_of, explain),
    Play.RACE: (short, choice, list_of),
    Play.TOGETHER: (list_of, explain),
}


class Playing(RuleBasedStateMachine):
    """One round, and whatever happens to it. `database`: where it is kept between restarts, if anywhere."""

    def __init__(self, database: Database | None = None) -> None:
        super().__init__()
        self.database = database
        self.now = START
        self.seen: Counter[tuple[type, int]] = Counter()
        self.round = lobby(1)

    @initialize(play=st.sampled_from(Play), waits=st.sampled_from((False, False, True)), teams=TEAMS)
    def is_called(self, play: Play, waits: bool, teams: int) -> None:
        self.round = lobby(1, play=play)
        self.round = replace(self.round, setup=replace(self.round.setup, teams=teams))
        if self.database is not None:
            self.round = self.database.run(self._called).round
        for person in (1, 2, 3):
            self.happens(Joined(person=person, name=name(person), host=person == 1))
        if not waits:
            self.begins()

    @rule(answers=st.lists(st.tuples(PEOPLE, VERDICTS, AGO, SAID), min_size=1, max_size=6), back=BACK)
    def answers(self, answers: list[tuple[int, Verdict, float, str]], back: int) -> None:
        place = self.round.place - back
        question = self.round.posed[place].question if 0 <= place < len(self.round.posed) else None
        together = self.round.setup.play is Play.TOGETHER
        for person, verdict, ago, said in answers:
            if together and isinstance(question, ListOf | Explain):
                verdict = names(question, said, self.round.have)
            self.happens(
                Answered(
                    person=person,
                    name=name(person),
                    place=place,
                    at=self.now - timedelta(seconds=ago),
                    now=self.now,
                    said=said,
                    verdict=verdict,
                )
            )

    @rule(said=st.lists(RULINGS, min_size=1, max_size=4), back=BACK)
    def it_is_said_whether_answers_count(self, said: list[tuple[int, int, bool, bool]], back: int) -> None:
        for person, about, counts, decides in said:
            self.happens(
                Ruled(
                    person=person,
                    about=about,
                    place=self.round.place - back,
                    counts=counts,
                    decides=decides,
                    now=self.now,
                )
            )

    @rule(person=PEOPLE, team=st.sampled_from((None, 0, 1, 2, 3)))
    def chooses_a_team(self, person: int, team: int | None) -> None:
        self.happens(Joined(person=person, name=name(person), team=team))

    @rule(person=PEOPLE, what=st.sampled_from(("joins", "joins", "leaves", "takes back", "takes back late")))
    def somebody(self, person: int, what: str) -> None:
        match what:
            case "joins":
                self.happens(Joined(person=person, name=name(person)))
            case "leaves":
                self.happens(Left(person=person, now=self.now))
            case "takes back":
                self.happens(TakenBack(person=person, place=self.round.place))
            case _:
                self.happens(TakenBack(person=person, place=self.round.place - 1))

    @rule(seconds=SECONDS, sharp=st.booleans())
    def a_timer_comes(self, seconds: float, sharp: bool) -> None:
        """Early, late or just in time; and then a second time."""
        self.now += timedelta(seconds=seconds)
        if sharp and self.round.deadline is not None:
            self.now = max(self.now, self.round.deadline)
        self.happens(Ticked(now=self.now))
        after = self.round
        self.happens(Ticked(now=self.now))
        assert self.round == after, "a timer that comes twice changes nothing"

    @rule(back=BACK)
    def a_message_arrives(self, back: int) -> None:
        self.happens(Shown(place=self.round.place - back, now=self.now))

    @rule(
        what=st.sampled_from(("skip", "begin", "stop", "rule", "rule")),
        person=PEOPLE,
        place=st.integers(-1, 5),
    )
    def the_host(self, what: str, person: int, place: int) -> None:
        match what:
            case "begin":
                self.begins()
            case "skip":
                self.happens(Skipped(now=self.now))
            case "stop" if self.round.place > place:
                self.happens(Stopped(now=self.now))
            case _:
                self.happens(Fixed(person=person, place=place))

    @rule()
    def restarts(self) -> None:
        if self.database is not None:
            found = self.database.run(lambda c: Repository(c).round(self.round.id))
            assert found is not None
            assert by_place(found.round) == by_place(self.round)
            self.round = found.round

    def begins(self) -> None:
        questions = QUESTIONS[self.round.setup.play] * 2
        posed = tuple(Posed(question=make(f"q{n}"), seconds=20) for n, make in enumerate(questions))
        self.happens(Begun(posed=posed, now=self.now))
        self.happens(Shown(place=0, now=self.now))

    def teardown(self) -> None:
        """Nobody does anything any more: the clock alone brings it to its end."""
        for _ in range(2 * len(self.round.posed) + 2):
            if self.round.deadline is not None:
                self.now = max(self.now, self.round.deadline)
                self.happens(Ticked(now=self.now))
        assert self.round.phase is Phase.OVER
        if self.database is not None:
            self.restarts()

    def happens(self, event: Event) -> None:
        before = self.round
        self.round, happened = advance(before, event)
        self.keeps(before, event, happened)
        for one in happened:
            if isinstance(one, Closed | Opened | Won):
                self.seen[type(one), one.place] += 1
            elif isinstance(one, Ended):
                self.seen[Ended, 0] += 1
        if any(isinstance(one, Refused) for one in happened):
            assert replace(self.round, seats=before.seats) == before
        self._late_things_change_nothing(before, event)
        self._doubt_costs_nothing(before, event, happened)
        self._what_is_past_stays(before)
        self._scores_are_consistent()
        self._seats_are_consistent()

    def keeps(self, before: Round, event: Event, happened: Sequence[Happening]) -> None:
        """Write what has changed."""
        if self.database is not None and self.round != before:
            self.database.run(lambda c: Repository(c).save_round(before, self.round, self.now))

    def _late_things_change_nothing(self, before: Round, event: Event) -> None:
        early = isinstance(event, Ticked) and before.deadline is not None and event.now < before.deadline
        over = before.phase is Phase.OVER and not isinstance(event, Fixed)
        if early or over:
            assert self.round == before
        if isinstance(event, Answered) and 0 <= event.place < len(before.posed):
            closes = before.posed[event.place].closes_at
            if closes is not None and event.at > closes:
                assert self.round.guesses == before.guesses, "too late is too late"

    def _doubt_costs_nothing(self, before: Round, event: Event, happened: Sequence[Happening]) -> None:
        """No answer loses points by what is said of it or of others, and none is decided unsaid."""
        settled = {(one.person, one.place): one.counts for one in happened if isinstance(one, Settled)}
        for was in before.guesses:
            now = self.round.guess(was.person, was.place)
            if settled or isinstance(event, Ruled):
                assert now is not None
                assert now.points >= was.points
            if was.doubtful and now is not None and not now.doubtful and now.said == was.said:
                decided = settled.get((was.person, was.place))
                assert decided is now.fixed or isinstance(event, Answered | Fixed)
        for guess in self.round.guesses:
            assert not (guess.fixed and guess.refused)
            if guess.doubtful and self.round.setup.play is not Play.TOGETHER:
                assert guess.points == 0
        if self.round.phase is Phase.OVER:
            assert not self.round.votes
        for vote in self.round.votes:
            found = self.round.guess(vote.about, vote.place)
            assert found is not None
            assert self.round.rules_on(vote.place)
            assert vote.voter != vote.about

    def _what_is_past_stays(self, before: Round) -> None:
        assert self.round.place >= before.place
        assert not before.posed or self.round.setup == before.setup
        for was, now in zip(before.posed, self.round.posed, strict=False):
            assert now == was if was.closed else now.question == was.question
        assert all(times == 1 for times in self.seen.values()), "each thing happens once"
        assert (self.round.deadline is None) == (self.round.phase is Phase.OVER)

    def _scores_are_consistent(self) -> None:
        round = self.round
        lines = table(round)
        assert sum(line.points for line in lines) == sum(guess.points for guess in round.guesses)
        assert [line.points for line in lines] == sorted((line.points for line in lines), reverse=True)
        for place, posed in enumerate(round.posed):
            guesses = round.at_place(place)
            assert all(0 <= guess.points <= worth(posed.question) * 5 // 4 for guess in guesses)
            assert len({guess.person for guess in guesses}) == len(guesses)
            found = [guess for guess in guesses if guess.right and not guess.fixed]
            if round.setup.play is Play.RACE:
                assert len(found) == self.seen[Won, place] <= 1, "one winner"
                assert all(guess.points == worth(posed.question) for guess in found)
            if round.setup.play is Play.TOGETHER and not any(guess.fixed for guess in guesses):
                assert sum(guess.points for guess in guesses) <= worth(posed.question)

    def _seats_are_consistent(self) -> None:
        people = [seat.person for seat in self.round.seats]
        assert len(set(people)) == len(people)
        assert {guess.person for guess in self.round.guesses} <= set(people)
        present = [seat for seat in self.round.seats if not seat.left]
        if self.round.phase is not Phase.OVER:
            assert sum(seat.host for seat in present) == 1
        assert not any(seat.host for seat in self.round.seats if seat.left)
        if self.round.posed and self.round.setup.sides:
            assert None not in [self.round.team_of(seat) for seat in present], "all who play have a team"
        assert sum(self.round.tally.teams) == sum(self.round.team_of(seat) is not None for seat in present)

    def _called(self, connection: object) -> PlayedRound:
        repo = Repository(connection)  # type: ignore[arg-type]
        repo.lock_group(GROUP, START)
        running = repo.running(GROUP.id, 0)
        if running is not None:
            over, _ = advance(running.round, Stopped(now=START))
            repo.save_round(running.round, over, START)
        return repo.call_round(GROUP.id, 0, self.round.setup, START, START + timedelta(seconds=600))


class PlayedInParts(Playing):
    """The same round in a database, where what one player does is decided over that player's part of it."""

    def keeps(self, before: Round, event: Event, happened: Sequence[Happening]) -> None:
        assert self.database is not None
        if isinstance(event, OF_ONE_PLAYER):
            decided_in_part(self.database, event, self.now, self.round, happened)
        else:
            super().keeps(before, event, happened)
