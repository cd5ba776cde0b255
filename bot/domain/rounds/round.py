"""A round: a handful of questions that a group plays. Pure: an event in, the new round and what happened out.

    round, happenings = advance(round, event)

Rules:
- The clock of a question starts when its message has arrived in the group; until that is known it has some
  slack. An answer counts by the moment it was given, so one that reaches us late still counts if it was given
  in time, as long as the round lasts.
- reveal: everybody's last answer before the close counts. Once every seat has answered, it closes soon.
- race: the first right answer takes all the points and closes the question. The server's order decides.
- together: the group completes the answer; whoever adds to it scores; once it is whole, the question closes.
- A timer that comes when its time is not over, or is over twice, changes nothing.
- Three questions in a row that nobody answers end the round, after the third one's breath.
- An answer that is in doubt earns nothing and costs nothing until it is known whether it counts. Once its
  question is closed the host says so at once, or all the others agree; else it is decided by the greater part
  of those who said anything, when the question after it is over (see `bot.domain.rounds.doubt`).
- What the host rules once the round is over mends the table; nothing else changes it then.

An answer, a vote taken back, a new seat and the arrival of a question change one player's seat and answer and
some numbers: they are decided alike over the whole round and over one player's part of it (`Round.others`).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import zip_longest

from msgspec import Struct

from bot.domain.marking.verdict import Mark
from bot.domain.names import told_apart
from bot.domain.question import DeckId, Question, TopicId

SLACK = timedelta(seconds=60)
"""How long the message of a question may take to arrive before its time runs without it."""
SETTLE = timedelta(seconds=3)
"""From the last seat's answer to the close: time for second thoughts."""
BREATH = timedelta(seconds=6)
"""From the close to the next question: time to read."""
RULING = timedelta(seconds=20)
"""From the close to the end, where the last question leaves an answer in doubt: time to say if it counts."""
PATIENCE = timedelta(minutes=10)
"""How long a round waits for somebody to start it."""
QUIET = 3
"""So many questions in a row without an answer end it."""


class Play(StrEnum):
    """The ways to play a round."""

    REVEAL = "reveal"
    RACE = "race"
    TOGETHER = "together"


class Pace(StrEnum):
    """How much time there is."""

    QUICK = "quick"
    NORMAL = "normal"
    SLOW = "slow"


class Phase(StrEnum):
    """Where a round stands."""

    LOBBY = "lobby"
    ASKING = "asking"
    BREATH = "breath"
    """A question is closed and the next not yet asked."""
    OVER = "over"


class Why(StrEnum):
    """Why a round is over, or why an answer was not taken."""

    DONE = "done"
    STOPPED = "stopped"
    QUIET = "quiet"
    EMPTY = "empty"
    """Everybody has left."""
    NOT_BEGUN = "not_begun"
    """Nobody started it."""
    NOT_OPEN = "not_open"
    TOO_LATE = "too_late"
    ONCE = "once"
    """One choice each."""
    OTHERS = "others"
    """Whether an answer counts is for the others to say."""
    NOTHING = "nothing"
    """There was nothing to mark in what was said."""


class Setup(Struct, frozen=True, kw_only=True):
    """How a round is to be played."""

    deck: DeckId
    topic: TopicId | None = None
    play: Play = Play.REVEAL
    count: int = 5
    pace: Pace = Pace.NORMAL
    deep: bool = False
    """Commands, explanations and opinions too."""
    teams: int = 0
    """Into so many teams the players are divided; 0 for none."""
    no_polls: bool = False
    """Polls were refused where it is played: choices come as text with buttons."""

    @property
    def sides(self) -> int:
        """How many teams there are: none where all answer together."""
        return 0 if self.play is Play.TOGETHER else self.teams


class Posed(Struct, frozen=True, kw_only=True):
    """A question of a round, and its time."""

    question: Question
    seconds: int
    opened_at: datetime | None = None
    closes_at: datetime | None = None
    """Answers given until then count."""
    shown: bool = False
    """Its message has arrived."""
    closed: bool = False

    @property
    def time(self) -> timedelta:
        """How long it is open once it is shown."""
        return timedelta(seconds=self.seconds)

    def used(self, at: datetime) -> float:
        """The share of its time that had passed at that moment, 0 … 1."""
        if self.opened_at is None:
            return 0.0
        return min(1.0, max(0.0, (at - self.opened_at) / self.time))


class Seat(Struct, frozen=True, kw_only=True):
    """A player."""

    person: int
    name: str
    host: bool = False
    left: bool = False
    team: int | None = None
    """The number of their team, from 0; None if they have not chosen. It may be of a team that is none any
    more: see `Round.team_of`."""


class Guess(Struct, frozen=True, kw_only=True):
    """What a player answered to a question: the last answer, or the one that won."""

    person: int
    place: int
    """Index into the round's questions."""
    at: datetime
    said: str | None
    mark: Mark
    credit: float
    points: int
    """In quarters of a point."""
    message: int | None = None
    """The message in the group; None for a vote, a tap or an answer in private."""
    fixed: bool = False
    """It was ruled to be right: by the host, or by the others while it was in doubt."""
    refused: bool = False
    """It was in doubt and does not count."""

    @property
    def doubtful(self) -> bool:
        """True as long as nobody has decided whether it counts."""
        return self.mark is Mark.DOUBTFUL and not self.fixed and not self.refused

    @property
    def right(self) -> bool:
        """True if it counts as right."""
        return self.fixed or self.mark in (Mark.RIGHT, Mark.ALMOST)


class Vote(Struct, frozen=True, kw_only=True):
    """What one player says of another's answer that is in doubt. Forgotten once it is decided."""

    place: int
    about: int
    """Whose answer."""
    voter: int
    counts: bool


