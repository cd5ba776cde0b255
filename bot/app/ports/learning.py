"""What the tutor remembers: one frozen record a row. The store keeps them and nothing else keeps state."""

from collections.abc import Sequence, Set
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from bot.app.events import ChatId, MessageId, PersonId
from bot.domain.marking.verdict import Mark, Reason
from bot.domain.question import DeckId, QuestionId, TopicId


class State(StrEnum):
    """Where a question put to somebody stands."""

    OPEN = "open"
    """A text without a reply answers it. At most one a chat."""
    ASIDE = "aside"
    """A newer one was asked; a Telegram reply still answers it."""
    COMPARING = "comparing"
    """The marker couldn't tell: the answer was shown, and they are asked whether theirs is the same. At most
    one a chat; a text without a reply answers it before one that is open."""
    RIGHT = "right"
    MISSED = "missed"
    SHOWN = "shown"
    SKIPPED = "skipped"

    @property
    def closed(self) -> bool:
        """True if no answer is taken any more."""
        return self not in (State.OPEN, State.ASIDE, State.COMPARING)


class Asked(Struct, frozen=True, kw_only=True):
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
    picked: tuple[int, ...] = ()
    """What was tapped of an answer that is not sent yet: options, or of pairs the right sides in turn."""


class Sitting(Struct, frozen=True, kw_only=True):
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


class Answer(Struct, frozen=True, kw_only=True):
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
    DOUBTFUL = "doubtful"
    SHOWN = "shown"


class Review(Struct, frozen=True, kw_only=True):
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


class SittingStep(Struct, frozen=True, kw_only=True):
    """A question of a sitting, and what came of it."""

    question: QuestionId
    verdict: Outcome | None
    """None while it is open, and for one that was skipped."""
    credit: float = 0.0
    hints: int = 0


class SelfMark(StrEnum):
    """What a learner says of an answer that the marker couldn't tell, once they have seen the right one."""

    SAME = "same"
    NOT_QUITE = "not_quite"


class Appeal(Struct, frozen=True, kw_only=True):
    """A learner's word on a mark, kept for the author to rule on: "I was right", granted at once, or how they
    marked an answer that was in doubt."""

    learner: PersonId
    asked: int
    deck: DeckId
    question: QuestionId
    at: datetime
    said: str | None
    """The answer in question; blanked by retention."""
    was: Outcome
    """The verdict it overrules."""
    self_mark: SelfMark | None = None
    """Of an answer that was in doubt (`was`); None for "I was right"."""


class Report(Struct, frozen=True, kw_only=True):
    """ "Something's wrong here", for the author."""

    learner: PersonId
    asked: int
    deck: DeckId
    question: QuestionId
    at: datetime
    reason: str
    said: str | None = None
    """In their own words; blanked by retention."""


class AskedRepository(Protocol):
    """Questions put to people."""

    def ask(self, asked: Asked) -> Asked:
        """Store a new one (its `id` is ignored) and give it with its id. Earlier open ones of that learner
        and chat become `State.ASIDE`."""
        ...

    def asked(self, id: int) -> Asked | None:
        """By id, whoever's it is: the caller checks the owner."""
        ...

    def asked_open(self, learner: PersonId, chat: ChatId) -> Asked | None:
        """The one whose state is COMPARING, else the one that is OPEN."""
        ...

    def asked_last_closed(self, learner: PersonId, chat: ChatId) -> Asked | None:
        """The one closed latest."""
        ...

    def put_lately(
        self, learner: PersonId, days: tuple[datetime, datetime, datetime], since: datetime
    ) -> Set[QuestionId]:
        """Questions put to that learner on each of two days, which begin at the first two instants and end at
        the third; and those put later than `since`."""
        ...

    def steps_of(self, sitting: int) -> Sequence[SittingStep]:
        """What a sitting has had so far, in the order it was asked."""
        ...

    def slot_of(self, chat: ChatId, message: MessageId) -> str | None:
        """The slot a message of ours was sent in, such as `17.0` (asked 17, first message)."""
        ...

    def message_of(self, chat: ChatId, slot: str) -> MessageId | None:
        """The message that stands in a slot; None if none was sent in it."""
        ...

    def save_asked(self, asked: Asked) -> None:
        """Store the record as it is."""
        ...

    def next_message(self, asked: int) -> int | None:
        """Count one more message about it; gives its number, from 0. None if there is no such question."""
        ...


class SittingRepository(Protocol):
    """Sittings."""

    def start_sitting(self, sitting: Sitting) -> Sitting:
        """Store a new one (its `id` is ignored) and give it with its id. Earlier unended ones of that learner
        and chat end at `sitting.at`."""
        ...

    def sitting(self, learner: PersonId, chat: ChatId) -> Sitting | None:
        """The one that has not ended."""
        ...

    def save_sitting(self, sitting: Sitting) -> None:
        """Store the record as it is."""
        ...


class ReviewRepository(Protocol):
    """Answers, reviews, and the ledger they feed."""

    def save_answer(self, answer: Answer) -> None:
        """Add one marked answer."""
        ...

    def answer_to(self, chat: ChatId, message: MessageId) -> int | None:
        """The asked id that this message of the person's was marked for, or None if it never was."""
        ...

    def last_said(self, asked: int) -> str | None:
        """The text of the newest answer to it."""
        ...

    def last_answer(self, asked: int) -> Answer | None:
        """The newest answer to it."""
        ...

    def last_doubtful(self, asked: int) -> Answer | None:
        """The newest answer to it that the marker couldn't tell."""
        ...

    def save_review(self, review: Review) -> None:
        """Add a review, or replace the one of the same `asked` (a granted appeal mends it)."""
        ...

    def review_of(self, asked: int) -> Review | None:
        """The review an asked question ended in."""
        ...


class AppealRepository(Protocol):
    """What a learner says about a question."""

    def put_away(self, learner: PersonId, question: QuestionId, at: datetime) -> None:
        """Do not ask this learner that question again. Twice is once."""
        ...

    def away(self, learner: PersonId) -> Set[QuestionId]:
        """The questions put away."""
        ...

    def bring_back(self, learner: PersonId) -> int:
        """Ask them all again; how many there were."""
        ...

    def save_appeal(self, appeal: Appeal) -> bool:
        """Add an appeal; False if that asked question has one already. "The same" replaces "not quite"."""
        ...

    def save_report(self, report: Report) -> None:
        """Add a report."""
        ...
