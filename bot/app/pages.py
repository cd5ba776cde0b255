"""What the use cases need from the store, in small pieces. `bot.store.pages.Pages` has them all.

All calls happen inside one transaction that holds the person's row. None of them commits.
"""

from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from bot.app.circle import CarriedPages, RoundPages, RoundTickPages
from bot.app.heard import ChatId, MessageId, Person, PersonId
from bot.app.records import (
    Answer,
    Appeal,
    Asked,
    CardRow,
    DayReason,
    Learner,
    LedgerDay,
    Met,
    Outage,
    Report,
    Review,
    Sitting,
    Subscription,
)
from bot.app.serial import KeeperPages, SeriesPages, SeriesTickPages
from bot.domain.memory import Card
from bot.domain.question import DeckId, QuestionId


class LearnerPages(Protocol):
    """People."""

    def lock_person(self, person: Person, now: datetime) -> Learner:
        """Insert the person if absent, lock the row until commit, give it; name and language are renewed."""
        ...

    def learner(self, id: PersonId) -> Learner | None:
        """The record as it stands."""
        ...

    def change_learner(self, learner: Learner) -> None:
        """Store the record as it is."""
        ...

    def lock_learner(self, id: PersonId) -> Learner | None:
        """Lock the row until commit and give the record; None if there is no such learner."""
        ...


class AskedPages(Protocol):
    """Questions put to people."""

    def ask(self, asked: Asked) -> Asked:
        """Store a new one (its `id` is ignored) and give it with its id. Earlier open ones of that learner
        and chat become `State.ASIDE`."""
        ...

    def asked(self, id: int) -> Asked | None:
        """By id, whoever's it is: the caller checks the owner."""
        ...

    def asked_open(self, learner: PersonId, chat: ChatId) -> Asked | None:
        """The one whose state is OPEN."""
        ...

    def asked_last_closed(self, learner: PersonId, chat: ChatId) -> Asked | None:
        """The one closed latest."""
        ...

    def asked_in(self, sitting: int) -> Sequence[Asked]:
        """All of a sitting, in the order they were asked."""
        ...

    def slot_of(self, chat: ChatId, message: MessageId) -> str | None:
        """The slot a message of ours was sent in, such as `17.0` (asked 17, first message)."""
        ...

    def message_of(self, chat: ChatId, slot: str) -> MessageId | None:
        """The message that stands in a slot; None if none was sent in it."""
        ...

    def change_asked(self, asked: Asked) -> None:
        """Store the record as it is."""
        ...

    def next_message(self, asked: int) -> int | None:
        """Count one more message about it; gives its number, from 0. None if there is no such question."""
        ...


class SittingPages(Protocol):
    """Sittings."""

    def start_sitting(self, sitting: Sitting) -> Sitting:
        """Store a new one (its `id` is ignored) and give it with its id. Earlier unended ones of that learner
        and chat end at `sitting.at`."""
        ...

    def sitting(self, learner: PersonId, chat: ChatId) -> Sitting | None:
        """The one that has not ended."""
        ...

    def change_sitting(self, sitting: Sitting) -> None:
        """Store the record as it is."""
        ...


class ReviewPages(Protocol):
    """Answers, reviews, and the ledger they feed."""

    def keep_answer(self, answer: Answer) -> None:
        """Add one marked answer."""
        ...

    def answer_to(self, chat: ChatId, message: MessageId) -> int | None:
        """The asked id that this message of the person's was marked for, or None if it never was."""
        ...

    def last_said(self, asked: int) -> str | None:
        """The text of the newest answer to it."""
        ...

    def keep_review(self, review: Review) -> None:
        """Add a review, or replace the one of the same `asked` (a granted appeal mends it)."""
        ...

    def review_of(self, asked: int) -> Review | None:
        """The review an asked question ended in."""
        ...

    def met(self, learner: PersonId) -> Mapping[QuestionId, Met]:
        """All questions this learner has a review of."""
        ...

    def earn_day(self, learner: PersonId, local_date: date, reason: DayReason, at: datetime) -> bool:
        """Add a row to the ledger; False if that date has that reason already."""
        ...

    def days(self, learner: PersonId) -> Sequence[LedgerDay]:
        """The ledger, by date."""
        ...