class Tally(Struct, frozen=True, kw_only=True):
    """Numbers of a round that one answer is decided by, so that not every seat and answer has to be read."""

    seats: int = 0
    """All seats, those who left included."""
    present: int = 0
    """Seats of those who have not left."""
    waiting: int = 0
    """Of these, the ones without an answer to the newest question."""
    answered: int = 0
    """Answers to the newest question."""
    doubtful: int = 0
    """Of these, the ones that are in doubt."""
    won: tuple[int, ...] = ()
    """race: the places of the questions that somebody got right, ascending."""
    teams: tuple[int, ...] = ()
    """How many of those present are in each team; the last ones may be left out if nobody is in them."""

    def plus(self, more: "Tally") -> "Tally":
        """Both together."""
        return Tally(
            seats=self.seats + more.seats,
            present=self.present + more.present,
            waiting=self.waiting + more.waiting,
            answered=self.answered + more.answered,
            doubtful=self.doubtful + more.doubtful,
            won=tuple(sorted({*self.won, *more.won})),
            teams=_trimmed(a + b for a, b in zip_longest(self.teams, more.teams, fillvalue=0)),
        )

    def without(self, part: "Tally") -> "Tally":
        """What is left if that part is taken away."""
        return Tally(
            seats=self.seats - part.seats,
            present=self.present - part.present,
            waiting=self.waiting - part.waiting,
            answered=self.answered - part.answered,
            doubtful=self.doubtful - part.doubtful,
            won=tuple(place for place in self.won if place not in part.won),
            teams=_trimmed(a - b for a, b in zip_longest(self.teams, part.teams, fillvalue=0)),
        )


class Round(Struct, frozen=True, kw_only=True):
    """A round as it stands: whole, or with the seat and the answers of one player only."""

    id: int
    setup: Setup
    phase: Phase
    seats: tuple[Seat, ...] = ()
    posed: tuple[Posed, ...] = ()
    place: int = -1
    """Index of the newest question; -1 before the first."""
    guesses: tuple[Guess, ...] = ()
    deadline: datetime | None = None
    """When the clock has something to do; None once it is over."""
    quiet: int = 0
    """Questions in a row, up to now, that nobody answered."""
    have: tuple[str, ...] = ()
    """together: the items and ideas of the newest question that are there."""
    votes: tuple[Vote, ...] = ()
    """What players have said of answers in doubt."""
    others: Tally = Tally()
    """The seats and answers that were left out in reading; all zero for a whole round."""

    @property
    def tally(self) -> Tally:
        """The numbers of the whole round, also where only a part of it was read."""
        answered = {guess.person for guess in self.guesses if guess.place == self.place}
        present = [seat.person for seat in self.seats if not seat.left]
        race = self.setup.play is Play.RACE
        won = {guess.place for guess in self.guesses if race and guess.right}
        read = Tally(
            seats=len(self.seats),
            present=len(present),
            waiting=sum(1 for person in present if person not in answered),
            answered=len(answered),
            doubtful=sum(1 for guess in self.guesses if guess.place == self.place and guess.doubtful),
            won=tuple(sorted(won)),
            teams=self._teams(),
        )
        return read.plus(self.others)

    def _teams(self) -> tuple[int, ...]:
        """How many of the seats that were read are in each team."""
        teams = [self.team_of(seat) for seat in self.seats if not seat.left]
        return _trimmed(teams.count(number) for number in range(self.setup.sides))

    def team_of(self, seat: Seat) -> int | None:
        """The team of that seat, if it is in one of those there are."""
        return seat.team if seat.team is not None and seat.team < self.setup.sides else None

    def smallest_team(self) -> int | None:
        """The team with the fewest players, of equals the first; None where there are no teams."""
        sizes = dict(enumerate(self.tally.teams))
        return min(range(self.setup.sides), key=lambda team: sizes.get(team, 0), default=None)

    def seat(self, person: int) -> Seat | None:
        """That person's seat."""
        return next((seat for seat in self.seats if seat.person == person), None)

    def names(self) -> dict[int, str]:
        """What everybody who was read is called here; those of one name are told apart by a number."""
        shown = told_apart(seat.name for seat in self.seats)
        return {seat.person: name for seat, name in zip(self.seats, shown, strict=True)}

    def guess(self, person: int, place: int) -> Guess | None:
        """What that person answered there."""
        return next((g for g in self.guesses if g.person == person and g.place == place), None)

    def at_place(self, place: int) -> tuple[Guess, ...]:
        """What was answered there, in the order it was given."""
        return tuple(sorted((g for g in self.guesses if g.place == place), key=lambda g: g.at))

    def open_at(self, moment: datetime) -> int | None:
        """The place of the question that was open at that moment, closed by now or not. A question is open
        from the beginning of its second, for messages carry whole seconds."""
        for place in range(self.place, -1, -1):
            opened, closes = self.posed[place].opened_at, self.posed[place].closes_at
            if opened and closes and opened.replace(microsecond=0) <= moment <= closes:
                return place
        return None

    def rules_on(self, place: int) -> bool:
        """Whether it is asked at present if answers to that question that are in doubt count: from its close
        on, until the question after it is over."""
        running = self.phase in (Phase.ASKING, Phase.BREATH)
        near = max(0, self.place - 1) <= place < len(self.posed)
        return running and near and self.posed[place].closed

    @property
    def now(self) -> Posed | None:
        """The question that is open."""
        return self.posed[self.place] if self.phase is Phase.ASKING else None


def _trimmed(sizes: Iterable[int]) -> tuple[int, ...]:
    """Without the noughts at the end."""
    kept = list(sizes)
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)
