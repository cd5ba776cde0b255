"""The ledger of days that count, and the outages that excuse some."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from bot.app.events import PersonId
from bot.domain.ledger import Day
from bot.domain.ledger import DayReason as DayReason
from bot.domain.ledger import Outage as Outage
from bot.domain.streak import Ledger

LedgerDay = Day
"""A row of the streak ledger."""


class LedgerRepository(Protocol):
    """The ledger of days, and when the bot was down."""

    def earn_day(self, learner: PersonId, local_date: date, reason: DayReason, at: datetime) -> bool:
        """Add a row to the ledger; False if that date has that reason already."""
        ...

    def ledger(self, learner: PersonId) -> Ledger:
        """The ledger in short: what is open, and the totals of what lies before."""
        ...

    def days(self, learner: PersonId, since: date | None) -> Sequence[LedgerDay]:
        """Its rows from that date on (None: all), by date."""
        ...

    def reasons(self, learner: PersonId, first: date, end: date) -> Sequence[tuple[date, DayReason]]:
        """What its days from `first` on and before `end` were, each date once, in order. As
        `bot.domain.streak.counted` has it; instants are not looked up."""
        ...

    def outages(self, since: datetime) -> Sequence[Outage]:
        """Outages that ended after that, oldest first."""
        ...
