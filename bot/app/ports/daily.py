"""A person's daily question."""

from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from bot.app.events import ChatId, PersonId
from bot.domain.question import DeckId, TopicId


class SubscriptionState(StrEnum):
    """Where a subscription stands."""

    ON = "on"
    WEEKLY = "weekly"
    """Seven prompts went unanswered: once a week from now on."""
    OFF = "off"
    """They ended it, or the last kind message was sent."""


class Subscription(Struct, frozen=True, kw_only=True):
    """A daily question at somebody's own hour. At most one a learner."""

    learner: PersonId
    chat: ChatId
    state: SubscriptionState
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


class SubscriptionRepository(Protocol):
    """Subscriptions, prompts, and what the clock brings."""

    def subscription(self, learner: PersonId) -> Subscription | None:
        """Theirs, whatever its state."""
        ...

    def save_subscription(self, subscription: Subscription) -> None:
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
