"""What the tutor remembers: one frozen record a row. The store keeps them and nothing else keeps state."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from bot.app.heard import ChatId, MessageId, PersonId
from bot.domain.ledger import Day
from bot.domain.ledger import DayReason as DayReason
from bot.domain.ledger import Outage as Outage
from bot.domain.marking.verdict import Mark, Reason
from bot.domain.memory import Card
from bot.domain.question import DeckId, QuestionId, TopicId


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """A person who has written to the tutor."""

    id: PersonId
    name: str
    language: str | None
    """IETF tag, as the client says it; None: not known."""
    zone: str | None
    """IANA zone; None: not known, the default zone is a guess."""
    here: bool
    """False once they have blocked the tutor, until they come back."""
    since: datetime
    deck: DeckId | None = None
    """The deck they learn from; None: the default one."""
    flow: bool = True
    """A right answer brings the next question by itself."""
    live: str | None = None
    """Slot of the newest message that carries choices; the one before loses its own."""
    exam: date | None = None
    """The day it all has to be known."""
    new_cap: int = 10
    """New questions a day at most."""
    review_cap: int = 30
    """Reviews a day at most; what is over it waits, the best known first."""
    ahead: bool = True
    """Nothing due: ask the one nearest to forgetting. False: say so; the day counts all the same."""
    paused_from: date | None = None
    """The first day of a pause, or on which they had blocked the tutor; None: no pause."""
    paused_until: date | None = None
    """The first day after it; None while the end is open."""
    rest_days: int = 0
    """Weekdays on which nothing is expected, as bits: Monday 1, Tuesday 2 … Sunday 64."""
    weekly: bool = False
    """A summary on Sunday evening is wanted."""
    quiet_from: time = time(22, 0)
    quiet_to: time = time(7, 0)
    """Nothing but replies is sent between the two, by their clock. Equal: no quiet hours."""
    offered: bool = False
    """The daily question was offered to them."""
    milestone: int = 0
    """The greatest milestone of the streak they were told of."""
    rest_from: date | None = None
    """The day they chose their days of rest; missed days before it are not mended by the choice."""
    carries: bool = False
    """What they answer in groups counts for their own memory."""


class State(StrEnum):
    """Where a question put to somebody stands."""

    OPEN = "open"
    """A text without a reply answers it. At most one a chat."""
    ASIDE = "aside"
    """A newer one was asked; a Telegram reply still answers it."""
    RIGHT = "right"
    MISSED = "missed"
    SHOWN = "shown"
    SKIPPED = "skipped"

    @property
    def closed(self) -> bool:
        """True if no answer is taken any more."""
        return self not in (State.OPEN, State.ASIDE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question put to somebody."""

    id: int
    learner: PersonId
    chat: ChatId
    sitting: int | None
    deck: DeckId
    question: QuestionId
    snapshot: str
    """The question as it was when it was asked, by `bot.domain.snapshot`."""
    state: State
    at: datetime
    closed_at: datetime | None = None
    hints: int = 0
    tries: int = 0
    """Answers that were marked, completions included."""
    misses: int = 0
    completions: int = 0
    """The first partial answer and all that were given after it."""
    have: tuple[str, ...] = ()
    """Names of ideas or items that were right so far. Stored as JSON."""
    credit: float = 0.0
    """The best reached so far, 0 … 1."""
    first: Mark | None = None
    """The verdict on the first marked answer."""
    messages: int = 0
    """How many messages were sent about it; names the next slot."""
    post: int | None = None
    """The post of a channel whose link led to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A handful of questions in a row."""

    id: int
    learner: PersonId
    chat: ChatId
    deck: DeckId
    topic: TopicId | None
    """None: all topics."""
    size: int
    at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One marked answer. `said` is blanked by retention; the row stays."""

    learner: PersonId
    asked: int
    chat: ChatId
    message: MessageId | None
    """None for a tap."""
    at: datetime
    said: str | None
    mark: Mark
    reason: Reason
    credit: float
    marker: str
    """Version of the marker."""


class Outcome(StrEnum):
    """How a review begins: the first verdict an answer earned, or shown without any."""

    RIGHT = "right"
    ALMOST = "almost"
    PARTIAL = "partial"
    WRONG = "wrong"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One question brought to its end by one learner. One row an asked question."""

    learner: PersonId
    asked: int
    deck: DeckId
    question: QuestionId
    at: datetime
    """When the person answered, not when we read it."""
    local_date: date
    """The learner's day of `at`; never recomputed."""
    verdict: Outcome
    credit: float
    """0 … 1: what was reached in the end."""
    hints: int
    tries: int
    seconds: int
    """From the question to its end."""
    marker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """What a learner has done with a question so far."""

    question: QuestionId
    times: int
    first: datetime
    last: datetime
    verdict: Outcome
    """Of the latest review."""
    credit: float
    """Of the latest review."""


LedgerDay = Day
"""A row of the streak ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """ "I was right": granted to the learner at once, and kept for the author to rule on."""

    learner: PersonId
    asked: int
    deck: DeckId
    question: QuestionId
    at: datetime
    said: str | None
    """The answer in question; blanked by retention."""
    was: Outcome
    """The verdict it overrules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """ "Something's wrong here", for the author."""

    learner: PersonId
    asked: int
    deck: DeckId
    question: QuestionId
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """A learner's memory of a question. Rebuilt exactly by a replay of the reviews."""

    learner: PersonId
    deck: DeckId
    question: QuestionId
    card: Card


class Daily(StrEnum):
    """Where a subscription stands."""

    ON = "on"
    WEEKLY = "weekly"
    """Seven prompts went unanswered: once a week from now on."""
    OFF = "off"
    """They ended it, or the last kind message was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A daily question at somebody's own hour. At most one a learner."""

    learner: PersonId
    chat: ChatId
    state: Daily
    at: time
    """By their wall clock."""
    weekdays: int = 127
    """As bits: Monday 1, Tuesday 2 … Sunday 64."""
    deck: DeckId | None = None
    """None: the deck they learn from."""
    topic: TopicId | None = None
    count: int = 1
    """Questions in a row."""
    nudge: time | None = time(20, 0)
    """If nothing was done by then and a streak is at stake; None: never."""
    ignored: int = 0
    """Prompts in a row that nothing followed."""
    next_at: datetime | None = None
    """When the next prompt is due, UTC; None: none is."""
    nudge_at: datetime | None = None
    """When it is to be looked whether a nudge is needed, UTC."""
    last_date: date | None = None
    """The local date of the newest prompt."""
    asked: int | None = None
    """The question of the newest prompt."""
    summary_at: datetime | None = None
    """When the next weekly summary is due, UTC; None: none is wanted."""