class FlagPages(Protocol):
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

    def keep_appeal(self, appeal: Appeal) -> bool:
        """Add an appeal; False if that asked question has one already."""
        ...

    def keep_report(self, report: Report) -> None:
        """Add a report."""
        ...


class DataPages(Protocol):
    """A person's own data."""

    def export_of(self, learner: PersonId) -> Mapping[str, Any]:
        """Every row about the person, by table; JSON values only."""
        ...

    def erase(self, learner: PersonId) -> None:
        """Remove every row about the person, the person's row included."""
        ...


class ChorePages(Protocol):
    """Work that comes round by the clock."""

    def chore_due(self, name: str, now: datetime) -> bool:
        """True if the chore's time has come, or it was never set."""
        ...

    def set_chore(self, name: str, due: datetime) -> None:
        """Do it again at `due`."""
        ...

    def blank_texts(self, before: datetime) -> int:
        """Blank what people said in answers and appeals older than that (rows stay), and closed snapshots'
        texts if any hold a person's words; how many."""
        ...

    def forget_traces(self, updates_before: datetime, letters_before: datetime, dead_before: datetime) -> int:
        """Remove seen update numbers, settled letters and dead updates older than that; how many."""
        ...


class CardPages(Protocol):
    """Memory."""

    def cards(self, learner: PersonId) -> Mapping[QuestionId, Card]:
        """All cards of a learner."""
        ...

    def keep_card(self, row: CardRow) -> None:
        """Add a card, or replace it."""
        ...

    def log_of(self, learner: PersonId, question: QuestionId) -> Sequence[Review]:
        """All reviews of one question, by instant and then by id."""
        ...


class RebuildPages(CardPages, Protocol):
    """What making all cards anew needs; no person's row is held."""

    def reviewed(self) -> Sequence[tuple[PersonId, DeckId, QuestionId]]:
        """Every question a learner has a review of, by learner."""
        ...


class DailyPages(Protocol):
    """Subscriptions, prompts, and what the clock brings."""

    def subscription(self, learner: PersonId) -> Subscription | None:
        """Theirs, whatever its state."""
        ...

    def keep_subscription(self, subscription: Subscription) -> None:
        """Add it, or replace it."""
        ...

    def claim_prompt(self, learner: PersonId, local_date: date, at: datetime) -> bool:
        """Take that local date for a prompt; False if it was taken before (a unique key decides)."""
        ...

    def claim_nudge(self, learner: PersonId, local_date: date, at: datetime) -> bool:
        """The same for a nudge, and for the weekly summary (`claim_summary`)."""
        ...

    def claim_summary(self, learner: PersonId, local_date: date, at: datetime) -> bool:
        """Take that local date for a weekly summary; False if it was taken before."""
        ...

    def crowd(self, minutes: Sequence[datetime]) -> Sequence[int]:
        """How many prompts are due in each of these minutes (UTC, whole)."""
        ...

    def outages(self, since: datetime) -> Sequence[Outage]:
        """Outages that ended after that, oldest first."""
        ...


class TickPages(RoundTickPages, SeriesTickPages, Protocol):
    """What the tick itself needs; no person's row is held."""

    def beat(self, now: datetime, longest: timedelta) -> Outage | None:
        """The bot is alive; if the last beat is longer ago than that, the outage is kept and given."""
        ...

    def due_prompts(self, now: datetime, limit: int) -> Sequence[PersonId]:
        """Whose `next_at` has come, by time and then by crc32 of their number."""
        ...

    def due_nudges(self, now: datetime, limit: int) -> Sequence[PersonId]:
        """Whose `nudge_at` has come."""
        ...

    def due_summaries(self, now: datetime, limit: int) -> Sequence[PersonId]:
        """Whose weekly summary is due."""
        ...


class Pages(
    LearnerPages,
    AskedPages,
    SittingPages,
    ReviewPages,
    FlagPages,
    DataPages,
    CardPages,
    DailyPages,
    RoundPages,
    CarriedPages,
    SeriesPages,
    KeeperPages,
    Protocol,
):
    """Everything a conversation needs, in private or in a group."""
